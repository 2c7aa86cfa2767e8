"""Turns rows into drafts: minor units, positive = money out. The only place where a file's sign is turned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from backend.imports.amounts import SYMBOLS, VAGUE_SYMBOLS, Amount, UnreadableAmount, amount_reader, plain_text
from backend.imports.cells import is_number
from backend.imports.column_mapping import ColumnMapping
from backend.imports.dates import UnreadableDate, read_day
from backend.imports.encoding import DAMAGED
from backend.imports.formats.csv_file import Record
from backend.imports.leave_out import (
    NOTE,
    OTHER_SECTION,
    PENDING,
    REPEATED_HEADER,
    Reason,
    reason_in_description,
    reason_in_odd_row,
    reason_in_status,
)
from backend.imports.line import Problem
from backend.imports.sniff import header_strength
from backend.imports.words import words_of
from backend.kit.currency import is_currency
from backend.transactions.draft import Draft

OutOf = Callable[[list[str]], tuple[int, str]]
_PROGRESS_EVERY = 1000


class UnreadableDirection(ValueError):
    """The column that should say in or out says something else."""


class BothSides(ValueError):
    """A row has an amount in the column for money out and another in the column for money in."""


@dataclass(slots=True)
class Normalized:
    """What became of the rows. `day_texts` are the different texts of the date column, in the order they came."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    day_texts: list[str] = field(default_factory=list)


class Days(dict[str, date]):
    """Remembers each text of a day it has read; a statement repeats few days very often."""

    def __init__(self, order: str) -> None:
        super().__init__()
        self.order = order
        self.unreadable: dict[str, None] = {}

    def __missing__(self, text: str) -> date:
        try:
            day = self[text] = read_day(text, self.order)
        except UnreadableDate:
            self.unreadable[text] = None
            raise
        return day


class Normalizer:
    """Reads rows by one mapping. `width` is how many cells a row of this file has."""

    def __init__(self, mapping: ColumnMapping, *, default_currency: str, width: int) -> None:
        self.mapping = mapping
        self.width = width
        self.days = Days(mapping.date_format)
        self.out_of = _out_reader(mapping, default_currency)
        self.extras_of = _extras_reader(mapping, default_currency, self.days)
        self.is_status_flag = "pending" in self._header_of(mapping.status)
        self.is_in_other_section = False

    def _header_of(self, column: int | None) -> str:
        names = self.mapping.header
        return words_of(names[column]) if column is not None and column < len(names) else ""

    def normalize(self, records: Iterable[Record], on_progress: Callable[[int], None] | None) -> Normalized:
        """Read all rows. Afterwards each is a draft, a problem, or left out with its reason; only blank ones vanish."""
        result = Normalized()
        save = result.drafts.append
        days, out_of, extras_of, width, date_at = self.days, self.out_of, self.extras_of, self.width, self.mapping.date
        describe = _description_reader(self.mapping)
        count = 0
        for record in records:
            line_no, raw, cells = record
            count += 1
            if not count % _PROGRESS_EVERY and on_progress:
                on_progress(count)
            try:
                on = days[cells[date_at]]
                minor, currency = out_of(cells)
            except (UnreadableDate, UnreadableAmount, UnreadableDirection, BothSides, IndexError) as why:
                self._sort_out(record, why, result)
                continue
            description = describe(cells)
            if len(cells) > width and self._has_surplus(record, result):
                continue
            if not raw.isascii() and DAMAGED.search(raw):
                result.problems.append(_damaged(record))
                continue
            if (reason := reason_in_description(description) or self._status_of(cells)) is not None:
                result.left_out.append(Problem(line_no, raw.rstrip("\r\n"), *reason))
                continue
            save(Draft(line_no, on, description, minor, currency, raw.rstrip("\r\n"), *extras_of(cells, currency, minor)))
        result.day_texts = [*days, *days.unreadable]
        if on_progress:
            on_progress(count)
        return result

    def _status_of(self, cells: list[str]) -> Reason | None:
        column = self.mapping.status
        if column is None or column >= len(cells):
            return None
        return reason_in_status(cells[column], is_flag=self.is_status_flag)

    def _has_surplus(self, record: Record, result: Normalized) -> bool:
        """A row with more cells than columns has an unquoted delimiter inside; its amount may be cut in two."""
        if not any(cell.strip() for cell in record.cells[self.width :]):
            return False
        message = (
            f"Line {record.line_no} has {len(record.cells)} cells where the others have {self.width}, so its amount cannot"
            " be trusted. Put the text that holds the extra delimiter in quotation marks, or enter this row by hand."
        )
        result.problems.append(Problem(record.line_no, record.raw.rstrip("\r\n"), "too_many_cells", message))
        return True

    def _sort_out(self, record: Record, why: Exception, result: Normalized) -> None:
        """Put a row that gave no movement where it belongs: left out with a reason, or among the problems."""
        filled = [cell.strip() for cell in record.cells if cell.strip()]
        if not filled:
            return
        raw = record.raw.rstrip("\r\n")
        if DAMAGED.search(raw):
            result.problems.append(_damaged(record))
            return
        if reason := self._reason_of_odd_row(record.cells, filled):
            result.left_out.append(Problem(record.line_no, raw, *reason))
        else:
            code, message = _explain(record, why)
            result.problems.append(Problem(record.line_no, raw, code, message))

    def _reason_of_odd_row(self, cells: list[str], filled: Sequence[str]) -> Reason | None:
        if tuple(cells) == self.mapping.header:
            return REPEATED_HEADER
        if reason := self._status_of(cells) or reason_in_odd_row(cells):
            return reason
        day = cells[self.mapping.date].strip() if self.mapping.date < len(cells) else ""
        if reason_in_status(day, is_flag=False) is PENDING:
            return PENDING
        if header_strength(cells) >= 2:
            self.is_in_other_section = True
            return OTHER_SECTION
        if day in self.days or day in self.days.unreadable and any(character.isdigit() for character in day):
            return OTHER_SECTION if self.is_in_other_section and day not in self.days else None
        if self.is_in_other_section:
            return OTHER_SECTION
        return NOTE if len(filled) <= 2 or not any(map(is_number, filled)) else None


def _explain(record: Record, why: Exception) -> tuple[str, str]:
    """Return the code and the sentence for a row that could not be read."""
    line = f"Line {record.line_no}"
    match why:
        case UnreadableDate():
            return why.code, f"{line}: the date {why.why}. Correct it in the file, or choose another date column or format."
        case UnreadableAmount():
            return why.code, f"{line}: the amount {why.why}. Correct it in the file, or enter this row by hand."
        case UnreadableDirection():
            return "direction_unknown", f"{line}: “{why}” does not say whether money came in or went out. Choose the meaning in the mapping."
        case BothSides():
            return "both_sides", f"{line}: there is an amount for money out and one for money in. Enter this row by hand."
        case _:
            return "too_few_cells", f"{line} ends before the columns with the date and the amount. Correct it in the file, or enter this row by hand."


def _damaged(record: Record) -> Problem:
    message = (
        f"Line {record.line_no} is written in another encoding than the rest of the file, so its text cannot be read."
        " Download the file again, or enter this row by hand."
    )
    return Problem(record.line_no, DAMAGED.sub("\ufffd", record.raw.rstrip("\r\n")), "damaged_text", message)


# Money


def _out_reader(mapping: ColumnMapping, default_currency: str) -> OutOf:
    """Return the function that gives (money out in minor units, currency) of a row."""
    read = _cell_reader(mapping, default_currency)
    if mapping.amount is None:
        return _two_column_reader(mapping, read, default_currency)
    turned = _single_column_reader(mapping, mapping.amount, read)
    fee = mapping.fee
    if fee is None:
        return turned

    def with_fee(cells: list[str]) -> tuple[int, str]:
        minor, currency = turned(cells)
        return (minor + abs(read(cells, fee).minor) if cells[fee].strip() else minor), currency

    return with_fee


def _single_column_reader(mapping: ColumnMapping, column: int, read: Callable[[list[str], int], Amount]) -> OutOf:
    factor = 1 if mapping.sign == "plus_is_out" else -1
    marker = mapping.sign_column if mapping.sign == "column" else None
    outs, ins = frozenset(mapping.out_values), frozenset(mapping.in_values)

    def by_sign(cells: list[str]) -> tuple[int, str]:
        minor, currency, mark = read(cells, column)
        if mark:
            return (minor if mark == "out" else -minor), currency
        return factor * minor, currency

    def by_marker(cells: list[str]) -> tuple[int, str]:
        word = cells[marker or 0].strip()
        minor, currency, _ = read(cells, column)
        if word in outs:
            return minor, currency
        if word in ins:
            return -minor, currency
        raise UnreadableDirection(word)

    return by_sign if marker is None else by_marker


def _two_column_reader(
    mapping: ColumnMapping, read: Callable[[list[str], int], Amount], default_currency: str
) -> OutOf:
    debit, credit = mapping.debit, mapping.credit
    debit_factor = -1 if mapping.is_debit_negative else 1
    credit_factor = 1 if mapping.is_credit_negative else -1

    def side(cells: list[str], column: int | None) -> Amount | None:
        if column is None or column >= len(cells) or cells[column].strip() in ("", "-", "--"):
            return None
        return read(cells, column)

    def out_of(cells: list[str]) -> tuple[int, str]:
        out, back = side(cells, debit), side(cells, credit)
        if out and back and out.minor and back.minor:
            raise BothSides
        if out and (out.minor or not back):
            return debit_factor * out.minor, out.currency
        if back:
            return credit_factor * back.minor, back.currency
        raise UnreadableAmount("amount_missing", "is empty")

    return out_of


def _cell_reader(mapping: ColumnMapping, default_currency: str) -> Callable[[list[str], int], Amount]:
    """Return the function that reads the amount in one cell, in the currency its row names."""
    readers: dict[str, Callable[[str], Amount]] = {}
    column = mapping.currency

    def reader_for(code: str) -> Callable[[str], Amount]:
        name = SYMBOLS.get(code.upper(), code.upper()) if code else default_currency
        if name in VAGUE_SYMBOLS:
            name = default_currency
        if not is_currency(name):
            raise UnreadableAmount("currency_unknown", f"is in “{code}”, which is no currency we know")
        make = _whole_minor_reader if mapping.is_minor_units else amount_reader
        readers[code] = made = make(mapping.decimal, name)
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


# Everything else


def _description_reader(mapping: ColumnMapping) -> Callable[[list[str]], str]:
    columns = mapping.description
    if len(columns) == 1:
        only = columns[0]
        return lambda cells: " ".join(_text(cells[only]).split()) if only < len(cells) else ""

    def describe(cells: list[str]) -> str:
        parts: list[str] = []
        for column in columns:
            part = " ".join(_text(cells[column]).split()) if column < len(cells) else ""
            if part and part not in parts:
                parts.append(part)
        return " ".join(parts)

    return describe


def _text(cell: str) -> str:
    """Return a cell of words without what a spreadsheet put around it."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell[1:] if cell.startswith("'") and not cell.endswith("'") else cell


Extras = tuple[
    int | None, str | None, str | None, date | None, int | None, str | None, str | None, str | None
]
_NO_EXTRAS: Extras = (None, None, None, None, None, None, None, None)


def _extras_reader(
    mapping: ColumnMapping, default_currency: str, days: Days
) -> Callable[[list[str], str, int], Extras]:
    """Return the function that reads the columns a statement may have besides; what is unreadable there is None."""
    m = mapping
    wanted = (m.balance, m.provider_id, m.payee, m.authorized_date, m.original_amount, m.category, m.notes)
    if all(column is None for column in wanted):
        return lambda cells, currency, minor: _NO_EXTRAS
    read_balance = amount_reader(m.decimal, default_currency)

    def text(cells: list[str], column: int | None) -> str | None:
        if column is None or column >= len(cells):
            return None
        return " ".join(_text(cells[column]).split()) or None

    def extras(cells: list[str], currency: str, minor: int) -> Extras:
        balance = None
        if m.balance is not None and m.balance < len(cells):
            balance = _quiet_minor(read_balance, cells[m.balance])
        original, original_currency = _original(m, cells, currency, minor)
        authorized = None
        if m.authorized_date is not None and m.authorized_date < len(cells):
            authorized = _quiet_day(days, cells[m.authorized_date])
        payee = m.payee if minor >= 0 or m.payer is None else m.payer
        return (
            balance,
            text(cells, m.provider_id),
            text(cells, payee),
            authorized,
            original,
            original_currency,
            text(cells, m.category),
            text(cells, m.notes),
        )

    return extras


def _quiet_minor(read: Callable[[str], Amount], text: str) -> int | None:
    try:
        amount = read(text)
    except UnreadableAmount:
        return None
    return -abs(amount.minor) if amount.mark == "out" else amount.minor


def _quiet_day(days: Days, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return read_day(text, days.order)
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
    if amount.currency == currency and abs(amount.minor) == abs(minor):
        return None, None
    return (abs(amount.minor) if minor >= 0 else -abs(amount.minor)), amount.currency
