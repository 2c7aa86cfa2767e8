"""The bytes of attached files, in the folder documents/, named by their hash: the same file is kept once."""

import re
import secrets
from hashlib import sha256
from pathlib import Path

from backend.documents.errors import NoSuchDocument
from backend.infra.errors import cannot_write

_NAME = re.compile("[0-9a-f]{64}")
# What a browser may show by itself. The first bytes say what a file is, not its name.
_SHOWN = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
OTHER = "application/octet-stream"


def media_type_of(content: bytes) -> str:
    """Return the type of a file that a browser may show, else that of any file."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SHOWN if content.startswith(start)), OTHER)


def keep(home: Path, content: bytes) -> str:
    """Keep the bytes of a file and return their SHA-256. Raises DiskFull and StorageFailed."""
    name = sha256(content).hexdigest()
    path = path_of(home, name)
    if not path.exists():
        part = path.with_suffix(f".{secrets.token_hex(8)}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise cannot_write(error) from error
    return name


def path_of(home: Path, name: str) -> Path:
    """Return where the bytes with this hash are kept. Raises NoSuchDocument for what is no hash."""
    if not _NAME.fullmatch(name):
        raise NoSuchDocument
    return home / "documents" / name[:2] / name
