"""GnuCash: a book as SQLite file or as XML, plain or compressed."""

import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backend.kit.currency import is_currency, minor_digits
from backend.moving_in.book import Book, BookBuilder, guess_type
from backend.moving_in.double_entry import Posting, Postings, Role, add_postings
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.source_files import open_sqlite, tables

PROGRAM = "GnuCash"
XML_ROOT = b"<gnc-v2"
_MONEY_TYPES = frozenset({"BANK", "CASH", "CREDIT", "ASSET", "LIABILITY", "RECEIVABLE", "PAYABLE"})
_TYPES = {"CASH": "cash", "CREDIT": "credit", "RECEIVABLE": "asset", "PAYABLE": "liability"}
_CATEGORY_KINDS = {"INCOME": "income", "EXPENSE": "expense"}
_CURRENCY_SPACES = ("CURRENCY", "ISO4217")
_SCHEDULED = ("Scheduled transactions", "Recurring payments are found in your transactions; confirm them there")


@dataclass(frozen=True, slots=True)
class _Account:
    guid: str
    name: str
    type: str
    commodity: str
    is_currency: bool
    parent: str | None


class _Split(NamedTuple):
    account: str
    value: Fraction
    quantity: Fraction
    memo: str | None


@dataclass(slots=True)
class _Transaction:
    guid: str
    day: str
    description: str
    notes: str | None = None
    splits: list[_Split] = field(default_factory=list)


def read_sqlite(data: bytes, *, currency: str) -> Book:
    """Return the book in a SQLite file of GnuCash. Raises UnreadableBook."""
    del currency  # Every account names its own.
    with open_sqlite(data, PROGRAM) as connection:
        names = tables(connection)
        if not names >= {"accounts", "commodities", "transactions", "splits"}:
            raise UnreadableBook(PROGRAM, "the database has no accounts of GnuCash.")
        book = BookBuilder(PROGRAM)
        if "schedxactions" in names:
            book.no_place(*_SCHEDULED, connection.execute("SELECT count(*) FROM schedxactions").fetchone()[0])
        if "budgets" in names:
            _count_budgets(book, connection.execute("SELECT count(*) FROM budgets").fetchone()[0])
        return _to_book(book, _sqlite_accounts(connection), _sqlite_transactions(connection, names))


def _sqlite_accounts(connection: sqlite3.Connection) -> list[_Account]:
    query = (
        "SELECT a.guid, a.name, a.account_type, a.parent_guid, c.namespace, c.mnemonic"
        " FROM accounts a LEFT JOIN commodities c ON c.guid = a.commodity_guid"
    )
    return [
        _Account(guid, name or "", type_, mnemonic or "", space in _CURRENCY_SPACES, parent)
        for guid, name, type_, parent, space, mnemonic in connection.execute(query)
    ]


def _sqlite_transactions(connection: sqlite3.Connection, names: set[str]) -> Iterator[_Transaction]:
    notes: dict[str, str] = {}
    if "slots" in names:
        notes = dict(connection.execute("SELECT obj_guid, string_val FROM slots WHERE name = 'notes'"))
    query = (
        "SELECT t.guid, t.post_date, t.description, s.account_guid, s.value_num, s.value_denom, s.quantity_num,"
        " s.quantity_denom, s.memo FROM transactions t JOIN splits s ON s.tx_guid = t.guid"
        " ORDER BY t.post_date, t.guid, s.guid"
    )
    current: _Transaction | None = None
    for guid, day, description, account, value, value_denom, quantity, quantity_denom, memo in connection.execute(
        query
    ):
        if current is None or current.guid != guid:
            if current is not None:
                yield current
            current = _Transaction(guid, day or "", description or "", notes.get(guid))
        current.splits.append(
            _Split(account, _fraction(value, value_denom), _fraction(quantity, quantity_denom), memo or None)
        )
    if current is not None:
        yield current


def read_xml(data: bytes, *, currency: str) -> Book:
    """Return the book in an XML file of GnuCash. Raises UnreadableBook."""
    del currency
    book = BookBuilder(PROGRAM)
    accounts: list[_Account] = []
    transactions: list[_Transaction] = []
    is_template = False
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end")):
            name = _local(element)
            if name == "template-transactions":
                is_template = event == "start"
            elif event == "end" and name in ("account", "transaction") and _is_gnc(element):
                if not is_template and name == "account":
                    accounts.append(_xml_account(element))
                elif not is_template:
                    transactions.append(_xml_transaction(element))
                element.clear()
            elif event == "end" and name == "schedxaction":
                book.no_place(*_SCHEDULED)
            elif event == "end" and name == "budget":
                _count_budgets(book, 1)
    except DefusedXmlException as error:
        raise UnreadableBook(PROGRAM, "it declares XML entities, which GnuCash never does.") from error
    except ParseError as error:
        raise UnreadableBook(PROGRAM, "its XML ends too early or is damaged. Save it again there.") from error
    transactions.sort(key=lambda each: each.day)
    return _to_book(book, accounts, transactions)


def _is_gnc(element: Element) -> bool:
    return element.tag.startswith("{http://www.gnucash.org/XML/gnc}")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Element, *path: str) -> Element | None:
    """Return the element at a path of local names: each file may call its namespaces differently."""
    found: Element | None = element
    for name in path:
        found = next((each for each in found if _local(each) == name), None) if found is not None else None
    return found


def _text(element: Element, *path: str) -> str:
    found = _child(element, *path)
    return (found.text or "").strip() if found is not None else ""


def _xml_account(element: Element) -> _Account:
    return _Account(
        _text(element, "id"),
        _text(element, "name"),
        _text(element, "type"),
        _text(element, "commodity", "id"),
        _text(element, "commodity", "space") in _CURRENCY_SPACES,
        _text(element, "parent") or None,
    )


def _xml_transaction(element: Element) -> _Transaction:
    notes = None
    for slot in _child(element, "slots") or ():
        if _text(slot, "key") == "notes":
            notes = _text(slot, "value")
    made = _Transaction(
        _text(element, "id"), _text(element, "date-posted", "date"), _text(element, "description"), notes
    )
    for split in _child(element, "splits") or ():
        made.splits.append(
            _Split(
                _text(split, "account"),
                _read_fraction(_text(split, "value")),
                _read_fraction(_text(split, "quantity")),
                _text(split, "memo") or None,
            )
        )
    return made


def _read_fraction(text: str) -> Fraction:
    numerator, _, denominator = text.partition("/")
    try:
        return _fraction(int(numerator), int(denominator or 1))
    except ValueError as error:
        raise UnreadableBook(PROGRAM, f"“{text}” is no amount.") from error


def _fraction(numerator: object, denominator: object) -> Fraction:
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator < 1:
        raise UnreadableBook(PROGRAM, f"“{numerator}/{denominator}” is no amount.")
    return Fraction(numerator, denominator)


def _to_book(book: BookBuilder, accounts: Iterable[_Account], transactions: Iterable[_Transaction]) -> Book:
    by_guid = {account.guid: account for account in accounts}
    paths = {guid: _path(by_guid, guid) for guid in by_guid}
    roles: dict[str, Role] = {}
    categories: dict[str, str | None] = {}
    used = _leaf_names(by_guid, paths)
    for guid, account in by_guid.items():
        if account.type in _MONEY_TYPES and account.is_currency and is_currency(account.commodity):
            roles[guid] = "own"
        elif account.type in _CATEGORY_KINDS:
            roles[guid] = "category"
            kind = _CATEGORY_KINDS[account.type]
            # “Expenses” and “Income” themselves say no more than the kind does.
            path = paths[guid][1:] or paths[guid]
            categories[guid] = book.category(path, kind=kind, key=guid)
        elif account.type == "EQUITY":
            roles[guid] = "equity"
        else:
            roles[guid] = "elsewhere"
    for transaction in transactions:
        # Trading accounts balance each currency by itself; the values balance without them.
        splits = [split for split in transaction.splits if by_guid.get(split.account, _NO_ACCOUNT).type != "TRADING"]
        if any(split.account not in roles for split in splits):
            continue
        for split in splits:
            if roles[split.account] == "own":
                account = by_guid[split.account]
                book.account(
                    split.account, used[split.account], currency=account.commodity, account_type=_type_of(account)
                )
        scale = math.lcm(1, *(split.value.denominator for split in splits))
        postings = [
            Posting(split.account, _minor(book, split, by_guid, roles), int(split.value * scale), split.memo)
            for split in splits
        ]
        add_postings(
            book,
            Postings(
                transaction.guid, _day(transaction.day), transaction.description, transaction.notes, (), "", postings
            ),
            roles,
            categories,
        )
    return book.finish()


_NO_ACCOUNT = _Account("", "", "", "", is_currency=False, parent=None)


def _minor(book: BookBuilder, split: _Split, by_guid: Mapping[str, _Account], roles: Mapping[str, Role]) -> int:
    """Return what went into an account in minor units of its currency; other accounts count by weight only."""
    if roles[split.account] != "own":
        return 1 if split.value else 0
    exact = split.quantity * Fraction(10 ** minor_digits(by_guid[split.account].commodity))
    if exact.denominator != 1:
        book.no_place("Amounts with more decimals than their currency", "They are rounded to the cent")
    return round(exact)


def _type_of(account: _Account) -> str:
    if account.type == "LIABILITY":
        return "loan" if guess_type(account.name) == "loan" else "liability"
    if account.type == "ASSET":
        return "asset" if guess_type(account.name) in ("checking", "credit") else guess_type(account.name)
    return _TYPES.get(account.type) or ("savings" if guess_type(account.name) == "savings" else "checking")


def _path(by_guid: Mapping[str, _Account], guid: str) -> tuple[str, ...]:
    """Return the names that lead to an account, without the root."""
    names: list[str] = []
    seen: set[str] = set()
    at = by_guid.get(guid)
    while at is not None and at.type != "ROOT":
        if at.guid in seen:
            raise UnreadableBook(PROGRAM, f"its account “{by_guid[guid].name}” is above itself.")
        seen.add(at.guid)
        names.append(at.name)
        at = by_guid.get(at.parent or "")
    return tuple(reversed(names))


def _leaf_names(by_guid: Mapping[str, _Account], paths: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return for each account its own name, with the one above it where several accounts have that name."""
    counts: dict[str, int] = {}
    for account in by_guid.values():
        if account.type in _MONEY_TYPES:
            counts[account.name] = counts.get(account.name, 0) + 1
    return {
        guid: account.name if counts.get(account.name, 0) < 2 else " – ".join(paths[guid][-2:])
        for guid, account in by_guid.items()
    }


def _day(text: str) -> date:
    """Read “2024-03-01 10:59:00” (SQLite), the same with a time zone (XML), or “20240301105900” (SQLite before 3.0)."""
    plain = text[:10] if "-" in text[:10] else f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    try:
        return date.fromisoformat(plain)
    except ValueError as error:
        raise UnreadableBook(PROGRAM, f"“{text}” is no day.") from error


def _count_budgets(book: BookBuilder, count: int) -> None:
    book.no_place("Budgets", "Budgets of GnuCash are for periods of their own; set yours in Budget", count)
