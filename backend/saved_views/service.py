"""Save, rename, pin and remove views; the only writer of their table."""

from typing import Any, NamedTuple

from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.saved_views import queries
from backend.saved_views.errors import ViewNameTaken
from backend.saved_views.models import SavedView


class Saved(NamedTuple):
    """The view, and the change that can be undone."""

    view: SavedView
    change_id: int | None


def create(db: WriteSession, user_id: int, *, name: str, path: str, is_pinned: bool) -> Saved:
    """Save a view. Raises ViewNameTaken."""
    _check_name(db, user_id, name)
    with record_changes(db, user_id, f"Saved the view {name}") as recorder:
        view = SavedView(user_id=user_id, name=name, path=path, is_pinned=is_pinned)
        db.add(view)
        db.flush()
        recorder.record_created(SavedView, view.id)
    return Saved(view, recorder.change_id)


def change(db: WriteSession, user_id: int, view_id: int, fields: dict[str, Any]) -> Saved:
    """Rename or pin a view. Raises NoSuchView and ViewNameTaken."""
    view = queries.one(db, user_id, view_id)
    if "name" in fields:
        _check_name(db, user_id, fields["name"], without=view_id)
    with record_changes(db, user_id, f"Changed the view {view.name}") as recorder:
        recorder.capture(SavedView, [view_id])
        for name, value in fields.items():
            setattr(view, name, value)
    return Saved(view, recorder.change_id)


def delete(db: WriteSession, user_id: int, view_id: int) -> int | None:
    """Remove a view and return the change. Raises NoSuchView."""
    view = queries.one(db, user_id, view_id)
    with record_changes(db, user_id, f"Removed the view {view.name}") as recorder:
        recorder.capture(SavedView, [view_id])
        db.delete(view)
    return recorder.change_id


def _check_name(db: WriteSession, user_id: int, name: str, *, without: int | None = None) -> None:
    for view in queries.list_views(db, user_id):
        if view.id != without and view.name.casefold() == name.casefold():
            raise ViewNameTaken(view.name)
