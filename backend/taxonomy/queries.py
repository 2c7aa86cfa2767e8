"""Categories together with what is filed under them."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.budgets import queries as budgets
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.categorization.models import AmountRule, MerchantMapping
from backend.transactions.models import MonthlyTotal, Transaction, TransactionSplit

Json = dict[str, Any]
T = Transaction


def listed(db: Session, user_id: int) -> list[Json]:
    """Return every category as JSON with the number of its own rows: main ones, each followed by its subcategories."""
    every = categories.every(db, user_id)
    by_id = {category.id: category for category in every}
    counts = _transaction_counts(db, user_id)
    return [_json(category, by_id.get(category.parent_id or 0), counts.get(category.id, 0)) for category in every]


def one(db: Session, user_id: int, key: str) -> Json:
    """Return one category as JSON. Raises NoSuchCategory."""
    wanted = categories.by_key(db, user_id, key).id
    return next(category for category in listed(db, user_id) if category["id"] == wanted)


def uses(db: Session, user_id: int, category_id: int) -> dict[str, int]:
    """Return how often a category is used: transactions, their parts, predictions, mappings, rules, budgets.

    Transactions of deleted accounts stand apart as `transactions_in_deleted_accounts`.
    """
    columns = {
        "parts": TransactionSplit.category_id,
        "mappings": MerchantMapping.category_id,
        "rules": AmountRule.category_id,
    }
    others = {
        word: db.scalar(select(func.count()).where(column.class_.user_id == user_id, column == category_id)) or 0
        for word, column in columns.items()
    }
    return {
        "transactions": _count(db, user_id, T.category_id == category_id, T.account_id.in_(living_ids(user_id))),
        "predictions": _count(
            db, user_id, T.predicted_category_id == category_id, T.account_id.in_(living_ids(user_id))
        ),
        **others,
        "budgets": budgets.uses_of_category(db, user_id, category_id),
        "transactions_in_deleted_accounts": _count(
            db,
            user_id,
            or_(T.category_id == category_id, T.predicted_category_id == category_id),
            T.account_id.not_in(living_ids(user_id)),
        ),
    }


def _count(db: Session, user_id: int, *conditions: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(T).where(T.user_id == user_id, *conditions)) or 0


def _transaction_counts(db: Session, user_id: int) -> dict[int, int]:
    query = (
        select(MonthlyTotal.category_id, func.sum(MonthlyTotal.part_count))
        .where(MonthlyTotal.user_id == user_id)
        .group_by(MonthlyTotal.category_id)
    )
    return dict(db.execute(query).all())


def _json(category: Category, parent: Category | None, transaction_count: int) -> Json:
    return {
        "id": category.id,
        "short_desc": category.short_desc,
        "display_name": category.display_name,
        "parent_id": category.parent_id,
        "parent_short_desc": parent.short_desc if parent else None,
        "parent_name": parent.display_name if parent else None,
        "color": category.color or (parent.color if parent else None),
        "kind": category.kind,
        "is_income": category.is_income,
        "is_recurring": category.is_recurring,
        "is_archived": category.is_archived,
        "position": category.position,
        "transaction_count": transaction_count,
    }
