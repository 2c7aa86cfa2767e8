"""HTTP: /api/views."""

from typing import Any

from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.saved_views import queries, schemas, service

router = Router(prefix="/api/views", tags=["views"])


@router.get("", response_model=list[schemas.ViewOut])
def list_views(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the saved views in the order in which they were made."""
    return queries.list_views(db, user_id)


@router.post("", response_model=schemas.ViewSaved, status_code=201)
def save_view(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewView) -> Any:
    """Save the address of a page under a name."""
    return service.create(db, user_id, name=body.name, path=body.path, is_pinned=body.is_pinned)


@router.patch("/{view_id}", response_model=schemas.ViewSaved)
def change_view(db: WriteSessionDep, user_id: CurrentUserId, view_id: RowId, body: schemas.ViewChanges) -> Any:
    """Rename a view, pin it to the sidebar or take it from there."""
    return service.change(db, user_id, view_id, body.sent_fields())


@router.delete("/{view_id}", response_model=schemas.ViewRemoved)
def remove_view(db: WriteSessionDep, user_id: CurrentUserId, view_id: RowId) -> Any:
    """Remove a view."""
    return {"change_id": service.delete(db, user_id, view_id)}
