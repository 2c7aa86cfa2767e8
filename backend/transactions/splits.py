"""Parts of a movement as its source divided it. They are shown beside the row; the row's own category counts."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.tables import insert_rows
from backend.infra.undo_log import ChangeRecorder
from backend.transactions.draft import SplitDraft
from backend.transactions.models import DeletedTransaction, Transaction, TransactionSplit

S = TransactionSplit


class NewSplit(NamedTuple):
    """One part to be saved; `category_id` is what its source named, if the person has such a category."""

    transaction_id: int
    position: int
    split: SplitDraft
    category_id: int | None


def save(db: WriteSession, user_id: int, parts: Iterable[NewSplit]) -> None:
    """Save the parts of new rows."""
    now = clock.now()
    rows = (
        (p.transaction_id, p.position, p.split.amount_minor, p.category_id, p.split.category_hint, p.split.memo)
        for p in parts
    )
    columns = ("transaction_id", "position", "amount_minor", "category_id", "category_hint", "memo")
    insert_rows(db, S, columns, rows, constants={"user_id": user_id, "created_at": now, "updated_at": now})


def list_splits(db: Session, user_id: int, transaction_id: int) -> list[dict[str, Any]]:
    """Return the parts of a row in their order, each with its category or what its source called it."""
    query = (
        select(S.amount_minor, S.category_hint, S.memo, Category.short_desc, Category.display_name)
        .outerjoin(Category, Category.id == S.category_id)
        .where(S.user_id == user_id, S.transaction_id == transaction_id)
        .order_by(S.position)
    )
    return [
        {
            "amount_minor": amount,
            "memo": memo,
            "category_short_desc": key,
            "category_name": name or hint,
        }
        for amount, hint, memo, key, name in db.execute(query)
    ]


def ids_of(db: Session, user_id: int, transaction_ids: Sequence[int]) -> Sequence[int]:
    """Return the ids of all parts of these rows."""
    return db.scalars(select(S.id).where(S.user_id == user_id, S.transaction_id.in_(in_list(transaction_ids)))).all()


def add_to_last(db: WriteSession, user_id: int, transaction_id: int, amount_minor: int) -> None:
    """Add an amount to the last part of a row, so that the parts still sum to a row whose amount changed."""
    mine = (S.user_id == user_id, S.transaction_id == transaction_id)
    last = select(func.max(S.position)).where(*mine).scalar_subquery()
    db.execute(update(S).where(*mine, S.position == last).values(amount_minor=S.amount_minor + amount_minor))


def move_category(db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder) -> int:
    """Give all parts of one category to another, also those of deleted rows; return how many moved."""
    ids = db.scalars(select(S.id).where(S.user_id == user_id, S.category_id == source_id)).all()
    recorder.capture(S, ids)
    db.execute(update(S).where(S.user_id == user_id, S.category_id == source_id).values(category_id=target_id))
    return len(ids)


def forget_orphans(db: WriteSession, user_id: int) -> None:
    """Remove the parts of rows that are gone for good, neither living nor among the deleted."""
    living = select(Transaction.id).where(Transaction.id == S.transaction_id)
    deleted = select(DeletedTransaction.id).where(DeletedTransaction.original_id == S.transaction_id)
    db.execute(delete(S).where(S.user_id == user_id, ~living.exists(), ~deleted.exists()))
