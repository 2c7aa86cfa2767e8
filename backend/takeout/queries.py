"""What an export asks beside the rows themselves: parts of transactions, balances, the paths of categories."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.balances.models import BalanceSnapshot
from backend.categories.models import Category
from backend.infra.sql import listed
from backend.transactions.models import TransactionSplit

S = TransactionSplit
B = BalanceSnapshot
# A person types what they owe on these as it stands on the bill, without a minus.
_OWING = ("credit", "loan", "liability")


class Split(NamedTuple):
    """One part of a transaction."""

    amount_minor: int
    category_id: int | None
    category_hint: str | None
    memo: str | None


class Balance(NamedTuple):
    """What an account held at the end of a day; what is owed is negative."""

    on: date
    balance_minor: int


def splits(db: Session, user_id: int, transaction_ids: Sequence[int]) -> dict[int, list[Split]]:
    """Return the parts of these transactions, here or deleted; those that are not divided are left out."""
    query = (
        select(S.transaction_id, S.amount_minor, S.category_id, S.category_hint, S.memo)
        .where(S.user_id == user_id, S.transaction_id.in_(listed(transaction_ids)))
        .order_by(S.transaction_id, S.position)
    )
    found: dict[int, list[Split]] = {}
    for id_, amount, category_id, hint, memo in db.connection().execute(query):
        found.setdefault(id_, []).append(Split(amount, category_id, hint, memo))
    return found


def balances(db: Session, user_id: int) -> dict[int, Balance]:
    """Return the newest balance of each account that has one: of a statement, or as the person typed it."""
    newest = select(B.account_id, func.max(B.on).label("on")).where(B.user_id == user_id).group_by(B.account_id)
    last = newest.subquery()
    stated = select(B.account_id, B.on, B.balance_minor).join(
        last, (last.c.account_id == B.account_id) & (last.c.on == B.on)
    )
    found = {id_: Balance(on, minor) for id_, on, minor in db.execute(stated.where(B.user_id == user_id))}
    typed = select(Account).where(Account.user_id == user_id, Account.balance_current_minor.is_not(None))
    for account in db.scalars(typed):
        on = (account.balance_updated_at or account.updated_at).date()
        if account.id in found and found[account.id].on >= on:
            continue
        minor = account.balance_current_minor or 0
        found[account.id] = Balance(on, -minor if account.account_type in _OWING else minor)
    return found


def category_paths(db: Session, user_id: int) -> dict[int, tuple[str, ...]]:
    """Return the names that lead to each category: the main one first."""
    parent = aliased(Category)
    query = (
        select(Category.id, parent.display_name, Category.display_name)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.user_id == user_id)
    )
    return {id_: (main, name) if main else (name,) for id_, main, name in db.execute(query)}
