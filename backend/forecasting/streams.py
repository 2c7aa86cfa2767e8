"""Recurring streams of money in the history of accounts: when each is next due, and how much it will be. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from backend.recurring.detection import Charge, Rhythm, find_rhythms, rhythm_of
from backend.recurring.matching import anchored
from backend.recurring.schedule import SHIFTS, Schedule, add_months, due_dates, next_due, per_year, shifted

Source = Literal["series", "detected", "planned", "loan", "goal", "scenario"]
# A stream that missed its due date by more than half of its rhythm is taken to have ended.
ENDED_AFTER = 1.6
# A payment that is late by up to this many days is expected tomorrow; later it was skipped.
_GRACE_DAYS = 5
_LONGEST_LOOK_BACK = timedelta(days=800)
_RECENT = 6
_FORTNIGHT = 14


class Movement(NamedTuple):
    """One transaction of an account; positive is money out. `to_account_id` is set on the outgoing side of a transfer
    between own accounts; the incoming side is no movement of its own."""

    on: date
    amount_minor: int
    account_id: int
    key: str
    name: str = ""
    to_account_id: int | None = None
    id: int = 0
    # 0 if it has none.
    category_id: int = 0


class Item(NamedTuple):
    """Something expected on a day; positive is money out of the account. `due_on` is set where that day is later than
    the one it was due on: today, or up to five days ago."""

    on: date
    account_id: int
    amount_minor: int
    name: str
    source: Source
    to_account_id: int | None = None
    source_id: int | None = None
    category_id: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """Something that is expected again and again. `statement_lag` is set where a card is paid off in full: the payment
    is what was owed that many days before."""

    name: str
    account_id: int
    amount_minor: int
    schedule: Schedule
    next_due_on: date
    source: Source = "detected"
    is_variable: bool = False
    to_account_id: int | None = None
    statement_lag: int | None = None
    source_id: int | None = None
    category_id: int = 0

    def due(self, after: date, until: date) -> list[date]:
        """Return the days after `after`, up to `until`, on which it is expected; what is a little late, tomorrow."""
        days = list(due_dates(self.schedule, max(self.next_due_on, after + timedelta(days=1)), until))
        if timedelta(0) <= after - self.next_due_on <= timedelta(days=_GRACE_DAYS):
            days.insert(0, after + timedelta(days=1))
        return days


class Split(NamedTuple):
    """The streams of a history, and the movements that belong to none."""

    streams: list[Stream]
    rest: list[Movement]


def find_streams(movements: Iterable[Movement], as_of: date) -> Split:
    """Return what repeats among movements up to `as_of`, and the movements that do not repeat.

    Movements of a stream that has ended are in neither.
    """
    groups: dict[tuple[int, str, bool, int | None], list[Movement]] = defaultdict(list)
    rest: list[Movement] = []
    for movement in movements:
        key = (movement.account_id, movement.key, movement.amount_minor > 0, movement.to_account_id)
        groups[key].append(movement)
    streams = []
    for members in groups.values():
        recent = [each for each in members if as_of - each.on <= _LONGEST_LOOK_BACK]
        charges = [Charge(each.on, each.amount_minor, index) for index, each in enumerate(recent)]
        rhythms = _rhythms(charges) if len(charges) >= 3 else []
        used = {charge.transaction_id for rhythm in rhythms for charge in rhythm.charges}
        rest += [each for index, each in enumerate(recent) if index not in used]
        streams += [stream for rhythm in rhythms if (stream := _stream(rhythm, members[-1], as_of)) is not None]
    return Split(streams, rest)


def stream_amount(charges: Sequence[Charge], *, is_variable: bool) -> int:
    """Return what the next payment is expected to be: the last price, or the middle of the last six if they vary."""
    return round(median(charge.amount_minor for charge in charges[-_RECENT if is_variable else -1 :]))


def _rhythms(charges: Sequence[Charge]) -> list[Rhythm]:
    return _twice_a_month(charges) or find_rhythms(charges)


def _twice_a_month(charges: Sequence[Charge]) -> list[Rhythm]:
    """Return the two monthly rhythms of payments on two days of each month, such as the 15th and the last."""
    ordered = sorted(charges)
    gaps = [(later.on - earlier.on).days for earlier, later in pairwise(ordered)]
    if len(ordered) < 6 or not 13 <= median(gaps) <= 17 or gaps.count(_FORTNIGHT) >= 0.75 * len(gaps):
        return []
    halves = [rhythm_of(ordered[start::2]) for start in (0, 1)]
    return [half for half in halves if half is not None and (half.unit, half.interval) == ("month", 1)] * (
        None not in halves
    )


def _stream(rhythm: Rhythm, sample: Movement, as_of: date) -> Stream | None:
    last_on = rhythm.charges[-1].on
    if (as_of - last_on).days > ENDED_AFTER * rhythm.gap_days:
        return None
    schedule = _schedule_of(rhythm)
    due = first_open(schedule, last_on, as_of)
    if due is None:
        return None
    return Stream(
        sample.name or sample.key,
        sample.account_id,
        stream_amount(rhythm.charges, is_variable=rhythm.is_variable),
        schedule,
        due,
        is_variable=rhythm.is_variable,
        to_account_id=sample.to_account_id,
        category_id=sample.category_id,
    )


def first_open(schedule: Schedule, last_on: date | None, as_of: date) -> date | None:
    """Return the first due date that the last payment leaves open, passing over one that was skipped."""
    gap = 365.25 / per_year(schedule.unit, schedule.interval)
    due = next_due(schedule, last_on + timedelta(days=int(gap / 2)) if last_on else as_of)
    while due is not None and (as_of - due).days > _GRACE_DAYS:
        due = next_due(schedule, due)
    return due


def _schedule_of(rhythm: Rhythm) -> Schedule:
    """Return the schedule that the last charges follow best; a monthly one may move off weekends."""
    anchor = anchored(rhythm.charges, rhythm.unit)
    plain = Schedule(anchor, rhythm.unit, rhythm.interval)
    if (rhythm.unit, rhythm.interval) != ("month", 1):
        return plain
    days = [charge.on for charge in rhythm.charges[-12:]]
    numbers = {day.day for day in days} | ({31} if max(day.day for day in days) >= 28 else set())
    candidates = [
        Schedule(_anchor_on(days[0], number), "month", 1, shift=shift) for number in sorted(numbers) for shift in SHIFTS
    ]
    return min([plain, *candidates], key=lambda schedule: sum(_distance(schedule, day) for day in days))


def _anchor_on(day: date, number: int) -> date:
    """Return a day of the month `number` before `day`, in a month that is long enough."""
    year, month = day.year - 1, 1 if number > 28 else day.month
    return date(year, month, number)


def _distance(schedule: Schedule, day: date) -> int:
    months = (day.year - schedule.anchor.year) * 12 + day.month - schedule.anchor.month
    near = (add_months(schedule.anchor, months + by) for by in (-1, 0, 1))
    return min(abs((shifted(each, schedule.shift, ()) - day).days) for each in near if each is not None)
