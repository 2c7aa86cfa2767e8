"""The history: what was done, what undoing it would leave as it is, and going back to an earlier moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, func, select

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.history.fields import describe, title
from backend.imports import queries as imports
from backend.infra import undo_log
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql_functions import text_of_bytes
from backend.infra.tables import BudgetBase
from backend.infra.undo_log import Change, RowChange
from backend.kit.errors import AppError
from backend.sync import queries as syncs
from backend.sync.models import SyncLog
from backend.sync.undo import undo as undo_sync
from backend.transactions import queries as transactions
from backend.undo import service as undo_service

Json = dict[str, Any]
UndoImport = Callable[[WriteSession, int, int], None]
SHOWN_ROWS = 50
_LARGE_BYTES = 2_000_000
_NEWEST_SYNCS = 500
_SYNC_COUNTS = ("added", "settled", "modified", "removed")


@dataclass(frozen=True, slots=True)
class WentBack:
    """How many steps were undone, how many rows stay because they changed since, and which steps cannot be undone."""

    undone: int
    kept: int
    skipped: list[str]


def entries(db: ReadSession, user_id: int, *, before: datetime | None, search: str, limit: int) -> list[Json]:
    """Return the newest changes, imports and syncs before a moment, each with how many rows it touched."""
    of_changes = select(Change.id, Change.summary, Change.created_at, Change.undone_at, func.length(Change.rows))
    of_changes = of_changes.where(Change.user_id == user_id, ~_is_of_sync(user_id))
    of_changes = of_changes.order_by(Change.created_at.desc(), Change.id.desc())
    if before is not None:
        of_changes = of_changes.where(Change.created_at < before)
    if search:
        of_changes = of_changes.where(Change.summary.icontains(search, autoescape=True))
    found = [
        {
            "kind": "change",
            "id": id_,
            "summary": summary,
            "detail": None,
            "at": at,
            "undone_at": undone_at,
            "touched": None if size > _LARGE_BYTES else 0,
        }
        for id_, summary, at, undone_at, size in db.execute(of_changes.limit(limit))
    ]
    ids = [each["id"] for each in found if each["touched"] == 0]
    rows = func.json_array_length(text_of_bytes(Change.rows))
    counts: dict[int, int] = dict(db.execute(select(Change.id, rows).where(Change.id.in_(ids))).all())
    for each in found:
        each["touched"] = counts.get(each["id"])
    found += [
        each
        for each in [*_imports(db, user_id), *_syncs(db, user_id)]
        if (before is None or each["at"] < before) and search.casefold() in each["summary"].casefold()
    ]
    return sorted(found, key=lambda each: (each["at"], each["id"]), reverse=True)[:limit]


def one(db: ReadSession, user_id: int, change_id: int) -> Json:
    """Return a change with its rows: what each was and became, and which of them an undo would leave, and why.

    Raises NoSuchChange.
    """
    change = db.scalar(select(Change).where(Change.user_id == user_id, Change.id == change_id))
    if change is None:
        raise undo_log.NoSuchChange
    rows = undo_log.changed_rows(change)
    kept = set() if change.undone_at else _kept(db, rows)
    shown = sorted(rows, key=lambda row: (row.table, row.id) not in kept)[:SHOWN_ROWS]
    names = _Names(db, user_id, shown)
    return {
        "id": change.id,
        "summary": change.summary,
        "at": change.created_at,
        "undone_at": change.undone_at,
        "touched": len(rows),
        "goes": len(rows) - len(kept) if change.undone_at is None else 0,
        "stays": len(kept),
        "rows": [
            {
                "table": row.table,
                "id": row.id,
                "title": names.title(row),
                "what": "added" if row.before is None else "removed" if row.after is None else "changed",
                "fields": describe(row, names.categories, names.accounts),
                "stays": (row.table, row.id) in kept,
                "because": _later(db, user_id, change.id, row) if (row.table, row.id) in kept else None,
            }
            for row in shown
        ],
    }


def steps_since(db: ReadSession | WriteSession, user_id: int, kind: str, id: int) -> list[Json]:
    """Return a change, an import or a sync and all that came after it and was not undone, newest first.

    Moments are kept in whole seconds. Changes of one second are told apart by their ids; an import and a change of one
    second are not, and stay out: what was done before the step must not be undone.

    Raises NoSuchChange, NoSuchImport, NoSuchSync.
    """
    moment = _moment_of(db, user_id, kind, id)
    later = Change.id >= id if kind == "change" else Change.created_at > moment
    query = select(Change.id, Change.summary, Change.created_at).where(
        Change.user_id == user_id, later, Change.undone_at.is_(None), ~_is_of_sync(user_id)
    )
    found = [
        {"kind": "change", "id": id_, "summary": summary, "at": _utc(at)} for id_, summary, at in db.execute(query)
    ]
    found += [
        {name: each[name] for name in ("kind", "id", "summary", "at")}
        for each in [*_imports(db, user_id), *_syncs(db, user_id)]
        if each["undone_at"] is None and (each["id"] >= id if kind == each["kind"] else each["at"] > moment)
    ]
    return sorted(found, key=lambda each: (each["at"], each["id"]), reverse=True)


def _moment_of(db: ReadSession | WriteSession, user_id: int, kind: str, id: int) -> datetime:
    if kind == "import":
        return _utc(imports.one(db, user_id, id).created_at)
    if kind == "sync":
        return _utc(syncs.log_entry(db, user_id, id).started_at)
    found = db.scalar(select(Change.created_at).where(Change.user_id == user_id, Change.id == id))
    if found is None:
        raise undo_log.NoSuchChange
    return _utc(found)


def go_back(db: WriteSession, user_id: int, kind: str, id: int, *, undo_import: UndoImport) -> WentBack:
    """Undo a step and everything since, newest first. What cannot be undone is skipped and named."""
    undone = kept = 0
    skipped = []
    for step in steps_since(db, user_id, kind, id):
        try:
            with db.begin_nested():
                if step["kind"] == "import":
                    undo_import(db, user_id, step["id"])
                elif step["kind"] == "sync":
                    kept += int(undo_sync(db, user_id, step["id"])["kept"])
                else:
                    kept += undo_service.undo(db, user_id, step["id"]).kept
        except AppError:
            skipped.append(step["summary"])
        else:
            undone += 1
    return WentBack(undone, kept, skipped)


def _imports(db: ReadSession | WriteSession, user_id: int) -> list[Json]:
    return [
        {
            "kind": "import",
            "id": each["id"],
            "summary": each["filename"],
            "detail": f"{each['added']} added, {each['repeated']} already here",
            "at": _utc(each["created_at"]),
            "undone_at": each["undone_at"],
            "touched": each["added"],
        }
        for each in imports.history(db, user_id)
        if each["status"] in ("done", "undone")
    ]


def _syncs(db: ReadSession | WriteSession, user_id: int) -> list[Json]:
    """Return the newest syncs that changed transactions."""
    changed = syncs.history(
        db,
        user_id,
        account_id=None,
        connection_id=None,
        trigger=None,
        only="changes",
        before_id=None,
        limit=_NEWEST_SYNCS,
    )
    return [
        {
            "kind": "sync",
            "id": each["id"],
            "summary": f"Synced {each['connection_name']}",
            "detail": ", ".join(f"{each[name]} {name}" for name in _SYNC_COUNTS if each[name]),
            "at": _utc(each["started_at"]),
            "undone_at": each["undone_at"],
            "touched": sum(each[name] for name in _SYNC_COUNTS),
        }
        for each in changed
    ]


def _is_of_sync(user_id: int) -> ColumnElement[bool]:
    """Return the condition that a change belongs to a sync, which is listed itself."""
    of_syncs = select(SyncLog.change_id).where(SyncLog.user_id == user_id, SyncLog.change_id.is_not(None))
    return Change.id.in_(of_syncs)


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _kept(db: ReadSession, rows: Sequence[RowChange]) -> set[tuple[str, int]]:
    """Return the rows that an undo would leave, because they changed since."""
    kept: set[tuple[str, int]] = set()
    for name, run in groupby(sorted(rows, key=lambda row: row.table), key=lambda row: row.table):
        of_table = [row for row in run if not (name == "transactions" and row.after is None)]
        if name not in _tables():
            continue
        can = {row.id for row in undo_log.unchanged_since(db, _tables()[name], of_table)}
        kept |= {(name, row.id) for row in of_table if row.id not in can}
    return kept


def _later(db: ReadSession, user_id: int, change_id: int, row: RowChange) -> str | None:
    """Return the newest later change of a row, in words."""
    table = _tables()[row.table]
    later = [change for change, _ in undo_log.changes_of_row(db, user_id, table, row.id) if change.id > change_id]
    return later[-1].summary if later else None


def _tables() -> dict[str, type[BudgetBase]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in BudgetBase.registry.mappers}


class _Names:
    """What the rows of a change are called."""

    def __init__(self, db: ReadSession, user_id: int, rows: Sequence[RowChange]) -> None:
        of_categories = select(Category.id, Category.display_name).where(Category.user_id == user_id)
        of_accounts = select(Account.id, Account.name).where(Account.user_id == user_id)
        self.categories = dict(db.execute(of_categories).all())
        self.accounts = dict(db.execute(of_accounts).all())
        ids = [id_ for row in rows if (id_ := _transaction_of(row))]
        self._transactions = {row["id"]: row for row in transactions.by_ids(db, user_id, ids)}

    def title(self, row: RowChange) -> str:
        known = self._transactions.get(_transaction_of(row) or 0)
        if known is None:
            return title(row)
        name = str(known["merchant_name"] or known["description"])
        return name if row.table == "transactions" else title(row).replace("a transaction", name)


def _transaction_of(row: RowChange) -> int | None:
    """Return the id of the transaction that a row is, or belongs to."""
    if row.table == "transactions":
        return row.id
    id_ = (row.after or row.before or {}).get("transaction_id")
    return id_ if isinstance(id_, int) else None
