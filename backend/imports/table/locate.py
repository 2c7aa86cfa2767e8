"""Locate the table in a file: the delimiter, the header row, the first record."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from backend.imports.errors import NotATable
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Column
from backend.imports.table.csv_reader import Dialect, Record, dialect_for, is_wrapped, physical_lines, unwrapped
from backend.imports.table.rows import Complete, RowSource, TextRows, as_they_are
from backend.imports.values.cells import is_day, is_number, looks_like_movement
from backend.imports.vocabulary.headers import meanings_of

DATE_ROLES = {"booked", "date", "valued", "made"}
MONEY_ROLES = {"amount", "debit", "credit", "net", "gross"}


def find_header(records: Sequence[Record]) -> int | None:
    """Return the index of the header row: strong in known words, and with movements below it."""
    movements = [looks_like_movement(record.cells) for record in records]
    best: tuple[float, int] | None = None
    for index, record in enumerate(records[:120]):
        strength = header_strength(record.cells)
        if strength < 1:
            continue
        following = sum(movements[index + 1 : _next_header(records, index)])
        score = strength + min(following, 30)
        if not following and any(movements[:index]):
            # The header repeated below the table heads nothing.
            continue
        if (strength >= 2 or following) and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else _plain_header(records, movements)


def header_strength(cells: Sequence[str]) -> float:
    """Count the different roles a row of headers names; 0 if it names no day or no money."""
    if any(is_day(cell.strip()) for cell in cells):
        return 0.0
    roles: dict[str, float] = {}
    for cell in cells:
        for meaning in meanings_of(cell):
            roles[meaning.role] = max(roles.get(meaning.role, 0.0), meaning.fit / 2)
    if len(roles) < 2 or not roles.keys() & (DATE_ROLES | MONEY_ROLES):
        return 0.0
    if not (roles.keys() & DATE_ROLES and roles.keys() & MONEY_ROLES):
        return min(sum(roles.values()), 1.9)
    return sum(roles.values())


def _next_header(records: Sequence[Record], index: int) -> int:
    """A table ends where another header, with other words, begins."""
    for later in range(index + 1, min(len(records), 120)):
        if records[later].cells != records[index].cells and header_strength(records[later].cells) >= 2:
            return later
    return len(records)


def _plain_header(records: Sequence[Record], movements: Sequence[bool]) -> int | None:
    """A row of words as wide as the first movement and just above it is a header in a language we do not know."""
    if True not in movements:
        return None
    first = movements.index(True)
    above = [index for index in range(first) if any(cell.strip() for cell in records[index].cells)]
    if not above:
        return None
    cells = records[above[-1]].cells
    filled = [cell for cell in cells if cell.strip()]
    is_wide = len(filled) >= 3 and abs(len(cells) - len(records[first].cells)) <= 1
    is_words = not any(is_number(cell.strip()) or is_day(cell.strip()) for cell in filled)
    return above[-1] if is_wide and is_words and len(set(filled)) == len(filled) else None


DELIMITERS = (",", ";", "\t", "|", "~", "^", "\x1f", ":")
HEAD = 400
_LONG_LINE = 50_000
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


class Table(NamedTuple):
    """The table of a file: its dialect, header (None if it has none) and a sample of rows below it."""

    dialect: Dialect
    header: Record | None
    preamble: list[Record]
    rows: list[Record]
    spread: list[Record]


def text_rows(text: str, complete: Complete = as_they_are) -> TextRows:
    """Return the rows of a text under the delimiter that fits it best. Raises NotATable."""
    return TextRows(text, dialect_for(text, _find_delimiter(text, complete)), complete)


def find_table(source: RowSource) -> Table:
    """Return the table in these rows. Raises NotATable."""
    head = list(islice(source.records(), HEAD))
    header_index = find_header(head)
    start = 0 if header_index is None else header_index + 1
    rows = head[start:]
    if header_index is None:
        rows = [record for record in rows if looks_like_movement(record.cells)]
        if not rows:
            raise NotATable("No row with a date and an amount was found in this file.")
    header = None if header_index is None else head[header_index]
    spread = source.spread(head) if len(head) >= HEAD else []
    return Table(source.dialect, header, head[: header_index or 0], rows, spread)


def table_by_mapping(source: RowSource, mapping: ColumnMapping) -> Table:
    """Return the table a mapping describes. The header is looked for by its words, for a preamble may grow."""
    head = list(islice(source.records(), HEAD))
    index = next((i for i, record in enumerate(head) if mapping.header and tuple(record.cells) == mapping.header), None)
    if index is None and mapping.header_line is not None:
        index = next((i for i, record in enumerate(head) if record.line_no == mapping.header_line), None)
    start = 0 if index is None else index + 1
    return Table(source.dialect, None if index is None else head[index], head[: index or 0], head[start:], [])


def _find_delimiter(text: str, complete: Complete) -> str:
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
    scores = {delimiter: _score(lines, delimiter, complete) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[best] <= 0:
        raise NotATable("The file is not a table with a date and an amount in its rows.")
    return best


def _score(lines: Sequence[str], delimiter: str, complete: Complete) -> float:
    try:
        rows = [complete(cells) for cells in csv.reader(lines, delimiter=delimiter, skipinitialspace=True)]
    except csv.Error:
        return 0.0
    movements = sum(looks_like_movement(cells) for cells in rows)
    header = max((header_strength(cells) for cells in rows), default=0.0)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    regular = widths.most_common(1)[0][1] / len(rows) if widths else 0.0
    return movements * 3 + header * 2 + regular if movements or header >= 2 else 0.0


def columns_of(table: Table) -> tuple[Column, ...]:
    header = table.header.cells if table.header else []
    width = max(len(header), max((len(record.cells) for record in table.rows), default=0))
    return tuple(
        Column(index, header[index].strip() if index < len(header) else "", _samples(table, index))
        for index in range(width)
    )


def _samples(table: Table, index: int) -> tuple[str, ...]:
    values = (record.cells[index].strip() for record in table.rows[:50] if index < len(record.cells))
    return tuple(dict.fromkeys(value for value in values if value))[:5]
