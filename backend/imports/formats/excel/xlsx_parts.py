"""The parts around the sheets of an .xlsx: sheet names, shared strings, and which styles show dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from backend.imports.formats.excel.sheet import shows_days
from backend.imports.formats.excel.xlsx_package import Archive, Related, listen, listen_to_all

_MOST_TEXT_MEGABYTES = 60
# A carriage return and its like, as the format writes them.
_ESCAPED = re.compile("_x00(?:0[9aAdD]|1[fF]|[aA]0)_")


def texts_in(archive: Archive, part: str | None) -> Sequence[str]:
    """Return the texts that cells point at."""
    if part is None or part not in archive:
        return []
    listener = _Texts()
    with archive.open(part, _MOST_TEXT_MEGABYTES) as file:
        listen_to_all(file, listener)
    return listener.found


def unescaped(pieces: Sequence[str]) -> str:
    """Return the text that the pieces are, with what the format escapes as blanks."""
    text = "".join(pieces)
    return _ESCAPED.sub(" ", text) if "_x00" in text else text


class _Texts:
    """Listens to texts; they may be cut into runs, and how they are pronounced is no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_inside = False
        self._phonetic_depth = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._is_inside = not self._phonetic_depth
        elif name == "rPh":
            self._phonetic_depth += 1

    def text(self, text: str) -> None:
        if self._is_inside:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._is_inside = False
        elif name == "rPh":
            self._phonetic_depth -= 1
        elif name == "si":
            self.found.append(unescaped(self._pieces))
            self._pieces.clear()


class SheetPart(NamedTuple):
    """A sheet of the workbook, and the part that holds its rows."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class Book:
    """Listens to the head of a workbook. Afterwards `sheets` are its sheets by name, identity and whether hidden."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    counts_from_1904: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), identity, is_hidden))
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "") in ("1", "true", "on")

    def text(self, text: str) -> None:
        """Ignore text."""

    def end(self, name: str) -> None:
        """Ignore ends."""


def book_in(archive: Archive, part: str) -> Book:
    """Return what the head of a workbook says."""
    book = Book()
    with archive.open(part) as file:
        listen_to_all(file, book)
    return book


def sheet_parts_of(book: Book, related: Related) -> Iterator[SheetPart]:
    """Yield the sheets that hold rows; sheets of charts hold none."""
    for name, identity, is_hidden in book.sheets:
        if related.kinds.get(identity) == "worksheet":
            yield SheetPart(name, related.parts[identity], is_hidden)


def day_styles_in(archive: Archive, part: str | None) -> frozenset[int]:
    """Return the styles whose cells show days."""
    if part is None or part not in archive:
        return frozenset()
    listener = _Styles()
    with archive.open(part) as file:
        for _ in listen(file, listener):
            pass
    codes, styles = listener.codes, listener.styles
    return frozenset(style for style, number in enumerate(styles) if shows_days(number, codes))


class _Styles:
    """Of all that a cell may look like, only the number of its format counts; the rest may be as odd as it likes."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self._is_inside = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            self.styles.append(_number(attributes.get("numFmtId")))
        elif name == "numFmt":
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")

    def text(self, text: str) -> None:
        """Ignore text."""

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_inside = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
