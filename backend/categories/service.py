"""Create, change and move categories; the only module that writes them."""

from typing import Any

from backend.categories import queries
from backend.categories.defaults import STARTER
from backend.categories.errors import KeyTaken, NameTaken
from backend.categories.models import Category
from backend.categories.tree import check_move, check_parent, key_from, kind_of
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder


def create(
    db: WriteSession,
    user_id: int,
    *,
    display_name: str,
    key: str | None = None,
    parent: Category | None = None,
    kind: str | None = None,
    is_income: bool | None = None,
    is_recurring: bool = False,
    color: str | None = None,
    recorder: ChangeRecorder,
) -> Category:
    """Add a category, last in its place. It has its parent's kind unless `kind` is given.

    Raises KeyTaken, NameTaken, ThirdLevel and KindContradiction.
    """
    taken = queries.keys(db, user_id)
    if key is not None and key in taken:
        raise KeyTaken(key)
    if parent is not None:
        check_parent(parent)
    siblings = queries.siblings(db, user_id, parent.id if parent else None)
    _check_name(display_name, siblings)
    meant = kind_of(kind, is_income, otherwise=parent.kind if parent else "expense")
    category = Category(
        user_id=user_id,
        short_desc=key or key_from(display_name, taken=taken),
        display_name=display_name,
        parent_id=parent.id if parent else None,
        color=color,
        kind=meant,
        is_income=meant == "income",
        is_recurring=is_recurring,
        position=max((sibling.position for sibling in siblings), default=-1) + 1,
    )
    db.add(category)
    db.flush()
    recorder.record_created(Category, category.id)
    return category


def change(
    db: WriteSession, user_id: int, category: Category, changes: dict[str, Any], *, recorder: ChangeRecorder
) -> None:
    """Change a category's words and marks. Archiving a main category archives what is below it, and the other way
    round a subcategory that comes back brings its main category back. Raises NameTaken and KindContradiction."""
    below = queries.children(db, user_id, category.id)
    recorder.capture(Category, [category.id, *(child.id for child in below)])
    if "display_name" in changes:
        others = [c for c in queries.siblings(db, user_id, category.parent_id) if c.id != category.id]
        _check_name(changes["display_name"], others)
    if "kind" in changes or "is_income" in changes:
        kind = kind_of(changes.get("kind"), changes.get("is_income"), otherwise=category.kind)
        changes = {**changes, "kind": kind, "is_income": kind == "income"}
    for name, value in changes.items():
        setattr(category, name, value)
    if changes.get("is_archived") is True:
        for child in below:
            child.is_archived = True
    if changes.get("is_archived") is False and category.parent_id is not None:
        recorder.capture(Category, [category.parent_id])
        db.get_one(Category, category.parent_id).is_archived = False
    db.flush()


def move(db: WriteSession, user_id: int, category: Category, *, to: Category | None, recorder: ChangeRecorder) -> None:
    """Put a category below another, or on the first level for None. Raises as tree.check_move, and NameTaken."""
    check_move(category, to=to, has_children=bool(queries.children(db, user_id, category.id)))
    siblings = queries.siblings(db, user_id, to.id if to else None)
    _check_name(category.display_name, siblings)
    recorder.capture(Category, [category.id])
    category.parent_id = to.id if to else None
    category.position = max((sibling.position for sibling in siblings), default=-1) + 1
    db.flush()


def remove(db: WriteSession, user_id: int, category: Category, *, recorder: ChangeRecorder) -> None:
    """Remove a category that nothing refers to any more; the caller has made sure of that."""
    assert category.user_id == user_id
    recorder.capture(Category, [category.id])
    db.delete(category)
    db.flush()


def add_starter(db: WriteSession, user_id: int) -> None:
    """Add the starter categories to a person who has none."""
    for position, main in enumerate(STARTER):
        parent = _starter(user_id, main.key, main.name, main.kind, position)
        parent.color = main.color
        db.add(parent)
        db.flush()
        for place, child in enumerate(main.children):
            row = _starter(user_id, child.key, child.name, child.kind, place)
            row.parent_id, row.is_recurring = parent.id, child.is_recurring
            db.add(row)
    db.flush()


def _starter(user_id: int, key: str, name: str, kind: str, position: int) -> Category:
    return Category(
        user_id=user_id, short_desc=key, display_name=name, kind=kind, is_income=kind == "income", position=position
    )


def _check_name(name: str, others: Any) -> None:
    if any(other.display_name.casefold() == name.casefold() for other in others):
        raise NameTaken(name)
