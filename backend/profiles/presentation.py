"""The profile page as JSON: consent, signals of both windows, profiles, what changed, and what to learn."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from backend.education import queries as education
from backend.education import service as education_service
from backend.education.content import library
from backend.education.kinds import DISCLAIMER
from backend.education.models import ContentResponse
from backend.education.recommendations import Reading, Recommendation, recommend
from backend.infra.figure_schema import read_stored
from backend.profiles import queries
from backend.profiles.models import StoredProfile
from backend.profiles.service import erase_on
from backend.signals import queries as signals
from backend.signals.kinds import DEFINITIONS, FEWEST_DAYS, WINDOWS, Persona, SignalKey, Window, tags_of
from backend.signals.models import SignalRun, StoredSignal
from backend.signals.observations import period_of

Json = dict[str, Any]
_TRACE_DAYS = 183
_MOST_CHANGES = 10


def profile_json(db: Session, user_id: int) -> Json:
    """Return the whole page. While the profile is off only the consent and what is still stored are there."""
    choice = signals.last_choice(db, user_id)
    is_on = choice is not None and choice.action == "granted"
    run = signals.latest_run(db, user_id) if is_on else None
    stored = list(signals.signals_of(db, user_id, run.id)) if run else []
    profiles = list(queries.of_run(db, user_id, run.id)) if run else []
    return {
        "consent": {
            "is_on": is_on,
            "since": choice and choice.created_at,
            "erase_on": erase_on(db, user_id),  # type: ignore[arg-type] # it only reads
            "stored": {
                **queries.stored_counts(db, user_id),
                "responses": len(education.responses(db, user_id)),
            },
        },
        "computed_on": run and run.on,
        "computed_at": run and run.created_at,
        "transaction_count": run.transaction_count if run else 0,
        "windows": [_window_json(window, run, stored) for window in WINDOWS] if run else [],
        "definitions": [{"key": key, **each._asdict()} for key, each in DEFINITIONS.items()],
        "signals": [_signal_json(each) for each in stored],
        "trace": _trace(db, user_id, run.on) if run else {},
        "profiles": [_profile_json(each) for each in profiles],
        "changes": changes(db, user_id)[:_MOST_CHANGES] if run else [],
        "items": _items(db, user_id, stored, profiles) if run else [],
        "library_count": len(library()),
        "disclaimer": DISCLAIMER,
    }


def insights_json(db: Session, user_id: int, window: Window) -> Json:
    """Return the signals, profiles and recommendations of one window alone."""
    whole = profile_json(db, user_id)
    return {
        "window": window,
        "computed_on": whole["computed_on"],
        "signals": [each for each in whole["signals"] if each["window"] == window],
        "profiles": [each for each in whole["profiles"] if each["window"] == window],
        "items": [each for each in whole["items"] if each["window"] == window and not each["is_hidden"]],
        "disclaimer": DISCLAIMER,
    }


def changes(db: Session, user_id: int) -> list[Json]:
    """Return on which day which profile began or ceased to apply in a window, the newest first."""
    found: list[Json] = []
    before: dict[str, set[str]] = {}
    for on, some in groupby(queries.by_day(db, user_id), key=lambda each: each[0]):
        now: dict[str, set[str]] = {}
        for _, profile in some:
            now.setdefault(profile.window, set()).add(profile.persona)
        for window, personas in now.items():
            if window in before:
                begun, ended = personas - before[window], before[window] - personas
                for what, changed in (("began", begun), ("ended", ended)):
                    found += [{"on": on, "window": window, "persona": each, "what": what} for each in sorted(changed)]
        before |= now
    return found[::-1]


def history(db: Session, user_id: int) -> list[Json]:
    """Return the profiles of each day on which they differ from the day before, the newest first."""
    found: list[Json] = []
    for on, some in groupby(queries.by_day(db, user_id), key=lambda each: each[0]):
        profiles = [_profile_json(each) for _, each in some]
        shown = [(each["window"], each["persona"], each["confidence"]) for each in profiles]
        last = found[-1]["profiles"] if found else []
        if shown != [(each["window"], each["persona"], each["confidence"]) for each in last]:
            found.append({"on": on, "profiles": profiles})
    return found[::-1]


def _window_json(window: Window, run: SignalRun, stored: Sequence[StoredSignal]) -> Json:
    """A window with its days, and the day from which there is enough history to measure it."""
    period = period_of(window, run.on)
    enough_on = run.first_on + timedelta(days=FEWEST_DAYS[window] - 1) if run.first_on else None
    return {
        "window": window,
        "start": period.start,
        "end": period.end,
        "is_measured": any(each.window == window for each in stored),
        "needs_days": FEWEST_DAYS[window],
        "history_days": (run.on - run.first_on).days + 1 if run.first_on else 0,
        "enough_on": enough_on,
    }


def _signal_json(each: StoredSignal) -> Json:
    return {
        "key": each.key,
        "window": each.window,
        "is_met": each.is_met,
        "figure": each.figure and read_stored(each.figure),
        "parts": [read_stored(part) for part in each.parts or []],
    }


def _profile_json(each: StoredProfile) -> Json:
    return {
        "persona": each.persona,
        "window": each.window,
        "is_primary": each.position == 0,
        "confidence": each.confidence,
        "reasons": each.reasons,
    }


def _trace(db: Session, user_id: int, today: date) -> dict[str, list[Json]]:
    """Return how the 30-day value of each signal went, one day of each week, oldest first."""
    found: dict[str, dict[int, Json]] = {}
    for window, key, on, value in signals.trace(db, user_id, since=today - timedelta(days=_TRACE_DAYS)):
        if window == "30d" and value is not None:
            found.setdefault(key, {})[(today - on).days // 7] = {"on": on, "value": value}
    return {key: list(weeks.values()) for key, weeks in found.items()}


def _items(db: Session, user_id: int, stored: Sequence[StoredSignal], profiles: Sequence[StoredProfile]) -> list[Json]:
    said = education.responses(db, user_id)
    flagged = education_service.flagged(db, user_id)  # type: ignore[arg-type] # it only reads
    fitting = recommend(library().values(), [_reading(window, stored, profiles) for window in WINDOWS])
    return [_item_json(each, said.get(each.item.id)) for each in fitting if each.item.id not in flagged]


def _reading(window: Window, stored: Sequence[StoredSignal], profiles: Sequence[StoredProfile]) -> Reading:
    values: dict[SignalKey, int | Decimal | None] = {
        each.key: each.value  # type: ignore[misc] # the CHECK of the table holds the keys
        for each in stored
        if each.window == window
    }
    personas: list[Persona] = [each.persona for each in profiles if each.window == window]  # type: ignore[misc] # as above
    return Reading(window, personas, tags_of(values), values)


def _item_json(each: Recommendation, said: ContentResponse | None) -> Json:
    item = each.item
    return {
        "id": item.id,
        "type": item.type,
        "title": item.title,
        "summary": item.summary,
        "minutes": item.minutes,
        "source": item.source,
        "link": item.link,
        "calculator": item.calculator,
        "because": each.because,
        "window": each.window,
        "relevance": each.relevance,
        "personas": each.personas,
        "tags": each.tags,
        "feedback": said and said.feedback,
        "comment": said and said.comment,
        "is_hidden": said is not None and said.is_hidden,
    }
