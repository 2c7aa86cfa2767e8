"""Soft deletion: deleted rows are kept complete in a log, so that they can be restored exactly as they were."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import column as sql_column
from sqlalchemy import delete as sql_delete
from sqlalchemy import func, or_, select, table

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.infra import clock, stored_rows
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import in_list
from backend.infra.undo_log import ChangeRecorder, read_stored
from backend.kit.page import Page, decode_cursor, encode_cursor
from backend.kit.period import month_of
from backend.transactions import splits, totals
from backend.transactions.errors import AlreadyHere, CannotRestore, NoSuchTransaction
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transactions.recount import Cell

T = Transaction
D = DeletedTransaction
_CATEGORIES = ("category_id", "predicted_category_id", "learned_category_id")
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


def delete(db: WriteSession, user_id: int, ids: Sequence[int], *, recorder: ChangeRecorder | None) -> dict[int, int]:
    """Delete the rows that exist among `ids`. Return original id → id in the log of deleted rows."""
    living = set(db.scalars(living_ids(user_id)))
    rows = {id_: row for id_, row in read_stored(db, T, ids).items() if row["account_id"] in living}
    if recorder:
        recorder.capture(T, rows)
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
            recorder.record_created(D, entry.id)
    totals.refresh(db, user_id, {Cell(e.account_id, month_of(e.on)) for e in entries})
    return {entry.original_id: entry.id for entry in entries}


def restore(
    db: WriteSession, user_id: int, deleted_ids: Sequence[int], *, recorder: ChangeRecorder | None = None
) -> dict[int, int]:
    """Bring rows back exactly as they were, under their own ids. Return id in the log → transaction id.

    A category that was removed meanwhile is left empty and the row waits for review again; an import that was removed
    is forgotten; nothing else changes. Rows whose account is deleted, or that the bank has sent again, stay in the
    log. Raises NoSuchTransaction if not one of the ids is in the log, and CannotRestore or AlreadyHere if not one can
    come back.
    """
    entries = _entries(db, user_id, deleted_ids)
    if not entries:
        raise NoSuchTransaction
    if recorder:
        # Undo goes backwards: the transactions leave before their entries come back.
        recorder.capture(D, [entry.id for entry in entries])
        recorder.capture(T, [entry.original_id for entry in entries])
    moved = put_back(db, user_id, deleted_ids)
    if not moved:
        living = set(db.scalars(living_ids(user_id)))
        homeless = next((entry for entry in entries if entry.account_id not in living), None)
        raise CannotRestore(homeless.account_name) if homeless else AlreadyHere
    return moved


def put_back(db: WriteSession, user_id: int, deleted_ids: Sequence[int]) -> dict[int, int]:
    """Bring those rows back that can come back (see restore). Return id in the log → transaction id."""
    living = set(db.scalars(living_ids(user_id)))
    entries = [
        entry
        for entry in _entries(db, user_id, deleted_ids)
        if entry.account_id in living and not _came_again(db, entry)
    ]
    categories = set(db.scalars(select(Category.id).where(Category.user_id == user_id)))
    imports = _imports_of(db, entries)
    # An older version could keep a row in the log that had come back; such an entry only leaves the log.
    here = read_stored(db, T, [entry.original_id for entry in entries])
    for entry in entries:
        if entry.original_id not in here:
            stored_rows.insert(
                db.connection(), T.__tablename__, _with_living_references(entry.row, categories, imports)
            )
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


def move_category(db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder) -> None:
    """Let deleted rows of one category come back in another one."""
    target_name = db.get_one(Category, target_id).display_name
    in_any = or_(*(D.row[column].as_integer() == source_id for column in _CATEGORIES))
    entries = db.scalars(select(D).where(D.user_id == user_id, in_any)).all()
    recorder.capture(D, [entry.id for entry in entries])
    for entry in entries:
        if entry.row.get("category_id") == source_id:
            entry.category_name = target_name
        moved = {column: target_id for column in _CATEGORIES if entry.row.get(column) == source_id}
        entry.row = {**entry.row, **moved}
    db.flush()


def page(db: ReadSession, user_id: int, *, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """Return the log of deleted rows, newest first."""
    query = select(*(getattr(D, name) for name in _SHOWN)).where(D.user_id == user_id)
    if cursor:
        query = query.where(D.id < decode_cursor(cursor, int)[0])
    rows = [dict(row) for row in db.execute(query.order_by(D.id.desc()).limit(limit + 1)).mappings()]
    total = db.scalar(select(func.count()).select_from(D).where(D.user_id == user_id)) or 0
    following = encode_cursor(rows[limit - 1]["id"]) if len(rows) > limit else None
    return Page(rows[:limit], following, total)


def _entries(db: WriteSession, user_id: int, deleted_ids: Sequence[int]) -> Sequence[D]:
    return db.scalars(select(D).where(D.user_id == user_id, D.id.in_(in_list(deleted_ids)))).all()


def _came_again(db: WriteSession, entry: D) -> bool:
    """Say whether the bank has sent this row again under the same number, so that restoring it would double it."""
    number = entry.row.get("provider_transaction_id")
    if number is None:
        return False
    same = select(T.id).where(
        T.account_id == entry.account_id, T.provider_transaction_id == number, T.id != entry.original_id
    )
    return db.scalar(same) is not None


def _imports_of(db: WriteSession, entries: Sequence[D]) -> set[object]:
    """Return those imports of the entries that still exist."""
    # By its name: the table belongs to a package above this one.
    ids = {id_ for entry in entries if isinstance(id_ := entry.row.get("import_id"), int)}
    imports = table("imports", sql_column("id"))
    return set(db.scalars(select(imports.c.id).where(imports.c.id.in_(ids))))


def _with_living_references(row: dict[str, Any], categories: set[int], imports: set[object]) -> dict[str, Any]:
    kept = dict(row)
    for column in _CATEGORIES:
        if kept.get(column) is not None and kept[column] not in categories:
            kept[column] = None
            if column == "category_id":
                kept["status"] = "pending_review"
    if kept.get("import_id") not in imports:
        kept["import_id"] = None
    return kept
