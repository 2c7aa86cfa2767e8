"""Making a backup: whole copies of both data files and of the attached files, with a manifest of what they hold."""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from backend.backup.backups import FOLDER, backup_name, manifest_path
from backend.backup.errors import NoRoomForBackup
from backend.backup.manifest import Facts, FileEntry, Manifest, facts_of, sha256_of, to_json
from backend.documents import files
from backend.infra import clock
from backend.infra.database import Database, Tick, connect_readonly
from backend.infra.errors import Interrupted, cannot_write
from backend.infra.paths import fsync_path
from backend.kit.errors import AppError
from backend.version import VERSION

DATA_FILES = ("budget", "investments")
# The person and the app itself still need room when the backup is made.
RESERVED_BYTES = 200_000_000
_log = logging.getLogger(__name__)


def create_backup_set(
    home: Path, *, reason: str, tick: Tick = lambda: None, names: tuple[str, ...] = DATA_FILES
) -> tuple[Manifest, dict[str, AppError]]:
    """Back up both data files and the attached files; return the manifest and, by file, what could not be copied.

    Only a file that was read through gets its name. Raises NoRoomForBackup before anything is written, Interrupted by
    `tick`, and what went wrong if no file could be copied; then nothing is left of it.
    """
    paths = [home / f"{name}.db" for name in names if (home / f"{name}.db").exists()]
    require_room(home, paths)
    made_at = clock.now()
    entries, failures = [], {}
    try:
        for path in paths:
            try:
                entries.append(_copy_file(Database(path), reason, made_at, tick))
            except Interrupted:
                raise
            except AppError as error:
                failures[path.name] = error
        if not entries and failures:
            raise next(iter(failures.values()))
        manifest = Manifest(made_at.isoformat(), reason, VERSION, tuple(entries), _copy_attached_files(home))
        write_manifest(home / FOLDER, manifest, made_at)
    except (Interrupted, OSError):
        for entry in entries:
            (home / FOLDER / entry.name).unlink(missing_ok=True)
        raise
    return manifest, failures


def create_backup(database: Database, *, reason: str, tick: Tick) -> Path:
    """Back up one data file and return the path of the copy; otherwise as `create_backup_set`."""
    home = database.path.parent
    manifest, _ = create_backup_set(home, reason=reason, tick=tick, names=(database.path.stem,))
    return home / FOLDER / manifest.files[0].name


def save_open_file(database: Database) -> Path:
    """Save a copy of the file that is open, also if another one has taken its place."""
    return _write(database.path, "saved", clock.now(), database.copy_open_file_to)


def require_room(home: Path, paths: list[Path]) -> None:
    """Raise NoRoomForBackup if the disk cannot take copies of these files."""
    needed = sum(_size(path) + _size(path.with_name(f"{path.name}-wal")) for path in paths) + RESERVED_BYTES
    free = shutil.disk_usage(home).free
    if free < needed:
        raise NoRoomForBackup(needed_bytes=needed, free_bytes=free)


def write_manifest(folder: Path, manifest: Manifest, made_at: datetime) -> None:
    """Write the manifest beside the files that it describes."""
    key = backup_name("", made_at, manifest.reason).removeprefix("-").removesuffix(".db")
    target = manifest_path(folder, key)
    part = target.with_suffix(".part")
    try:
        part.write_bytes(to_json(manifest))
        fsync_path(part)
        part.replace(target)
        fsync_path(folder)
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        part.unlink(missing_ok=True)


def _copy_file(database: Database, reason: str, made_at: datetime, tick: Tick) -> FileEntry:
    live: list[Facts] = []
    target = _write(
        database.path,
        reason,
        made_at,
        lambda part: database.copy_to(part, tick=tick, measure=lambda connection: live.append(facts_of(connection))),
    )
    connection: Any = connect_readonly(target)
    try:
        copied = facts_of(connection)
    finally:
        connection.close()
    return FileEntry(
        name=target.name,
        of=database.path.stem,
        size_bytes=target.stat().st_size,
        sha256=sha256_of(target),
        copied=copied,
        live=live[0] if live else None,
    )


def _copy_attached_files(home: Path) -> tuple[str, ...]:
    """Copy the attached files that have no copy beside the backups yet, and return the hashes of all. They never
    change."""
    copied, damaged = files.copy_missing(home, home / FOLDER)
    if copied:
        _log.info("%d attached files were backed up", copied)
    if damaged:
        _log.warning("%d attached files are damaged and were not backed up", damaged)
    return tuple(sorted(files.kept(home)))


def _write(source: Path, reason: str, made_at: datetime, copy: Callable[[Path], None]) -> Path:
    target = source.parent / FOLDER / backup_name(source.stem, made_at, reason)
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
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
