"""The backups in the folder `backups`: which file each is of, when it was made, which is the newest good one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backend.backup.inspection import DataSchemas, problems_of
from backend.backup.integrity import IntegrityState, holds_data, integrity_state
from backend.backup.manifest import Manifest, read_manifest, sha256_of
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
class BackupSet:
    """The files that were backed up together; `key` is what their names share ("2026-11-20T101200Z-daily")."""

    key: str
    made_at: datetime
    reason: str | None
    files: tuple[Backup, ...]
    manifest: Manifest | None

    @property
    def size_bytes(self) -> int:
        return sum(file.path.stat().st_size for file in self.files if file.path.exists())


@dataclass(frozen=True, slots=True)
class DataFileStatus:
    """How a data file stands, and what could take its place; None while it is whole or nothing can."""

    path: Path
    state: IntegrityState
    backup: Backup | None


def data_file_status(home: Path, name: str, *, schemas: DataSchemas) -> DataFileStatus:
    """Look at a data file, and for a good backup only if it is not whole."""
    path = home / f"{name}.db"
    state = integrity_state(path)
    return DataFileStatus(path, state, None if state == "whole" else newest_valid_backup(home, name, schemas=schemas))


def newest_valid_backup(home: Path, name: str, *, schemas: DataSchemas) -> Backup | None:
    """Return the newest backup that this app can go on with; damaged ones and those of a newer app are passed over.

    One without data comes after all that hold some, and one that is dated in the future after those of the past.
    """
    now = clock.now()

    def rank(backup: Backup) -> tuple[bool, bool, datetime, str]:
        return holds_data(backup.path), backup.made_at <= now, backup.made_at, backup.path.name

    found = sorted(backups(home, name), key=rank, reverse=True)
    return next((backup for backup in found if not problems_of_backup(backup, schemas=schemas)), None)


def problems_of_backup(backup: Backup, *, schemas: DataSchemas, path: Path | None = None) -> list[str]:
    """Return why a backup cannot be restored, a sentence each. `path` is a copy of it to look at instead."""
    path = path or backup.path
    if not path.is_file():
        return ["The file is missing."]
    manifest = read_manifest(manifest_path(backup.path.parent, _key(backup)))
    entry = manifest.entry_of(backup.path.name) if manifest else None
    if entry is not None and sha256_of(path) != entry.sha256:
        return ["The file is not as it was when the backup was made (its SHA-256 differs)."]
    return problems_of(path, backup.of, schemas)


def backup_sets(home: Path) -> list[BackupSet]:
    """Return what was backed up together, the newest first; a file without its companions is a set of its own."""
    found: dict[str, list[Backup]] = {}
    for path in (home / FOLDER).glob("*.db"):
        backup = parse_backup_name(path)
        if backup is not None:
            found.setdefault(_key(backup), []).append(backup)
    sets = [
        BackupSet(
            key,
            files[0].made_at,
            files[0].reason,
            tuple(sorted(files, key=lambda file: file.of)),
            read_manifest(manifest_path(home / FOLDER, key)),
        )
        for key, files in found.items()
    ]
    return sorted(sets, key=lambda each: (each.made_at, each.key), reverse=True)


def backup_set(home: Path, key: str) -> BackupSet | None:
    """Return the set of this key, None if there is none."""
    return next((each for each in backup_sets(home) if each.key == key), None)


def manifest_path(folder: Path, key: str) -> Path:
    """Return where the manifest of a set is."""
    return folder / f"manifest-{key}.json"


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


def _key(backup: Backup) -> str:
    return backup.path.stem.removeprefix(f"{backup.of}-")
