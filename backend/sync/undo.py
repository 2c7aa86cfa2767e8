"""Undo a sync: the transactions that it added are deleted, what it changed or took back is as before.

The cursor stays, and the ledger still knows the rows, so nothing comes back by itself; deleted transactions can be
restored. The balances stay too: they are what the bank says.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from backend.infra import clock, undo_log
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import ChangedSince, NoSuchChange, RowChange
from backend.ingest import service as ledger
from backend.sync import queries
from backend.sync.errors import NothingToUndo
from backend.sync.models import SyncLog
from backend.transactions import soft_delete
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transfers import service as transfers
from backend.undo import service as undoing

Json = dict[str, Any]


class _Plan(NamedTuple):
    """Ids of transactions by what an undo does to them; `kept` were decided, edited or changed again since."""

    added: Sequence[int]
    settled: Sequence[int]
    changed: Sequence[int]
    removed: Sequence[int]
    kept: Sequence[int]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.settled or self.changed or self.removed)


def preview(db: ReadSession, user_id: int, log_id: int) -> Json:
    """Return what undoing this sync would do. Raises NoSuchSync, and NothingToUndo."""
    return _as_json(db, user_id, _planned(db, user_id, queries.log_entry(db, user_id, log_id)))


def undo(db: WriteSession, user_id: int, log_id: int) -> Json:
    """Undo a sync, and return what that did. Raises NoSuchSync, and NothingToUndo."""
    entry = queries.log_entry(db, user_id, log_id)
    plan = _planned(db, user_id, entry)
    done = _as_json(db, user_id, plan)
    soft_delete.delete(db, user_id, plan.added, recorder=None)
    transfers.unlink_broken(db, user_id)
    if entry.change_id is not None and (plan.settled or plan.changed or plan.removed):
        undoing.undo(db, user_id, entry.change_id)
    ledger.undo_sync(db, user_id, log_id, unsettled=plan.settled, back=plan.removed)
    entry = queries.log_entry(db, user_id, log_id)
    entry.undone_at = clock.now()
    db.flush()
    return done


def _planned(db: ReadSession | WriteSession, user_id: int, entry: SyncLog) -> _Plan:
    if entry.undone_at is not None:
        raise NothingToUndo(entry.connection_name)
    added = queries.added_by(db, user_id, entry.id)
    rows = _changes(db, user_id, entry)
    of_rows = [row for row in rows if row.table == Transaction.__tablename__ and row.after is not None]
    of_deleted = [row for row in rows if row.table == DeletedTransaction.__tablename__]
    back = undo_log.unchanged_since(db, Transaction, of_rows)
    settled = [row.id for row in back if (row.before or {}).get("is_pending") and not (row.after or {})["is_pending"]]
    here = undo_log.unchanged_since(db, DeletedTransaction, of_deleted)
    plan = _Plan(
        added=[id_ for id_, is_untouched in added.items() if is_untouched],
        settled=settled,
        changed=[row.id for row in back if row.id not in set(settled)],
        removed=[(row.after or {})["original_id"] for row in here],
        kept=[
            *(id_ for id_, is_untouched in added.items() if not is_untouched),
            *(row.id for row in of_rows if row not in back),
        ],
    )
    if plan.is_empty and not plan.kept:
        raise NothingToUndo(entry.connection_name)
    return plan


def _changes(db: ReadSession | WriteSession, user_id: int, entry: SyncLog) -> list[RowChange]:
    if entry.change_id is None:
        return []
    try:
        return undo_log.changed_rows(undo_log.load_undoable(db, user_id, entry.change_id))
    except (NoSuchChange, ChangedSince):
        return []


def _as_json(db: ReadSession | WriteSession, user_id: int, plan: _Plan) -> Json:
    counts = {name: len(getattr(plan, name)) for name in ("added", "settled", "changed", "removed")}
    return {**counts, "kept": len(plan.kept), "kept_rows": queries.transactions(db, user_id, plan.kept)}
