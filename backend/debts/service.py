"""Set the terms of cards and loans and the payoff plan, and split loan payments; the only module that writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.categories.models import Category
from backend.debts import queries
from backend.debts.amortization import Loan, first_interest
from backend.debts.errors import BadTerms, NoTerms
from backend.debts.loans import propose_splits
from backend.debts.models import CardTerms, LoanExtraPayment, LoanRate, LoanTerms, PayoffPlan
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.kit.money import in_units
from backend.transactions import service as transactions
from backend.transactions.splits import SplitEdit

Json = dict[str, Any]
AnyTerms = CardTerms | LoanTerms | LoanRate | LoanExtraPayment | PayoffPlan
_INTEREST_CATEGORY = "interest_charge"


def set_card_terms(db: WriteSession, user_id: int, account_id: int, fields: Json) -> int | None:
    """Set what is named of the terms of a card. Returns the change. Raises NoSuchAccount, BadTerms."""
    account = _account(db, user_id, account_id, "credit")
    _check_card(fields)
    with record_changes(db, user_id, f"Changed the terms of “{account.name}”") as recorder:
        terms = queries.card_terms(db, user_id).get(account.id)
        if terms is None:
            terms = CardTerms(user_id=user_id, account_id=account.id)
            _add(db, terms, recorder)
        recorder.capture(CardTerms, [terms.id])
        changed = {name: value for name, value in fields.items() if getattr(terms, name) != value}
        for name, value in changed.items():
            setattr(terms, name, value)
        terms.bank_fields = [name for name in terms.bank_fields or () if name not in changed] or None
    return recorder.change_id


def set_loan_terms(db: WriteSession, user_id: int, account_id: int, fields: Json) -> int | None:
    """Set all terms of a loan, with its later rates and extra payments. Returns the change.

    Raises NoSuchAccount, BadTerms.
    """
    account = _account(db, user_id, account_id, "loan")
    rates, extras = fields.pop("rates"), fields.pop("extras")
    _check_loan(fields, rates, extras, account.currency)
    with record_changes(db, user_id, f"Changed the terms of “{account.name}”") as recorder:
        terms = queries.loan_terms(db, user_id, account.id)
        if terms is None:
            terms = LoanTerms(user_id=user_id, account_id=account.id, **fields)
            _add(db, terms, recorder)
        recorder.capture(LoanTerms, [terms.id])
        for name, value in fields.items():
            setattr(terms, name, value)
        terms.is_from_bank = False
        _remove_rows(db, terms.id, recorder)
        for rate in rates:
            _add(db, LoanRate(user_id=user_id, loan_id=terms.id, **rate), recorder)
        for extra in extras:
            _add(db, LoanExtraPayment(user_id=user_id, loan_id=terms.id, **extra), recorder)
    return recorder.change_id


def remove_loan_terms(db: WriteSession, user_id: int, account_id: int) -> int | None:
    """Forget the terms of a loan. Returns the change. Raises NoSuchAccount, NoTerms."""
    account = _account(db, user_id, account_id, "loan")
    terms = queries.loan_terms(db, user_id, account.id)
    if terms is None:
        raise NoTerms(account.name)
    with record_changes(db, user_id, f"Removed the terms of “{account.name}”") as recorder:
        # Undo puts the last captured rows back first, and these refer to the terms.
        _remove_rows(db, terms.id, recorder)
        recorder.capture(LoanTerms, [terms.id])
        db.delete(terms)
    return recorder.change_id


def set_plan(db: WriteSession, user_id: int, fields: Json) -> int | None:
    """Set the payoff plan of a currency. Returns the change. Raises BadTerms, NoSuchAccount."""
    if fields["extra_minor"] < 0:
        raise BadTerms("The extra amount is below 0. Enter what you can pay beyond the minimum payments.")
    for account_id in fields["account_order"]:
        accounts.one(db, user_id, account_id)
    with record_changes(db, user_id, "Changed the plan to pay off debts") as recorder:
        plan = queries.plan(db, user_id, fields["currency"])
        if plan is None:
            _add(db, PayoffPlan(user_id=user_id, **fields), recorder)
        else:
            recorder.capture(PayoffPlan, [plan.id])
            for name, value in fields.items():
                setattr(plan, name, value)
    return recorder.change_id


def split_payments(db: WriteSession, user_id: int, transaction_ids: Sequence[int], *, today: date) -> int | None:
    """Split loan payments into principal, in their category, and interest. Returns the change, None if none fits.

    Only what is proposed now is split: a payment that was changed since is left as it is.
    """
    agreed = queries.loans(db, user_id)
    own = [each for each in accounts.list_accounts(db, user_id) if each.id in agreed]
    wanted = set(transaction_ids)
    proposals = [each for each in propose_splits(db, user_id, own, agreed, today=today) if each.payment.id in wanted]
    interest_id = db.scalar(
        select(Category.id).where(Category.user_id == user_id, Category.short_desc == _INTEREST_CATEGORY)
    )
    count = f"{len(proposals)} loan payment{'' if len(proposals) == 1 else 's'}"
    with record_changes(db, user_id, f"Split {count}") as recorder:
        for each in proposals:
            parts = [
                SplitEdit(each.principal_minor, each.payment.category_id, "Principal"),
                SplitEdit(each.installment.interest_minor, interest_id or each.payment.category_id, "Interest"),
            ]
            kept = [part for part in parts if part.amount_minor]
            transactions.set_splits(db, user_id, each.payment.id, kept, recorder=recorder)
    return recorder.change_id


def _account(db: WriteSession, user_id: int, account_id: int, kind: str) -> Account:
    account = accounts.one(db, user_id, account_id)
    if account.account_type != kind:
        what = {"credit": "credit card", "loan": "loan"}[kind]
        raise BadTerms(f"“{account.name}” is not a {what}. Change its kind on the page Accounts first.")
    return account


def _check_card(fields: Json) -> None:
    for name, words in (("statement_day", "statement day"), ("due_day", "due day")):
        day = fields.get(name)
        if day is not None and not 1 <= day <= 31:
            raise BadTerms(f"The {words} is {day}. Enter a day of the month from 1 to 31.")
    _check_rate(fields.get("apr_percent"), "APR")
    for name, words in (
        ("limit_minor", "limit"),
        ("minimum_payment_minor", "minimum payment"),
        ("statement_minor", "statement balance"),
    ):
        if (fields.get(name) or 0) < 0:
            raise BadTerms(f"The {words} is below 0. Enter it as a positive amount.")


def _check_loan(fields: Json, rates: Sequence[Json], extras: Sequence[Json], currency: str) -> None:
    if not 1 <= fields["term_months"] <= 600:
        raise BadTerms(f"The term is {fields['term_months']} months. Enter 1 to 600 months.")
    if fields["principal_minor"] <= 0:
        raise BadTerms("The principal must be above 0: it is what was borrowed.")
    for rate in (fields["rate_percent"], *(each["rate_percent"] for each in rates)):
        _check_rate(rate, "rate")
    _refuse_twice([each["from_on"] for each in rates], "rate")
    _refuse_twice([each["on"] for each in extras], "extra payment")
    if any(each["amount_minor"] <= 0 for each in extras):
        raise BadTerms("An extra payment must be above 0.")
    payment = fields["payment_minor"]
    agreed = Loan(
        fields["principal_minor"],
        fields["rate_percent"],
        fields["term_months"],
        fields["first_payment_on"],
        payment,
        fields["interest_method"] == "daily",
    )
    interest = first_interest(agreed)
    if payment is not None and payment <= interest:
        raise BadTerms(
            f"A payment of {in_units(payment, currency)} {currency} does not cover the first interest of"
            f" {in_units(interest, currency)} {currency}, so the loan would never be paid off. Enter a larger payment."
        )


def _check_rate(rate: Decimal | None, words: str) -> None:
    if rate is not None and not 0 <= rate <= 100:
        raise BadTerms(f"The {words} is {rate} % a year. Enter 0 to 100 %.")


def _refuse_twice(days: Sequence[date], words: str) -> None:
    if len(set(days)) < len(days):
        raise BadTerms(f"There are two {words}s for one day. Keep one of them.")


def _remove_rows(db: WriteSession, loan_id: int, recorder: ChangeRecorder) -> None:
    rates = db.scalars(select(LoanRate).where(LoanRate.loan_id == loan_id)).all()
    extras = db.scalars(select(LoanExtraPayment).where(LoanExtraPayment.loan_id == loan_id)).all()
    recorder.capture(LoanRate, [rate.id for rate in rates])
    recorder.capture(LoanExtraPayment, [extra.id for extra in extras])
    for row in (*rates, *extras):
        db.delete(row)
    db.flush()


def _add(db: WriteSession, row: AnyTerms, recorder: ChangeRecorder) -> None:
    db.add(row)
    db.flush()
    recorder.record_created(type(row), row.id)
