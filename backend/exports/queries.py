"""What an export asks beside the rows themselves: parts of transactions, the paths of categories."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from backend.categories.models import Category
from backend.infra.sql import in_list
from backend.transactions.models import TransactionSplit

S = TransactionSplit


class Split(NamedTuple):
    """One part of a transaction."""

    amount_minor: int
    category_id: int | None
    category_hint: str | None
    memo: str | None
    tags: list[str] | None


def splits(db: Session, user_id: int, transaction_ids: Sequence[int]) -> dict[int, list[Split]]:
    """Return the parts of these transactions, here or deleted; those that are not divided are left out."""
    query = (
        select(S.transaction_id, S.amount_minor, S.category_id, S.category_hint, S.memo, S.tags)
        .where(S.user_id == user_id, S.transaction_id.in_(in_list(transaction_ids)))
        .order_by(S.transaction_id, S.position)
    )
    by_transaction: dict[int, list[Split]] = {}
    for id_, amount, category_id, hint, memo, tags in db.connection().execute(query):
        by_transaction.setdefault(id_, []).append(Split(amount, category_id, hint, memo, tags))
    return by_transaction


def category_paths(db: Session, user_id: int) -> dict[int, tuple[str, ...]]:
    """Return the names that lead to each category: the main one first."""
    parent = aliased(Category)
    query = (
        select(Category.id, parent.display_name, Category.display_name)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.user_id == user_id)
    )
    return {id_: (main, name) if main else (name,) for id_, main, name in db.execute(query)}
