"""The backup of the day: made when something was written since the last one, and the surplus goes."""

import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.backup.backups import DAILY, FOLDER, Backup, backup_sets, backups, manifest_path
from backend.backup.create import DATA_FILES, create_backup_set
from backend.backup.integrity import holds_data
from backend.backup.retention import RetentionPolicy, expired_backups
from backend.infra import clock
from backend.infra.database import Tick
from backend.infra.errors import Interrupted
from backend.kit.errors import AppError

# What a kill left half written. Whatever is younger may be at work.
_PARTIAL_FILE_AGE = timedelta(days=1)
_log = logging.getLogger(__name__)


def create_due_backups(home: Path, policy: RetentionPolicy, *, tick: Tick) -> None:
    """Afterwards, if a data file was written since its last backup, there is a backup of today; the surplus is gone.

    What cannot be backed up is logged. Nothing is removed before a newer backup was read through. A backup
    without data is none of a file that holds some.
    """
    _delete_partial_files(home / FOLDER)
    names = [name for name in DATA_FILES if _is_due_file(home, name)]
    if not names:
        return
    try:
        made = back_up_if_possible(home, reason=DAILY, tick=tick)
    except Interrupted:
        return
    for name in made:
        _remove_surplus(home / f"{name}.db", policy)
    remove_stray_manifests(home)


def _is_due_file(home: Path, name: str) -> bool:
    path = home / f"{name}.db"
    made = [each for each in backups(home, name) if holds_data(each.path) or not holds_data(path)]
    return is_due(path, made, now=clock.now())


def is_due(path: Path, backups: Iterable[Backup], *, now: datetime) -> bool:
    """Say whether the data was written since its last backup, and that one is not of today."""
    last_written_at = written_at(path)
    # A clock that once ran ahead must not keep backups from being made until it is that late.
    past = [backup.made_at for backup in backups if backup.made_at <= now]
    if last_written_at is None or not past:
        return last_written_at is not None
    return max(past).date() < now.date() and max(past) < last_written_at


def back_up_if_possible(home: Path, *, reason: str, tick: Tick = lambda: None) -> list[str]:
    """Back the data up and return the names of the files that were; the log says why another was not.

    Raises Interrupted by `tick`.
    """
    try:
        manifest, failures = create_backup_set(home, reason=reason, tick=tick)
    except Interrupted:
        raise
    except AppError as error:
        _log.warning("The data was not backed up: %s", error.message)
        return []
    for name, failure in failures.items():
        _log.warning("%s was not backed up: %s", name, failure.message)
    for entry in manifest.files:
        _log.info("%s.db was backed up as %s", entry.of, entry.name)
    return [entry.of for entry in manifest.files]


def remove_stray_manifests(home: Path) -> None:
    """Remove the manifests of which no file is left."""
    known = {manifest_path(home / FOLDER, each.key) for each in backup_sets(home)}
    for path in (home / FOLDER).glob("manifest-*.json"):
        if path not in known:
            path.unlink(missing_ok=True)


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
