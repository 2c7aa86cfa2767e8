"""Imported files, stored compressed: for the preview, and to read them again after an undo."""

import re
import secrets
import time
import zlib
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from backend.imports.errors import FileGone
from backend.infra import data_key
from backend.infra.errors import cannot_write

FOLDER = "incoming"
_NAME = re.compile("[0-9a-f]{64}")


def keep(home: Path, data: bytes) -> str:
    """Keep the bytes of a file and return their SHA-256. The same file is kept once.

    Raises DiskFull and StorageFailed; then nothing is kept.
    """
    name = sha256(data).hexdigest()
    path = _path(home, name)
    if not path.exists():
        # A name of its own: the same file may be dropped twice at once.
        part = path.with_suffix(f".{secrets.token_hex(8)}.part")
        try:
            part.write_bytes(data_key.encrypt_file(zlib.compress(data, 1), data_key.key_for(path)))
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise cannot_write(error) from error
    return name


def fetch(home: Path, name: str) -> bytes:
    """Return the bytes of a kept file. Raises FileGone."""
    path = _path(home, name)
    try:
        content = data_key.decrypt_file(path.read_bytes(), data_key.key_for(path))
        if content is not None:
            return zlib.decompress(content)
    except (OSError, zlib.error):
        pass
    raise FileGone


def forget(home: Path, name: str) -> None:
    """Remove a kept file; it may be gone already."""
    with suppress(FileGone):
        _path(home, name).unlink(missing_ok=True)


def forget_all(home: Path) -> int:
    """Remove every kept file of this computer. Returns how many there were."""
    paths = list((home / FOLDER).glob("*"))
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def remove_abandoned(home: Path, *, older_than: timedelta) -> None:
    """Remove what a process left half written when it was killed, once it is so old that nobody writes it any more."""
    latest = time.time() - older_than.total_seconds()
    for part in (home / FOLDER).glob("*.part"):
        with suppress(FileNotFoundError):
            if part.stat().st_mtime < latest:
                part.unlink()


def _path(home: Path, name: str) -> Path:
    # The name comes from the database, which an export may have filled.
    if not _NAME.fullmatch(name):
        raise FileGone
    return home / FOLDER / f"{name}.z"
