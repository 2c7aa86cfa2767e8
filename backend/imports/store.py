"""The files that people brought, kept compressed: for the preview, and to read them again after an undo."""

import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from backend.imports.content import BLOCK, Content, blocks_of, laid
from backend.imports.failures import FileGone
from backend.infra.errors import cannot_write

FOLDER = "incoming"


def keep(home: Path, data: Content) -> str:
    """Keep the bytes of a file and return their SHA-256. The same file is kept once.

    Raises DiskFull and StorageFailed; then nothing is kept.
    """
    digest = sha256()
    for block in blocks_of(data):
        digest.update(block)
    name = digest.hexdigest()
    path = home / FOLDER / f"{name}.z"
    if not path.exists():
        # A name of its own: the same file may be dropped twice at once.
        part = path.with_suffix(f".{secrets.token_hex(8)}.part")
        try:
            _compress(data, part)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise cannot_write(error) from error
    return name


def fetch(home: Path, name: str) -> Content:
    """Return the bytes of a kept file. Raises FileGone; DiskFull and StorageFailed if a long one finds no room."""
    try:
        packed = (home / FOLDER / f"{name}.z").open("rb")
    except OSError:
        raise FileGone from None
    with packed:
        return laid(_unpacked(packed), home / FOLDER)


def forget(home: Path, name: str) -> None:
    """Remove a kept file; it may be gone already."""
    (home / FOLDER / f"{name}.z").unlink(missing_ok=True)


def clear_away(home: Path, *, older_than: timedelta) -> None:
    """Remove what a process left half written when it was killed, once it is so old that nobody writes it any more."""
    latest = time.time() - older_than.total_seconds()
    for part in (home / FOLDER).glob("*.part"):
        with suppress(FileNotFoundError):
            if part.stat().st_mtime < latest:
                part.unlink()


def _unpacked(packed: BinaryIO) -> Iterator[bytes]:
    unpacking = zlib.decompressobj()
    while block := packed.read(BLOCK):
        try:
            yield unpacking.decompress(block)
        except zlib.error:
            raise FileGone from None
    if not unpacking.eof:
        raise FileGone


def _compress(data: Content, path: Path) -> None:
    packing = zlib.compressobj(1)
    with path.open("wb") as file:
        for block in blocks_of(data):
            file.write(packing.compress(block))
        file.write(packing.flush())
