"""Actual Budget: the zip of “Export data” (db.sqlite in it), that database alone, and the CSV of all transactions."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from backend.kit.currency import minor_digits
from backend.moving_in.book import Book, BookBuilder, Piece
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.csv_rows import CsvRow, read_csv
from backend.moving_in.source_files import columns, open_sqlite, tables, unzip

PROGRAM = "Actual"
CSV_COLUMNS = {"Account", "Date", "Payee", "Notes", "Category", "Amount", "Cleared"}
_TABLES = {"accounts", "transactions", "categories", "category_groups", "payees"}
_TAG = re.compile(r"(?:^|(?<=\s))#([^\s#]+)")
_SPLIT = re.compile(r"\(SPLIT (?:INTO (\d+)|(\d+) OF \d+)\) ?")


def is_actual_zip(names: set[str]) -> bool:
    """Say whether an archive with these names is an export of Actual."""
    return any(name.rsplit("/", 1)[-1] == "db.sqlite" for name in names)


def read_zip(data: bytes, *, currency: str) -> Book:
    """Return the budget in an export of Actual. Raises UnreadableBook."""
    files = unzip(data, PROGRAM)
    name = next((name for name in files if name.rsplit("/", 1)[-1] == "db.sqlite"), None)
    if name is None:
        raise UnreadableBook(PROGRAM, "there is no db.sqlite in the archive.")
    return read_database(files[name], currency=currency)


def read_database(data: bytes, *, currency: str) -> Book:
    """Return the budget in a db.sqlite. Its amounts are hundredths in any currency. Raises UnreadableBook."""
    with open_sqlite(data, PROGRAM) as connection:
        if not tables(connection) >= _TABLES:
            raise UnreadableBook(PROGRAM, "the database has no transactions of Actual.")
        return _Database(connection, currency).read()


class _Database:
    """Reads the tables of one budget."""

    def __init__(self, connection: sqlite3.Connection, currency: str) -> None:
        self._connection = connection
        self._currency = currency
        self._book = BookBuilder(PROGRAM)
        self._tables = tables(connection)

    def read(self) -> Book:
        accounts = self._rows("accounts")
        for row in accounts:
            self._book.account(row["id"], row["name"], currency=self._currency, is_closed=bool(row.get("closed")))
        self._names = {row["id"]: row["name"] for row in accounts}
        self._categories = self._read_categories()
        self._payees = {row["id"]: row for row in self._rows("payees")}
        self._merged = {row["id"]: row["targetId"] for row in self._rows("payee_mapping")}
        rows = self._rows("transactions", "ORDER BY date, sort_order DESC, id")
        children: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            if row.get("isChild"):
                # Before there was parent_id, a child's id began with its parent's.
                children[row.get("parent_id") or row["id"].partition("/")[0]].append(row)
        for row in rows:
            if not row.get("isChild") and self._book.has_account(row["acct"]):
                self._add(row, children.get(row["id"], []) if row.get("isParent") else [])
        self._add_budgets()
        self._count("schedules", "Schedules", "Recurring payments are found in your transactions; confirm them there")
        self._count("rules", "Rules", "Rules of Actual are not translated yet; categories you assigned are kept")
        return self._book.finish()

    def _rows(self, table: str, order: str = "") -> list[dict[str, Any]]:
        """Return the rows of a table that are not deleted; none if there is no such table."""
        if table not in self._tables:
            return []
        living = "WHERE tombstone = 0" if "tombstone" in columns(self._connection, table) else ""
        return [dict(row) for row in self._connection.execute(f"SELECT * FROM {table} {living} {order}")]  # noqa: S608

    def _read_categories(self) -> dict[str, str | None]:
        groups = {row["id"]: row for row in self._rows("category_groups")}
        keys: dict[str, str | None] = {}
        for row in self._rows("categories"):
            group = groups.get(row["cat_group"])
            kind = "income" if row.get("is_income") else "expense"
            path = (row["name"],) if group is None else (group["name"], row["name"])
            keys[row["id"]] = self._book.category(path, kind=kind, key=row["id"])
        for row in self._rows("category_mapping"):
            keys.setdefault(row["id"], keys.get(row["transferId"]))
        return keys

    def _add(self, row: dict[str, Any], children: Sequence[dict[str, Any]]) -> None:
        notes = row.get("notes")
        # One bank text is in imported_description, which older budgets do not have.
        bank_text = row.get("imported_description") or None
        pieces = [self._piece(child, row) for child in children] or [self._piece(row, row)]
        tagged = " ".join(filter(None, [notes, *(child.get("notes") for child in children)]))
        raw = orjson.dumps([row, *children], default=str).decode() if children else orjson.dumps(row).decode()
        is_opening = bool(row.get("starting_balance_flag"))
        self._book.divided_entry(
            row["acct"],
            _day(row["date"]),
            self._minor(row["amount"]),
            self._payee(row),
            [piece._replace(category=None) for piece in pieces] if is_opening else pieces,
            notes=notes,
            tags=tuple(_TAG.findall(tagged)),
            bank_text=bank_text,
            source_id=row["id"],
            is_opening=is_opening,
            raw=raw,
        )

    def _piece(self, row: dict[str, Any], parent: dict[str, Any]) -> Piece:
        other = row.get("transferred_id")
        link = "|".join(sorted((row["id"], other))) if other else None
        memo = row.get("notes") if row is not parent else None
        category = None if link else self._categories.get(row.get("category") or "")
        return Piece(self._minor(row["amount"]), category, memo, self._payee(row), link)

    def _payee(self, row: dict[str, Any]) -> str:
        id_ = row.get("description")
        payee = self._payees.get(self._merged.get(id_, id_))
        if payee is None:
            return ""
        return str(self._names.get(payee.get("transfer_acct")) or payee["name"] or "")

    def _minor(self, hundredths: int | None) -> int:
        return -_from_units(Decimal(hundredths or 0) / 100, self._currency)

    def _add_budgets(self) -> None:
        for table in ("zero_budgets", "reflect_budgets"):
            for row in self._rows(table):
                category = self._categories.get(row["category"] or "")
                if category and row["amount"]:
                    month = str(row["month"])
                    self._book.budget(f"{month[:4]}-{month[4:6]}", category, -self._minor(row["amount"]))

    def _count(self, table: str, what: str, reason: str) -> None:
        self._book.no_place(what, reason, len(self._rows(table)))


def read_transactions_csv(data: bytes, *, currency: str) -> Book:
    """Return the book in the CSV of all transactions, which names accounts and categories but has no numbers."""
    book = BookBuilder(PROGRAM)
    rows = list(read_csv(data, PROGRAM))
    for row in rows:
        book.account(row["Account"], row["Account"], currency=currency)
    at = 0
    while at < len(rows):
        row = rows[at]
        into = _SPLIT.match(row["Notes"])
        if into and into[1]:
            size = int(into[1])
            children = [each for each in rows[at + 1 : at + 1 + size] if _SPLIT.match(each["Notes"])]
            at += 1 + len(children)
            _add_csv_row(book, row, children, currency)
        else:
            _add_csv_row(book, row, [], currency)
            at += 1
    book.no_place("Numbers of transactions", "The CSV of Actual has none; its zip has them, and the budget as well")
    return book.finish()


def _add_csv_row(book: BookBuilder, row: CsvRow, children: Sequence[CsvRow], currency: str) -> None:
    pieces = [_csv_piece(book, each, currency) for each in (children or [row])]
    notes = _SPLIT.sub("", row["Notes"])
    amount = sum(piece.amount_minor for piece in pieces)
    payee = row["Payee"]
    raw = "\n".join(each.raw for each in (row, *children))
    is_opening = payee == "Starting Balance"
    book.divided_entry(
        row["Account"],
        row.iso_day("Date"),
        amount,
        payee,
        [piece._replace(category=None) for piece in pieces] if is_opening else pieces,
        notes=notes,
        tags=tuple(_TAG.findall(" ".join(each["Notes"] for each in (row, *children)))),
        is_opening=is_opening,
        raw=raw,
    )


def _csv_piece(book: BookBuilder, row: CsvRow, currency: str) -> Piece:
    amount = -row.minor("Amount", currency)
    memo = _SPLIT.sub("", row["Notes"]) or None
    if not row["Category"] and book.has_account(row["Payee"]):
        return Piece(amount, None, memo, row["Payee"], other_account=row["Payee"])
    # Either “Group: Category” or, from a filtered list, the category alone.
    path = row["Category"].split(": ", 1)
    kind = "income" if path[0] == "Income" else "expense"
    return Piece(amount, book.category(path, kind=kind), memo, row["Payee"])


def _from_units(units: Decimal, currency: str) -> int:
    minor = units.scaleb(minor_digits(currency))
    if minor != int(minor):
        raise UnreadableBook(PROGRAM, f"its amounts have more decimals than {currency}. Choose the right currency.")
    return int(minor)


def _day(number: int) -> date:
    text = str(number)
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError as error:
        raise UnreadableBook(PROGRAM, f"“{text}” is no date.") from error
