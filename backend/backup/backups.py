"""The backups in the folder `backups`: which file each is of, when it was made, which is the newest good one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backend.backup.integrity import IntegrityState, holds_data, integrity_state, is_valid_backup
from backend.infra import clock

FOLDER = "backups"
# The reason of those that are made each day; others are made before an update.
DAILY = "daily"
# For example budget-2026-11-20T101200Z-before-0003.db
_NAME = re.compile(r"(?P<of>[a-z]+)-(?P<moment>\d{4}-\d\d-\d\dT\d{6}Z)(-(?P<reason>.*))?\.db")
_MOMENT = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of one data file. `of` is the file's name without its ending, `reason` why it was made."""

    path: Path
    of: str
    made_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class DataFileStatus:
    """How a data file stands, and what could take its place; None while it is whole or nothing can."""

    path: Path
    state: IntegrityState
    backup: Backup | None


def data_file_status(home: Path, name: str, *, newest: str) -> DataFileStatus:
    """Look at a data file, and for a good backup only if it is not whole."""
    path = home / f"{name}.db"
    state = integrity_state(path)
    return DataFileStatus(path, state, None if state == "whole" else newest_valid_backup(home, name, newest=newest))


def newest_valid_backup(home: Path, name: str, *, newest: str) -> Backup | None:
    """Return the newest backup that this app can go on with; damaged ones and those of a newer app are passed over.

    One without data comes after all that hold some, and one that is dated in the future after those of the past.
    """
    now = clock.now()

    def rank(backup: Backup) -> tuple[bool, bool, datetime, str]:
        return holds_data(backup.path), backup.made_at <= now, backup.made_at, backup.path.name

    found = sorted(backups(home, name), key=rank, reverse=True)
    return next((backup for backup in found if is_valid_backup(backup.path, newest=newest)), None)


def last_backup_at(home: Path, name: str) -> datetime | None:
    """Return when a data file was last backed up, None if it never was; dates in the future are not counted."""
    now = clock.now()
    return max((backup.made_at for backup in backups(home, name) if backup.made_at <= now), default=None)


def backups(home: Path, name: str) -> Iterator[Backup]:
    """Yield every backup of a data file, good or not, in no order."""
    for path in (home / FOLDER).glob(f"{name}-*.db"):
        backup = parse_backup_name(path)
        if backup is not None and backup.of == name:
            yield backup


def parse_backup_name(path: Path) -> Backup | None:
    """Return what a file's name says of it, None if it is not the name of a backup."""
    match = _NAME.fullmatch(path.name)
    if match is None or not path.is_file():
        return None
    try:
        made_at = datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, match["of"], made_at, match["reason"])


def backup_name(of: str, made_at: datetime, reason: str) -> str:
    """Return the name of a new backup, which says all this."""
    return f"{of}-{made_at.strftime(_MOMENT)}-{reason}.db"
