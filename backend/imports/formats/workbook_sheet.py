"""A sheet as the text of a table: one line for each row, with cells that can be read in one way only."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from backend.imports.errors import TooManyColumns
from backend.imports.formats.csv_file import MAX_COLUMNS
from backend.imports.formats.workbook_errors import WorkbookTooLarge

# The number of a row, counted from 1, and its cells. Rows come in their order; those between them are blank.
Row = tuple[int, Sequence[object]]

# What a formula shows that nobody has ever calculated: it is no number, so its row is a problem and never 0.
NOT_CALCULATED = "#NOT CALCULATED"
# Beyond these digits a number says how computers count, not what somebody wrote.
_KEPT_DIGITS = 10
_MOST_DIGITS = 15
_LOST = re.compile("[\ud800-\udfff]")
_BREAKS = str.maketrans("\t\r\n\v\f\u2028\u2029", "       ")
_MOST_MEGABYTES = 64


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name; its rows are read each time they are asked for."""

    name: str
    rows: Callable[[], Iterable[Row]]
    is_hidden: bool = False
    counts_from_1904: bool = False


class _Line(NamedTuple):
    """A filled row as it is written, how many blank ones stand before it, and how many cells it has."""

    blanks: int
    text: str
    width: int


def text_of(rows: Iterable[Row]) -> str:
    """Return the rows as lines of cells parted by tabs; line 1 is row 1. Filled lines are as wide as
    the widest, for an empty cell at the end is a cell as well.

    Raises TooManyColumns and WorkbookTooLarge.
    """
    lines: list[_Line] = []
    before = filled = size = widest = widths = 0
    for row_no, values in rows:
        cells = [cell_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        width = len(cells)
        if width > MAX_COLUMNS:
            raise TooManyColumns(row_no, MAX_COLUMNS)
        line = _line(cells)
        # Blank rows at the end are as many as a program likes; they are no lines.
        lines.append(_Line(row_no - before - 1, line, width))
        before = row_no
        # One long text may stand in a million cells and take its room in the file only once.
        size += len(line)
        _refuse_large(size)
        filled, widest, widths = filled + 1, max(widest, width), widths + width
    _refuse_large(size + widest * filled - widths)
    return "".join(f"{chr(10) * blanks}{line}{chr(9) * (widest - width)}\n" for blanks, line, width in lines)


def _refuse_large(size: int) -> None:
    if size > _MOST_MEGABYTES * 1_000_000:
        raise WorkbookTooLarge(_MOST_MEGABYTES)


def cell_text(value: object) -> str:
    """Return what a cell holds: days as 2024-01-31, numbers with a point, everything else as it stands."""
    if value is None:
        return ""
    if isinstance(value, str):
        # A letter that was already lost is told as lost by whoever reads the table.
        return _LOST.sub("\ufffd", value.translate(_BREAKS)).strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    return str(value).translate(_BREAKS)


def number_text(value: float | Decimal) -> str:
    """Return a number in plain digits. Three decimals get a fourth: 1.234 must never be taken for a thousand."""
    number = Decimal(repr(value) if isinstance(value, float) else value)
    if not number.is_finite():
        return str(number)
    if number.adjusted() < _MOST_DIGITS:
        number = round(number, _KEPT_DIGITS)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def _line(cells: Sequence[str]) -> str:
    if '"' not in (plain := "\t".join(cells)):
        return plain
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="").writerow(cells)
    return written.getvalue()
