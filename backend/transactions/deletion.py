"""Soft delete: a row leaves the lists and the sums, but keeps everything it had, so that it can come back whole."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete as sql_delete
from sqlalchemy import func, select

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra import clock
from backend.infra.changes import Recorder, stored_rows
from backend.infra.database import ReadSession, WriteSession
from backend.kit.page import Page, decode_cursor, encode_cursor
from backend.kit.period import month_of
from backend.transactions import splits, totals
from backend.transactions.errors import CannotRestore, NoSuchTransaction
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transactions.totals import Cell

T = Transaction
D = DeletedTransaction
_SHOWN = (
    "id",
    "original_id",
    "account_id",
    "account_name",
    "on",
    "description",
    "merchant_name",
    "amount_minor",
    "currency",
    "category_name",
    "status",
    "source",
    "deleted_at",
)


def delete(db: WriteSession, user_id: int, ids: Sequence[int], *, recorder: Recorder | None) -> dict[int, int]:
    """Delete the rows that exist among `ids`. Return original id → id in the log of deleted rows."""
    rows = stored_rows(db, T, ids)
    rows = {id_: row for id_, row in rows.items() if row["user_id"] == user_id}
    if recorder:
        recorder.touch(T, rows)
    accounts = dict(db.execute(select(Account.id, Account.name).where(Account.user_id == user_id)).all())
    names = dict(db.execute(select(Category.id, Category.display_name).where(Category.user_id == user_id)).all())
    now = clock.now()
    entries = [
        D(
            user_id=user_id,
            original_id=id_,
            account_id=row["account_id"],
            account_name=accounts.get(row["account_id"], "?"),
            category_name=names.get(row["category_id"]),
            on=date.fromisoformat(row["on"]),
            **{
                name: row[name]
                for name in ("description", "merchant_name", "amount_minor", "currency", "status", "source")
            },
            row=row,
            deleted_at=now,
        )
        for id_, row in rows.items()
    ]
    db.add_all(entries)
    chunk = list(rows)
    for start in range(0, len(chunk), 500):
        db.execute(sql_delete(T).where(T.id.in_(chunk[start : start + 500])))
    db.flush()
    if recorder:
        for entry in entries:
            recorder.made(D, entry.id)
    totals.refresh(db, user_id, {Cell(e.account_id, month_of(e.on)) for e in entries})
    return {entry.original_id: entry.id for entry in entries}


def restore(db: WriteSession, user_id: int, deleted_ids: Sequence[int]) -> dict[int, int]:
    """Bring rows back exactly as they were, under their own ids. Return id in the log → transaction id.

    A category that was removed meanwhile is left empty and the row waits for review again; nothing else changes.
    Rows whose account is gone stay in the log. Raises NoSuchTransaction if not one of the ids is in the log, and
    CannotRestore if not one can come back.
    """
    entries = db.scalars(select(D).where(D.user_id == user_id, D.id.in_(deleted_ids))).all()
    if not entries:
        raise NoSuchTransaction
    living = set(db.scalars(select(Account.id).where(Account.user_id == user_id, Account.deleted_at.is_(None))))
    categories = set(db.scalars(select(Category.id).where(Category.user_id == user_id)))
    homeless = [entry for entry in entries if entry.account_id not in living]
    entries = [entry for entry in entries if entry.account_id in living]
    if not entries:
        raise CannotRestore(homeless[0].account_name)
    for entry in entries:
        row = _with_living_categories(entry.row, categories)
        marks = ", ".join("?" for _ in row)
        columns = ", ".join(f'"{column}"' for column in row)
        statement = f"INSERT INTO transactions ({columns}) VALUES ({marks})"  # noqa: S608
        db.connection().exec_driver_sql(statement, tuple(row.values()))
        db.delete(entry)
    db.flush()
    totals.refresh(db, user_id, {Cell(entry.account_id, month_of(entry.on)) for entry in entries})
    return {entry.id: entry.original_id for entry in entries}


def purge(db: WriteSession, user_id: int, deleted_ids: Sequence[int] | None) -> int:
    """Forget deleted rows for good (all of them for None); return how many."""
    statement = sql_delete(D).where(D.user_id == user_id)
    if deleted_ids is not None:
        statement = statement.where(D.id.in_(deleted_ids))
    purged: int = db.execute(statement).rowcount  # type: ignore[attr-defined]
    splits.forget_orphans(db, user_id)
    return purged


def page(db: ReadSession, user_id: int, *, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """Return the log of deleted rows, newest first."""
    query = select(*(getattr(D, name) for name in _SHOWN)).where(D.user_id == user_id)
    if cursor:
        query = query.where(D.id < decode_cursor(cursor, int)[0])
    rows = [dict(row) for row in db.execute(query.order_by(D.id.desc()).limit(limit + 1)).mappings()]
    total = db.scalar(select(func.count()).select_from(D).where(D.user_id == user_id)) or 0
    following = encode_cursor(rows[limit - 1]["id"]) if len(rows) > limit else None
    return Page(rows[:limit], following, total)


def _with_living_categories(row: dict[str, Any], categories: set[int]) -> dict[str, Any]:
    kept = dict(row)
    for column in ("category_id", "predicted_category_id", "learned_category_id"):
        if kept[column] is not None and kept[column] not in categories:
            kept[column] = None
            if column == "category_id":
                kept["status"] = "pending_review"
    return kept
