"""A good backup takes the place of a damaged data file, which is kept beside it under a name that says so.

A copy of the backup is made ready first. From the moment when it lies there whole, the step is decided: the next start
of the app finishes it, however often that is cut short. Until that moment the damaged file is as it was.
"""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from backend.backup.backups import Backup
from backend.backup.errors import BackupNotGood, NotDamaged
from backend.backup.soundness import is_good, state_of
from backend.infra.errors import cannot_write
from backend.infra.paths import keep_on_disk

# The log and its index belong to the file beside which they lie. SQLite would play them into any other one of its name.
_ENDINGS = ("-wal", "-shm", "")


def take_back(backup: Backup, home: Path, *, newest: str) -> Path | None:
    """Afterwards the data file is as the backup. Returns where the damaged one is now, None if there was none.

    The caller holds the folder. Raises NotDamaged, BackupNotGood, DiskFull and StorageFailed, each time with nothing
    changed.
    """
    finish(home, backup.of)
    path = home / f"{backup.of}.db"
    if state_of(path) == "whole":
        raise NotDamaged(path)
    return put_in_place(backup.path, backup.of, home, newest=newest)


def put_in_place(source: Path, name: str, home: Path, *, newest: str) -> Path | None:
    """Afterwards the data file is as `source`. Returns where the one before is now, None if there was none.

    Raises BackupNotGood, DiskFull and StorageFailed, each time with nothing changed.
    """
    part = home / f".taking-back-{name}.part"
    try:
        shutil.copyfile(source, part)
        keep_on_disk(part)
        if not is_good(part, newest=newest):
            raise BackupNotGood(source)
        part.replace(_ready(home, name))
        keep_on_disk(home)
        return finish(home, name)
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        part.unlink(missing_ok=True)


def finish(home: Path, name: str) -> Path | None:
    """Finish what was decided and cut short. Returns where the damaged file is now, None if there is none.

    The caller holds the folder. Raises StorageFailed with nothing lost; the next time goes on.
    """
    ready = _ready(home, name)
    if not ready.exists():
        return None
    path, kept = home / f"{name}.db", home / f"{name}-damaged-{_decided_at(ready)}.db"
    try:
        for ending in _ENDINGS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(kept.with_name(kept.name + ending))
        keep_on_disk(home)
        ready.rename(path)
        keep_on_disk(home)
    except OSError as error:
        raise cannot_write(error) from error
    return kept if kept.exists() else None


def _ready(home: Path, name: str) -> Path:
    return home / f".taking-back-{name}.db"


def _decided_at(ready: Path) -> str:
    """The same each time, so that a file and its log keep one name although the step was cut short between them."""
    return datetime.fromtimestamp(int(ready.stat().st_mtime), UTC).strftime("%Y-%m-%dT%H%M%SZ")
