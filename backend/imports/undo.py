"""Undo an import: remove its transactions except those that a person changed, and the categories it created."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select

from backend.balances import service as balances
from backend.categories import queries as categories
from backend.categories.errors import NoSuchCategory
from backend.categories.models import Category
from backend.imports import queries
from backend.imports.errors import NotDone
from backend.imports.models import Import
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.ingest import service as ledger
from backend.taxonomy import service as taxonomy
from backend.taxonomy.errors import CategoryInUse
from backend.transactions import hard_delete
from backend.transactions.models import DeletedTransaction, TransactionSplit


def remove_unused_categories(db: WriteSession, user_id: int, created: Mapping[str, str]) -> list[str]:
    """Remove those of `created` (names by key) that nothing uses and nobody renamed; return their names."""
    removed: list[str] = []
    # Those below were made after those above, and go before them.
    for key, name in reversed(list(created.items())):
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


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do: how many transactions it would remove, the ones that would stay because a person decided
    or edited them, and how many would stay in the log of deleted transactions."""

    removed: int
    changed: list[dict[str, Any]]
    deleted: int


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many rows went, the rows that stay because somebody decided or edited them, and the categories that went."""

    removed: int
    kept: list[dict[str, Any]]
    removed_categories: list[str]


def preview(db: ReadSession, user_id: int, import_id: int) -> UndoPreview:
    """Return what undoing this import would do. Raises NoSuchImport, and NotDone if there is nothing to undo."""
    _, rows = _undoable(db, user_id, import_id)
    changed_ids = [row.id for row in rows if row.is_changed and not row.is_deleted]
    untouched = sum(not row.is_changed for row in rows)
    return UndoPreview(untouched, queries.short_rows(db, user_id, changed_ids), sum(row.is_deleted for row in rows))


def undo(db: WriteSession, user_id: int, import_id: int, *, include_changed: bool = False) -> UndoResult:
    """Undo an import. Afterwards the same file may be imported again.

    What a person decided, edited or deleted stays, and the ledger still knows it, so that it is not imported a second
    time; with `include_changed` it goes as well. A second undo can remove what the first one left.
    Raises NoSuchImport, NotDone.
    """
    done, rows = _undoable(db, user_id, import_id)
    going = [row for row in rows if include_changed or not row.is_changed]
    if done.status == "undone" and not going:
        raise NotDone
    going_ids = [row.id for row in going]
    kept_ids = [row.id for row in rows if row.is_changed and not include_changed]
    hard_delete.delete_permanently(db, user_id, going_ids)
    ledger.forget_import(db, user_id, import_id, kept_ids=kept_ids)
    ledger.forget_transactions(db, user_id, going_ids)
    balances.forget_import(db, user_id, import_id)
    done.status = "undone"
    done.undone_at = clock.now()
    db.flush()
    gone = remove_unused_categories(db, user_id, done.made_categories or {})
    removed = sum(not row.is_deleted for row in going)
    return UndoResult(removed, queries.short_rows(db, user_id, kept_ids), gone)


def _undoable(db: ReadSession | WriteSession, user_id: int, import_id: int) -> tuple[Import, list[queries.ImportedRow]]:
    done = queries.one(db, user_id, import_id)
    rows = queries.imported_rows(db, user_id, import_id)
    if done.status == "previewed" or (done.status == "undone" and not rows):
        raise NotDone
    return done, rows
