"""Write invented households into a data folder, each for a user of its own, as confirmed transactions."""

from decimal import Decimal

from sqlalchemy import select

from backend.accounts import service as accounts
from backend.categories import service as categories
from backend.categories.models import Category
from backend.debts import service as debts
from backend.infra.database import WriteSession
from backend.transactions import service as transactions
from backend.transactions.bulk_insert import CategorizedDraft, insert_drafts
from backend.transactions.draft import Draft
from backend.users.models import User
from build_scripts.signal_evaluation.households import Household, SampleAccount


def add_household(db: WriteSession, household: Household, *, user_id: int | None = None) -> int:
    """Write a household for a user, a new one if none is named. Returns the user."""
    if user_id is None:
        user = User(name=household.name, role="member")
        db.add(user)
        db.flush()
        user_id = user.id
        categories.add_starter(db, user_id)
    by_key = dict(db.execute(select(Category.short_desc, Category.id).where(Category.user_id == user_id)).all())
    for account in household.accounts:
        _add_account(db, user_id, account, by_key)
    return user_id


def _add_account(db: WriteSession, user_id: int, account: SampleAccount, categories_by_key: dict[str, int]) -> None:
    made = accounts.create(
        db, user_id, name=account.name, account_type=account.kind, currency="USD",
        balance_current_minor=account.balance_minor,
    )  # fmt: skip
    if account.terms:
        limit, minimum, is_overdue = account.terms
        terms = {"limit_minor": limit, "minimum_payment_minor": minimum, "apr_percent": Decimal(24),
                 "statement_day": 5, "is_overdue": is_overdue}  # fmt: skip
        debts.set_card_terms(db, user_id, made.id, terms)
    rows = [
        CategorizedDraft(
            Draft(number, row.on, row.text, row.minor, "USD", row.text), "confirmed", categories_by_key[row.category],
            None, "user", 1.0, None,
        )
        for number, row in enumerate(sorted(account.rows))
    ]  # fmt: skip
    insert_drafts(db, user_id, rows, account_id=made.id, import_id=None, source="manual")
    transactions.rebuild_totals(db, user_id, [made.id])
