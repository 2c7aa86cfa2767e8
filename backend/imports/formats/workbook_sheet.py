"""A sheet as the text of a table: one line for each row, with cells that can be read in one way only."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from backend.imports.errors import TooManyColumns
from backend.imports.formats.csv_file import MAX_COLUMNS

# What a formula shows that nobody has ever calculated: it is no number, so its row is a problem and never 0.
NOT_CALCULATED = "#NOT CALCULATED"
# Beyond these digits a number says how computers count, not what somebody wrote.
_KEPT_DIGITS = 10
_LOST = re.compile("[\ud800-\udfff]")
_BREAKS = str.maketrans("\t\r\n\v\f\u2028\u2029", "       ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name. `text` has one line for each row, cells parted by tabs; line 1 is row 1."""

    name: str
    text: str
    is_hidden: bool = False
    counts_from_1904: bool = False


def text_of(rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as lines. All are as wide as the widest, for an empty cell at the end is a cell as well."""
    lines: list[str] = []
    widths: list[int] = []
    widest = 0
    for row in rows:
        cells = [cell_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise TooManyColumns(len(lines) + 1, MAX_COLUMNS)
        lines.append(_line(cells))
        widths.append(len(cells))
        widest = max(widest, len(cells))
    missing = ["\t" * (widest - max(width, 1)) for width in widths]
    return "".join(f"{line}{cells}\n" for line, cells in zip(lines, missing, strict=True))


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
    number = round(number, _KEPT_DIGITS)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="").writerow(cells)
    return written.getvalue()
