"""Rows that are too many for memory, kept in their order in a file without a name.

The file lies in the data folder, nobody else can open it, and it goes with whoever holds it: when its rows are let go
of, when the program ends, and when it is killed.
"""

import pickle
import tempfile
import threading
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from backend.infra.errors import cannot_write

# So many rows of one kind stay in memory.
MOST_IN_MEMORY = 50_000
Row = TypeVar("Row", bound=tuple[Any, ...])
# So many rows lie together. Few enough that a page of rows costs little, enough that they compress well.
BLOCK = 1000
_PICKLING = pickle.HIGHEST_PROTOCOL


class SpoolFile:
    """A file without a name that grows at its end. It is closed when nobody holds it any more."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115
        except OSError as error:
            raise cannot_write(error) from error
        self._end = 0
        self._lock = threading.Lock()

    def add(self, data: bytes) -> int:
        """Write `data` and return where it lies. Raises DiskFull and StorageFailed."""
        with self._lock:
            start, left = self._end, memoryview(data)
            try:
                self._file.seek(start)
                while left:
                    left = left[self._file.write(left) :]
            except OSError as error:
                raise cannot_write(error) from error
            self._end += len(data)
        return start

    def read(self, start: int, size: int) -> bytes:
        """Return `size` bytes from `start`."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(size) or b""

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()


class Spool(Sequence[Row]):
    """Rows of one kind on the disk, read as one reads a list; to read all of them in turn is cheap, and cheaper still
    if only some columns are wanted."""

    def __init__(self, kind: type[Row], file: SpoolFile, block: int = BLOCK, *, is_packed: bool = True) -> None:
        """What is soon read again and let go of need not be packed."""
        self.kind = kind
        self._pack: Callable[[bytes], bytes] = partial(zlib.compress, level=1) if is_packed else bytes
        self._unpack: Callable[[bytes], bytes] = zlib.decompress if is_packed else bytes
        # What `_make` of a named tuple does, without a step through Python for each row.
        self._make: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, kind)
        self._file = file
        self._size = block
        # Of each block, where it begins and how long each of its columns is. Blocks may be small and very many.
        self._places = array("Q")
        self._told_of_block = 1 + len(kind._fields)  # type: ignore[attr-defined]
        self._rest: list[Row] = []
        self._count = 0
        self._at_hand: tuple[int, list[Row]] | None = None

    def extend(self, rows: Iterable[Row]) -> None:
        """Put rows at the end. Raises DiskFull and StorageFailed."""
        source = iter(rows)
        while taken := list(islice(source, self._size - len(self._rest))):
            self._count += len(taken)
            self._rest += taken
            if len(self._rest) == self._size:
                # Column by column: what repeats down a column is written once.
                columns = [self._pack(pickle.dumps(each, _PICKLING)) for each in zip(*self._rest, strict=True)]
                self._places.append(self._file.add(b"".join(columns)))
                self._places.extend(map(len, columns))
                self._rest = []

    def columns(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield of each row what stands in these columns."""
        wanted = [self.kind._fields.index(name) for name in names]  # type: ignore[attr-defined]
        for block in range(self._block_count):
            yield from zip(*(self._column(block, number) for number in wanted), strict=True)
        yield from (
            map(itemgetter(*wanted), self._rest) if len(wanted) > 1 else ((row[wanted[0]],) for row in self._rest)
        )

    def _blocks(self, start: int = 0) -> Iterator[list[Row]]:
        """Yield the rows in lists, from the list in which row `start` lies."""
        for number in range(start // self._size, self._block_count):
            yield self._block(number)
        if self._rest:
            yield self._rest

    def _block_with(self, place: int) -> list[Row]:
        """Return the rows among which this one lies; the last such list is at hand for the next one."""
        number = place // self._size
        if number == self._block_count:
            return self._rest
        at_hand = self._at_hand
        if at_hand is None or at_hand[0] != number:
            at_hand = self._at_hand = (number, self._block(number))
        return at_hand[1]

    def _block(self, number: int) -> list[Row]:
        start, sizes = self._place(number)
        packed = self._file.read(start, sum(sizes))
        ends = list(accumulate(sizes))
        columns = [self._column_in(packed[end - size : end]) for size, end in zip(sizes, ends, strict=True)]
        return list(map(self._make, zip(*columns, strict=True)))

    @property
    def _block_count(self) -> int:
        return len(self._places) // self._told_of_block

    def _place(self, number: int) -> tuple[int, Sequence[int]]:
        at = number * self._told_of_block
        return self._places[at], self._places[at + 1 : at + self._told_of_block]

    def _column(self, block: int, number: int) -> tuple[Any, ...]:
        start, sizes = self._place(block)
        return self._column_in(self._file.read(start + sum(sizes[:number]), sizes[number]))

    def _column_in(self, packed: bytes) -> tuple[Any, ...]:
        # Only what this process wrote into its own file without a name is read here.
        return pickle.loads(self._unpack(packed))  # type: ignore[no-any-return]  # noqa: S301

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self._blocks())

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            assert step == 1, "rows on the disk are read forwards"
            skipped = start % self._size
            return list(islice(chain.from_iterable(self._blocks(start)), skipped, skipped + max(0, stop - start)))
        place = range(self._count)[index]
        return self._block_with(place)[place % self._size]


def columns(rows: Sequence[Row], *names: str) -> Iterator[tuple[Any, ...]]:
    """Yield of each row what stands in these columns; of rows on the disk nothing else is read."""
    if isinstance(rows, Spool):
        return rows.columns(*names)
    return zip(*(map(attrgetter(name), rows) for name in names), strict=True)


class Gathered(Generic[Row]):
    """Rows as they come. `append` is that of a list; `settle`, called now and then, carries them to the disk once they
    are too many."""

    def __init__(self, kind: type[Row], room: "Room") -> None:
        self._kind = kind
        self._room = room
        self._fresh: list[Row] = []
        self._spool: Spool[Row] | None = None
        self.append = self._fresh.append

    def extend(self, rows: Iterable[Row]) -> None:
        """Put rows at the end. Raises DiskFull and StorageFailed, as all of these do."""
        source = iter(rows)
        while taken := list(islice(source, BLOCK)):
            self._fresh += taken
            self.settle()

    def take(self, other: "Gathered[Row]") -> None:
        """Put the rows of another heap at the end; nobody uses that one any more."""
        if self._spool is None and not self._fresh:
            self._fresh, self._spool, self.append = other._fresh, other._spool, other.append
        else:
            self.extend(other.rows())

    def settle(self) -> None:
        """Carry the rows to the disk if they are too many. Afterwards `append` is what it was."""
        if self._spool is None:
            if self._room.folder is None or len(self._fresh) <= self._room.most:
                return
            self._spool = Spool(self._kind, SpoolFile(self._room.folder))
        self._spool.extend(self._fresh)
        self._fresh.clear()

    def rows(self) -> Sequence[Row]:
        """Return all rows: a list, or a spool if they are many."""
        self.settle()
        return self._fresh if self._spool is None else self._spool


@dataclass(frozen=True, slots=True)
class Room:
    """Where rows go that are more than `most`. Without a folder all of them stay in memory."""

    folder: Path | None = None
    most: int = MOST_IN_MEMORY

    def shared_by(self, heaps: int) -> "Room":
        """Return the room of each of so many heaps that grow side by side."""
        return replace(self, most=self.most // heaps)

    def gather(self, kind: type[Row]) -> Gathered[Row]:
        """Return an empty heap for rows of this kind."""
        return Gathered(kind, self)

    def keep(self, kind: type[Row], rows: Iterable[Row]) -> Sequence[Row]:
        """Return the rows as a list, or as a spool if they are many."""
        gathered = self.gather(kind)
        gathered.extend(rows)
        return gathered.rows()

    def is_too_small_for(self, count: int) -> bool:
        """Say whether so many rows do not belong into memory."""
        return self.folder is not None and count > self.most


IN_MEMORY = Room()
