"""Rows of a CSV export by the names of its columns, with amounts and days read strictly."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO

from backend.kit.currency import minor_digits
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.source_files import decode

_NOT_IN_AN_AMOUNT = re.compile(r"[^\d.,\-()]")
_LONGEST_FIELD = 250_000


class CsvRow:
    """One row; a column that the file does not have is empty."""

    def __init__(self, program: str, line_no: int, cells: dict[str, str]) -> None:
        self._program = program
        self._cells = cells
        self.line_no = line_no

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column.casefold(), "").strip()

    def has(self, column: str) -> bool:
        """Say whether the file has this column."""
        return column.casefold() in self._cells

    @property
    def raw(self) -> str:
        """Return the row as it can be shown."""
        return ", ".join(f"{name}: {cell}" for name, cell in self._cells.items() if cell)

    def minor(self, column: str, currency: str) -> int:
        """Return an amount in minor units as the file signs it; 0 for an empty cell. Raises UnreadableBook."""
        units = read_amount(self[column])
        minor = None if units is None else units.scaleb(minor_digits(currency))
        if minor is None or minor != int(minor):
            raise UnreadableBook(
                self._program,
                f"“{self[column]}” on line {self.line_no} is no amount in {currency}. Check the currency.",
            )
        return int(minor)

    def iso_day(self, column: str) -> date:
        """Return a day that is written as 2024-03-01. Raises UnreadableBook."""
        try:
            return date.fromisoformat(self[column][:10])
        except ValueError as error:
            raise UnreadableBook(self._program, f"“{self[column]}” on line {self.line_no} is no date.") from error


def read_amount(text: str) -> Decimal | None:
    """Return an amount with or without a currency sign, grouping and a decimal comma; None if it is none.

    The last separator is the decimal one unless three digits follow a separator that occurs alone.
    """
    plain = _NOT_IN_AN_AMOUNT.sub("", text.replace("\u2212", "-"))
    if not plain:
        return Decimal(0) if not text.strip() else None
    is_negative = plain.startswith(("-", "(")) or plain.endswith("-")
    plain = plain.strip("-()")
    separators = [character for character in plain if character in ".,"]
    if separators:
        last = separators[-1]
        is_grouping = separators.count(last) > 1 or (last == "," and re.fullmatch(r"\d{1,3},\d{3}", plain))
        whole, decimals = (plain, "") if is_grouping else plain.rsplit(last, 1)
        # Groups have three digits, in India two.
        if not re.fullmatch(r"\d*|\d{1,3}(?:([.,])\d{2,3}(?:\1\d{2,3})*)", whole):
            return None
        plain = f"{whole.replace(',', '').replace('.', '')}.{decimals}"
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return -value if is_negative else value


def header_of(data: bytes) -> list[str]:
    """Return the cells of the first line."""
    first = decode(data[:20_000]).lstrip("\ufeff").split("\n", 1)[0]
    for row in csv.reader([first], delimiter=_delimiter(first)):
        return [cell.strip() for cell in row]
    return []


def read_csv(data: bytes, program: str) -> Iterator[CsvRow]:
    """Yield the rows after the header. Raises UnreadableBook."""
    text = decode(data).lstrip("\ufeff")
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text.split("\n", 1)[0]))
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield CsvRow(program, reader.line_num, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise UnreadableBook(program, f"line {reader.line_num} cannot be read as CSV.") from error


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)
