"""Quicken: a QIF file of several accounts with its categories, splits and transfers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from backend.kit.currency import minor_digits
from backend.moving_in.book import Book, BookBuilder, Piece
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.csv_rows import read_amount
from backend.moving_in.readers.days import day_reader
from backend.moving_in.source_files import decode

PROGRAM = "Quicken (QIF)"
_TYPES = {"bank": None, "cash": "cash", "ccard": "credit", "oth a": "asset", "oth l": "liability"}
_TRANSFER = re.compile(r"\[(.+?)\](?:/(.*))?")
_NOT_MOVEMENTS = {
    "memorized": ("Memorised payees", "They are made again from your transactions"),
    "security": ("Securities", "Bring shares in as a file of your broker, in Investments"),
    "prices": ("Prices of securities", "Prices are fetched, or come as a file in Investments"),
    "budget": ("Budgets", "Set yours in Budget"),
    "invst": ("Transactions of investment accounts", "Bring them in as a file of your broker, in Investments"),
    "invoice": ("Invoices", "There are no invoices here"),
}


@dataclass(slots=True)
class _Record:
    """The fields of one record, up to its ^."""

    section: str
    account: str
    fields: dict[str, str] = field(default_factory=dict)
    # Category, memo and amount of each split.
    splits: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def is_book(data: bytes) -> bool:
    """Say whether a QIF file is a book: it names categories or more than one account."""
    text = decode(data)
    return bool(re.match(r"\s*!", text)) and (
        bool(re.search(r"(?mi)^!Type:Cat\b", text)) or len(set(re.findall(r"(?mi)^!Account\r?\n(N.*)", text))) > 1
    )


def read(data: bytes, *, currency: str) -> Book:
    """Return the book in a QIF file; it names no currency. Raises UnreadableBook."""
    book = BookBuilder(PROGRAM)
    records = list(_records(decode(data)))
    kinds = {record.fields["N"]: "income" if "I" in record.fields else "expense"
             for record in records if record.section == "cat" and "N" in record.fields}  # fmt: skip
    movements = [record for record in records if record.section in _TYPES and "D" in record.fields]
    for record in records:
        if reason := _NOT_MOVEMENTS.get(record.section):
            book.no_place(*reason)
    for record in movements:
        book.account(record.account, record.account, currency=currency, account_type=_TYPES[record.section])
    read_day = day_reader((record.fields["D"] for record in movements), PROGRAM)
    for record in movements:
        _add(book, record, read_day(record.fields["D"]), kinds, currency)
    return book.finish()


def _records(text: str) -> Iterator[_Record]:
    """Yield the records with the section and the account that they stand in."""
    section, account = "", "Account"
    record = _Record(section, account)
    for line in text.splitlines():
        code, value = line[:1], line[1:].strip()
        if code == "!":
            name = value.casefold()
            if name.startswith(("option:", "clear:")):
                continue
            section = name.removeprefix("type:").strip()
            record = _Record(section, account)
        elif code == "^":
            if section == "account":
                account = record.fields.get("N", account)
            else:
                yield record
            record = _Record(section, account)
        elif code == "S":
            record.splits.append([value, "", ""])
            record.lines.append(line)
        elif code in ("E", "$") and record.splits:
            record.splits[-1][1 if code == "E" else 2] = value
            record.lines.append(line)
        elif code.strip():
            record.fields.setdefault(code, value)
            record.lines.append(line)


def _add(book: BookBuilder, record: _Record, on: date, kinds: dict[str, str], currency: str) -> None:
    amount = -_minor(record.fields.get("T") or record.fields.get("U", ""), currency)
    named = record.fields.get("L", "")
    payee = record.fields.get("P", "")
    itself = _TRANSFER.fullmatch(named)
    is_opening = bool(itself and itself[1] == record.account) or (payee == "Opening Balance" and not record.splits)
    tags = [name for name in (_class_of(each) for each in (named, *(split[0] for split in record.splits))) if name]
    if is_opening:
        pieces: Sequence[Piece] = [Piece(amount)]
    elif record.splits:
        pieces = [
            _piece(book, category, -_minor(units, currency), memo or None, kinds)
            for category, memo, units in record.splits
        ]
    else:
        pieces = [_piece(book, named, amount, None, kinds)]
    book.divided_entry(
        record.account,
        on,
        amount,
        payee,
        pieces,
        notes="\n".join(
            filter(None, [record.fields.get("M"), f"Number {number}" if (number := _number(record)) else None])
        ),
        tags=tuple(tags),
        is_opening=is_opening,
        raw="\n".join(record.lines),
    )


def _number(record: _Record) -> str | None:
    """Return the number of a cheque."""
    number = record.fields.get("N", "")
    return number if number.isdigit() else None


def _piece(book: BookBuilder, named: str, amount: int, memo: str | None, kinds: dict[str, str]) -> Piece:
    if transfer := _TRANSFER.fullmatch(named):
        return Piece(amount, None, memo, None, other_account=transfer[1])
    path = named.split("/", 1)[0].strip()
    return Piece(amount, book.category(path.split(":"), kind=kinds.get(path, "expense")) if path else None, memo)


def _class_of(named: str) -> str:
    transfer = _TRANSFER.fullmatch(named)
    return (transfer[2] or "") if transfer else named.partition("/")[2]


def _minor(text: str, currency: str) -> int:
    units = read_amount(text)
    minor = None if units is None else units.scaleb(minor_digits(currency))
    if minor is None or minor != int(minor):
        raise UnreadableBook(PROGRAM, f"“{text}” is no amount in {currency}. Check the currency.")
    return int(minor)
