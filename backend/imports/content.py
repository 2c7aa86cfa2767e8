"""The bytes of a file as readers see them: short files in memory, long ones on the disk and never held whole."""

import io
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from backend.infra.errors import cannot_write

# Longer files are read block by block.
LONG = 8_000_000
BLOCK = 1 << 18


class LongContent:
    """The bytes of a long file, asked for as those in memory are: by slices, or block by block.

    The file stays open as long as somebody holds this.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._lock = threading.Lock()

    def __del__(self) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, wanted: slice) -> bytes:
        start, stop, step = wanted.indices(self._size)
        assert step == 1, "a file is read forwards"
        with self._lock:
            self._file.seek(start)
            return self._file.read(max(0, stop - start))

    def startswith(self, beginning: bytes | tuple[bytes, ...]) -> bool:
        """Say whether the file begins like this."""
        return self[:16].startswith(beginning)


Content = bytes | LongContent


def content_of(file: BinaryIO) -> Content:
    """Return what is in an open file, from its beginning."""
    size = file.seek(0, 2)
    file.seek(0)
    return LongContent(file, size) if size > LONG else file.read()


def content_at(path: Path) -> Content:
    """Return what is in a file of a folder; a long one stays open as long as somebody holds this."""
    size = path.stat().st_size
    return LongContent(path.open("rb"), size) if size > LONG else path.read_bytes()


def laid(blocks: Iterable[bytes], folder: Path | None) -> Content:
    """Return the bytes that come in blocks; many of them lie in a file without a name in `folder`, which goes with
    whoever reads it. Raises DiskFull and StorageFailed."""
    found: BinaryIO = io.BytesIO()
    for block in blocks:
        try:
            if folder and isinstance(found, io.BytesIO) and found.tell() + len(block) > LONG:
                start, found = found.getvalue(), cast(BinaryIO, tempfile.TemporaryFile(dir=folder))  # noqa: SIM115
                found.write(start)
            found.write(block)
        except OSError as error:
            raise cannot_write(error) from error
    return content_of(found)


class _Seekable(io.RawIOBase):
    """A content for those who want a file to seek in."""

    def __init__(self, content: LongContent) -> None:
        self._content = content
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        self._at = place + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._content)}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        found = self._content[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


def file_of(content: Content) -> BinaryIO:
    """Return the bytes as a file that is read from any place."""
    return io.BytesIO(content) if isinstance(content, bytes) else io.BufferedReader(_Seekable(content), BLOCK)


def blocks_of(content: Content, size: int = BLOCK) -> Iterator[bytes]:
    """Yield the bytes in turn, in blocks of `size`."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


class Stream:
    """Bytes that come in blocks, for those who read a file in turn."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)

    def read(self, _size: int = -1) -> bytes:
        """Return the next block, as long as it is; b"" at the end."""
        return next(self._blocks, b"")


def whole(content: Content) -> bytes:
    """Return all bytes at once."""
    return content if isinstance(content, bytes) else content[:]
