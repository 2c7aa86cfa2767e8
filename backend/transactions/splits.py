"""Splits: the parts of a transaction, each with its amount, category and memo. Sums count them, not the row itself."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from backend.categories.models import Category
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.sql import in_list, in_texts
from backend.infra.tables import insert_rows
from backend.infra.undo_log import ChangeRecorder
from backend.kit.money import allocate
from backend.payees import queries as payees
from backend.transactions import totals
from backend.transactions.draft import SplitDraft
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.models import DeletedTransaction, Descriptor, Transaction, TransactionSplit, TransactionTag

S = TransactionSplit


class NewSplit(NamedTuple):
    """One part to be saved; `category_id` is what its source named, if the person has such a category."""

    transaction_id: int
    position: int
    split: SplitDraft
    category_id: int | None


def save(db: WriteSession, user_id: int, parts: Iterable[NewSplit]) -> None:
    """Save the parts of new rows. The caller refreshes the totals of their months."""
    now = clock.now()
    rows = [
        (p.transaction_id, p.position, p.split.amount_minor, p.category_id, p.split.category_hint, p.split.memo)
        for p in parts
    ]
    if not rows:
        return
    columns = ("transaction_id", "position", "amount_minor", "category_id", "category_hint", "memo")
    insert_rows(db, S, columns, rows, constants={"user_id": user_id, "created_at": now, "updated_at": now})
    divided = in_list(sorted({row[0] for row in rows}))
    db.execute(
        update(Transaction).where(Transaction.user_id == user_id, Transaction.id.in_(divided)).values(has_parts=True)
    )


class SplitEdit(NamedTuple):
    """One split as a person wrote it."""

    amount_minor: int
    category_id: int | None
    memo: str | None
    tags: list[str] | None = None


def replace_all(
    db: WriteSession, user_id: int, transaction_id: int, parts: Sequence[SplitEdit], *, recorder: ChangeRecorder
) -> None:
    """Let a transaction have exactly these splits, none for an empty list. The caller refreshes the totals."""
    mine = (S.user_id == user_id, S.transaction_id == transaction_id)
    recorder.capture(S, db.scalars(select(S.id).where(*mine)).all())
    db.execute(delete(S).where(*mine))
    for position, part in enumerate(parts):
        split = S(user_id=user_id, transaction_id=transaction_id, position=position, **part._asdict())
        db.add(split)
        db.flush()
        recorder.record_created(S, split.id)


def copy(db: WriteSession, user_id: int, *, from_id: int, to_id: int, recorder: ChangeRecorder) -> None:
    """Give the splits of one transaction to another one of the same amount too."""
    query = select(S).where(S.user_id == user_id, S.transaction_id == from_id).order_by(S.position)
    parts = [SplitEdit(split.amount_minor, split.category_id, split.memo, split.tags) for split in db.scalars(query)]
    replace_all(db, user_id, to_id, parts, recorder=recorder)


def splits_of(db: Session, user_id: int, transaction_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the splits of these transactions as JSON, in order; those that are not split are left out."""
    parent = aliased(Category)
    query = (
        select(
            S.transaction_id, S.amount_minor, S.memo, Category.short_desc,
            func.coalesce(Category.display_name, S.category_hint), func.coalesce(Category.color, parent.color), S.tags,
        )
        .outerjoin(Category, Category.id == S.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(S.user_id == user_id, S.transaction_id.in_(in_list(transaction_ids)))
        .order_by(S.transaction_id, S.position)
    )  # fmt: skip
    names = ("amount_minor", "memo", "category_short_desc", "category_name", "category_color")
    found: dict[int, list[dict[str, Any]]] = {}
    for id_, *values, tags in db.execute(query):
        found.setdefault(id_, []).append({**dict(zip(names, values, strict=True)), "tags": tags or []})
    return found


def like_last_time(db: Session, user_id: int, transaction_id: int) -> dict[str, Any] | None:
    """Return the splits of the newest split transaction of the same merchant, scaled to this one's amount.

    None if no other transaction of the merchant was split. The parts are exact by largest remainder.
    """
    row = db.get(Transaction, transaction_id)
    if row is None or row.user_id != user_id:
        raise NoSuchTransaction
    keys = payees.keys_like(db, user_id, [db.get_one(Descriptor, row.descriptor_id).merchant_key])
    is_split = select(S.id).where(S.transaction_id == Transaction.id).exists()
    same = (
        select(Transaction.id, Transaction.on)
        .join(Descriptor, Descriptor.id == Transaction.descriptor_id)
        .where(
            Transaction.user_id == user_id,
            Transaction.id != row.id,
            Descriptor.user_id == user_id,
            Descriptor.merchant_key.in_(in_texts(keys)),
            (Transaction.amount_minor > 0) == (row.amount_minor > 0),
            is_split,
        )
        .order_by(Transaction.on.desc(), Transaction.id.desc())
    )
    earlier = db.execute(same).all()
    if not earlier:
        return None
    parts = splits_of(db, user_id, [earlier[0].id])[earlier[0].id]
    amounts = allocate(row.amount_minor, [part["amount_minor"] for part in parts])
    splits = [{**part, "amount_minor": amount} for part, amount in zip(parts, amounts, strict=True)]
    return {"on": earlier[0].on, "count": len(earlier), "splits": splits}


def split_among(db: Session, user_id: int, transaction_ids: Sequence[int]) -> set[int]:
    """Return those of these transactions that are split."""
    query = select(S.transaction_id).distinct().where(S.user_id == user_id)
    return set(db.scalars(query.where(S.transaction_id.in_(in_list(transaction_ids)))))


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
    moved = db.execute(select(S.id, S.transaction_id).where(S.user_id == user_id, S.category_id == source_id)).all()
    recorder.capture(S, [row.id for row in moved])
    db.execute(update(S).where(S.user_id == user_id, S.category_id == source_id).values(category_id=target_id))
    totals.refresh(db, user_id, (), recounted=sorted({row.transaction_id for row in moved}))
    return len(moved)


def forget_orphans(db: WriteSession, user_id: int) -> None:
    """Remove the splits and tags of rows that are gone for good, neither living nor among the deleted."""
    living = select(Transaction.id).where(Transaction.id == S.transaction_id)
    deleted = select(DeletedTransaction.id).where(DeletedTransaction.original_id == S.transaction_id)
    db.execute(delete(S).where(S.user_id == user_id, ~living.exists(), ~deleted.exists()))
    tagged = TransactionTag
    here = select(Transaction.id).where(Transaction.id == tagged.transaction_id)
    in_log = select(DeletedTransaction.id).where(DeletedTransaction.original_id == tagged.transaction_id)
    db.execute(delete(tagged).where(tagged.user_id == user_id, ~here.exists(), ~in_log.exists()))
