"""Firefly III: the CSV export of transactions, and the JSON of its API (/api/v1/transactions)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

import orjson

from backend.kit.currency import is_currency, minor_digits
from backend.moving_in.book import Book, BookBuilder, Piece
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.csv_rows import read_csv

PROGRAM = "Firefly III"
CSV_COLUMNS = {"group_id", "journal_id", "type", "amount", "currency_code", "source_name", "destination_name"}
_OWN = {
    "asset account": None,
    "default account": None,
    "loan": "loan",
    "debt": "liability",
    "mortgage": "loan",
    "liability credit account": "liability",
}
_EQUITY = frozenset({"initial balance account", "reconciliation account"})
_Journal = Mapping[str, str]


def is_json(data: bytes) -> bool:
    """Say whether a file is the answer of Firefly's API with transactions in it."""
    head = data[:4000]
    return head.lstrip().startswith(b"{") and b'"transaction_journal_id"' in head


def read_transactions_csv(data: bytes, *, currency: str) -> Book:
    """Return the book in the CSV export. Raises UnreadableBook."""
    columns = (
        "group_id journal_id type amount foreign_amount currency_code foreign_currency_code description date"
        " source_name source_type destination_name destination_type category budget bill tags notes"
    ).split()
    rows = [{**{name: row[name] for name in columns}, "raw": row.raw} for row in read_csv(data, PROGRAM)]
    return _read(rows, currency)


def read_json(data: bytes, *, currency: str) -> Book:
    """Return the book in the JSON of the API. Raises UnreadableBook."""
    try:
        found = orjson.loads(data)
        rows = [
            _journal(group["id"], journal) for group in found["data"] for journal in group["attributes"]["transactions"]
        ]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableBook(PROGRAM, "the JSON is not an answer of its API with transactions.") from error
    return _read(rows, currency)


def _journal(group_id: object, journal: Mapping[str, Any]) -> dict[str, str]:
    names = {"journal_id": "transaction_journal_id", "category": "category_name", "budget": "budget_name"}
    plain = {
        name: str(journal.get(names.get(name, name)) or "")
        for name in (
            "journal_id", "type", "amount", "foreign_amount", "currency_code", "foreign_currency_code", "description",
            "date", "source_name", "source_type", "destination_name", "destination_type", "category", "budget", "bill",
            "notes",
        )
    }  # fmt: skip
    tags = ",".join(journal.get("tags") or [])
    return {**plain, "group_id": str(group_id), "tags": tags, "raw": orjson.dumps(journal).decode()}


def _read(rows: Sequence[_Journal], currency: str) -> Book:
    book = BookBuilder(PROGRAM)
    for row in rows:
        for side in ("source", "destination"):
            if row[f"{side}_type"].casefold() in _OWN:
                _account(book, row, side, currency)
    book.no_place("Budgets of transactions", "Set yours in Budget", len({row["budget"] for row in rows} - {""}))
    book.no_place(
        "Bills", "Recurring payments are found in your transactions", len({row["bill"] for row in rows} - {""})
    )
    ordered = sorted(rows, key=lambda row: (row["date"][:10], row["group_id"]))
    for _, group in groupby(ordered, key=lambda row: row["group_id"]):
        _add_group(book, list(group), currency)
    return book.finish()


def _add_group(book: BookBuilder, rows: Sequence[_Journal], currency: str) -> None:
    """Add the journals of one group: parts of one payment where they have the same own account."""
    spending: dict[str, list[_Journal]] = {}
    for row in rows:
        is_out, is_in = (row[f"{side}_type"].casefold() in _OWN for side in ("source", "destination"))
        if is_out and is_in:
            _add_transfer(book, row, currency)
        elif is_out or is_in:
            key = f"{'-' if is_out else '+'}{_account(book, row, 'source' if is_out else 'destination', currency)}"
            spending.setdefault(key, []).append(row)
        else:
            book.no_place("Transactions without an account of yours", "They move nothing in or out of any account")
    for key, parts in spending.items():
        _add_spending(book, key[1:], parts, is_out=key[0] == "-", currency=currency)


def _add_spending(book: BookBuilder, account: str, rows: Sequence[_Journal], *, is_out: bool, currency: str) -> None:
    first = rows[0]
    payee = first["destination_name" if is_out else "source_name"]
    pieces = []
    for row in rows:
        size = _minor(row, row["amount"], row["currency_code"] or currency)
        kind = "expense" if is_out else "income"
        category = book.category((row["category"],), kind=kind) if row["category"] else None
        pieces.append(Piece(size if is_out else -size, category, row["description"] if len(rows) > 1 else None))
    other_type = first["destination_type" if is_out else "source_type"].casefold()
    book.divided_entry(
        account,
        _day(first),
        sum(piece.amount_minor for piece in pieces),
        payee if payee and payee != "(unknown)" else first["description"],
        [piece._replace(category=None) for piece in pieces] if other_type in _EQUITY else pieces,
        **_words(rows),
        is_opening=other_type in _EQUITY or first["type"].casefold() == "opening balance",
    )


def _add_transfer(book: BookBuilder, row: _Journal, currency: str) -> None:
    """Add both sides; between currencies the foreign amount is what arrives."""
    source, destination = (_account(book, row, side, currency) for side in ("source", "destination"))
    own = row["currency_code"] or currency
    size = _minor(row, row["amount"], own)
    arrived = size
    if destination.rpartition("|")[2] != own and row["foreign_amount"]:
        arrived = _minor(row, row["foreign_amount"], row["foreign_currency_code"])
    more = {**_words([row]), "transfer": f"journal {row['journal_id']}"}
    book.entry(source, _day(row), size, row["destination_name"], **more)
    book.entry(destination, _day(row), -arrived, row["source_name"], **more)


def _words(rows: Sequence[_Journal]) -> dict[str, Any]:
    """Return the texts of an entry: the description is a note beside the payee."""
    notes = [row["description"] for row in rows[:1]] + [row["notes"] for row in rows]
    return {
        "notes": "\n".join(dict.fromkeys(filter(None, notes))),
        "tags": tuple(tag.strip() for row in rows for tag in row["tags"].split(",") if tag.strip()),
        "source_id": f"journal {rows[0]['journal_id']}",
        "raw": "\n".join(row["raw"] for row in rows),
    }


def _account(book: BookBuilder, row: _Journal, side: str, currency: str) -> str:
    """Return an own account; one that is used in two currencies is two accounts here."""
    code = row["currency_code"]
    is_arriving = side == "destination" and row["source_type"].casefold() in _OWN
    if is_arriving and row["foreign_amount"] and is_currency(row["foreign_currency_code"]):
        code = row["foreign_currency_code"]
    code = code if is_currency(code) else currency
    name = row[f"{side}_name"]
    kind = _OWN[row[f"{side}_type"].casefold()]
    return book.account(f"{name}|{code}", name, currency=code, account_type=kind)


def _minor(row: _Journal, text: str, currency: str) -> int:
    """Return the size of an amount; the types of the accounts say which way it went."""
    try:
        minor = abs(Decimal(text or "0")).scaleb(minor_digits(currency))
    except (InvalidOperation, KeyError) as error:
        raise UnreadableBook(PROGRAM, f"“{text} {currency}” in journal {row['journal_id']} is no amount.") from error
    if minor != int(minor):
        raise UnreadableBook(PROGRAM, f"“{text}” in journal {row['journal_id']} has too many decimals for {currency}.")
    return int(minor)


def _day(row: _Journal) -> date:
    try:
        return date.fromisoformat(row["date"][:10])
    except ValueError as error:
        raise UnreadableBook(PROGRAM, f"“{row['date']}” in journal {row['journal_id']} is no day.") from error
