"""Making a backup: a whole copy of a data file, under a name that says what it is of and when it was made."""

from collections.abc import Callable
from pathlib import Path

from backend.backup.backups import FOLDER, backup_name
from backend.infra import clock
from backend.infra.database import Database, Tick
from backend.infra.errors import cannot_write
from backend.infra.paths import fsync_path


def create_backup(database: Database, *, reason: str, tick: Tick) -> Path:
    """Write a copy of the data into backups/ and return its path. Only a copy that was read through has the name.

    Raises DiskFull, StorageFailed, DatabaseDamaged, and Stopped by `tick`; then nothing is left of it.
    """
    return _write(database, reason, lambda part: database.copy_to(part, tick=tick))


def save_open_file(database: Database) -> Path:
    """Do the same with the file that is open, also if another one has taken its place."""
    return _write(database, "saved", database.copy_open_file_to)


def _write(database: Database, reason: str, copy: Callable[[Path], None]) -> Path:
    target = database.path.parent / FOLDER / backup_name(database.path.stem, clock.now(), reason)
    part = target.with_suffix(".part")
    try:
        # A tool that removed the data file may have removed the folder as well.
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        copy(part)
        fsync_path(part)
        part.replace(target)
        fsync_path(target.parent)
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        part.unlink(missing_ok=True)
    return target
