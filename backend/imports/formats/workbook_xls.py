"""Opens .xls workbooks of before 2007."""

import io
from collections.abc import Iterator
from typing import Any

from backend.imports.formats.workbook_errors import DamagedWorkbook, LockedWorkbook
from backend.imports.formats.workbook_sheet import Sheet, text_of

# The stream in which Office keeps a workbook that has a password; names are in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_xls(data: bytes) -> list[Sheet]:
    """Return the sheets. Raises LockedWorkbook and DamagedWorkbook."""
    if _ENCRYPTED in data:
        raise LockedWorkbook
    import xlrd
    from xlrd.biffh import XLRDError

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True)
        return [_sheet(book, index) for index in range(book.nsheets)]
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise LockedWorkbook from error
        raise DamagedWorkbook from error
    except Exception as error:
        raise DamagedWorkbook from error


def _sheet(book: Any, index: int) -> Sheet:
    sheet = book.sheet_by_index(index)
    found = Sheet(sheet.name, text_of(_rows(book, sheet)), is_hidden=sheet.visibility != 0)
    book.unload_sheet(index)
    return found


def _rows(book: Any, sheet: Any) -> Iterator[list[object]]:
    for row in range(sheet.nrows):
        yield [_value(book, cell) for cell in sheet.row(row)]


def _value(book: Any, cell: Any) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    return cell.value
