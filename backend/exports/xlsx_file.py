"""Transactions as an Excel workbook (XLSX): days and amounts are values of their own kind, not text."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from backend.exports.csv_file import COLUMNS, by_part
from backend.kit.currency import minor_digits

_WIDTHS = {"description": 40, "merchant_name": 24, "account_name": 20, "category_name": 22, "notes": 24}
_WIDTH = 12
# A worksheet has 1,048,576 lines; the first is the header.
_LINES_PER_SHEET = 1_048_575
_PIECE = 1 << 16
_IN_MEMORY = 8_000_000
# One line at a time is kept in memory. Text stays text, whatever it begins with: no formula, no link, no number.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_xlsx(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the rows as a workbook with the columns of the CSV. Positive amounts are money out.

    The number format of an amount has its currency's decimals and code. A sheet that is full goes on in another one.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        _write(file, rows)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(file: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    from xlsxwriter import Workbook

    book = Workbook(file, _OPTIONS)
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    of_currency: dict[str, Any] = {}
    sheet, line = _new_sheet(book, bold), 0
    for row in (part for each in rows for part in by_part(each)):
        if line == _LINES_PER_SHEET:
            sheet, line = _new_sheet(book, bold), 0
        line += 1
        for at, name in enumerate(COLUMNS):
            value = row[name] if name != "amount" else row["amount_minor"]
            if value is None:
                continue
            if name == "amount":
                currency = row["currency"]
                if currency not in of_currency:
                    of_currency[currency] = book.add_format({"num_format": _number_format(currency)})
                sheet.write_number(line, at, value / 10 ** minor_digits(currency), of_currency[currency])
            elif isinstance(value, date):
                sheet.write_datetime(line, at, value, day)
            elif isinstance(value, int):
                sheet.write_number(line, at, value)
            else:
                sheet.write_string(line, at, str(value))
    book.close()


def _new_sheet(book: Any, bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(COLUMNS):
        sheet.set_column(at, at, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, at, name, bold)
    return sheet


def _number_format(currency: str) -> str:
    digits = minor_digits(currency)
    return f'#,##0{"." + "0" * digits if digits else ""} "{currency}"'
