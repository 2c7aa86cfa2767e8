"""Very many rows dealt out to parts on the disk, each small enough to be looked at in memory."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from backend.infra.spool import BLOCK, Room, Spool, SpoolFile

_MOST_WAITING = 10_000
_MOST_PARTS = 250
_HELD = 10_000
Row = TypeVar("Row", bound=tuple[Any, ...])


class Parts(Generic[Row]):
    """Rows of one kind, each in the part that what it goes by belongs to. In a part the rows keep their order."""

    def __init__(self, kind: type[Row], rows: int, room: Room) -> None:
        """`rows` is about how many there will be; those that meet each other are dealt out for the same number."""
        assert room.folder is not None
        file = SpoolFile(room.folder)
        count = min(_MOST_PARTS, 4 * rows // room.most + 1)
        # Many parts are read at once, so what is held of each is little.
        block = min(BLOCK, _HELD // count)
        self._spools = [Spool(kind, file, block, is_packed=False) for _ in range(count)]
        self._fresh: list[list[Row]] = [[] for _ in self._spools]
        self._waiting = 0

    def part_of(self, goes_by: object) -> int:
        """Return the part of whatever goes by this."""
        return hash(goes_by) % len(self._spools)

    def add(self, goes_by: object, row: Row) -> int:
        """Put a row into its part and return which one that is. Raises DiskFull and StorageFailed."""
        part = hash(goes_by) % len(self._spools)
        self._fresh[part].append(row)
        self._waiting += 1
        if self._waiting >= _MOST_WAITING:
            self._settle()
        return part

    def extend(self, part: int, rows: Iterable[Row]) -> None:
        """Put rows at the end of a part. Raises DiskFull and StorageFailed."""
        self._spools[part].extend(rows)

    def __getitem__(self, part: int) -> Spool[Row]:
        self._settle()
        return self._spools[part]

    def __iter__(self) -> Iterator[Spool[Row]]:
        self._settle()
        return iter(self._spools)

    def __len__(self) -> int:
        return len(self._spools)

    def in_order(self, owners: Iterable[int]) -> Iterator[Row]:
        """Yield the rows as they were before they were dealt out; `owners` names the part of each."""
        streams = [iter(spool) for spool in self]
        return (next(streams[part]) for part in owners)

    def _settle(self) -> None:
        if self._waiting:
            for spool, fresh in zip(self._spools, self._fresh, strict=True):
                spool.extend(fresh)
                fresh.clear()
            self._waiting = 0
