"""How far taking older data over has come, in words for the person who waits."""

from collections.abc import Iterator

from backend.adoption.older_data import OlderData, Row
from backend.kit.telling import Tell

# So many rows take less than a second, also on a slow computer.
_EVERY = 5_000


class Progress:
    """Counts the rows of one older file as they come by, and tells how many there are in all."""

    def __init__(self, tell: Tell, older: OlderData) -> None:
        self.tell = tell
        self._all = sum(older.count(table) for table in older.columns)
        self._seen = 0

    def over(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows, and tell now and then how many have come by since the first table."""
        for row in rows:
            self._seen += 1
            if self._seen % _EVERY == 0:
                self.tell(f"Taking over your older data: {self._seen:,} of {self._all:,} rows…")
            yield row
