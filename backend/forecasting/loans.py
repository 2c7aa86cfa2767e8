"""The payments of a loan whose terms are known, with the interest that each adds to what is owed. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.debts.amortization import ExtraPayment, Installment, Loan, RateChange, schedule
from backend.forecasting.streams import Item, Movement

# A payment may be booked so many days before or after it is due.
_BOOKED_WITHIN = range(-7, 8)


class OwedLoan(NamedTuple):
    """A loan as it was agreed, and what is owed on its account now."""

    account_id: int
    name: str
    owed_minor: int
    loan: Loan
    rates: Sequence[RateChange] = ()
    extras: Sequence[ExtraPayment] = ()

    def installments(self) -> list[Installment]:
        return schedule(self.loan, rates=self.rates, extras=self.extras)


def movements_of(owed: OwedLoan, movements: Sequence[Movement]) -> list[Movement]:
    """Return the movements of the loan: those of its account, and payments of its amounts when they were due."""
    due = {(each.payment_minor, each.on + timedelta(days=by)) for each in owed.installments() for by in _BOOKED_WITHIN}
    return [
        each
        for each in movements
        if owed.account_id in (each.account_id, each.to_account_id)
        or (each.to_account_id is None and (each.amount_minor, each.on) in due)
    ]


def loan_items(owed: OwedLoan, paid_from: int, as_of: date) -> list[Item]:
    """Return the payments after `as_of` to the end of the loan, from what is owed now; the last one pays what is left.

    A payment moves money from `paid_from` to the account of the loan; interest is an item of that account.
    """
    coming = [each for each in owed.installments() if each.on > as_of]
    if not coming or owed.owed_minor <= 0:
        return []
    loan = owed.loan._replace(
        principal_minor=owed.owed_minor,
        rate_percent=coming[0].rate_percent,
        term_months=len(coming),
        first_payment_on=coming[0].on,
        payment_minor=coming[0].payment_minor,
    )
    extras = [each for each in owed.extras if each.on > as_of]
    rates = [each for each in owed.rates if each.from_on > as_of]
    items = []
    for each in schedule(loan, rates=rates, extras=extras):
        items.append(Item(each.on, owed.account_id, each.interest_minor, f"Interest, {owed.name}", "loan"))
        items.append(Item(each.on, paid_from, each.payment_minor, owed.name, "loan", owed.account_id))
        if each.extra_minor:
            items.append(Item(each.on, paid_from, each.extra_minor, f"Extra, {owed.name}", "loan", owed.account_id))
    return items
