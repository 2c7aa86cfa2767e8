"""Cuts the text of a CSV file into rows, and knows on which line each row begins."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backend.imports.cells import looks_like_movement
from backend.imports.errors import FieldTooLarge, TooManyColumns, UnterminatedQuote

MAX_COLUMNS = 500
MAX_FIELD = 1_000_000
_BLOCK = 1 << 16
# Follows the last line; if the last row is not this alone, a quote somewhere before was never closed.
_END = "\x1aend of file\x1a"
_DELIMITED = re.compile(r"[^,;\t|]+[,;\t|].*[,;\t|]")
_BACKSLASHED_QUOTE = re.compile(r'[^\\,;\t|]\\"')

csv.field_size_limit(MAX_FIELD)


class Dialect(NamedTuple):
    """`is_wrapped` says that each line as a whole stands in quotation marks once more."""

    delimiter: str
    escape: str | None = None
    is_wrapped: bool = False


class Record(NamedTuple):
    """One row: the line it begins on, counted from 1, its text as it arrived, and its cells."""

    line_no: int
    raw: str
    cells: list[str]


def dialect_for(text: str, delimiter: str) -> Dialect:
    """Return how this file writes rows; a few exporters put a backslash before a quote inside a field."""
    head = text[:200_000]
    is_backslashed = '""' not in head and _BACKSLASHED_QUOTE.search(head)
    return Dialect(delimiter, "\\" if is_backslashed else None, is_wrapped(head.splitlines()[:50]))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether lines are quoted as a whole, as some programs do when they save a table twice."""
    filled = [line for line in lines if line.strip()]
    whole = [line for line in filled if (inner := unwrapped(line)) is not None and _DELIMITED.search(inner)]
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
    """Yield the rows one by one, never the whole file. Raises if a quote stays open or a row is monstrous."""
    pulled: list[str] = []
    line_no = first_line
    reader = csv.reader(
        _feed(text, start, pulled),
        delimiter=dialect.delimiter,
        escapechar=dialect.escape,
        skipinitialspace=dialect.delimiter != " ",
    )
    cells: list[str] = []
    try:
        for cells in reader:
            if len(pulled) == 1:
                raw = pulled[0]
            elif pulled:
                raw = "".join(pulled)
                _refuse_swallowed_rows(line_no, pulled, dialect, len(cells))
            else:
                break
            if len(cells) > MAX_COLUMNS:
                raise TooManyColumns(line_no, MAX_COLUMNS)
            if cells and _END in cells[-1]:
                break
            if dialect.is_wrapped and len(cells) == 1:
                cells = next(csv.reader(cells, delimiter=dialect.delimiter, skipinitialspace=True), [])
            yield Record(line_no, raw, cells)
            line_no += len(pulled)
            pulled.clear()
    except csv.Error as error:
        if len(pulled) > 50:
            raise UnterminatedQuote(line_no) from error
        raise FieldTooLarge(line_no) from error
    if cells != [_END]:
        raise UnterminatedQuote(_line_of_open_quote(line_no, cells))


def _feed(text: str, start: int, pulled: list[str]) -> Iterator[str]:
    """Hand the lines to the reader, remembering in `pulled` those it took for the row at hand."""
    for line in physical_lines(text, start):
        pulled.append(line)
        yield line
    yield _END


def physical_lines(text: str, start: int = 0) -> Iterator[str]:
    """Yield lines with their ends, whatever the ends are, in small blocks so that memory stays flat."""
    newline = "\n" if "\n" in text else "\r"
    while start < len(text):
        end = text.find(newline, start + _BLOCK)
        end = len(text) if end < 0 else end + 1
        # An empty `newline` lets the three kinds of line end count, and keeps them.
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _refuse_swallowed_rows(line_no: int, pulled: list[str], dialect: Dialect, width: int) -> None:
    """A quote that is opened by mistake ends at the next quote, lines later: whole rows would be lost in one field."""
    for line in pulled[1:]:
        alone = next(csv.reader([line], delimiter=dialect.delimiter, escapechar=dialect.escape), [])
        if len(alone) >= 3 and len(alone) >= width - 1 and looks_like_movement(alone):
            raise UnterminatedQuote(line_no)


def _line_of_open_quote(line_no: int, cells: list[str]) -> int:
    """The row began on `line_no`; the field that swallowed the rest is the last one."""
    before = "\n".join(cells[:-1])
    return line_no + before.count("\n")
