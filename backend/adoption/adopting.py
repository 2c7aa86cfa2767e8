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

from backend.adoption import budget_file, investments_file
from backend.adoption.errors import AdoptionFailed, NotTheSame
from backend.adoption.older_data import reading
from backend.adoption.older_file import copy, held, settle
from backend.adoption.progress import Progress
from backend.adoption.report import Report
from backend.infra import clock
from backend.infra.database import Database, WriteSession, mended, ticking
from backend.infra.errors import DatabaseDamaged, cannot_write
from backend.infra.paths import keep_on_disk
from backend.infra.vault import Vault
from backend.kit.telling import Tell

Make = Callable[[Database, str], None]
_log = logging.getLogger(__name__)


def adopt(home: Path, name: str, *, make: Make, vault: Vault, busy_seconds: float, tell: Tell) -> bool:
    """Take the older app's file `name`.db over if there is one. Afterwards it is ours; the old one is in backups/.

    `make` gives a new database our tables; `tell` hears how far it is. Raises OlderAppRunning, AdoptionFailed, and what
    a full or a broken disk raises, each time with the old file as it was.
    """
    path = home / f"{name}.db"
    workshop = home / f".adopting-{name}"
    try:
        with ExitStack() as cleaning:
            with held(path, busy_seconds=busy_seconds) as connection:
                # What a killed start left behind. Without the file held it could be somebody's at work.
                shutil.rmtree(workshop, ignore_errors=True)
                if connection is None:
                    return False
                cleaning.callback(shutil.rmtree, workshop, ignore_errors=True)
                new = _prepared(connection, workshop, path, make=make, vault=vault, tell=tell)
                settle(connection)
            # Windows replaces no file that somebody holds.
            new.replace(path)
            keep_on_disk(home)
    except OSError as error:
        raise cannot_write(error) from error
    _log.info("%s of the older app was taken over", path.name)
    return True


def _prepared(connection: Any, workshop: Path, path: Path, *, make: Make, vault: Vault, tell: Tell) -> Path:
    """Make the new database beside the old one, and the backup of the old one. Return where the new one lies."""
    name, home = path.stem, path.parent
    older = _made(workshop / "older") / path.name
    tell("Data of an older version was found. Making a copy of it first…")
    copy(connection, to=older)
    report = Report(file=path.name, backup=_backup_place(home, name), adopted_at=clock.now().isoformat())
    new = _made(workshop / "new") / path.name
    with closing(Database(new)) as database, _without_collecting():
        _build(database, older, make=make, vault=vault, report=report, tell=tell)
    keep_on_disk(new)
    _put_away(older, report, home)
    return new


def _build(database: Database, older: Path, *, make: Make, vault: Vault, report: Report, tell: Tell) -> None:
    name = older.stem
    try:
        make(database, name)
        with reading(older) as data, database.write() as db:
            if data.troubles():
                raise DatabaseDamaged
            progress = Progress(tell, data)
            if name == "budget":
                budget_file.fill(db, data, folder=older.parent, vault=vault, report=report, progress=progress)
            else:
                investments_file.fill(db, data, report=report, progress=progress)
            _check(db, tell)
    except NotTheSame as error:
        raise AdoptionFailed(report.file, f"{error}.") from error
    except SQLAlchemyError as error:
        raise AdoptionFailed(report.file, "it contradicts itself.") from error


def _check(db: WriteSession, tell: Tell) -> None:
    with mended(), ticking(db.connection(), lambda: tell("Looking whether the new file is whole…")):
        if db.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise NotTheSame("a row of it would refer to nothing")
        if db.execute(text("PRAGMA integrity_check")).scalar() != "ok":
            raise NotTheSame("the new file is not whole")


def _put_away(older: Path, report: Report, home: Path) -> None:
    """Put the copy of the older file, its key and the report into backups/, all at once."""
    told = older.parent / "adoption.json"
    told.write_bytes(orjson.dumps(asdict(report), option=orjson.OPT_INDENT_2))
    for file in older.parent.iterdir():
        keep_on_disk(file)
    place = home / report.backup
    older.parent.rename(place)
    keep_on_disk(place.parent)


def _backup_place(home: Path, name: str) -> str:
    """Return a folder that is not there yet, from the data folder on."""
    moment = clock.now().strftime("%Y-%m-%dT%H%M%SZ")
    begin = f"backups/predecessor-{moment}" + ("" if name == "budget" else f"-{name}")
    place, number = begin, 1
    while (home / place).exists():
        number += 1
        place = f"{begin}-{number}"
    return place


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Rows make no cycles; to look for some among a hundred thousand of them took a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True)
    return folder
