"""Every SELECT over saved views."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.saved_views.errors import NoSuchView
from backend.saved_views.models import SavedView


def list_views(db: Session, user_id: int) -> Sequence[SavedView]:
    """Return the saved views in the order in which they were made."""
    return db.scalars(select(SavedView).where(SavedView.user_id == user_id).order_by(SavedView.id)).all()


def one(db: Session, user_id: int, view_id: int) -> SavedView:
    """Return a saved view. Raises NoSuchView."""
    found = db.get(SavedView, view_id)
    if found is None or found.user_id != user_id:
        raise NoSuchView
    return found
