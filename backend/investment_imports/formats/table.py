"""Find the tables in a CSV file of a broker: by their layouts, by a mapping, or by what their headers make probable."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice

from backend.imports.table.csv_reader import Record, dialect_for, physical_lines, read_records
from backend.imports.values.dates import UnreadableDate, read_day
from backend.imports.vocabulary.text import words_of
from backend.investment_imports.action_words import Meaning
from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.formats.layouts import LAYOUTS, Layout, layout_of
from backend.investment_imports.formats.mapping import (
    TableMapping,
    guessed_mapping,
    header_score,
    mapping_of_layout,
)
from backend.investment_imports.formats.table_rows import Table, TableReading

_DELIMITERS = (",", ";", "\t", "|")
_HEAD_LINES = 120
_SAMPLE_ROWS = 200
_ACCOUNT = re.compile(r"\baccounts?\b[^0-9#X*]{0,60}?((?:[#X*.…-]*\d[\d-]{2,})|[#X*.…]{2,}\d+)", re.IGNORECASE)
_DAYS = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}"
    r"|[A-Z][a-z]{2}[-_ ]\d{1,2}[-_, ]{1,2}\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}"
)


@dataclass(slots=True)
class TableFile:
    """The file, and how its last table was read: for the screen on which a person changes it."""

    file: BrokerFile
    mapping: TableMapping
    samples: list[list[str]] = field(default_factory=list)
    is_known_layout: bool = False
    actions: dict[str, Meaning | None] = field(default_factory=dict)


def is_known_table(text: str) -> Layout | None:
    """Return the layout of the first table in a text that is known; None if there is none."""
    found = _known_table(text)
    return found[1] if found else None


def read_table(text: str, *, filename: str, default_currency: str, mapping: TableMapping | None = None) -> TableFile:
    """Return what a CSV file says. Raises NotABrokerFile."""
    reader = _Reader(filename, default_currency, mapping)
    if mapping is not None:
        delimiter = _delimiter_with(text, mapping.header)
    elif known := _known_table(text):
        delimiter = known[0]
    else:
        delimiter, header, rows = _probable_table(text)
        reader.guessed = guessed_mapping(header, rows)
    for record in read_records(text, dialect_for(text, delimiter)):
        reader.take(record)
    return reader.finish()


def _heads(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    lines = list(islice((line for line in physical_lines(text) if len(line) < 50_000), _HEAD_LINES))
    for delimiter in _DELIMITERS:
        try:
            yield delimiter, list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
        except csv.Error:
            continue


def _known_table(text: str) -> tuple[str, Layout] | None:
    for delimiter, rows in _heads(text):
        for cells in rows:
            if len(cells) >= 4 and (layout := layout_of(cells)):
                return delimiter, layout
    return None


def _probable_table(text: str) -> tuple[str, list[str], list[list[str]]]:
    """Return delimiter, header and rows of what looks most like a broker's table. Raises NotABrokerFile."""
    found = [
        (header_score(cells), delimiter, cells, rows[index + 1 :])
        for delimiter, rows in _heads(text)
        for index, cells in enumerate(rows)
    ]
    score, delimiter, header, rows = max(found, key=lambda each: each[0], default=(0, ",", [], []))
    if not score:
        raise NotABrokerFile("No row of this file has headers for a security and its quantity or amount.")
    return delimiter, header, rows


def _delimiter_with(text: str, header: Sequence[str]) -> str:
    for delimiter, rows in _heads(text):
        if any(tuple(cells) == tuple(header) for cells in rows):
            return delimiter
    raise NotABrokerFile("The header that the mapping is for is not in this file.")


@lru_cache(maxsize=4096)
def _may_begin_header(cell: str) -> bool:
    return words_of(cell) in _HEADER_WORDS


_HEADER_WORDS = {name for layout in LAYOUTS for name in (*layout.required, *sum(layout.columns.values(), ()))}


class _Reader:
    """Takes one record after the other; a header that is known begins the next table."""

    def __init__(self, filename: str, default_currency: str, mapping: TableMapping | None) -> None:
        self.filename = filename
        self.default_currency = default_currency
        self.chosen = mapping
        self.guessed: TableMapping | None = None
        self.preamble = ""
        self.table: Table | None = None
        self.first: Table | None = None
        self.waiting: list[Record] = []
        self.file = BrokerFile("", "")
        self.remarks: list[str] = []

    def take(self, record: Record) -> None:
        if not any(cell.strip() for cell in record.cells):
            return
        if self._begins_table(record):
            return
        if self.table is None:
            self.preamble += record.raw
            return
        self.table.rows.append(record)

    def _begins_table(self, record: Record) -> bool:
        cells = record.cells
        mapping = self.chosen or self.guessed
        if mapping is not None and tuple(cells) == mapping.header:
            # The words of a broker count also where a person changed the columns.
            self._begin(Table(mapping, layout_of(cells), [], is_settled=True))
            return True
        if self.guessed is not None:
            return False
        if len(cells) < 4 or not (_may_begin_header(cells[0]) or _may_begin_header(cells[1])):
            return False
        layout = layout_of(cells)
        if layout is None:
            return False
        # How numbers are written shows when the rows are there.
        self._begin(Table(mapping_of_layout(layout, cells, []), layout, []))
        return True

    def _begin(self, table: "Table") -> None:
        self._close()
        self.table = table
        self.first = self.first or table

    def _close(self) -> None:
        if self.table is None:
            return
        table = self.table
        if table.layout is not None and not table.is_settled:
            samples = [record.cells for record in table.rows[:_SAMPLE_ROWS]]
            table.mapping = mapping_of_layout(table.layout, table.mapping.header, samples)
        reading = TableReading(table, self.file, self.default_currency, self._account_hint())
        for record in table.rows:
            reading.take(record)
        self.remarks += reading.remarks

    def _account_hint(self) -> str:
        found = _ACCOUNT.search(self.preamble)
        return found[1].strip("-") if found else ""

    def finish(self) -> TableFile:
        """Return the file once all records were taken. Raises NotABrokerFile."""
        self._close()
        table = next(
            (each for each in (self.table, self.first) if each and each.mapping.kind == "activities"), self.first
        )
        if table is None:
            raise NotABrokerFile("No table of activities or holdings was found in this file.")
        known = table.layout
        self.file.layout = known.name if known else "Table"
        self.file.broker = known.broker if known else ""
        on = self._holdings_day()
        for part in self.file.parts:
            part.holdings_on = on if part.holdings else None
        return TableFile(
            file=self.file,
            mapping=table.mapping,
            samples=[record.cells for record in table.rows[:5]],
            is_known_layout=known is not None,
            actions=table.actions,
        )

    def _holdings_day(self) -> date | None:
        """Return the day that the preamble, a remark below the table or the file's name gives."""
        for text in (self.preamble, *self.remarks, self.filename):
            for found in _DAYS.findall(text):
                try:
                    return read_day(found.replace("_", " ").replace("-", " ") if found[0].isalpha() else found, "MDY")
                except UnreadableDate:
                    continue
        return None
