"""Terms of cards and loans as a bank states them; stored where the person has not set a value of their own."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend.accounts.models import Account
from backend.debts import queries
from backend.debts.models import CardTerms, LoanTerms
from backend.infra.database import WriteSession

_STATEMENT = ("statement_minor", "statement_on")


class StatedCard(NamedTuple):
    """What a bank states of a credit card. Amounts owed are positive, in minor units; None: not stated."""

    currency: str
    apr_percent: Decimal | None = None
    minimum_payment_minor: int | None = None
    due_day: int | None = None
    statement_minor: int | None = None
    statement_on: date | None = None
    is_overdue: bool | None = None


class StatedLoan(NamedTuple):
    """What a bank states of a loan; `first_payment_on` follows from the day it was paid out and its due day."""

    currency: str
    principal_minor: int | None = None
    rate_percent: Decimal | None = None
    term_months: int | None = None
    first_payment_on: date | None = None
    is_overdue: bool | None = None


def note_stated(db: WriteSession, user_id: int, account: Account, stated: StatedCard | StatedLoan) -> None:
    """Store what a bank states, except for values that the person set and accounts of another kind or currency."""
    if stated.currency != account.currency:
        return
    if isinstance(stated, StatedCard) and account.account_type == "credit":
        _note_card(db, user_id, account.id, stated)
    elif isinstance(stated, StatedLoan) and account.account_type == "loan":
        _note_loan(db, user_id, account.id, stated)


def _note_card(db: WriteSession, user_id: int, account_id: int, stated: StatedCard) -> None:
    values = {name: value for name, value in stated._asdict().items() if name != "currency" and value is not None}
    terms = queries.card_terms(db, user_id).get(account_id)
    if terms is None:
        if not values:
            return
        terms = CardTerms(user_id=user_id, account_id=account_id)
        db.add(terms)
    of_bank = set(terms.bank_fields or ())
    if stated.statement_on and terms.statement_on and stated.statement_on > terms.statement_on:
        # A later statement is another fact, and no correction of the one that the person entered.
        of_bank.update(_STATEMENT)
    for name, value in values.items():
        if name == "is_overdue" or name in of_bank or getattr(terms, name) is None:
            setattr(terms, name, value)
            of_bank.add(name)
    terms.bank_fields = sorted(of_bank - {"is_overdue"})


def _note_loan(db: WriteSession, user_id: int, account_id: int, stated: StatedLoan) -> None:
    terms = queries.loan_terms(db, user_id, account_id)
    agreed = {
        name: getattr(stated, name) for name in ("principal_minor", "rate_percent", "term_months", "first_payment_on")
    }
    if None not in agreed.values():
        if terms is None:
            terms = LoanTerms(user_id=user_id, account_id=account_id, interest_method="monthly", is_from_bank=True)
            db.add(terms)
        if terms.is_from_bank:
            for name, value in agreed.items():
                setattr(terms, name, value)
    if terms is not None and stated.is_overdue is not None:
        terms.is_overdue = stated.is_overdue
