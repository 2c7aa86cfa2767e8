"""Every SELECT over notices."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from backend.inbox.errors import NoSuchNotice
from backend.inbox.kinds import Channel
from backend.inbox.models import InboxItem
from backend.infra.database import ReadSession, WriteSession
from backend.settings import service as settings

Session = ReadSession | WriteSession


def listed(
    db: Session, user_id: int, status: str = "open", *, channel: Channel = "notices_in_inbox"
) -> Sequence[InboxItem]:
    """Return the notices in a state of the kinds that were chosen for a channel, newest first."""
    query = select(InboxItem).where(*_chosen(db, user_id, channel), InboxItem.status == status)
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
    """Return how many notices of the inbox there are in each state."""
    query = select(InboxItem.status, func.count()).where(*_chosen(db, user_id, "notices_in_inbox"))
    return dict(db.execute(query.group_by(InboxItem.status)).all())


def _chosen(db: Session, user_id: int, channel: Channel) -> tuple[ColumnElement[bool], ...]:
    return InboxItem.user_id == user_id, InboxItem.kind.in_(settings.chosen(db, user_id, channel))
