"""Loans as the page shows them: the schedule, what is owed against it, and how payments divide."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.balances.queries import Balance
from backend.debts import queries
from backend.debts.amortization import Installment, schedule
from backend.debts.queries import AgreedLoan, LoanPayment

Json = dict[str, Any]
# A payment may be booked so many days before or after it is due.
_BOOKED_WITHIN = timedelta(days=7)
_PROPOSED_FOR = timedelta(days=730)


class SplitProposal(NamedTuple):
    """How a payment divides into principal and interest by the schedule of its loan."""

    account_id: int
    payment: LoanPayment
    installment: Installment

    @property
    def principal_minor(self) -> int:
        return self.payment.amount_minor - self.installment.interest_minor


def loan_json(account: Account, agreed: AgreedLoan | None, balance: Balance | None, *, today: date) -> Json:
    """Return a loan as JSON: its terms, the payment to come, and what is owed against the schedule."""
    owed = None if balance is None or balance.minor is None else -balance.minor
    base = {
        "account_id": account.id,
        "name": account.name,
        "currency": account.currency,
        "owed_minor": owed,
        "is_overdue": agreed.is_overdue if agreed else None,
        "is_from_bank": agreed is not None and agreed.is_from_bank,
    }
    if agreed is None:
        return {**base, "terms": None, "course": None}
    payments = schedule(agreed.loan, rates=agreed.rates, extras=agreed.extras)
    coming = [each for each in payments if each.on > today]
    past = payments[: len(payments) - len(coming)]
    scheduled = past[-1].balance_minor if past else agreed.loan.principal_minor
    plain = schedule(agreed.loan, rates=agreed.rates)
    return {
        **base,
        "terms": {
            "principal_minor": agreed.loan.principal_minor,
            "rate_percent": agreed.loan.rate_percent,
            "term_months": agreed.loan.term_months,
            "first_payment_on": agreed.loan.first_payment_on,
            "payment_minor": agreed.loan.payment_minor,
            "interest_method": "daily" if agreed.loan.is_daily else "monthly",
            "rates": [rate._asdict() for rate in agreed.rates],
            "extras": [extra._asdict() for extra in agreed.extras],
        },
        "course": {
            "rate_percent": (coming or payments)[0 if coming else -1].rate_percent,
            "next_payment": coming[0]._asdict() if coming else None,
            "payments_left": len(coming),
            "ends_on": payments[-1].on,
            "scheduled_minor": scheduled,
            "ahead_minor": None if owed is None else scheduled - owed,
            "interest_paid_minor": sum(each.interest_minor for each in past),
            "interest_left_minor": sum(each.interest_minor for each in coming),
            "months_saved": len(plain) - len(payments),
            "interest_saved_minor": _interest(plain) - _interest(payments),
        },
    }


def propose_splits(
    db: Session, user_id: int, accounts: Sequence[Account], agreed: Mapping[int, AgreedLoan], *, today: date
) -> list[SplitProposal]:
    """Return the payments of the last two years that are not split yet, each with its installment, newest first.

    A payment belongs to the installment of its amount that is due at most a week before or after it.
    """
    found: list[SplitProposal] = []
    for account in accounts:
        if account.id not in agreed:
            continue
        loan = agreed[account.id]
        payments = schedule(loan.loan, rates=loan.rates, extras=loan.extras)
        due = [each for each in payments if today - _PROPOSED_FOR <= each.on <= today + _BOOKED_WITHIN]
        if not due:
            continue
        amounts = sorted({each.payment_minor for each in due})
        stored = queries.payments_of(db, user_id, account, amounts, first=due[0].on, last=due[-1].on)
        taken = {each.payment.id for each in found}
        for installment in due:
            fits = [
                payment
                for payment in stored
                if payment.id not in taken
                and payment.amount_minor == installment.payment_minor
                and abs(payment.on - installment.on) <= _BOOKED_WITHIN
            ]
            if fits:
                nearest = min(fits, key=lambda payment: (abs(payment.on - installment.on), payment.id))
                taken.add(nearest.id)
                found.append(SplitProposal(account.id, nearest, installment))
    return sorted(found, key=lambda each: (each.payment.on, each.payment.id), reverse=True)


def _interest(payments: Sequence[Installment]) -> int:
    return sum(each.interest_minor for each in payments)
