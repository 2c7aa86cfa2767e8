"""The backup of the day: made when something was written since the last one, and the surplus goes."""

import logging
import shutil
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.backup.backups import DAILY, FOLDER, Backup, backups
from backend.backup.create import create_backup
from backend.backup.integrity import holds_data
from backend.backup.retention import RetentionPolicy, expired_backups
from backend.documents import files
from backend.infra import clock
from backend.infra.database import Database, Tick
from backend.infra.errors import Interrupted
from backend.kit.errors import AppError

_FILES = ("budget", "investments")
# The person and the app itself still need room when the backup is made.
_FREE_BYTES_REQUIRED = 200_000_000
# What a kill left half written. Whatever is younger may be at work.
_PARTIAL_FILE_AGE = timedelta(days=1)
_log = logging.getLogger(__name__)


def create_due_backups(home: Path, policy: RetentionPolicy, *, tick: Tick) -> None:
    """Afterwards each data file that was written since its last backup has one of today, and the surplus is gone.

    What cannot be backed up is logged. Nothing is removed before a newer backup was read through. A backup
    without data is none of a file that holds some.
    """
    _delete_partial_files(home / FOLDER)
    for name in _FILES:
        path = home / f"{name}.db"
        made = [each for each in backups(home, name) if holds_data(each.path) or not holds_data(path)]
        if not is_due(path, made, now=clock.now()):
            continue
        try:
            if back_up_if_room(path, reason=DAILY, tick=tick):
                _remove_surplus(path, policy)
        except Interrupted:
            return


def is_due(path: Path, backups: Iterable[Backup], *, now: datetime) -> bool:
    """Say whether the data was written since its last backup, and that one is not of today."""
    last_written_at = written_at(path)
    # A clock that once ran ahead must not keep backups from being made until it is that late.
    past = [backup.made_at for backup in backups if backup.made_at <= now]
    if last_written_at is None or not past:
        return last_written_at is not None
    return max(past).date() < now.date() and max(past) < last_written_at


def back_up_if_room(path: Path, *, reason: str, tick: Tick = lambda: None) -> bool:
    """Back a data file up and return True; say in the log why it was not possible. Raises Stopped by `tick`."""
    needed, free = path.stat().st_size + _FREE_BYTES_REQUIRED, shutil.disk_usage(path.parent).free
    if free < needed:
        _log.warning(
            "%s was not backed up: that needs %d MB of room and the disk has %d MB left; make some room",
            path.name,
            needed // 1_000_000,
            free // 1_000_000,
        )
        return False
    try:
        made = create_backup(Database(path), reason=reason, tick=tick)
        _back_up_attached_files(path.parent)
    except Interrupted:
        raise
    except AppError as error:
        _log.warning("%s was not backed up: %s", path.name, error.message)
        return False
    _log.info("%s was backed up as %s", path.name, made.name)
    return True


def _back_up_attached_files(home: Path) -> None:
    """Copy the files attached to transactions that have no copy beside the backups yet. They never change."""
    copied, damaged = files.copy_missing(home, home / FOLDER)
    if copied:
        _log.info("%d attached files were backed up", copied)
    if damaged:
        _log.warning("%d attached files are damaged and were not backed up", damaged)


def written_at(path: Path) -> datetime | None:
    """When something was last written to a data file or its log, None if there is no such file."""
    files = [file.stat() for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()]
    moments = [each.st_mtime for each in files if each.st_size]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def _remove_surplus(path: Path, kept: RetentionPolicy) -> None:
    """Remove the daily backups that are not kept.

    Copies made before an update or by the person's own hand are no surplus, however old they are. Those dated in the
    future (the clock was wrong) and those without data take no day of the others.
    """
    made = [each for each in backups(path.parent, path.stem) if each.reason == DAILY and each.made_at <= clock.now()]
    with_data = [each for each in made if holds_data(each.path)]
    for some in (with_data, [each for each in made if each not in with_data]):
        for old in expired_backups(some, kept):
            old.path.unlink(missing_ok=True)


def _delete_partial_files(folder: Path) -> None:
    for part in folder.glob("*.part"):
        if part.stat().st_mtime < time.time() - _PARTIAL_FILE_AGE.total_seconds():
            part.unlink(missing_ok=True)
