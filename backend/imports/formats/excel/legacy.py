"""Open .xls workbooks from before 2007, and HTML tables that banks name .xls."""

import html
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from backend.imports.errors import NotATable
from backend.imports.formats.excel.sheet import DamagedWorkbook, LockedWorkbook, Row, Sheet, day_of
from backend.imports.source.encoding import decode

# The parser of the standard library takes minutes for an unclosed tag of some kilobytes (CVE-2025-6069). A tag with a
# quoted ">" ends too early here; banks write none.
_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,19})(?![a-zA-Z0-9])[^<>]*>")
_HIDDEN = ("script", "style", "title")
_CELLS = ("td", "th")
_MOST_DEEP = 50


class _Piece(NamedTuple):
    """A tag by its name ("td", "/td"), and the text between it and the next one."""

    tag: str
    text: str


def open_html(data: bytes) -> list[Sheet]:
    """Return the tables of a page as one sheet. Raises NotATable if there is none."""
    tables = _Tables()
    for tag, text in _pieces(decode(data).text):
        tables.take(tag, text)
    tables.end()
    rows = [row for row in tables.rows if any(row)]
    if not rows:
        raise NotATable("This is a web page.")
    return [Sheet("Table", lambda: enumerate(rows, start=1))]


def _pieces(text: str) -> Iterator[_Piece]:
    tag, start = "", 0
    while found := _TAG.search(text, start):
        yield _Piece(tag, text[start : found.start()])
        if found[0] == "<!--":
            end = text.find("-->", found.end())
            # An open comment hides the rest of the page.
            tag, start = "", end + 3 if end >= 0 else len(text)
        else:
            tag, start = f"{found[1]}{found[2].lower()}", found.end()
    yield _Piece(tag, text[start:])


class _Row(NamedTuple):
    """A row that is being read: its cells so far, the text of the open cell, and how deep its table stands."""

    cells: list[str]
    open_cell: list[str]
    depth: int


class _Tables:
    """Collects the rows of all tables as they begin; the text of a cell is its own, not that of tables in it."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._open: list[_Row] = []
        self._depth = 0
        self._hidden: str | None = None

    def take(self, tag: str, text: str) -> None:
        """Take one tag and the text behind it."""
        if self._hidden and tag != f"/{self._hidden}":
            return
        self._hidden = tag if tag in _HIDDEN else None
        if self._hidden:
            return
        if tag == "table":
            self._depth += 1
        elif tag == "/table":
            self._end_rows()
            self._depth -= 1
        elif tag in ("tr", "/tr"):
            self._end_rows()
            if tag == "tr" and len(self._open) < _MOST_DEEP:
                self._open.append(_Row([], [], self._depth))
                self.rows.append(self._open[-1].cells)
        elif tag.removeprefix("/") in _CELLS and self._open:
            self._end_cell()
            if tag in _CELLS:
                self._open[-1].open_cell.append("")
        if self._open and self._open[-1].open_cell:
            self._open[-1].open_cell.append(f" {text}" if tag == "br" else text)

    def end(self) -> None:
        """End what the page left open."""
        self._depth = 0
        self._end_rows()

    def _end_rows(self) -> None:
        """End the rows of this table; end tags of cells and rows may be left out."""
        while self._open and self._open[-1].depth >= self._depth:
            self._end_cell()
            self._open.pop()

    def _end_cell(self) -> None:
        row = self._open[-1]
        if row.open_cell:
            row.cells.append(" ".join(_unescaped("".join(row.open_cell)).split()))
            row.open_cell.clear()


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:
        # A reference to a character with thousands of digits.
        return text


# The stream in which Office keeps a workbook that has a password; names are in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_xls(data: bytes) -> list[Sheet]:
    """Return the sheets; their rows are read when they are asked for. Raises LockedWorkbook and DamagedWorkbook."""
    if _ENCRYPTED in data:
        raise LockedWorkbook
    import xlrd
    from xlrd.biffh import XLRDError

    try:
        # Ragged rows take no room for cells that nobody wrote.
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
        return [_sheet(book, index, name) for index, name in enumerate(book.sheet_names())]
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise LockedWorkbook from error
        raise DamagedWorkbook from error
    except Exception as error:
        raise DamagedWorkbook from error


def _sheet(book: Any, index: int, name: str) -> Sheet:
    return Sheet(name, partial(_rows, book, index), is_hidden=book._sheet_visibility[index] != 0)


def _rows(book: Any, index: int) -> Iterator[Row]:
    try:
        sheet = book.sheet_by_index(index)
        for row in range(sheet.nrows):
            yield row + 1, [_value(book, cell) for cell in sheet.row(row)]
    except Exception as error:
        raise DamagedWorkbook from error
    finally:
        book.unload_sheet(index)


def _value(book: Any, cell: Any) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return day_of(cell.value, counts_from_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    return cell.value
