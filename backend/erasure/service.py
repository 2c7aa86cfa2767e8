"""Erase everything of a person: rows of all tables, files, and what the data files still hold of deleted rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete

from backend.backup.service import BackupService
from backend.documents import files
from backend.documents import queries as documents
from backend.erasure import queries
from backend.erasure.errors import CONFIRMATION, ErasureNotConfirmed
from backend.erasure.schemas import CompactedFile, ErasableOut, ErasureReport, TableRows
from backend.imports import stored_files
from backend.infra import clock
from backend.infra.database import Database, WriteSession
from backend.infra.vault import Vault
from backend.review.repair import repair
from backend.settings import service as settings
from backend.taxonomy.service import seed


@dataclass(frozen=True, slots=True)
class OpenData:
    """The open data folder with all that holds something of a person."""

    home: Path
    budget: Database
    investments: Database
    vault: Vault
    backups: BackupService


def erasable(data: OpenData, user_id: int) -> ErasableOut:
    """Return what there is of a person."""
    with data.budget.read() as db, data.investments.read() as investments:
        counts = queries.row_counts(db, user_id, "budget"), queries.row_counts(investments, user_id, "investments")
        kept = len(documents.hashes(db, user_id))
    rows = sum(sum(each.values()) for each in counts)
    return ErasableOut(rows=rows, documents=kept, backups=[each.key for each in data.backups.list()])


def erase_everything(data: OpenData, user_id: int, *, confirmation: str, with_backups: bool) -> ErasureReport:
    """Erase everything of a person, and return the report. Afterwards the app is as on its first start.

    Both files are emptied in one transaction each, then rewritten, so that free pages and the write-ahead log hold
    nothing of it. Raises ErasureNotConfirmed and DatabaseBusy with nothing changed.
    """
    if confirmation.strip() != CONFIRMATION:
        raise ErasureNotConfirmed
    with data.budget.read() as db:
        is_alone = not queries.has_others(db, user_id)
        hashes = set(documents.hashes(db, user_id))
    tables: list[TableRows] = []
    with data.investments.write() as investments, data.budget.write() as db:
        tables += _emptied(db, user_id, "budget")
        tables += _emptied(investments, user_id, "investments")
        shared = documents.hashes_of_others(db, user_id)
        # As the first start does.
        seed(db, user_id)
        repair(db, user_id)
        settings.load_into_environment(db, user_id, data.vault)
    # Bytes of documents deleted earlier are still kept for undo: alone, all files are the person's.
    names = (files.kept(data.home) if is_alone else hashes) - shared
    size = files.erase(data.home, names)
    incoming = stored_files.forget_all(data.home) if is_alone else 0
    backups = [each.key for each in data.backups.list()]
    if with_backups and is_alone:
        data.backups.erase_all()
    left = [each.key for each in data.backups.list()]
    return ErasureReport(
        erased_at=clock.now(),
        tables=tables,
        documents_erased=len(names),
        document_bytes=size,
        imported_files_erased=incoming,
        backups_erased=[key for key in backups if key not in left],
        backups_left=left,
        compacted=[_compacted(each) for each in (data.budget, data.investments) if each.is_file],
        remaining_files=_remaining_files(data.home) if is_alone else [],
    )


def _emptied(db: WriteSession, user_id: int, name: str) -> Sequence[TableRows]:
    """Empty the tables of a data file and return their rows before and after."""
    before = queries.row_counts(db, user_id, name)
    for table in queries.owned_tables(name):
        db.execute(delete(table).where(table.c.user_id == user_id))
    after = queries.row_counts(db, user_id, name)
    return [
        TableRows(file=name, table=table, rows_before=count, rows_after=after.get(table, 0))
        for table, count in before.items()
    ]


def _compacted(database: Database) -> CompactedFile:
    before = database.path.stat().st_size
    database.compact()
    return CompactedFile(file=database.path.name, bytes_before=before, bytes_after=database.path.stat().st_size)


def _remaining_files(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())
