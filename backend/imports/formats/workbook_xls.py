"""Opens .xls workbooks of before 2007."""

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

from backend.imports.formats.workbook_days import day_of
from backend.imports.formats.workbook_errors import DamagedWorkbook, LockedWorkbook
from backend.imports.formats.workbook_sheet import Row, Sheet

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
