"""Books of other programs with invented contents, and how a test moves them in."""

import io
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from starlette.testclient import TestClient

Json = dict[str, Any]

# The tables of Actual 26 as far as they are read.
_ACTUAL = """
CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT, offbudget INTEGER DEFAULT 0, closed INTEGER DEFAULT 0,
  tombstone INTEGER DEFAULT 0);
CREATE TABLE category_groups (id TEXT PRIMARY KEY, name TEXT, is_income INTEGER DEFAULT 0, tombstone INTEGER DEFAULT 0);
CREATE TABLE categories (id TEXT PRIMARY KEY, name TEXT, is_income INTEGER DEFAULT 0, cat_group TEXT,
  tombstone INTEGER DEFAULT 0);
CREATE TABLE category_mapping (id TEXT PRIMARY KEY, transferId TEXT);
CREATE TABLE payees (id TEXT PRIMARY KEY, name TEXT, transfer_acct TEXT, tombstone INTEGER DEFAULT 0);
CREATE TABLE payee_mapping (id TEXT PRIMARY KEY, targetId TEXT);
CREATE TABLE transactions (id TEXT PRIMARY KEY, isParent INTEGER DEFAULT 0, isChild INTEGER DEFAULT 0, acct TEXT,
  category TEXT, amount INTEGER, description TEXT, notes TEXT, date INTEGER, financial_id TEXT,
  imported_description TEXT, starting_balance_flag INTEGER DEFAULT 0, transferred_id TEXT, sort_order REAL,
  tombstone INTEGER DEFAULT 0, cleared INTEGER DEFAULT 1, parent_id TEXT);
CREATE TABLE zero_budgets (id TEXT PRIMARY KEY, month INTEGER, category TEXT, amount INTEGER);
CREATE TABLE schedules (id TEXT PRIMARY KEY, name TEXT, tombstone INTEGER DEFAULT 0);
CREATE TABLE rules (id TEXT PRIMARY KEY, tombstone INTEGER DEFAULT 0);
"""
_ROWS: Mapping[str, Iterable[Json]] = {
    "accounts": [
        {"id": "a1", "name": "Checking"},
        {"id": "a2", "name": "Savings"},
        {"id": "a3", "name": "Old card", "closed": 1},
        {"id": "a4", "name": "Deleted", "tombstone": 1},
    ],
    "category_groups": [{"id": "g1", "name": "Usual"}, {"id": "g2", "name": "Income", "is_income": 1}],
    "categories": [
        {"id": "c1", "name": "Food", "cat_group": "g1"},
        {"id": "c2", "name": "Household", "cat_group": "g1"},
        {"id": "c3", "name": "Salary", "cat_group": "g2", "is_income": 1},
        {"id": "c4", "name": "Starting Balances", "cat_group": "g2", "is_income": 1},
    ],
    "category_mapping": [
        *({"id": f"c{n}", "transferId": f"c{n}"} for n in range(1, 5)), {"id": "gone", "transferId": "c1"}
    ],
    "payees": [
        {"id": "p1", "name": "Corner Market"},
        {"id": "p2", "name": "", "transfer_acct": "a2"},
        {"id": "p3", "name": "", "transfer_acct": "a1"},
        {"id": "p4", "name": "Works Ltd"},
        {"id": "p5", "name": "Starting Balance"},
    ],
    "payee_mapping": [*({"id": f"p{n}", "targetId": f"p{n}"} for n in range(1, 6)), {"id": "merged", "targetId": "p1"}],
    "transactions": [
        {"id": "t0", "acct": "a1", "amount": 100_000, "date": 20240101, "description": "p5", "category": "c4",
         "starting_balance_flag": 1},
        {"id": "t1", "acct": "a1", "amount": 250_000, "date": 20240131, "description": "p4", "category": "c3"},
        {"id": "t2", "acct": "a1", "amount": -4_210, "date": 20240203, "description": "merged", "category": "gone",
         "notes": "weekly #family shop", "imported_description": "CORNER MARKET 0042"},
        {"id": "t3", "acct": "a1", "amount": -10_000, "date": 20240205, "description": "p1", "isParent": 1},
        {"id": "t3/1", "acct": "a1", "amount": -6_000, "date": 20240205, "isChild": 1, "parent_id": "t3",
         "category": "c1", "description": "p1", "notes": "bread"},
        {"id": "t3/2", "acct": "a1", "amount": -2_500, "date": 20240205, "isChild": 1, "parent_id": "t3",
         "category": "c2", "description": "p1"},
        {"id": "t3/3", "acct": "a1", "amount": -1_500, "date": 20240205, "isChild": 1, "parent_id": "t3",
         "description": "p2", "transferred_id": "t4"},
        {"id": "t4", "acct": "a2", "amount": 1_500, "date": 20240205, "description": "p3", "transferred_id": "t3/3"},
        {"id": "t5", "acct": "a1", "amount": -20_000, "date": 20240301, "description": "p2", "transferred_id": "t6"},
        {"id": "t6", "acct": "a2", "amount": 20_000, "date": 20240301, "description": "p3", "transferred_id": "t5"},
        {"id": "t7", "acct": "a3", "amount": -999, "date": 20240302, "description": "p1", "category": "c1"},
        {"id": "t8", "acct": "a1", "amount": -1, "date": 20240302, "description": "p1", "tombstone": 1},
    ],
    "zero_budgets": [{"id": "b1", "month": 202402, "category": "c1", "amount": 40_000}],
    "schedules": [{"id": "s1", "name": "Rent"}],
}  # fmt: skip


def actual_database(rows: Mapping[str, Iterable[Json]] = _ROWS) -> bytes:
    """A budget of Actual: three accounts, a split with a transfer in it, a closed card."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_ACTUAL)
        for table, values in rows.items():
            for row in values:
                marks = ", ".join("?" for _ in row)
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        connection.commit()
        return bytes(connection.serialize())


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def actual_zip() -> bytes:
    """The budget as Actual exports it."""
    return zipped({"db.sqlite": actual_database(), "metadata.json": b'{"budgetName": "Home"}'})


def opened(client: TestClient, data: bytes, *, name: str, **fields: str) -> Json:
    """Open a book and return what the page would show."""
    answer = client.post("/api/moving-in", files={"file": (name, data)}, data=fields)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def suggested(book: Json, **more: Any) -> Json:
    """The choices that the book suggests."""
    return {
        "accounts": {account["key"]: account["choice"] for account in book["accounts"]},
        "categories": {category["key"]: category["choice"] for category in book["categories"]},
        **more,
    }


def moved_in(client: TestClient, data: bytes, *, name: str, **fields: str) -> Json:
    """Move a book in as suggested and return its parity report."""
    book = opened(client, data, name=name, **fields)
    answer = client.post(f"/api/moving-in/{book['id']}/commit", json=suggested(book))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found
