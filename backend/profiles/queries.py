"""Every SELECT over profiles."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.profiles.models import StoredProfile
from backend.signals.models import ConsentEvent, SignalRun, StoredSignal
from backend.users.models import User


def of_run(db: Session, user_id: int, run_id: int) -> Sequence[StoredProfile]:
    """Return the profiles of a run, by window, the primary one first."""
    query = select(StoredProfile).where(StoredProfile.user_id == user_id, StoredProfile.run_id == run_id)
    return db.scalars(query.order_by(StoredProfile.window, StoredProfile.position)).all()


def by_day(db: Session, user_id: int) -> list[tuple[date, StoredProfile]]:
    """Return every stored profile with its day, oldest first, the primary one of a window first."""
    query = (
        select(SignalRun.on, StoredProfile)
        .join(SignalRun, SignalRun.id == StoredProfile.run_id)
        .where(StoredProfile.user_id == user_id)
        .order_by(SignalRun.on, StoredProfile.window, StoredProfile.position)
    )
    return [(on, profile) for on, profile in db.execute(query)]


def stored_counts(db: Session, user_id: int) -> dict[str, int]:
    """Return how many signals are stored, and of how many days."""
    signals = db.scalar(select(func.count()).select_from(StoredSignal).where(StoredSignal.user_id == user_id))
    days = db.scalar(select(func.count()).select_from(SignalRun).where(SignalRun.user_id == user_id))
    return {"signals": signals or 0, "days": days or 0}


def role(db: Session, user_id: int) -> str | None:
    """Return the role of a user."""
    return db.scalar(select(User.role).where(User.id == user_id))


def consenting_people(db: Session, user_id: int) -> Sequence[User]:
    """Return everybody else whose last choice was to turn the profile on, for the operator `user_id`."""
    last = (
        select(func.max(ConsentEvent.id))
        .where(ConsentEvent.action != "erased")
        .group_by(ConsentEvent.user_id)
        .scalar_subquery()
    )
    granted = select(ConsentEvent.user_id).where(ConsentEvent.id.in_(last), ConsentEvent.action == "granted")
    query = select(User).where(User.id.in_(granted), User.id != user_id, User.is_active.is_(True))
    return db.scalars(query.order_by(User.name, User.id)).all()
