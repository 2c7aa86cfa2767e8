"""The rows of a table, from the text of a file or from a sheet of a workbook."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from backend.imports.table.csv_reader import Dialect, Record, physical_lines, read_records
from backend.imports.values.cells import looks_like_movement

# Completes the cells of a row, such as days without a year.
Complete = Callable[[list[str]], list[str]]
_SPOTS = 30
_SPOT_ROWS = 20
_SPOT_LENGTH = 4000


def as_they_are(cells: list[str]) -> list[str]:
    """Return the cells unchanged."""
    return cells


class RowSource(Protocol):
    """Rows that can be read again and again; the raw text of a record is that of the file."""

    @property
    def dialect(self) -> Dialect:
        """Return how the rows are written."""

    @property
    def has_lost_letters(self) -> bool:
        """Say whether some letters were already lost when the file was made."""

    def records(self) -> Iterator[Record]:
        """Yield the rows one by one."""

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file as they are."""

    def spread(self, head: Sequence[Record]) -> list[Record]:
        """Return some movements from all over a long table behind `head`; their line numbers mean nothing."""


@dataclass(frozen=True)
class TextRows:
    """The rows of a text such as a CSV file."""

    text: str
    dialect: Dialect
    complete: Complete = as_they_are

    @property
    def has_lost_letters(self) -> bool:
        return "\ufffd" in self.text

    def records(self) -> Iterator[Record]:
        records = read_records(self.text, self.dialect)
        if self.complete is as_they_are:
            return records
        return (record._replace(cells=self.complete(record.cells)) for record in records)

    def lines(self) -> Iterator[str]:
        return physical_lines(self.text)

    def spread(self, head: Sequence[Record]) -> list[Record]:
        if self.dialect.is_wrapped:
            return []
        text, end = self.text, sum(len(record.raw) for record in head)
        records: list[Record] = []
        newline = "\n" if "\n" in text else "\r"
        for spot in range(1, _SPOTS + 1):
            start = text.find(newline, max(len(text) * spot // (_SPOTS + 1), end - 1)) + 1
            if not start:
                break
            lines = text[start : start + _SPOT_LENGTH].split(newline)[:-1][:_SPOT_ROWS]
            end = start + sum(len(line) + 1 for line in lines)
            try:
                rows = list(csv.reader(lines, delimiter=self.dialect.delimiter, skipinitialspace=True))
            except csv.Error:
                continue
            records += [Record(0, "", cells) for cells in map(self.complete, rows) if looks_like_movement(cells)]
        return records


@dataclass(frozen=True)
class SheetRows:
    """The filled rows of a sheet: each with its number, and its cells parted by tabs, which no cell holds.

    All rows are as wide as the widest, for an empty cell at the end is a cell as well.
    """

    numbered: Sequence[tuple[int, str]]
    width: int
    complete: Complete = as_they_are

    @property
    def dialect(self) -> Dialect:
        return Dialect("\t")

    @cached_property
    def has_lost_letters(self) -> bool:
        return any("\ufffd" in line for line in self.lines())

    def records(self) -> Iterator[Record]:
        for number, line in self.numbered:
            cells = line.split("\t")
            cells += [""] * (self.width - len(cells))
            yield Record(number, line, self.complete(cells))

    def lines(self) -> Iterator[str]:
        return (line for _, line in self.numbered)

    def spread(self, head: Sequence[Record]) -> list[Record]:
        step = max(1, len(self.numbered) // (_SPOTS * _SPOT_ROWS))
        later = self.numbered[len(head) :: step]
        rows = SheetRows(later, self.width, self.complete).records()
        return [record for record in rows if looks_like_movement(record.cells)]
