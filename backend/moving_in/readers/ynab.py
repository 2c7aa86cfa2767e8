"""YNAB: the zip of “Export budget” with its register and budget, or the CSV of either."""

import re
from collections.abc import Sequence
from itertools import groupby

from backend.moving_in.book import Book, BookBuilder, Piece
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.csv_rows import CsvRow, header_of, read_csv
from backend.moving_in.readers.days import day_reader
from backend.moving_in.source_files import unzip

PROGRAM = "YNAB"
REGISTER_COLUMNS = {"Account", "Date", "Payee", "Category Group", "Category", "Memo", "Outflow", "Inflow"}
_TRANSFER = re.compile(r"Transfer ?: ?(.+)")
_SPLIT = re.compile(r"\(?Split \(?(\d+)/(\d+)\)? ?(.*)", re.DOTALL)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STARTING_BALANCE = "Starting Balance"
# Groups of what comes in; older exports say “To be Budgeted”.
_INFLOW = "Inflow"


def is_ynab_zip(names: set[str]) -> bool:
    """Say whether an archive with these names is an export of YNAB."""
    return any(name.endswith(("Register.csv", "Register.tsv")) for name in names)


def read_zip(data: bytes, *, currency: str) -> Book:
    """Return the register and the budget in an export. Raises UnreadableBook."""
    files = unzip(data, PROGRAM)
    register = next((files[name] for name in files if name.endswith(("Register.csv", "Register.tsv"))), None)
    if register is None or not set(header_of(register)) >= REGISTER_COLUMNS:
        raise UnreadableBook(PROGRAM, "there is no register in the archive.")
    plans = [files[name] for name in files if name.endswith(("Budget.csv", "Plan.csv", "Budget.tsv", "Plan.tsv"))]
    return _read(register, plans, currency)


def read_register(data: bytes, *, currency: str) -> Book:
    """Return the book in the CSV of the register alone, which has no budget."""
    return _read(data, [], currency)


def _read(register: bytes, plans: Sequence[bytes], currency: str) -> Book:
    book = BookBuilder(PROGRAM)
    rows = list(read_csv(register, PROGRAM))
    read_day = day_reader((row["Date"] for row in rows), PROGRAM)
    for row in rows:
        book.account(row["Account"], row["Account"], currency=currency)
    for group in _split_groups(rows):
        first = group[0]
        payees = [row["Payee"] for row in group if not _TRANSFER.fullmatch(row["Payee"])]
        payee = payees[0] if payees else first["Payee"]
        pieces = [_piece(book, row, currency) for row in group]
        is_opening = first["Payee"] == _STARTING_BALANCE
        book.divided_entry(
            first["Account"],
            read_day(first["Date"]),
            sum(piece.amount_minor for piece in pieces),
            payee,
            [piece._replace(category=None) for piece in pieces] if is_opening else pieces,
            notes=pieces[0].memo if len(pieces) == 1 else None,
            tags=(f"flag {first['Flag']}",) if first["Flag"] else (),
            is_opening=is_opening,
            raw="\n".join(row.raw for row in group),
        )
    for plan in plans:
        _add_budget(book, plan, currency)
    return book.finish()


def _split_groups(rows: Sequence[CsvRow]) -> list[list[CsvRow]]:
    """Put the parts of one split together: they follow each other, numbered from 1 or back to it."""
    groups: list[list[CsvRow]] = []
    for _, run in groupby(rows, key=lambda row: (row["Account"], row["Date"], bool(_SPLIT.match(row["Memo"])))):
        each = list(run)
        while each:
            split = _SPLIT.match(each[0]["Memo"])
            size = min(int(split[2]), len(each)) if split else 1
            groups.append(each[:size])
            each = each[size:]
    return groups


def _piece(book: BookBuilder, row: CsvRow, currency: str) -> Piece:
    amount = row.minor("Outflow", currency) - row.minor("Inflow", currency)
    split = _SPLIT.match(row["Memo"])
    memo = (split[3].strip() if split else row["Memo"]) or None
    transfer = _TRANSFER.fullmatch(row["Payee"])
    if transfer and book.has_account(transfer[1].strip()):
        return Piece(amount, None, memo, row["Payee"], other_account=transfer[1].strip())
    return Piece(amount, _category(book, row["Category Group"], row["Category"]), memo, row["Payee"])


def _category(book: BookBuilder, group: str, name: str) -> str | None:
    kind = "income" if group == _INFLOW or name in ("Ready to Assign", "To be Budgeted") else "expense"
    return book.category((group, name) if name else (group,), kind=kind)


def _add_budget(book: BookBuilder, plan: bytes, currency: str) -> None:
    for row in read_csv(plan, PROGRAM):
        column = "Budgeted" if row.has("Budgeted") else "Assigned"
        amount = row.minor(column, currency)
        category = _category(book, row["Category Group"], row["Category"])
        name, _, year = row["Month"].partition(" ")
        if amount and category and name[:3] in _MONTHS and year.isdigit():
            book.budget(f"{year}-{_MONTHS.index(name[:3]) + 1:02}", category, amount)
