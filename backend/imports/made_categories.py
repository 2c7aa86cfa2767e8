"""Categories that an archive made: they go with it, unless somebody has begun to use or to change them."""

from collections.abc import Mapping

from sqlalchemy import exists, select

from backend.categories import queries as categories
from backend.categories.errors import NoSuchCategory
from backend.categories.models import Category
from backend.infra.database import WriteSession
from backend.taxonomy import service as taxonomy
from backend.taxonomy.errors import CategoryInUse
from backend.transactions.models import DeletedTransaction, TransactionSplit


def remove_unused(db: WriteSession, user_id: int, made: Mapping[str, str]) -> list[str]:
    """Remove those of `made` (names by key) that nothing uses and nobody renamed; return their names."""
    removed: list[str] = []
    # Those below were made after those above, and go before them.
    for key, name in reversed(list(made.items())):
        try:
            found = categories.by_key(db, user_id, key)
            if found.display_name == name and not _is_remembered(db, user_id, found):
                taxonomy.remove(db, user_id, key)
                removed.append(name)
        except (NoSuchCategory, CategoryInUse):
            continue
    return removed


def _is_remembered(db: WriteSession, user_id: int, category: Category) -> bool:
    """Say whether a part of a movement is filed there, or a deleted row that can come back."""
    parts = select(TransactionSplit.id).where(
        TransactionSplit.user_id == user_id, TransactionSplit.category_id == category.id
    )
    deleted = select(DeletedTransaction.id).where(
        DeletedTransaction.user_id == user_id, DeletedTransaction.row["category_id"].as_integer() == category.id
    )
    return bool(db.scalar(select(exists(parts.union_all(deleted).subquery().select()))))
