"""Reads the amount in a cell, in the currency its row names."""

from collections.abc import Callable

from backend.imports.amounts import SYMBOLS, VAGUE_SYMBOLS, Amount, UnreadableAmount, amount_reader, plain_text
from backend.imports.column_mapping import ColumnMapping
from backend.kit.currency import is_currency

CellReader = Callable[[list[str], int], Amount]


def reader_in(mapping: ColumnMapping, currency: str) -> Callable[[str], Amount]:
    """Return the function that reads an amount of this currency."""
    return (_whole_minor_reader if mapping.is_minor_units else amount_reader)(mapping.decimal, currency)


def cell_reader(mapping: ColumnMapping, default_currency: str) -> CellReader:
    """Return the function that reads the amount in one cell, in the currency its row names."""
    readers: dict[str, Callable[[str], Amount]] = {}
    column = mapping.currency

    def reader_for(code: str) -> Callable[[str], Amount]:
        name = SYMBOLS.get(code.upper(), code.upper()) if code else default_currency
        if name in VAGUE_SYMBOLS:
            name = default_currency
        if not is_currency(name):
            raise UnreadableAmount("currency_unknown", f"is in “{code}”, which is no currency we know")
        readers[code] = made = reader_in(mapping, name)
        return made

    plain = reader_for("")
    if column is None:
        return lambda cells, index: plain(cells[index])

    def read(cells: list[str], index: int) -> Amount:
        code = cells[column].strip() if column < len(cells) else ""
        return (readers.get(code) or reader_for(code))(cells[index])

    return read


def _whole_minor_reader(_decimal: str, currency: str) -> Callable[[str], Amount]:
    """For exports that count cents: a fraction would mean that they do not."""

    def read(text: str) -> Amount:
        digits = plain_text(text)
        if not digits.lstrip("-").isdecimal() or len(digits) > 15:
            raise UnreadableAmount("amount_unreadable", "is not a whole number of cents")
        return Amount(int(digits), currency)

    return read
