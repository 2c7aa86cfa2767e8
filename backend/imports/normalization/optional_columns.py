"""Read the optional columns: the description, a fee, the purchase date, the amount in a foreign currency."""

from collections.abc import Callable, Sequence
from datetime import date

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.values.amounts import SYMBOLS, Amount, UnreadableAmount, amount_reader, reader_in
from backend.imports.values.dates import UnreadableDate, read_day
from backend.kit.currency import is_currency

# An apostrophe before what a spreadsheet would run was put there to stop it, also where another one ends the text.
_GUARDS = tuple(f"'{sign}" for sign in "=+-@\t\r\n＝＋－＠")


def description_reader(columns: Sequence[int]) -> Callable[[list[str]], str]:
    """Return the function that joins the texts of these columns."""
    tidy = TidyTexts()
    if len(columns) == 1:
        only = columns[0]
        return lambda cells: tidy[cells[only]] if only < len(cells) else ""

    def describe(cells: list[str]) -> str:
        parts: list[str] = []
        for column in columns:
            part = tidy[cells[column]] if column < len(cells) else ""
            if part and part not in _NO_TEXTS and not any(part in earlier for earlier in parts):
                parts.append(part)
        return " ".join(parts)

    return describe


_NO_TEXTS = frozenset({"-", "/", "No Description"})


class TidyTexts(dict[str, str]):
    """Gives a cell with single spaces. Statements repeat their texts, so each is made and held once, within limits."""

    LIMIT = 20_000

    def __missing__(self, cell: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
        tidy = self[cell] = " ".join(_text(cell).split())
        return tidy


def _text(cell: str) -> str:
    """Return a cell of words without what a spreadsheet put around it."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    is_guarded = cell.startswith(_GUARDS) or (cell.startswith("'") and not cell.endswith("'"))
    return cell[1:] if is_guarded else cell


Extras = tuple[int | None, str | None, str | None, date | None, int | None, str | None, str | None, str | None]
_NO_EXTRAS: Extras = (None, None, None, None, None, None, None, None)


def extras_reader(mapping: ColumnMapping, default_currency: str, order: str) -> Callable[[list[str], str, int], Extras]:
    """Return the function that reads the columns a statement may have besides; what is unreadable there is None."""
    m = mapping
    wanted = (m.balance, m.provider_id, m.payee, m.authorized_date, m.original_amount, m.category, m.notes)
    if all(column is None for column in wanted):
        return lambda cells, currency, minor: _NO_EXTRAS
    read_balance = reader_in(m, default_currency)

    tidy = TidyTexts()

    def text(cells: list[str], column: int) -> str | None:
        return tidy[cells[column]] or None if column < len(cells) else None

    def extras(cells: list[str], currency: str, minor: int) -> Extras:
        balance = None
        if m.balance is not None and m.balance < len(cells):
            balance = _quiet_minor(read_balance, cells[m.balance])
        original, original_currency = (
            (None, None) if m.original_amount is None else _original(m, cells, currency, minor)
        )
        authorized = None
        if m.authorized_date is not None and m.authorized_date < len(cells):
            authorized = _quiet_day(order, cells[m.authorized_date])
        payee = m.payee if minor >= 0 or m.payer is None else m.payer
        return (
            balance,
            None if m.provider_id is None else text(cells, m.provider_id),
            None if payee is None else text(cells, payee),
            authorized,
            original,
            original_currency,
            None if m.category is None else text(cells, m.category),
            None if m.notes is None else text(cells, m.notes),
        )

    return extras


def _quiet_minor(read: Callable[[str], Amount], text: str) -> int | None:
    try:
        amount = read(text)
    except UnreadableAmount:
        return None
    return -abs(amount.minor) if amount.mark == "out" else amount.minor


def _quiet_day(order: str, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return read_day(text, order)
    except UnreadableDate:
        return None


def _original(m: ColumnMapping, cells: list[str], currency: str, minor: int) -> tuple[int | None, str | None]:
    """Return the amount in the currency of the purchase, signed like the movement itself."""
    if m.original_amount is None or m.original_amount >= len(cells) or not cells[m.original_amount].strip():
        return None, None
    named = ""
    if m.original_currency is not None and m.original_currency < len(cells):
        named = cells[m.original_currency].strip().upper()
    named = SYMBOLS.get(named, named) or currency
    if not is_currency(named):
        return None, None
    try:
        amount = amount_reader(m.decimal, named)(cells[m.original_amount])
    except UnreadableAmount:
        return None, None
    if amount.currency == currency:
        return None, None
    return (abs(amount.minor) if minor >= 0 else -abs(amount.minor)), amount.currency
