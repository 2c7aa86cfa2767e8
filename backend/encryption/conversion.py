"""Encrypts all files of a data folder, changes their key or decrypts them: all of them, or none after an interruption.

Copies of every file are made in a folder beside them and compared. To rename that folder is the decision: before it,
all is as it was; after it, the next start finishes the exchange however often it is cut short.
"""

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

from backend.encryption.errors import ConversionUnfinished, CopyDiffers, NoRoomToConvert
from backend.infra import data_key
from backend.infra.database import connect_with_key, driver, translate_db_errors
from backend.infra.errors import DatabaseDamaged, cannot_write
from backend.infra.paths import fsync_path
from backend.kit.errors import AppError
from backend.kit.progress import ProgressCallback

_STAGED, _DECIDED = ".encryption-staged", ".encryption-decided"
# A file in the folder of copies: the data is not encrypted afterwards.
_PLAIN = ".plain"
_DATA_FILES = ("budget.db", "investments.db")
_BACKUPS = "backups"
_FOLDERS = (_BACKUPS, "documents", "incoming")
# The person and the app itself still need room afterwards.
_FREE_BYTES_REQUIRED = 50_000_000
_log = logging.getLogger(__name__)


def convert(
    home: Path,
    *,
    old_key: bytes | None,
    new_key: bytes | None,
    record: data_key.KeyRecord | None,
    on_progress: ProgressCallback,
) -> list[str]:
    """Afterwards every file is encrypted with `new_key` and `record` lies beside them; None is without encryption.

    Returns the names of old copies that cannot be read with the old key, nor without one, and were left as they are.
    The caller holds the folder and has closed both databases. Raises NoRoomToConvert, CopyDiffers, DatabaseDamaged,
    DiskFull and StorageFailed, each time with nothing changed.
    """
    sources = list(_sources(home))
    _require_room(home, sources)
    staged = home / _STAGED
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir(mode=0o700)
        left = [
            source.name
            for source in sources
            if not _copy(source, staged / source.relative_to(home), old_key, new_key, on_progress)
        ]
        _update_manifests(home / _BACKUPS, staged / _BACKUPS)
        if record is None:
            (staged / _PLAIN).touch()
        else:
            data_key.write_record(staged, record)
            # A folder of backups that was copied elsewhere can be opened with the recovery phrase.
            (staged / _BACKUPS).mkdir(mode=0o700, exist_ok=True)
            data_key.write_record(staged / _BACKUPS, record)
        for folder in (*(path for path in staged.rglob("*") if path.is_dir()), staged):
            fsync_path(folder)
        staged.rename(home / _DECIDED)
        fsync_path(home)
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    finish_conversion(home)
    return left


def finish_conversion(home: Path) -> None:
    """Finish a conversion that was decided and cut short, and remove the copies of one that was not.

    The caller holds the folder. Raises StorageFailed with nothing lost; the next time goes on.
    """
    shutil.rmtree(home / _STAGED, ignore_errors=True)
    decided = home / _DECIDED
    if not decided.exists():
        return
    try:
        for copy in sorted(path for path in decided.rglob("*") if path.is_file() and path.name != _PLAIN):
            target = home / copy.relative_to(decided)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if target.suffix == ".db":
                # The log of the old file holds its rows, and SQLite would play it into the new one.
                for ending in ("-wal", "-shm"):
                    target.with_name(target.name + ending).unlink(missing_ok=True)
            copy.replace(target)
        if (decided / _PLAIN).exists():
            for folder in (home, home / _BACKUPS):
                (folder / data_key.RECORD_FILE).unlink(missing_ok=True)
        for folder in (home, *(home / name for name in _FOLDERS)):
            if folder.exists():
                fsync_path(folder)
        shutil.rmtree(decided)
    except OSError as error:
        raise cannot_write(error) from error


def require_finished(home: Path) -> None:
    """Raise ConversionUnfinished if a conversion was decided and cut short."""
    if (home / _DECIDED).exists():
        raise ConversionUnfinished


def _sources(home: Path) -> Iterator[Path]:
    """Yield every file that holds the person's data: databases, also damaged ones that were kept, and stored files."""
    yield from (path for path in sorted(home.glob("*.db")) if path.is_file() and path.stat().st_size)
    for name in _FOLDERS:
        for path in sorted((home / name).rglob("*")):
            if path.is_file() and path.suffix not in (".part", ".json") and not path.name.endswith(("-wal", "-shm")):
                yield path


def _require_room(home: Path, sources: list[Path]) -> None:
    needed = sum(path.stat().st_size for path in sources) + _FREE_BYTES_REQUIRED
    free = shutil.disk_usage(home).free
    if free < needed:
        raise NoRoomToConvert(needed, free)


def _copy(
    source: Path, target: Path, old_key: bytes | None, new_key: bytes | None, on_progress: ProgressCallback
) -> bool:
    """Write a copy with the new key; return False if the file is an old copy that cannot be read."""
    on_progress(f"Copying {source.name}…")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if source.suffix != ".db":
        content = data_key.decrypt_file(source.read_bytes(), old_key)
        if content is None:
            return False
        target.write_bytes(data_key.encrypt_file(content, new_key))
        fsync_path(target)
        return True
    try:
        _copy_database(source, target, old_key, new_key)
    except (AppError, driver().DatabaseError) as error:
        if source.name in _DATA_FILES:
            raise
        _log.warning("%s was left as it is: it cannot be read (%s)", source.name, type(error).__name__)
        target.unlink(missing_ok=True)
        return False
    fsync_path(target)
    return True


def _copy_database(source: Path, target: Path, old_key: bytes | None, new_key: bytes | None) -> None:
    # A backup from before the data was encrypted is plain.
    with translate_db_errors(), closing(_readable(source, old_key)) as connection:
        name = f"x'{new_key.hex()}'" if new_key else ""
        connection.execute("PRAGMA temp_store=MEMORY").close()
        connection.execute("ATTACH ? AS converted KEY ?", (str(target), name)).close()
        connection.execute("SELECT sqlcipher_export('converted')").fetchall()
        connection.execute("DETACH converted").close()
        before = _counts_and_sums(connection)
    with translate_db_errors(), closing(connect_with_key(target, new_key)) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise CopyDiffers(source)
        if _counts_and_sums(copy) != before:
            raise CopyDiffers(source)


def _readable(path: Path, key: bytes | None) -> Any:
    for each in dict.fromkeys((key, None)):
        connection = connect_with_key(path, each)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return connection
        except driver().DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise
    raise DatabaseDamaged


def _counts_and_sums(connection: Any) -> dict[str, tuple[object, ...]]:
    """Return the rows of each table and the sums of its amounts."""
    found = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        amounts = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1].endswith("_minor")]
        # total() adds as floating point: it cannot overflow, and the same rows give the same sum.
        sums = "".join(f', total("{name}")' for name in amounts)
        found[table] = tuple(connection.execute(f'SELECT count(*){sums} FROM "{table}"').fetchone())  # noqa: S608
    return found


def _update_manifests(backups: Path, converted: Path) -> None:
    """Write the manifests of backups with the size and the SHA-256 that their files have now."""
    for manifest in sorted(backups.rglob("*.json")):
        if manifest.name == data_key.RECORD_FILE:
            continue
        folder = (converted / manifest.relative_to(backups)).parent
        try:
            content = json.loads(manifest.read_text(encoding="utf-8"))
            entries = content["files"]
        except (ValueError, KeyError, TypeError):
            # A damaged one stays as it is; the files that it describes count as not proved.
            continue
        for entry in entries:
            copy = folder / entry["name"]
            if copy.is_file():
                with copy.open("rb") as file:
                    entry |= {"size_bytes": copy.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = folder / manifest.name
        target.write_text(json.dumps(content), encoding="utf-8")
        fsync_path(target)
