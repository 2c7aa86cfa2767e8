"""Data of the older app becomes data of this one, in one step: the old file until the new one is whole, then that one.

Everything is made in a folder of its own beside the old file. A process that ends in the middle leaves the old file
as it was, and the next start begins again.
"""

import gc
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.infra import clock
from backend.infra.database import Database, WriteSession, progress_handler, translate_db_errors
from backend.infra.errors import DatabaseDamaged, cannot_write
from backend.infra.paths import fsync_path
from backend.infra.vault import Vault
from backend.kit.progress import ProgressCallback
from backend.legacy import budget_file, investments_file
from backend.legacy.errors import LegacyMigrationFailed, VerificationFailed
from backend.legacy.legacy_data import open_legacy_data
from backend.legacy.legacy_file import copy_legacy_file, lock_legacy_file, merge_write_ahead_log
from backend.legacy.progress import RowProgress
from backend.legacy.report import MigrationReport

CreateSchema = Callable[[Database, str], None]
_log = logging.getLogger(__name__)


def migrate_legacy_file(
    home: Path,
    name: str,
    *,
    create_schema: CreateSchema,
    vault: Vault,
    busy_seconds: float,
    on_progress: ProgressCallback,
) -> bool:
    """Take the older app's file `name`.db over if there is one. Afterwards it is ours; the old one is in backups/.

    `create_schema` gives a new database our tables; `on_progress` is called with the progress. Raises LegacyAppRunning,
    LegacyMigrationFailed, and what a full or a broken disk raises, each time with the old file as it was.
    """
    path = home / f"{name}.db"
    temporary_folder = home / f".adopting-{name}"
    try:
        with ExitStack() as cleaning:
            with lock_legacy_file(path, busy_seconds=busy_seconds) as connection:
                # What a killed start left behind. Without the file held it could be somebody's at work.
                shutil.rmtree(temporary_folder, ignore_errors=True)
                if connection is None:
                    return False
                cleaning.callback(shutil.rmtree, temporary_folder, ignore_errors=True)
                new = _build_new_file(
                    connection,
                    temporary_folder,
                    path,
                    create_schema=create_schema,
                    vault=vault,
                    on_progress=on_progress,
                )
                merge_write_ahead_log(connection)
            # Windows replaces no file that somebody holds.
            new.replace(path)
            fsync_path(home)
    except OSError as error:
        raise cannot_write(error) from error
    _log.info("%s of the older app was taken over", path.name)
    return True


def _build_new_file(
    connection: Any,
    temporary_folder: Path,
    path: Path,
    *,
    create_schema: CreateSchema,
    vault: Vault,
    on_progress: ProgressCallback,
) -> Path:
    """Make the new database beside the old one, and the backup of the old one. Return where the new one lies."""
    name, home = path.stem, path.parent
    legacy_path = _make_folder(temporary_folder / "older") / path.name
    on_progress("Data of an older version was found. Making a copy of it first…")
    copy_legacy_file(connection, to=legacy_path)
    report = MigrationReport(file=path.name, backup=_backup_folder_name(home, name), adopted_at=clock.now().isoformat())
    new = _make_folder(temporary_folder / "new") / path.name
    with closing(Database(new)) as database, _gc_disabled():
        _build(database, legacy_path, create_schema=create_schema, vault=vault, report=report, on_progress=on_progress)
    fsync_path(new)
    _store_backup(legacy_path, report, home)
    return new


def _build(
    database: Database,
    legacy_path: Path,
    *,
    create_schema: CreateSchema,
    vault: Vault,
    report: MigrationReport,
    on_progress: ProgressCallback,
) -> None:
    name = legacy_path.stem
    try:
        create_schema(database, name)
        with open_legacy_data(legacy_path) as data, database.write() as db:
            if data.integrity_errors():
                raise DatabaseDamaged
            progress = RowProgress(on_progress, data)
            if name == "budget":
                budget_file.migrate(db, data, folder=legacy_path.parent, vault=vault, report=report, progress=progress)
            else:
                investments_file.migrate(db, data, report=report, progress=progress)
            _check(db, on_progress)
    except VerificationFailed as error:
        raise LegacyMigrationFailed(report.file, f"{error}.") from error
    except SQLAlchemyError as error:
        raise LegacyMigrationFailed(report.file, "it contradicts itself.") from error


def _check(db: WriteSession, on_progress: ProgressCallback) -> None:
    with (
        translate_db_errors(),
        progress_handler(db.connection(), lambda: on_progress("Looking whether the new file is whole…")),
    ):
        if db.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise VerificationFailed("a row of it would refer to nothing")
        if db.execute(text("PRAGMA integrity_check")).scalar() != "ok":
            raise VerificationFailed("the new file is not whole")


def _store_backup(legacy_path: Path, report: MigrationReport, home: Path) -> None:
    """Put the copy of the older file, its key and the report into backups/, all at once."""
    report_path = legacy_path.parent / "adoption.json"
    report_path.write_bytes(orjson.dumps(asdict(report), option=orjson.OPT_INDENT_2))
    for file in legacy_path.parent.iterdir():
        fsync_path(file)
    backup_folder = home / report.backup
    legacy_path.parent.rename(backup_folder)
    fsync_path(backup_folder.parent)


def _backup_folder_name(home: Path, name: str) -> str:
    """Return a folder that is not there yet, from the data folder on."""
    moment = clock.now().strftime("%Y-%m-%dT%H%M%SZ")
    begin = f"backups/predecessor-{moment}" + ("" if name == "budget" else f"-{name}")
    folder, number = begin, 1
    while (home / folder).exists():
        number += 1
        folder = f"{begin}-{number}"
    return folder


@contextmanager
def _gc_disabled() -> Iterator[None]:
    """Rows make no cycles; to look for some among a hundred thousand of them took a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _make_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True)
    return folder
