"""The bytes of a file as readers see them: short files in memory, long ones on the disk and never held whole."""

import io
import threading
from collections.abc import Iterable, Iterator
from typing import BinaryIO

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


def as_content(data: bytes) -> Content:
    """Return bytes that are in memory already so that readers take them in blocks if they are many."""
    return content_of(io.BytesIO(data)) if len(data) > LONG else data


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
