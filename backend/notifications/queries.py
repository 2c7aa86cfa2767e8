"""Every SELECT over the e-mails that were sent."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.notifications.models import NotificationLog

L = NotificationLog


def log(db: Session, user_id: int, *, limit: int) -> Sequence[NotificationLog]:
    """Return the e-mails that were sent, newest first."""
    return db.scalars(select(L).where(L.user_id == user_id).order_by(L.id.desc()).limit(limit)).all()


def last_sent_at(db: Session, user_id: int, kind: str) -> datetime | None:
    """Return when the last e-mail of a kind was sent."""
    return db.scalar(select(func.max(L.sent_at)).where(L.user_id == user_id, L.kind == kind))


def reminded_ids(db: Session, user_id: int) -> set[int]:
    """Return the transactions of which a reminder was sent."""
    query = select(L.transaction_id).where(L.user_id == user_id, L.transaction_id.is_not(None))
    return {id_ for id_ in db.scalars(query) if id_ is not None}


def open_reminders(db: Session, user_id: int, message_ids: Collection[str]) -> dict[str, NotificationLog]:
    """Return the reminders with these message ids that were not replied to yet."""
    query = select(L).where(
        L.user_id == user_id, L.kind == "review", L.replied_at.is_(None), L.email_message_id.in_(list(message_ids))
    )
    return {each.email_message_id: each for each in db.scalars(query)}
