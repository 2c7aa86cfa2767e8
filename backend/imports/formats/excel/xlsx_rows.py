"""Read the rows of a sheet of an .xlsx in blocks."""

import re
from collections.abc import Iterator, Sequence
from typing import IO

from backend.imports.errors import TooManyColumns
from backend.imports.formats.excel.sheet import NOT_CALCULATED, DamagedWorkbook, Row, day_of
from backend.imports.formats.excel.xlsx_package import listen
from backend.imports.formats.excel.xlsx_parts import unescaped
from backend.imports.table.csv_reader import MAX_COLUMNS

# Excel's own limits; beyond them a number is damage or an attack.
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_COLUMN = re.compile("[A-Z]{1,3}", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"-?(?:\d{1,30}|\d{1,13}\.\d{1,2})", re.ASCII)
_ISO_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?", re.ASCII)
_NO_DAY = "#VALUE!"


def rows_in(
    file: IO[bytes], *, texts: Sequence[str], day_styles: frozenset[int], counts_from_1904: bool
) -> Iterator[Row]:
    """Yield the rows that are there, by their numbers. Raises DamagedWorkbook."""
    listener = _Rows(texts, day_styles, counts_from_1904=counts_from_1904)
    for _ in listen(file, listener):
        yield from listener.done
        listener.done.clear()


class _Rows:
    def __init__(self, texts: Sequence[str], day_styles: frozenset[int], *, counts_from_1904: bool) -> None:
        self.done: list[Row] = []
        self._texts, self._day_styles, self._counts_from_1904 = texts, day_styles, counts_from_1904
        self._row_no = 0
        self._cells: list[object] = []
        self._column = 0
        self._kind, self._style = "n", 0
        self._is_formula = self._has_value = self._is_inside = False
        self._phonetic_depth = 0
        self._pieces: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "v":
            self._is_inside = self._has_value = True
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "f":
            self._is_formula = True
        elif name == "t":
            self._is_inside = not self._phonetic_depth
        elif name == "rPh":
            self._phonetic_depth += 1

    def text(self, text: str) -> None:
        if self._is_inside:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._is_inside = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self.done.append((self._row_no, self._cells))
            self._cells = []
        elif name == "rPh":
            self._phonetic_depth -= 1

    def _begin_row(self, stated_number: str | None) -> None:
        row_no = (
            int(stated_number)
            if stated_number and stated_number.isascii() and stated_number.isdigit() and len(stated_number) < 9
            else 0
        )
        # A number that was there before would hide a row; it comes after the one before it instead.
        self._row_no = max(row_no, self._row_no + 1)
        if self._row_no > _MOST_ROWS:
            raise DamagedWorkbook
        self._column = 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        column = _column_of(attributes.get("r", ""))
        self._column = max(column, self._column + 1)
        if self._column > _MOST_COLUMNS:
            raise DamagedWorkbook
        style = attributes.get("s", "0")
        self._kind, self._style = (
            attributes.get("t", "n"),
            int(style) if style.isascii() and style.isdigit() and len(style) < 9 else 0,
        )
        self._is_formula = self._has_value = self._is_inside = False
        self._pieces.clear()

    def _end_cell(self) -> None:
        text = unescaped(self._pieces)
        value = self._value(text) if text else self._nothing()
        if value != "":
            if self._column > MAX_COLUMNS:
                raise TooManyColumns(self._row_no, MAX_COLUMNS)
            self._cells += [""] * (self._column - 1 - len(self._cells))
            self._cells.append(value)

    def _nothing(self) -> str:
        """A text that a formula made may be empty; any other formula without a value was never calculated."""
        is_made = self._kind == "str" and self._has_value
        return NOT_CALCULATED if self._is_formula and not is_made else ""

    def _value(self, text: str) -> object:
        match self._kind:
            case "n":
                return self._number(text.strip())
            case "s":
                return self._text_at(text.strip())
            case "b":
                return text.strip() not in ("0", "false")
            case "d":
                return _iso(text.strip())
        return text

    def _number(self, text: str) -> object:
        if self._style in self._day_styles:
            return self._day(text)
        if _PLAIN_NUMBER.fullmatch(text):
            return text
        try:
            return float(text)
        except ValueError:
            return text

    def _day(self, text: str) -> object:
        try:
            day = day_of(float(text), counts_from_1904=self._counts_from_1904)
        except (ValueError, OverflowError):
            return text
        return _NO_DAY if day is None else day

    def _text_at(self, place: str) -> str:
        number = int(place) if place.isascii() and place.isdigit() and len(place) < 9 else len(self._texts)
        if number >= len(self._texts):
            raise DamagedWorkbook
        return self._texts[number]


def _column_of(reference: str) -> int:
    """Return 3 for "C7"; 0 for any other text."""
    if not reference:
        return 0
    letters = _COLUMN.match(reference)
    if not letters or reference[letters.end() : letters.end() + 1].isalpha():
        raise DamagedWorkbook
    number = 0
    for letter in letters[0].upper():
        number = number * 26 + ord(letter) - 64
    return number


def _iso(text: str) -> str:
    found = _ISO_MOMENT.fullmatch(text)
    if not found:
        return text
    return found[1] if found[2] == "00:00:00" else f"{found[1]} {found[2]}"
