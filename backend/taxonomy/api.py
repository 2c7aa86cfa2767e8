"""HTTP: /api/categories. Above transactions, because a category is listed with the number of its transactions."""

from typing import Annotated, Any

from fastapi import Path, Query

from backend.categories.schemas import Category, CategoryBranch, CategoryChanges, ChangedCategory, NewCategory, NewPlace
from backend.infra.fields import Key as KeyText
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, WriteSessionDep
from backend.taxonomy import queries, service
from backend.taxonomy.schemas import (
    CategoryMerged,
    CategoryMoved,
    MergePreview,
    MergeTarget,
    OfferedAdded,
    OfferedCategory,
    OfferedKeys,
)

router = Router(prefix="/api/categories", tags=["categories"])
Key = Annotated[str, Path(max_length=100)]


@router.get("", response_model=list[Category])
def list_categories(db: ReadSessionDep, user_id: CurrentUserId, parent_only: bool = False) -> Any:
    """Return main categories, each followed by its subcategories."""
    categories = queries.listed(db, user_id)
    return [category for category in categories if category["parent_id"] is None] if parent_only else categories


@router.get("/tree", response_model=list[CategoryBranch])
def category_tree(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return main categories with their subcategories inside."""
    categories = queries.listed(db, user_id)
    return [
        {**main, "children": [child for child in categories if child["parent_id"] == main["id"]]}
        for main in categories
        if main["parent_id"] is None
    ]


@router.get("/offered", response_model=list[OfferedCategory])
def list_offered(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return categories that a person may add to the starter ones."""
    return service.offered(db, user_id)


@router.post("/offered", response_model=OfferedAdded)
def add_offered(db: WriteSessionDep, user_id: CurrentUserId, body: OfferedKeys) -> Any:
    """Add some of the offered categories, with what the starter list knows of them."""
    added, change_id = service.add_offered(db, user_id, body.short_descs)
    return {"added": added, "change_id": change_id}


@router.post("", response_model=ChangedCategory, status_code=201)
def create_category(db: WriteSessionDep, user_id: CurrentUserId, body: NewCategory) -> Any:
    """Add a category; its key is made from its name unless it is given."""
    done = service.create(db, user_id, body.sent_fields())
    return {**done.category, "change_id": done.change_id}


@router.patch("/{key}", response_model=ChangedCategory)
def change_category(db: WriteSessionDep, user_id: CurrentUserId, key: Key, body: CategoryChanges) -> Any:
    """Change name, colour, kind, marks or position. The key stays."""
    done = service.change(db, user_id, key, body.sent_fields())
    return {**done.category, "change_id": done.change_id}


@router.patch("/{key}/move", response_model=CategoryMoved)
def move_category(db: WriteSessionDep, user_id: CurrentUserId, key: Key, body: NewPlace) -> Any:
    """Put a category below another main category."""
    moved = service.move(db, user_id, key, to_key=body.new_parent_short_desc)
    return {"status": "moved", **moved._asdict()}


@router.get("/{key}/merge-preview", response_model=MergePreview)
def preview_merge(
    db: ReadSessionDep, user_id: CurrentUserId, key: Key, target_short_desc: Annotated[KeyText, Query()]
) -> Any:
    """Count what a merge would move."""
    return service.preview_merge(db, user_id, key=key, target_key=target_short_desc)


@router.post("/{key}/merge", response_model=CategoryMerged)
def merge_category(db: WriteSessionDep, user_id: CurrentUserId, key: Key, body: MergeTarget) -> Any:
    """File everything under another category and remove this one."""
    merged = service.merge(db, user_id, key=key, target_key=body.target_short_desc, carried=body.carried)
    return {"status": "merged", **merged._asdict()}


@router.delete("/{key}", status_code=204)
def remove_category(db: WriteSessionDep, user_id: CurrentUserId, key: Key) -> None:
    """Remove a category that nothing uses."""
    service.remove(db, user_id, key)
