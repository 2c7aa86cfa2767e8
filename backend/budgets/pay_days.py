"""The days on which pay comes: entered by hand, or those of a recurring income."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from backend.budgets import queries
from backend.recurring.queries import list_series
from backend.recurring.schedule import Schedule, due_dates, per_year

# A pay period is never longer than this, so that days this far around hold its beginning and its end.
_AROUND = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class PayDays:
    """Pay days in order, and where they come from: "entered", the name of a recurring income, or None."""

    days: tuple[date, ...] = ()
    source: str | None = None

    def next_after(self, day: date) -> date | None:
        return next((each for each in self.days if each > day), None)


def pay_days(db: Session, user_id: int, first: date, last: date) -> PayDays:
    """Return the pay days around `first` to `last`. Those entered by hand come before those of a recurring income."""
    entered = [each.on for each in queries.entered_pay_days(db, user_id)]
    if entered:
        return PayDays(tuple(continued(entered, last + _AROUND)), "entered")
    incomes = [each for each in list_series(db, user_id, ["active"]) if each.is_money_in]
    if not incomes:
        return PayDays()
    # The most frequent income is the one to plan by.
    income = max(incomes, key=lambda each: (per_year(each.unit, each.interval), -each.id))
    schedule = Schedule(income.anchor_on, income.unit, income.interval, income.ends_on, income.shift)
    return PayDays(tuple(due_dates(schedule, first - _AROUND, last + _AROUND)), income.name)


def continued(entered: list[date], last: date) -> list[date]:
    """Return these days and those that follow up to `last`, as far apart as the last two are."""
    gaps = [after - before for before, after in pairwise(entered)]
    days = list(entered)
    while gaps and days[-1] + gaps[-1] <= last:
        days.append(days[-1] + gaps[-1])
    return days
