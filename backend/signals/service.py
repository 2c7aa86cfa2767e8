"""Consent, and the signals of a day; the only writer of their tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, update

from backend.infra.database import ReadSession, WriteSession
from backend.infra.figure_schema import FigureOut
from backend.signals import queries
from backend.signals.errors import NoConsent
from backend.signals.kinds import FEWEST_DAYS, WINDOWS, Signal, Window
from backend.signals.measures import measure
from backend.signals.models import ConsentEvent, SignalRun, StoredSignal
from backend.signals.observations import Observations


def is_granted(db: ReadSession | WriteSession, user_id: int) -> bool:
    """Say whether the person agreed that signals are computed."""
    choice = queries.last_choice(db, user_id)
    return choice is not None and choice.action == "granted"


def require_consent(db: ReadSession | WriteSession, user_id: int) -> None:
    """Raises NoConsent unless the person agreed."""
    if not is_granted(db, user_id):
        raise NoConsent


def set_consent(db: WriteSession, user_id: int, *, is_granted_now: bool) -> None:
    """Log that the person agrees or revokes; nothing is logged if that is so already."""
    if is_granted(db, user_id) != is_granted_now:
        db.add(ConsentEvent(user_id=user_id, action="granted" if is_granted_now else "revoked"))
        db.flush()


def log_erasure(db: WriteSession, user_id: int, erased: Mapping[str, int]) -> None:
    """Log how many rows were erased, by table."""
    db.add(ConsentEvent(user_id=user_id, action="erased", erased=dict(erased)))
    db.flush()


def erase(db: WriteSession, user_id: int) -> dict[str, int]:
    """Delete every computed signal. Returns how many rows went, by table."""
    counts = {}
    for table in (StoredSignal, SignalRun):
        counts[table.__tablename__] = db.execute(delete(table).where(table.user_id == user_id)).rowcount  # type: ignore[attr-defined] # a DELETE counts
    return counts


def measured(seen: Observations) -> dict[Window, list[Signal]]:
    """Return the signals of each window that the history reaches back over."""
    reach = seen.history_days()
    return {window: measure(seen, window) for window in WINDOWS if reach >= FEWEST_DAYS[window]}


def store(
    db: WriteSession, user_id: int, seen: Observations, signals: Mapping[Window, Sequence[Signal]], *, on: date
) -> SignalRun:
    """Store the signals of a day in place of earlier ones of that day; older days keep their values alone."""
    run = queries.run_on(db, user_id, on)
    if run is not None:
        db.delete(run)
        db.flush()
    older = update(StoredSignal).where(StoredSignal.user_id == user_id, StoredSignal.figure.is_not(None))
    db.execute(older.values(figure=None, parts=None))
    run = SignalRun(user_id=user_id, on=on, first_on=seen.first_on, transaction_count=seen.transaction_count)
    db.add(run)
    db.flush()
    db.add_all(_row(user_id, run.id, window, each) for window, some in signals.items() for each in some)
    db.flush()
    return run


def _row(user_id: int, run_id: int, window: Window, each: Signal) -> StoredSignal:
    value = each.figure.value
    return StoredSignal(
        user_id=user_id,
        run_id=run_id,
        window=window,
        key=each.key,
        value=None if value is None else Decimal(value),
        unit=each.figure.unit,
        is_met=each.is_met,
        figure=FigureOut.model_validate(each.figure).model_dump(mode="json"),
        parts=[FigureOut.model_validate(part).model_dump(mode="json") for part in each.parts] or None,
    )
