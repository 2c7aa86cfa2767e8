"""Split the text of a CSV file into records with their line numbers."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backend.imports.errors import FieldTooLarge, TooManyColumns, UnterminatedQuote

MAX_COLUMNS = 500
MAX_FIELD = 250_000
_BLOCK = 1 << 16
_DELIMITER = re.compile(r"[,;\t|]")

csv.field_size_limit(MAX_FIELD)


class Dialect(NamedTuple):
    """`is_wrapped` says that each line as a whole stands in quotation marks once more."""

    delimiter: str
    is_wrapped: bool = False


class Record(NamedTuple):
    """One row: the line it begins on, counted from 1, its text as it arrived, and its cells."""

    line_no: int
    raw: str
    cells: list[str]


def dialect_for(text: str, delimiter: str) -> Dialect:
    """Return how this file writes rows. Quotation marks follow RFC 4180, so a backslash is a character like others."""
    return Dialect(delimiter, is_wrapped(text[:200_000].splitlines()[:50]))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether lines are quoted as a whole, as some programs do when they save a table twice."""
    filled = [line for line in lines if line.strip()]
    whole = [line for line in filled if len(_DELIMITER.findall((unwrapped(line) or "").lstrip(",;\t|"))) >= 2]
    return len(whole) >= 2 and len(whole) >= 0.8 * len(filled)


def unwrapped(line: str) -> str | None:
    """Return what stands in the quotation marks around a line, or None if there is more than one field."""
    if not line.startswith('"'):
        return None
    try:
        cells = next(csv.reader([line], delimiter="\x1f", strict=True), [])
    except csv.Error:
        return None
    return cells[0] if len(cells) == 1 else None


def read_records(text: str, dialect: Dialect, *, start: int = 0, first_line: int = 1) -> Iterator[Record]:
    """Yield the rows one by one. Raises UnterminatedQuote, FieldTooLarge or TooManyColumns.

    A row with quotation marks that RFC 4180 does not allow is read by `_unescaped_cells`.
    """
    delimiter = dialect.delimiter
    lines = _Lines(physical_lines(text, start))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != " ", strict=True)
    line_no = first_line
    while True:
        lines.taken = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            is_too_large = "field larger" in str(error)
            if is_too_large and len(lines.taken) == 1:
                raise FieldTooLarge(line_no) from error
            first = _unescaped_cells(lines.taken[0], delimiter)
            if first is None:
                # A cell over many lines is one whose quotation mark is not closed.
                is_closed = is_too_large and len(lines.taken) <= 50
                raise (FieldTooLarge if is_closed else UnterminatedQuote)(line_no) from error
            lines.put_back(lines.taken[1:])
            cells, lines.taken = first, lines.taken[:1]
        if len(cells) > MAX_COLUMNS:
            raise TooManyColumns(line_no, MAX_COLUMNS)
        if dialect.is_wrapped and len(cells) == 1:
            cells = next(csv.reader(cells, delimiter=delimiter, skipinitialspace=True), [])
        yield Record(line_no, lines.taken[0] if len(lines.taken) == 1 else "".join(lines.taken), cells)
        line_no += len(lines.taken)


class _Lines:
    """Hands lines to the CSV reader and remembers in `taken` those that it took for the current row."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        """Hand these lines out again, before all others."""
        self._again += reversed(lines)


def _unescaped_cells(line: str, delimiter: str) -> list[str] | None:
    """Return the cells of a line whose inner quotation marks are not doubled; None if a quoted cell does not end here.

    A quoted cell ends at a quotation mark before a delimiter or the end of the line; all others are text.
    """
    line = line.rstrip("\r\n")
    closing = re.compile(rf'"(?=[ ]*(?:{re.escape(delimiter)}|$))')
    cells: list[str] = []
    start = 0
    while start <= len(line):
        while line.startswith(" ", start) and delimiter != " ":
            start += 1
        if line.startswith('"', start):
            found = closing.search(line, start + 1)
            if found is None:
                return None
            cells.append(line[start + 1 : found.start()])
            end = line.find(delimiter, found.end())
        else:
            end = line.find(delimiter, start)
            cells.append(line[start : end if end >= 0 else len(line)])
        start = end + 1 if end >= 0 else len(line) + 1
    return cells


def physical_lines(text: str, start: int = 0) -> Iterator[str]:
    """Yield lines with their ends, whatever the ends are, in small blocks so that memory stays flat."""
    newline = "\n" if "\n" in text else "\r"
    while start < len(text):
        end = text.find(newline, start + _BLOCK)
        end = len(text) if end < 0 else end + 1
        # An empty `newline` lets the three kinds of line end count, and keeps them.
        yield from io.StringIO(text[start:end], newline="")
        start = end
