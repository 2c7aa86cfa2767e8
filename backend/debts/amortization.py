"""The schedule of a loan: what each payment is, its interest and principal, and what is owed after it. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from backend.debts.interest import annuity, daily_interest, monthly_interest, rounded
from backend.recurring.schedule import add_months


class Loan(NamedTuple):
    """A loan as it was agreed, in minor units. `payment_minor` None: the annuity. `is_daily`: interest by the day."""

    principal_minor: int
    rate_percent: Decimal
    term_months: int
    first_payment_on: date
    payment_minor: int | None = None
    is_daily: bool = False


class RateChange(NamedTuple):
    """Another yearly rate from this day on."""

    from_on: date
    rate_percent: Decimal


class ExtraPayment(NamedTuple):
    """Principal that is paid on a day beyond the regular payments."""

    on: date
    amount_minor: int


class Installment(NamedTuple):
    """One payment. `extra_minor` was paid since the payment before; `balance_minor` is owed after both."""

    number: int
    on: date
    payment_minor: int
    interest_minor: int
    principal_minor: int
    extra_minor: int
    balance_minor: int
    rate_percent: Decimal


def schedule(loan: Loan, *, rates: Sequence[RateChange] = (), extras: Sequence[ExtraPayment] = ()) -> list[Installment]:
    """Return the payments of a loan to its end; the last one pays exactly what is left.

    A new rate makes a new annuity over the remaining term, from the first period that begins on its day or later;
    daily interest follows it on the day. Extra payments keep the payment and end the loan earlier. By the month they
    count from the next payment on, by the day at once.
    """
    changes = sorted(rates)
    rate = loan.rate_percent
    payment = loan.payment_minor or annuity(loan.principal_minor, rate, loan.term_months)
    balance = loan.principal_minor
    found: list[Installment] = []
    start = _due(loan, -1)
    for number in range(1, loan.term_months + 1):
        on = _due(loan, number - 1)
        in_force = _rate_on(changes, start, loan.rate_percent)
        if in_force != rate:
            rate = in_force
            payment = annuity(balance, rate, loan.term_months - number + 1)
        paid = [extra for extra in extras if start < extra.on <= on]
        extra = min(sum(each.amount_minor for each in paid), balance)
        if loan.is_daily:
            interest = _interest_by_day(balance, start, on, changes, loan.rate_percent, paid)
        else:
            interest = monthly_interest(balance, rate)
        owed = balance - extra + interest
        this = owed if number == loan.term_months or owed <= payment else payment
        balance = owed - this
        found.append(Installment(number, on, this, interest, this - interest, extra, balance, rate))
        start = on
        if balance <= 0:
            break
    return found


def first_interest(loan: Loan) -> int:
    """Return the interest of the first period: a payment must be larger, or nothing is ever paid off."""
    if not loan.is_daily:
        return monthly_interest(loan.principal_minor, loan.rate_percent)
    return _interest_by_day(loan.principal_minor, _due(loan, -1), loan.first_payment_on, (), loan.rate_percent, ())


def _due(loan: Loan, steps: int) -> date:
    day = add_months(loan.first_payment_on, steps)
    assert day is not None, "a term of at most 50 years stays inside the calendar"
    return day


def _rate_on(changes: Sequence[RateChange], day: date, agreed: Decimal) -> Decimal:
    return next((each.rate_percent for each in reversed(changes) if each.from_on <= day), agreed)


def _interest_by_day(
    balance: int,
    start: date,
    end: date,
    changes: Sequence[RateChange],
    agreed: Decimal,
    extras: Sequence[ExtraPayment],
) -> int:
    """Add the interest of the stretches between which the rate or the balance changes, and round the sum."""
    steps = sorted({start, end, *(each.from_on for each in changes), *(each.on for each in extras)})
    total = Decimal(0)
    for first, last in pairwise(steps):
        if start <= first and last <= end:
            left = balance - sum(each.amount_minor for each in extras if each.on <= first)
            total += daily_interest(max(left, 0), _rate_on(changes, first, agreed), (last - first).days)
    return rounded(total)
