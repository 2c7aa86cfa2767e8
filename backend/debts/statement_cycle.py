"""The statement cycle of a credit card: which days the running statement covers, and when the last one is due. Pure."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from backend.recurring.schedule import add_months

Band = Literal["low", "moderate", "high", "very_high"]
# Share of the limit in percent from which a band begins.
_BANDS: tuple[tuple[int, Band], ...] = ((80, "very_high"), (50, "high"), (30, "moderate"))


class Cycle(NamedTuple):
    """`closed_on` is the last day of the last statement, `closes_on` that of the running one. `due_on` is when the last
    statement must be paid, None without a due day."""

    closed_on: date
    closes_on: date
    due_on: date | None


def cycle(today: date, *, statement_day: int, due_day: int | None) -> Cycle:
    """Return the cycle of which `today` is part; a statement closes at the end of its day.

    Days beyond the end of a month fall on its last day. A statement is due on the first due day after it closed.
    """
    closes = _in_month(today, statement_day)
    if closes < today:
        closes = _in_month(_next_month(today), statement_day)
    closed = _in_month(closes.replace(day=1) - timedelta(days=1), statement_day)
    due = None
    if due_day is not None:
        due = _in_month(closed, due_day)
        if due <= closed:
            due = _in_month(_next_month(closed), due_day)
    return Cycle(closed, closes, due)


def band(used_percent: Decimal) -> Band:
    """Return the band of a utilisation: below 30 %, from 30 %, from 50 %, from 80 %."""
    return next((name for least, name in _BANDS if used_percent >= least), "low")


def is_overdue(
    today: date, *, due_on: date | None, minimum_minor: int | None, statement_minor: int | None, paid_minor: int
) -> bool | None:
    """Say whether the due date has passed without the minimum payment; None if that cannot be told.

    Without a minimum the whole statement counts. Amounts are positive; `paid_minor` came in since the statement closed.
    """
    if due_on is None or statement_minor is None:
        return None
    if today <= due_on or statement_minor <= 0:
        return False
    needed = statement_minor if minimum_minor is None else min(minimum_minor, statement_minor)
    return paid_minor < needed


def _in_month(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def _next_month(day: date) -> date:
    following = add_months(day.replace(day=1), 1)
    assert following is not None, "today is not the end of the calendar"
    return following
