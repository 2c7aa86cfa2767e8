"""Pay several debts off with one monthly amount: in which order, how long it takes, what it costs. Pure."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend.debts.interest import daily_interest, monthly_interest, rounded
from backend.debts.kinds import Strategy
from backend.recurring.schedule import add_months

# A debt that is not paid off in 100 years is never paid off.
_MOST_MONTHS = 1_200


class Debt(NamedTuple):
    """What is owed (positive), at which yearly rate, and what is paid each month at least, in minor units."""

    account_id: int
    name: str
    owed_minor: int
    rate_percent: Decimal
    minimum_minor: int
    # Cards charge interest for each day, most loans for each month.
    is_daily: bool


class PaidOff(NamedTuple):
    """When a debt is paid off and what its interest adds up to until then; None if never."""

    account_id: int
    on: date | None
    months: int | None
    interest_minor: int | None


class Month(NamedTuple):
    """What is owed after the payments of a month, by debt in the given order."""

    on: date
    paid_minor: int
    interest_minor: int
    owed_minor: list[int]


class Payoff(NamedTuple):
    """The course of all debts. `months` and `interest_minor` are None if one is never paid off."""

    debts: list[PaidOff]
    course: list[Month]
    months: int | None
    interest_minor: int | None


def pay_off(
    debts: Sequence[Debt], *, strategy: Strategy, extra_minor: int, start: date, own_order: Sequence[int] = ()
) -> Payoff:
    """Return the payoff with all minimum payments and `extra_minor` each month.

    The monthly amount stays the same: what a paid-off debt needed goes to the next one of the order. Avalanche begins
    with the highest rate, snowball with the smallest debt, own with the first of `own_order`.
    """
    order = sorted(range(len(debts)), key=_order(debts, strategy, own_order))
    return _simulate(debts, order, pool_minor=sum(debt.minimum_minor for debt in debts) + extra_minor, start=start)


def minimum_only(debts: Sequence[Debt], *, start: date) -> Payoff:
    """Return the course if each debt gets its minimum payment and nothing else."""
    return _simulate(debts, (), pool_minor=0, start=start)


def never_paid_off(debt: Debt, *, start: date) -> bool:
    """Say whether the minimum payment does not even cover the interest of the first month."""
    return debt.owed_minor > 0 and debt.minimum_minor <= _interest(debt, debt.owed_minor, start)


def _order(debts: Sequence[Debt], strategy: Strategy, own_order: Sequence[int]) -> Callable[[int], tuple[Decimal, ...]]:
    places = {account_id: place for place, account_id in enumerate(own_order)}

    def key(index: int) -> tuple[Decimal, ...]:
        debt = debts[index]
        by_rate, by_size = -debt.rate_percent, Decimal(debt.owed_minor)
        if strategy == "avalanche":
            return by_rate, by_size
        if strategy == "snowball":
            return by_size, by_rate
        # A debt that the person did not place comes last, by its rate.
        return Decimal(places.get(debt.account_id, len(places))), by_rate, by_size

    return key


def _simulate(debts: Sequence[Debt], order: Sequence[int], *, pool_minor: int, start: date) -> Payoff:
    owed = [max(debt.owed_minor, 0) for debt in debts]
    interest_sums = [0] * len(debts)
    ended: list[int | None] = [0 if not each else None for each in owed]
    # Without a common amount a debt whose payment does not cover its interest grows for ever: it is left as it is.
    growing = {index for index, debt in enumerate(debts) if not order and never_paid_off(debt, start=start)}
    course: list[Month] = []
    for number in range(1, _MOST_MONTHS + 1):
        if all(each == 0 for each in owed):
            break
        on = _later(start, number)
        before = _later(start, number - 1)
        previous = sum(owed)
        charged = [0 if at in growing else _interest(debts[at], each, before) for at, each in enumerate(owed)]
        owed = [each + interest for each, interest in zip(owed, charged, strict=True)]
        interest_sums = [total + interest for total, interest in zip(interest_sums, charged, strict=True)]
        payments = [0 if at in growing else min(debts[at].minimum_minor, each) for at, each in enumerate(owed)]
        left = pool_minor - sum(payments)
        for index in order:
            more = min(max(left, 0), owed[index] - payments[index])
            payments[index] += more
            left -= more
        owed = [each - payment for each, payment in zip(owed, payments, strict=True)]
        ended = [number if known is None and not each else known for known, each in zip(ended, owed, strict=True)]
        course.append(Month(on, sum(payments), sum(charged), list(owed)))
        if sum(owed) >= previous:
            break
    is_done = all(each is not None for each in ended)
    return Payoff(
        [
            PaidOff(debt.account_id, None if months is None else _later(start, months), months,
                    None if months is None else interest)
            for debt, months, interest in zip(debts, ended, interest_sums, strict=True)
        ],
        course,
        max((months or 0 for months in ended), default=0) if is_done else None,
        sum(interest_sums) if is_done else None,
    )  # fmt: skip


def _interest(debt: Debt, owed_minor: int, on: date) -> int:
    if not debt.is_daily:
        return monthly_interest(owed_minor, debt.rate_percent)
    return rounded(daily_interest(owed_minor, debt.rate_percent, monthrange(on.year, on.month)[1]))


def _later(start: date, months: int) -> date:
    day = add_months(start, months)
    assert day is not None, "100 years from today are inside the calendar"
    return day
