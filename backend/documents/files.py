"""The bytes of documents, in the folder documents/, named by their hash: the same file is kept once."""

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from backend.documents.errors import NoSuchDocument
from backend.infra import data_key
from backend.infra.errors import cannot_write
from backend.infra.paths import fsync_path

_NAME = re.compile("[0-9a-f]{64}")
# What a browser may show by itself. The first bytes say what a file is, not its name.
_SHOWN = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
OTHER = "application/octet-stream"
TEXT = "text/plain"
PDF = "application/pdf"
# How programs begin on Windows, Linux and macOS, whatever their name says.
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/")
FOLDER = "documents"


class Copied(NamedTuple):
    """How many files were copied, and how many could not be because they are damaged."""

    copied: int
    damaged: int


def media_type_of(content: bytes) -> str:
    """Return the type of a file that can be shown, by its first bytes, else that of any file."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for start, kind in _SHOWN if content.startswith(start)), None)
    return found or (TEXT if _is_text(content[:4096]) else OTHER)


def is_program(content: bytes) -> bool:
    """Say whether the first bytes are those of a program."""
    return content.startswith(_PROGRAMS)


def _is_text(head: bytes) -> bool:
    """Say whether bytes are plain text. Markup is not: a browser could run what it holds."""
    if b"\x00" in head or head.lstrip().startswith(b"<"):
        return False
    try:
        # A character may be cut at the end of the sample.
        head[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def keep(home: Path, content: bytes) -> str:
    """Keep the bytes of a file and return their SHA-256. Raises DiskFull and StorageFailed."""
    name = sha256(content).hexdigest()
    path = path_of(home, name)
    if read_whole(home, name) is None:
        part = path.with_suffix(f".{secrets.token_hex(8)}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_bytes(data_key.encrypt_file(content, data_key.key_for(path)))
            fsync_path(part)
            part.replace(path)
            fsync_path(path.parent)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise cannot_write(error) from error
    return name


def read_whole(home: Path, name: str) -> bytes | None:
    """Return the bytes with this SHA-256, None if they are missing or are not what they were."""
    path = path_of(home, name)
    try:
        content = data_key.decrypt_file(path.read_bytes(), data_key.key_for(path))
    except FileNotFoundError:
        return None
    return content if content is not None and sha256(content).hexdigest() == name else None


def kept(home: Path) -> set[str]:
    """Return the hashes of all files that a home keeps, whole or not."""
    return {path.name for path in (home / FOLDER).glob("*/*") if _NAME.fullmatch(path.name)}


def erase(home: Path, names: Iterable[str]) -> int:
    """Delete the files with these hashes for good. Returns how many bytes they had."""
    size = 0
    for name in names:
        path = path_of(home, name)
        with suppress(FileNotFoundError):
            size += path.stat().st_size
            path.unlink()
    return size


def copy_missing(source: Path, target: Path) -> Copied:
    """Copy the files of one home that another one lacks, and say how it went. Raises DiskFull and StorageFailed."""
    copied = damaged = 0
    for path in sorted((source / FOLDER).glob("*/*")):
        name = path.name
        if not _NAME.fullmatch(name) or path_of(target, name).is_file():
            continue
        content = read_whole(source, name)
        if content is None:
            damaged += 1
            continue
        keep(target, content)
        copied += 1
    return Copied(copied, damaged)


def path_of(home: Path, name: str) -> Path:
    """Return where the bytes with this hash are kept. Raises NoSuchDocument for what is no hash."""
    if not _NAME.fullmatch(name):
        raise NoSuchDocument
    return home / FOLDER / name[:2] / name
