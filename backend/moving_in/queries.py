"""What is here, as choices and parity reports need it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.balances.models import BalanceSnapshot
from backend.categories.models import Category
from backend.infra.sql import in_list
from backend.infra.sql_functions import month_of
from backend.moving_in.choices import AccountHere, CategoryHere
from backend.transactions.models import Transaction, TransactionSplit

T, S = Transaction, TransactionSplit
_CHUNK = 10_000


class SavedTransaction(NamedTuple):
    """A transaction as it is here: its parts by category id, None for no category."""

    id: int
    on: date
    amount_minor: int
    is_internal: bool
    parts: tuple[tuple[int | None, int], ...]


def accounts_here(db: Session, user_id: int) -> list[AccountHere]:
    """Return the accounts that are not deleted, by position."""
    query = (
        select(Account.id, Account.name, Account.currency)
        .where(Account.user_id == user_id, Account.deleted_at.is_(None))
        .order_by(Account.position, Account.id)
    )
    return [AccountHere(*row) for row in db.execute(query)]


def categories_here(db: Session, user_id: int) -> list[CategoryHere]:
    """Return the categories that are not archived."""
    parent = aliased(Category)
    query = (
        select(Category.short_desc, Category.display_name, parent.display_name, Category.kind)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.user_id == user_id, Category.is_archived.is_(False))
        .order_by(Category.position, Category.id)
    )
    return [CategoryHere(*row) for row in db.execute(query)]


def category_names(db: Session, user_id: int, ids: Collection[int]) -> dict[int, str]:
    """Return the names of these categories, with the main category before a subcategory."""
    parent = aliased(Category)
    query = (
        select(Category.id, parent.display_name, Category.display_name)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.user_id == user_id, Category.id.in_(in_list(list(ids))))
    )
    return {id_: f"{main} › {name}" if main else name for id_, main, name in db.execute(query)}


def saved_transactions(db: Session, user_id: int, ids: Sequence[int]) -> Iterator[SavedTransaction]:
    """Yield these transactions with their parts."""
    for start in range(0, len(ids), _CHUNK):
        some = in_list(list(ids[start : start + _CHUNK]))
        parts: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
        split = select(S.transaction_id, S.category_id, S.amount_minor).where(
            S.user_id == user_id, S.transaction_id.in_(some)
        )
        for id_, category_id, amount in db.execute(split.order_by(S.transaction_id, S.position)):
            parts[id_].append((category_id, amount))
        query = select(T.id, T.on, T.amount_minor, T.is_internal, T.category_id).where(
            T.user_id == user_id, T.id.in_(some)
        )
        for id_, on, amount, is_internal, category_id in db.execute(query):
            yield SavedTransaction(id_, on, amount, is_internal, tuple(parts.get(id_) or [(category_id, amount)]))


def monthly_sums(db: Session, user_id: int, account_id: int, *, since: date) -> dict[str, int]:
    """Return by month the sum of an account's transactions in its currency from a day on; money out is positive."""
    month = month_of(T.on)
    query = (
        select(month, func.sum(T.amount_minor))
        .join(Account, Account.id == T.account_id)
        .where(T.user_id == user_id, T.account_id == account_id, T.on >= since, T.currency == Account.currency)
        .group_by(month)
    )
    return dict(db.execute(query).all())


def has_stated_balance(db: Session, user_id: int, account_id: int, *, except_import: int) -> bool:
    """Say whether somebody stated a balance of this account otherwise than with this import."""
    other = BalanceSnapshot.import_id.is_distinct_from(except_import)
    query = select(BalanceSnapshot.id).where(
        BalanceSnapshot.user_id == user_id, BalanceSnapshot.account_id == account_id, other
    )
    account = db.get_one(Account, account_id)
    return account.balance_current_minor is not None or db.scalar(query.limit(1)) is not None
