"""Undo an import: remove its transactions except those that a person changed, and the categories and accounts it
created."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from backend.accounts import service as accounts
from backend.accounts.models import Account
from backend.balances import service as balances
from backend.categories import queries as categories
from backend.categories.errors import NoSuchCategory
from backend.categories.models import Category
from backend.imports import queries, records
from backend.imports.errors import NotDone
from backend.imports.models import Import
from backend.imports.readers import source_of
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import ChangedSince, NoSuchChange
from backend.ingest import service as ledger
from backend.ingest.service import Repeat
from backend.taxonomy import service as taxonomy
from backend.taxonomy.errors import CategoryInUse
from backend.transactions import hard_delete
from backend.transactions.draft import Draft
from backend.transactions.models import DeletedTransaction, TransactionSplit
from backend.transactions.states import Source
from backend.transfers import service as transfers
from backend.undo import service as changes


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
    or edited them, how many would stay in the log of deleted transactions, and how many would stay because another
    import or a bank connection has them too."""

    removed: int
    changed: list[dict[str, Any]]
    deleted: int
    shared: int


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many transactions were removed, the ones that stay because a person decided or edited them, how many stay
    because another import or a bank connection has them too, and the categories that were removed."""

    removed: int
    kept: list[dict[str, Any]]
    shared: int
    removed_categories: list[str]


@dataclass(frozen=True, slots=True)
class OtherImport:
    """Another finished import whose file overlaps, and by (key, occurrence) the rows of it that were here already."""

    import_id: int
    source: Source
    repeated: Mapping[tuple[str, int], Draft]


def preview(db: ReadSession, user_id: int, import_id: int, others: Sequence[OtherImport]) -> UndoPreview:
    """Return what undoing this import would do. Raises NoSuchImport, and NotDone if there is nothing to undo."""
    _, rows = _undoable(db, user_id, import_id)
    shared = _find_shared(db, user_id, import_id, others).transaction_ids()
    own = [row for row in rows if row.id not in shared]
    changed_ids = [row.id for row in own if row.is_changed and not row.is_deleted]
    untouched = sum(not row.is_changed for row in own)
    deleted = sum(row.is_deleted for row in own)
    return UndoPreview(untouched, queries.short_rows(db, user_id, changed_ids), deleted, len(rows) - len(own))


def undo(
    db: WriteSession, user_id: int, import_id: int, others: Sequence[OtherImport], *, include_changed: bool = False
) -> UndoResult:
    """Undo an import. Afterwards the same file may be imported again.

    What another finished import or a bank connection has too stays and belongs to that one. What a person decided,
    edited or deleted stays, and the ledger still has it, so that it is not imported a second time; with
    `include_changed` it goes as well. A second undo can remove what the first one left. Corrections of earlier
    transactions in the file are reversed. Raises NoSuchImport, NotDone.
    """
    done, rows = _undoable(db, user_id, import_id)
    _reverse_corrections(db, user_id, done)
    shared = _find_shared(db, user_id, import_id, others)
    _hand_over(db, user_id, shared)
    shared_ids = shared.transaction_ids()
    own = [row for row in rows if row.id not in shared_ids]
    going = [row for row in own if include_changed or not row.is_changed]
    if done.status == "undone" and not going:
        raise NotDone
    going_ids = [row.id for row in going]
    kept_ids = [row.id for row in own if row.is_changed and not include_changed]
    hard_delete.delete_permanently(db, user_id, going_ids)
    transfers.unlink_broken(db, user_id)
    ledger.forget_import(db, user_id, import_id, kept_ids=kept_ids)
    ledger.forget_transactions(db, user_id, going_ids)
    balances.forget_import(db, user_id, import_id)
    done.status = "undone"
    done.undone_at = clock.now()
    db.flush()
    gone = remove_unused_categories(db, user_id, done.made_categories or {})
    _remove_unused_accounts(db, user_id, done.made_accounts or {})
    removed = sum(not row.is_deleted for row in going)
    return UndoResult(removed, queries.short_rows(db, user_id, kept_ids), len(rows) - len(own), gone)


def _remove_unused_accounts(db: WriteSession, user_id: int, created: Mapping[str, str]) -> None:
    """Remove those of `created` (names by id) that hold nothing and that nobody renamed."""
    for id_, name in created.items():
        account = db.get(Account, int(id_))
        if account is None or account.user_id != user_id or account.name != name or account.connection_id is not None:
            continue
        if account.balance_current_minor is None and not queries.has_arrivals(db, user_id, account.id):
            with suppress(IntegrityError), db.begin_nested():
                accounts.remove(db, user_id, account)


def _undoable(db: ReadSession | WriteSession, user_id: int, import_id: int) -> tuple[Import, list[queries.ImportedRow]]:
    done = queries.one(db, user_id, import_id)
    rows = queries.imported_rows(db, user_id, import_id)
    if done.status == "previewed" or (done.status == "undone" and not rows):
        raise NotDone
    return done, rows


def _reverse_corrections(db: WriteSession, user_id: int, done: Import) -> None:
    if done.correction_change_id is not None:
        # What the person undid or changed since stays as it is.
        with suppress(NoSuchChange, ChangedSince):
            changes.undo(db, user_id, done.correction_change_id)
        done.correction_change_id = None


@dataclass(frozen=True, slots=True)
class _Shared:
    """What other imports and connections have too: rows of the ledger to hand over, rows that become the origin of
    their transaction, and by new origin (import, source) the transactions."""

    repeats: list[Repeat]
    matched_row_ids: list[int]
    by_origin: dict[tuple[int | None, Source], list[int]]

    def transaction_ids(self) -> set[int]:
        return {id_ for ids in self.by_origin.values() for id_ in ids}


def _find_shared(
    db: ReadSession | WriteSession, user_id: int, import_id: int, others: Sequence[OtherImport]
) -> _Shared:
    found = _Shared([], [], {})
    formats = queries.formats_of_finished(db, user_id)
    taken: set[int] = set()
    for row in queries.matches_of(db, user_id, import_id):
        if row.transaction_id in taken or (row.import_id is not None and row.import_id not in formats):
            continue
        # The ledger calls a connection by its provider and its number.
        source = source_of(formats[row.import_id]) if row.import_id else cast("Source", row.source.partition(":")[0])
        taken.add(row.transaction_id)
        found.by_origin.setdefault((row.import_id, source), []).append(row.transaction_id)
        found.matched_row_ids.append(row.id)
    for row_id, key, occurrence, transaction_id in queries.ledger_of(db, user_id, import_id):
        for other in others:
            draft = other.repeated.get((key, occurrence))
            if draft is not None and other.import_id in formats and transaction_id not in taken:
                found.repeats.append(Repeat(row_id, other.import_id, draft.line_no, draft.raw))
                if transaction_id is not None:
                    found.by_origin.setdefault((other.import_id, other.source), []).append(transaction_id)
                break
    return found


def _hand_over(db: WriteSession, user_id: int, shared: _Shared) -> None:
    ledger.hand_over(db, user_id, shared.repeats)
    ledger.mark_as_origin(db, user_id, shared.matched_row_ids)
    for (import_id, source), ids in shared.by_origin.items():
        if import_id is not None:
            amounts = queries.amounts(db, user_id, ids)
            records.count_handed_over(queries.one(db, user_id, import_id), amounts)
        hard_delete.change_origin(db, user_id, ids, import_id=import_id, source=source)
