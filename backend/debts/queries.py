"""Every SELECT over the terms of cards and loans, the payoff plan, and what moved on their accounts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.debts.amortization import ExtraPayment, Loan, RateChange
from backend.debts.models import CardTerms, LoanExtraPayment, LoanRate, LoanTerms, PayoffPlan
from backend.infra.sql import in_list
from backend.transactions.models import Transaction, TransactionSplit

T = Transaction


class AgreedLoan(NamedTuple):
    """A loan with its later rates and extra payments; `is_overdue` is what the bank says."""

    terms_id: int
    loan: Loan
    rates: list[RateChange]
    extras: list[ExtraPayment]
    is_from_bank: bool
    is_overdue: bool | None


class Moved(NamedTuple):
    """What went out of an account and came in, both positive, and the ids of those transactions."""

    out_minor: int
    in_minor: int


class LoanPayment(NamedTuple):
    """A transaction that may pay a loan; positive is money out."""

    id: int
    on: date
    text: str
    amount_minor: int
    category_id: int | None


def card_terms(db: Session, user_id: int) -> dict[int, CardTerms]:
    """Return the terms of cards by account."""
    return {each.account_id: each for each in db.scalars(select(CardTerms).where(CardTerms.user_id == user_id))}


def loan_terms(db: Session, user_id: int, account_id: int) -> LoanTerms | None:
    """Return the stored terms of one loan."""
    return db.scalar(select(LoanTerms).where(LoanTerms.user_id == user_id, LoanTerms.account_id == account_id))


def loans(db: Session, user_id: int) -> dict[int, AgreedLoan]:
    """Return each loan whose terms are known, by account."""
    rates: dict[int, list[RateChange]] = {}
    for rate in db.scalars(select(LoanRate).where(LoanRate.user_id == user_id).order_by(LoanRate.from_on)):
        rates.setdefault(rate.loan_id, []).append(RateChange(rate.from_on, rate.rate_percent))
    extras: dict[int, list[ExtraPayment]] = {}
    of_user = select(LoanExtraPayment).where(LoanExtraPayment.user_id == user_id)
    for extra in db.scalars(of_user.order_by(LoanExtraPayment.on)):
        extras.setdefault(extra.loan_id, []).append(ExtraPayment(extra.on, extra.amount_minor))
    return {
        each.account_id: AgreedLoan(
            each.id,
            Loan(
                each.principal_minor,
                each.rate_percent,
                each.term_months,
                each.first_payment_on,
                each.payment_minor,
                each.interest_method == "daily",
            ),
            rates.get(each.id, []),
            extras.get(each.id, []),
            each.is_from_bank,
            each.is_overdue,
        )
        for each in db.scalars(select(LoanTerms).where(LoanTerms.user_id == user_id))
    }


def plan(db: Session, user_id: int, currency: str) -> PayoffPlan | None:
    """Return the payoff plan of one currency."""
    return db.scalar(select(PayoffPlan).where(PayoffPlan.user_id == user_id, PayoffPlan.currency == currency))


def moved_since(db: Session, user_id: int, account: Account, after: date) -> Moved:
    """Return what moved on an account after a day, without pending rows."""
    query = select(
        func.coalesce(func.sum(T.amount_minor).filter(T.amount_minor > 0), 0),
        func.coalesce(-func.sum(T.amount_minor).filter(T.amount_minor < 0), 0),
    ).where(
        T.user_id == user_id,
        T.account_id == account.id,
        T.currency == account.currency,
        T.on > after,
        T.is_pending.is_(False),
    )
    return Moved(*db.execute(query).one())


def payments_of(
    db: Session, user_id: int, loan_account: Account, amounts: Sequence[int], *, first: date, last: date
) -> list[LoanPayment]:
    """Return money that left other accounts in one of these amounts between two days, oldest first; neither what is
    split already nor what only moved between own accounts."""
    is_split = select(TransactionSplit.id).where(TransactionSplit.transaction_id == T.id).exists()
    query = select(T.id, T.on, func.coalesce(T.merchant_name, T.description), T.amount_minor, T.category_id).where(
        T.user_id == user_id,
        T.account_id != loan_account.id,
        T.account_id.in_(living_ids(user_id)),
        T.currency == loan_account.currency,
        T.amount_minor.in_(in_list(list(amounts))),
        T.on >= first - timedelta(days=10),
        T.on <= last + timedelta(days=10),
        T.is_pending.is_(False),
        T.is_internal.is_(False),
        ~is_split,
    )
    return [LoanPayment(*row) for row in db.execute(query.order_by(T.on, T.id))]
