"""Debts and loans by the rules of the page Debts: avalanche beside snowball, and the course of a loan. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend.debts.amortization import Loan, schedule
from backend.debts.payoff import Debt, minimum_only, pay_off


class TypedDebt(NamedTuple):
    """A debt as it is typed in: positive amounts, rate in percent a year."""

    name: str
    owed_minor: int
    rate_percent: Decimal
    minimum_minor: int
    is_daily: bool


class Course(NamedTuple):
    """How long it takes and what the interest adds up to; None if the debts are never paid off."""

    strategy: str
    months: int | None
    interest_minor: int | None
    order: list[str]


class LoanYear(NamedTuple):
    """A year of a loan: what was paid, the interest in it, and what is owed at its end."""

    year: int
    paid_minor: int
    interest_minor: int
    balance_minor: int


def compare_strategies(debts: Sequence[TypedDebt], *, extra_minor: int, today: date) -> list[Course]:
    """Return the avalanche, the snowball, and the minimum payments alone; `order` is that in which debts end."""
    own = [
        Debt(number, each.name, each.owed_minor, each.rate_percent, each.minimum_minor, each.is_daily)
        for number, each in enumerate(debts)
    ]
    plans = {
        "avalanche": pay_off(own, strategy="avalanche", extra_minor=extra_minor, start=today),
        "snowball": pay_off(own, strategy="snowball", extra_minor=extra_minor, start=today),
        "minimum": minimum_only(own, start=today),
    }
    found = []
    for name, plan in plans.items():
        ended = [each for each in plan.debts if each.months is not None]
        order = [debts[each.account_id].name for each in sorted(ended, key=lambda paid: paid.months or 0)]
        found.append(Course(name, plan.months, plan.interest_minor, order))
    return found


def loan_years(*, principal_minor: int, rate_percent: Decimal, months: int, today: date) -> tuple[int, list[LoanYear]]:
    """Return the level payment of a loan and each of its years."""
    payments = schedule(Loan(principal_minor, rate_percent, months, today))
    years = [
        LoanYear(
            start // 12 + 1,
            sum(each.payment_minor for each in some),
            sum(each.interest_minor for each in some),
            some[-1].balance_minor,
        )
        for start in range(0, len(payments), 12)
        if (some := payments[start : start + 12])
    ]
    return payments[0].payment_minor, years
