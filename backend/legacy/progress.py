"""How far taking older data over has come, in words for the person who waits."""

from collections.abc import Iterator

from backend.kit.progress import ProgressCallback
from backend.legacy.legacy_data import LegacyData, Row

# So many rows take less than a second, also on a slow computer.
_EVERY = 5_000


class RowProgress:
    """Counts the rows of one older file as they come by, and tells how many there are in all."""

    def __init__(self, on_progress: ProgressCallback, legacy_data: LegacyData) -> None:
        self.report = on_progress
        self._total = sum(legacy_data.count(table) for table in legacy_data.columns)
        self._seen = 0

    def over(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows, and tell now and then how many have come by since the first table."""
        for row in rows:
            self._seen += 1
            if self._seen % _EVERY == 0:
                self.report(f"Taking over your older data: {self._seen:,} of {self._total:,} records…")
            yield row
