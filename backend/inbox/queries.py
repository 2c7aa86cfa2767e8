"""Every SELECT over notices."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.inbox.errors import NoSuchNotice
from backend.inbox.models import InboxItem


def listed(db: Session, user_id: int, status: str) -> Sequence[InboxItem]:
    """Return the notices in a state, newest first."""
    query = select(InboxItem).where(InboxItem.user_id == user_id, InboxItem.status == status)
    return db.scalars(query.order_by(InboxItem.found_on.desc(), InboxItem.id.desc()).limit(200)).all()


def every(db: Session, user_id: int) -> dict[str, InboxItem]:
    """Return all notices by key."""
    return {each.key: each for each in db.scalars(select(InboxItem).where(InboxItem.user_id == user_id))}


def one(db: Session, user_id: int, item_id: int) -> InboxItem:
    """Return a notice. Raises NoSuchNotice."""
    found = db.get(InboxItem, item_id)
    if found is None or found.user_id != user_id:
        raise NoSuchNotice
    return found


def counts(db: Session, user_id: int) -> dict[str, int]:
    """Return how many notices there are in each state."""
    query = select(InboxItem.status, func.count()).where(InboxItem.user_id == user_id).group_by(InboxItem.status)
    return dict(db.execute(query).all())
