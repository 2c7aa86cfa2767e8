"""Finds the table inside a file: what separates the cells, which row is the header, where the rows are."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from backend.imports.cells import looks_like_movement
from backend.imports.column_mapping import ColumnMapping
from backend.imports.errors import NotATable
from backend.imports.formats.csv_file import (
    Dialect,
    Record,
    dialect_for,
    is_wrapped,
    physical_lines,
    read_records,
    unwrapped,
)
from backend.imports.header_row import find_header, header_strength

DELIMITERS = (",", ";", "\t", "|", "~", "^", "\x1f", ":")
HEAD = 400
_LONG_LINE = 50_000
SPOTS = 30
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


class Table(NamedTuple):
    """The table of a file: its dialect, header (None if it has none) and a sample of rows below it."""

    dialect: Dialect
    header: Record | None
    preamble: list[Record]
    rows: list[Record]
    spread: list[Record]


def find_table(text: str) -> Table:
    """Return the table in this text, or raise NotATable."""
    dialect = dialect_for(text, _find_delimiter(text))
    head = _head_of(text, dialect)
    header_index = find_header(head)
    start = 0 if header_index is None else header_index + 1
    rows = head[start:]
    if header_index is None:
        rows = [record for record in rows if looks_like_movement(record.cells)]
        if not rows:
            raise NotATable("No row with a date and an amount was found in this file.")
    header = None if header_index is None else head[header_index]
    preamble = head[: header_index or 0]
    is_long = len(head) >= HEAD and not dialect.is_wrapped
    spread = _spread_of(text, dialect, sum(len(record.raw) for record in head)) if is_long else []
    return Table(dialect, header, preamble, rows, spread)


def table_by_mapping(text: str, mapping: ColumnMapping) -> Table:
    """Return the table a mapping describes. The header is looked for by its words, for a preamble may grow."""
    dialect = dialect_for(text, mapping.delimiter)
    head = _head_of(text, dialect)
    index = next((i for i, record in enumerate(head) if mapping.header and tuple(record.cells) == mapping.header), None)
    if index is None and mapping.header_line is not None:
        index = next((i for i, record in enumerate(head) if record.line_no == mapping.header_line), None)
    start = 0 if index is None else index + 1
    return Table(dialect, None if index is None else head[index], head[: index or 0], head[start:], [])


def _find_delimiter(text: str) -> str:
    """The right delimiter is the one under which most lines become a header or a movement."""
    lines: list[str] = []
    for line in physical_lines(text):
        if len(line) < _LONG_LINE:
            lines.append(line)
        if len(lines) >= 120:
            break
    if lines and (told := _SEP_LINE.fullmatch(lines[0].strip())):
        return told[1]
    if is_wrapped(lines[:50]):
        lines = [unwrapped(line) or line for line in lines]
    scores = {delimiter: _score(lines, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[best] <= 0:
        raise NotATable("The file is not a table with a date and an amount in its rows.")
    return best


def _score(lines: Sequence[str], delimiter: str) -> float:
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return 0.0
    movements = sum(looks_like_movement(cells) for cells in rows)
    header = max((header_strength(cells) for cells in rows), default=0.0)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    regular = widths.most_common(1)[0][1] / len(rows) if widths else 0.0
    return movements * 3 + header * 2 + regular if movements or header >= 2 else 0.0


def _head_of(text: str, dialect: Dialect) -> list[Record]:
    records: list[Record] = []
    for record in read_records(text, dialect):
        records.append(record)
        if len(records) >= HEAD:
            break
    return records


def _spread_of(text: str, dialect: Dialect, end: int) -> list[Record]:
    """Return some rows from all over a long file behind `end`, each once; the line numbers in it mean nothing."""
    records: list[Record] = []
    newline = "\n" if "\n" in text else "\r"
    for spot in range(1, SPOTS + 1):
        start = text.find(newline, max(len(text) * spot // (SPOTS + 1), end - 1)) + 1
        if not start:
            break
        lines = text[start : start + 4000].split(newline)[:-1][:20]
        end = start + sum(len(line) + 1 for line in lines)
        try:
            rows = list(csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=True))
        except csv.Error:
            continue
        records += [Record(0, "", cells) for cells in rows if looks_like_movement(cells)]
    return records
