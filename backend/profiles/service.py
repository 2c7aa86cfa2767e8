"""Turn the profile on and off, compute it, erase it; the only writer of profiles."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import delete

from backend.education import service as education
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.profiles import queries
from backend.profiles.models import StoredProfile
from backend.profiles.rules import Match, profiles_of
from backend.settings.service import base_currency
from backend.signals import queries as signal_queries
from backend.signals import service as signals
from backend.signals.kinds import Signal, Window
from backend.signals.observations import Observations
from backend.signals.reading import observe

# So long what was computed stays after the profile was turned off, unless the person erases it at once.
KEPT_DAYS = 30


def turn_on(db: WriteSession, user_id: int) -> None:
    """Log the consent and compute the profile of today."""
    signals.set_consent(db, user_id, is_granted_now=True)
    compute(db, user_id, today=clock.today())


def turn_off(db: WriteSession, user_id: int, *, is_erased: bool) -> dict[str, int] | None:
    """Log that the consent is revoked: nothing is computed or shown from now on. Returns what was erased, if wanted."""
    signals.set_consent(db, user_id, is_granted_now=False)
    return erase(db, user_id) if is_erased else None


def erase(db: WriteSession, user_id: int) -> dict[str, int]:
    """Delete all that was computed and said; the consent log stays, with how many rows went by table."""
    gone = db.execute(delete(StoredProfile).where(StoredProfile.user_id == user_id)).rowcount  # type: ignore[attr-defined] # a DELETE counts
    counts = {StoredProfile.__tablename__: gone, **signals.erase(db, user_id), **education.erase(db, user_id)}
    signals.log_erasure(db, user_id, counts)
    return counts


def compute(db: WriteSession, user_id: int, *, today: date) -> None:
    """Measure the signals of today and store them with their profiles. Raises NoConsent."""
    signals.require_consent(db, user_id)
    seen = observe(db, user_id, today=today, currency=base_currency(db, user_id))
    store(db, user_id, seen, signals.measured(seen))


def store(db: WriteSession, user_id: int, seen: Observations, measured: Mapping[Window, Sequence[Signal]]) -> None:
    """Store the signals of a day, and the profiles that follow from them."""
    run = signals.store(db, user_id, seen, measured, on=seen.today)
    for window, some in measured.items():
        for position, match in enumerate(matches(seen, some)):
            db.add(
                StoredProfile(
                    user_id=user_id,
                    run_id=run.id,
                    window=window,
                    persona=match.persona,
                    position=position,
                    confidence=match.confidence,
                    reasons=[{**reason._asdict(), "points": str(reason.points)} for reason in match.reasons],
                )
            )
    db.flush()


def matches(seen: Observations, measured: Sequence[Signal]) -> list[Match]:
    """Return the profiles that apply to the signals of one window, the primary one first."""
    values = {each.key: each.figure.value for each in measured}
    return profiles_of(values, cards_with_balance=sum((each.owed_minor or 0) > 0 for each in seen.cards))


def is_due(db: ReadSession, user_id: int, *, today: date) -> bool:
    """Say whether the profile of today is still to be computed."""
    if not signals.is_granted(db, user_id):
        return False
    run = signal_queries.latest_run(db, user_id)
    return run is None or run.on != today


def erase_on(db: ReadSession | WriteSession, user_id: int) -> date | None:
    """Return the day on which what is kept after turning off is erased; None if nothing is kept or it is on."""
    choice = signal_queries.last_choice(db, user_id)
    if choice is None or choice.action == "granted" or not queries.stored_counts(db, user_id)["days"]:
        return None
    return clock.day_of(choice.created_at) + timedelta(days=KEPT_DAYS)
