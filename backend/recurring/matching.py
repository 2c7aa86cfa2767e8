"""Which payments belong to which series, and what a series looks like with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from backend.recurring.detection import Charge, PriceStep, price_steps, state_of
from backend.recurring.schedule import Schedule, due_dates, next_due, per_year

_RECENT = 3
# The first due date that a payment leaves open lies at least so much of a rhythm after it.
_PART_OF_GAP = 0.5


class Payee(NamedTuple):
    """A payee of a series, with the bounds of the amounts that belong to it (both included)."""

    merchant_key: str
    lowest_minor: int | None = None
    highest_minor: int | None = None

    def fits(self, amount_minor: int) -> bool:
        """Say whether a payment of this size (without sign) belongs to the series."""
        size = abs(amount_minor)
        return (self.lowest_minor is None or size >= self.lowest_minor) and (
            self.highest_minor is None or size <= self.highest_minor
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a series without its payments. `expected_minor` is positive for money out."""

    schedule: Schedule
    expected_minor: int | None
    is_variable: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A series with its payments on a day.

    `state` is "on_time", "overdue", "lapsed" or "not_started"; `amount_minor` is None if nothing says what it costs.
    """

    amount_minor: int | None
    next_due_on: date | None
    last_on: date | None
    state: str
    days_late: int
    per_year_minor: int | None
    steps: tuple[PriceStep, ...]

    @property
    def rise(self) -> PriceStep | None:
        """Return the last price step if the price rose with it."""
        last = self.steps[-1] if self.steps else None
        return last if last is not None and last.change is not None and last.change > 0 else None


def course_of(plan: Plan, charges: Sequence[Charge], today: date) -> Course:
    """Return how a series runs: what it costs, when it falls due next, whether it is late."""
    schedule = plan.schedule
    gap = 365.25 / per_year(schedule.unit, schedule.interval)
    last_on = charges[-1].on if charges else None
    amount = plan.expected_minor if plan.expected_minor is not None else _usual(plan, charges)
    if last_on is None:
        due = next_due(schedule, today - timedelta(days=1))
        state, late = "not_started", 0
    else:
        due = next_due(schedule, last_on + timedelta(days=int(gap * _PART_OF_GAP)))
        state = state_of(last_on, gap, today)
        late = max(0, (today - due).days) if due else 0
        if schedule.ends_on is not None and due is None:
            state = "on_time"
    yearly = None if amount is None else round(amount * per_year(schedule.unit, schedule.interval))
    steps = () if plan.is_variable else tuple(price_steps(charges))
    return Course(amount, due, last_on, state, late, yearly, steps)


def upcoming(plan: Plan, course: Course, first: date, last: date) -> Iterable[date]:
    """Return the days from `first` to `last` on which it falls due and was not paid yet."""
    if course.next_due_on is None:
        return ()
    return due_dates(plan.schedule, max(first, course.next_due_on), last)


def anchored(charges: Sequence[Charge], unit: str) -> date:
    """Return a day to count from: the last charge, for months and years on its usual day of the month."""
    last = charges[-1].on
    if unit not in ("month", "year"):
        return last
    usual = round(median(charge.on.day for charge in charges))
    if max(charge.on.day for charge in charges) - min(charge.on.day for charge in charges) > 15:
        # Around the end of a month: 31, 1, 30. Only the last one says which.
        usual = last.day
    return _with_day(last, usual)


def _with_day(day: date, wanted: int) -> date:
    for number in range(wanted, 0, -1):
        try:
            return day.replace(day=number)
        except ValueError:
            continue
    return day


def _usual(plan: Plan, charges: Sequence[Charge]) -> int | None:
    if not charges:
        return None
    recent = [charge.amount_minor for charge in charges[-_RECENT if plan.is_variable else -1 :]]
    return round(median(recent))
