"""The CSV exports of Mint, Monarch, Copilot and Lunch Money: one row for each transaction, accounts by name.

None of them says which two rows are one transfer. Rows in a category of transfers are paired by amount and day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from backend.kit.currency import is_currency
from backend.moving_in.book import Book, BookBuilder, Part
from backend.moving_in.readers.csv_rows import CsvRow, read_csv
from backend.moving_in.readers.days import day_reader

_TRANSFERS = frozenset(
    {"transfer", "transfers", "credit card payment", "credit card payments", "payment, transfer", "internal transfer"}
)
_INCOME = frozenset(
    {"income", "paycheck", "paychecks", "salary", "bonus", "interest income", "interest", "other income", "dividends"}
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where one program writes what. `minor` returns money out as positive."""

    program: str
    columns: frozenset[str]
    day: str
    payee: str
    bank_text: str
    account: Callable[[CsvRow], str]
    category: Callable[[CsvRow], tuple[str, ...]]
    minor: Callable[[CsvRow, str], int]
    notes: str
    tags: Callable[[CsvRow], Iterable[str]]
    is_transfer: Callable[[CsvRow], bool] = lambda row: row["Category"].casefold() in _TRANSFERS
    currency: str = ""


def _comma_list(column: str) -> Callable[[CsvRow], list[str]]:
    return lambda row: [tag for tag in (each.strip() for each in row[column].split(",")) if tag]


def _mint_minor(row: CsvRow, currency: str) -> int:
    size = row.minor("Amount", currency)
    return -size if row["Transaction Type"].casefold() == "credit" else size


_MINT = _Layout(
    "Mint",
    frozenset(
        {"Date", "Description", "Original Description", "Amount", "Transaction Type", "Category", "Account Name"}
    ),
    day="Date",
    payee="Description",
    bank_text="Original Description",
    account=lambda row: row["Account Name"],
    category=lambda row: (row["Category"],),
    minor=_mint_minor,
    notes="Notes",
    # Mint writes labels one after the other with a blank between, and a label may have blanks: it stays one tag.
    tags=lambda row: [row["Labels"]] if row["Labels"] else [],
)
_MONARCH = _Layout(
    "Monarch",
    frozenset({"Date", "Merchant", "Category", "Account", "Original Statement", "Notes", "Amount"}),
    day="Date",
    payee="Merchant",
    bank_text="Original Statement",
    account=lambda row: row["Account"],
    category=lambda row: (row["Category"],),
    minor=lambda row, currency: -row.minor("Amount", currency),
    notes="Notes",
    tags=_comma_list("Tags"),
)
_COPILOT = _Layout(
    "Copilot",
    frozenset({"date", "name", "amount", "status", "category", "parent category", "excluded", "type", "account"}),
    day="date",
    payee="name",
    bank_text="",
    account=lambda row: f"{row['account']} ··{row['account mask']}" if row["account mask"] else row["account"],
    category=lambda row: (row["parent category"], row["category"]) if row["parent category"] else (row["category"],),
    # A positive amount is spent.
    minor=lambda row, currency: row.minor("amount", currency),
    notes="note",
    tags=_comma_list("tags"),
    is_transfer=lambda row: row["type"].casefold() == "internal transfer",
)
_LUNCH_MONEY = _Layout(
    "Lunch Money",
    frozenset({"date", "payee", "amount", "category", "notes", "account_name"}),
    day="date",
    payee="payee",
    bank_text="original_name",
    account=lambda row: row["account_name"] or "Cash",
    category=lambda row: (row["category_group"], row["category"]) if row["category_group"] else (row["category"],),
    # Like its API (debit_as_negative is off), a positive amount is spent; the column of types says so too.
    minor=lambda row, currency: row.minor("amount", currency),
    notes="notes",
    tags=_comma_list("tags"),
    currency="currency",
)
LAYOUTS = (_MINT, _MONARCH, _COPILOT, _LUNCH_MONEY)


def layout_of(header: set[str]) -> str | None:
    """Return the program whose export has this header."""
    return next((layout.program for layout in LAYOUTS if layout.columns <= header), None)


def reader_of(program: str) -> Callable[..., Book]:
    """Return what reads the export of this program."""
    layout = next(each for each in LAYOUTS if each.program == program)

    def read(data: bytes, *, currency: str) -> Book:
        return _read(data, layout, currency)

    return read


def _read(data: bytes, layout: _Layout, currency: str) -> Book:
    book = BookBuilder(layout.program)
    rows = list(read_csv(data, layout.program))
    read_day: Callable[[str], date] = day_reader((row[layout.day] for row in rows), layout.program)
    excluded = pending = 0
    for row in rows:
        own = row[layout.currency].upper() if layout.currency else ""
        own = own if is_currency(own) else currency
        name = layout.account(row) or "Account"
        account = book.account(f"{name}|{own}", name, currency=own)
        if row["status"].casefold() == "pending":
            pending += 1
            continue
        amount = layout.minor(row, own)
        is_transfer = layout.is_transfer(row)
        path = layout.category(row)
        is_none = path[-1].casefold() in ("", "uncategorized", "uncategorised")
        kind = "income" if path[-1].casefold() in _INCOME or path[0].casefold() == "income" else "expense"
        category = None if is_transfer or is_none else book.category(path, kind=kind)
        excluded += row["excluded"].casefold() == "true"
        book.entry(
            account,
            read_day(row[layout.day]),
            amount,
            row[layout.payee],
            bank_text=row[layout.bank_text] or None if layout.bank_text else None,
            parts=() if is_transfer else (Part(amount, category),),
            is_transfer=is_transfer,
            is_unpaired=is_transfer,
            notes=row[layout.notes],
            tags=tuple(layout.tags(row)),
            raw=row.raw,
        )
    book.no_place("Pending transactions", "They come again when they are booked", pending)
    book.no_place(
        "Marks “excluded”", f"{layout.program} left them out of its budget; here you exclude them yourself", excluded
    )
    book.no_place("Balances of accounts", f"{layout.program} exports none, so each account begins with 0", 1)
    return book.finish()
