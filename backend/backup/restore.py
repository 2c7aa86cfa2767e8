"""A good backup takes the place of a damaged data file, which is kept beside it under a name that says so.

A copy of the backup is made ready first. From the moment when it lies there whole, the step is decided: the next start
of the app finishes it, however often that is cut short. Until that moment the damaged file is as it was.
"""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from backend.backup.backups import FOLDER, Backup, problems_of_backup
from backend.backup.errors import InvalidBackup, NotDamaged
from backend.backup.inspection import DataSchemas
from backend.backup.integrity import integrity_state
from backend.documents import files
from backend.infra.errors import cannot_write
from backend.infra.paths import fsync_path

# The log and its index belong to the file beside which they lie. SQLite would play them into any other one of its name.
_ENDINGS = ("-wal", "-shm", "")


def restore_backup(backup: Backup, home: Path, *, schemas: DataSchemas) -> Path | None:
    """Afterwards the data file is as the backup. Returns where the damaged one is now, None if there was none.

    The caller holds the folder. Raises NotDamaged, InvalidBackup, DiskFull and StorageFailed, each time with nothing
    changed.
    """
    finish_replacement(home, backup.of)
    path = home / f"{backup.of}.db"
    if integrity_state(path) == "whole":
        raise NotDamaged(path)
    # Attached files that were lost with the data come back from beside the backups.
    files.copy_missing(home / FOLDER, home)
    return replace_data_file(backup, home, schemas=schemas)


def replace_data_file(source: Backup, home: Path, *, schemas: DataSchemas) -> Path | None:
    """Afterwards the data file is as `source`. Returns where the one before is now, None if there was none.

    Raises InvalidBackup, DiskFull and StorageFailed, each time with nothing changed.
    """
    part = home / f".taking-back-{source.of}.part"
    try:
        shutil.copyfile(source.path, part)
        fsync_path(part)
        # The very file that takes the place is looked at.
        if problems := problems_of_backup(source, schemas=schemas, path=part):
            raise InvalidBackup(source.path, problems)
        part.replace(_staged_path(home, source.of))
        fsync_path(home)
        return finish_replacement(home, source.of)
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        part.unlink(missing_ok=True)


def finish_replacement(home: Path, name: str) -> Path | None:
    """Finish what was decided and cut short. Returns where the damaged file is now, None if there is none.

    The caller holds the folder. Raises StorageFailed with nothing lost; the next time goes on.
    """
    staged = _staged_path(home, name)
    if not staged.exists():
        return None
    path, damaged = home / f"{name}.db", home / f"{name}-damaged-{_staged_at(staged)}.db"
    try:
        for ending in _ENDINGS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(damaged.with_name(damaged.name + ending))
        fsync_path(home)
        staged.rename(path)
        fsync_path(home)
    except OSError as error:
        raise cannot_write(error) from error
    return damaged if damaged.exists() else None


def _staged_path(home: Path, name: str) -> Path:
    return home / f".taking-back-{name}.db"


def _staged_at(staged: Path) -> str:
    """The same each time, so that a file and its log keep one name although the step was cut short between them."""
    return datetime.fromtimestamp(int(staged.stat().st_mtime), UTC).strftime("%Y-%m-%dT%H%M%SZ")
