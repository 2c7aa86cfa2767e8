"""A data folder of the older app becomes one of this app at the first start: everything of it is there, or told."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app
from backend.migrations.runner import UnknownDatabase
from tests.backend.legacy.legacy_app import MIDDLE, NEWEST, OLDEST, insert, make
from tests.makers import is_whole, the_file

CATEGORIES = [
    {"id": 1, "short_desc": "food", "display_name": "Food", "color": "#FF6B6B", "is_income": 0},
    {"id": 2, "short_desc": "groceries", "display_name": "Groceries", "parent_id": 1, "is_recurring": 1},
    {"id": 7, "short_desc": "income", "display_name": "Income", "is_income": 1},
    {"id": 8, "short_desc": "payroll", "display_name": "Payroll", "parent_id": 7, "is_income": 0},
]
ACCOUNTS = [{"id": 3, "name": "SoFi Checking", "institution": "sofi", "account_type": "checking"}]
ROWS: list[dict[str, Any]] = [
    {"id": 11, "account_id": 3, "date": "2025-03-01", "description": "Debit Card Purchase - SHOP", "amount": 12.1,
     "merchant_name": "SHOP", "category_id": 2, "status": "confirmed", "source": "csv_import",
     "created_at": "2025-03-02 08:30:00.123456"},
    {"id": 12, "account_id": 3, "date": "2025-03-09", "description": "PAY", "amount": -2500.0, "category_id": 8,
     "status": "auto_confirmed", "source": "archive_import"},
    {"id": 15, "account_id": 3, "date": "2025-04-01", "description": "NEW", "amount": 0.07, "category_id": 2,
     "status": "pending_review", "source": "csv_import"},
]  # fmt: skip
AGES = {"oldest": OLDEST, "middle": MIDDLE, "newest": NEWEST}


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with the_file(home) as file:
        return file.execute(query).fetchall()


def start(home: Path) -> TestClient:
    return TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("age", AGES)
def test_each_age_is_taken_over_row_by_row(home: Path, age: str) -> None:
    make(home / "budget.db", AGES[age], {"categories": CATEGORIES, "accounts": ACCOUNTS, "transactions": ROWS})
    with start(home) as client:
        report = client.get("/api/adoption").json()["budget"]
        assert client.get("/api/transactions").json()["total"] == 3
        assert len(client.get("/api/categories").json()) == 4
    assert rows(home, 'SELECT id, "on", amount_minor, category_id, status, source FROM transactions ORDER BY id') == [
        (11, "2025-03-01", 1210, 2, "confirmed", "csv_import"),
        (12, "2025-03-09", -250000, 8, "auto_confirmed", "archive"),
        (15, "2025-04-01", 7, None, "pending_review", "csv_import"),
    ]
    assert rows(home, "SELECT predicted_category_id FROM transactions WHERE id = 15") == [(2,)]
    assert rows(home, "SELECT kind FROM categories ORDER BY id") == [
        ("expense",),
        ("expense",),
        ("income",),
        ("income",),
    ]
    assert report["tables"]["transactions"] == {"before": 3, "after": 3, "set_aside": 0}
    assert [(month["month"], month["sum_before"], month["sum_after"]) for month in report["months"]] == [
        ("2025-03", "-2487.9", "-2487.90"),
        ("2025-04", "0.07", "0.07"),
    ]
    assert all(month["is_equal"] for month in report["months"])
    assert report["could_not_keep"] == report["changed"] == []
    assert is_whole(home)


def test_the_old_file_is_kept_whole_and_a_second_start_does_nothing(home: Path) -> None:
    old = make(home / "budget.db", NEWEST, {"categories": CATEGORIES, "accounts": ACCOUNTS, "transactions": ROWS})
    (home / ".encryption_key").write_text("a key")
    with start(home):
        pass
    (backup,) = (home / "backups").iterdir()
    assert backup.name.startswith("predecessor-")
    assert sorted(file.name for file in backup.iterdir()) == [".encryption_key", "adoption.json", "budget.db"]
    with closing(sqlite3.connect(backup / "budget.db")) as file:
        assert file.execute("SELECT id, amount FROM transactions").fetchall() == [(11, 12.1), (12, -2500.0), (15, 0.07)]
    before = old.read_bytes()
    with start(home):
        pass
    assert old.read_bytes() == before
    assert list((home / "backups").iterdir()) == [backup]
    assert [file.name for file in home.glob(".adopting*")] == []
    assert json.loads((backup / "adoption.json").read_text())["tables"]["accounts"]["after"] == 1


def test_what_only_the_log_of_the_old_file_has_is_not_lost(home: Path, tmp_path: Path) -> None:
    made = make(tmp_path / "old" / "budget.db", NEWEST, {"categories": CATEGORIES, "accounts": ACCOUNTS})
    with closing(sqlite3.connect(made)) as file:
        file.execute("PRAGMA wal_autocheckpoint=0")
        insert(file, "transactions", ROWS)
        file.commit()
        # As after a kill: the rows are in the log alone.
        home.mkdir()
        for name in ("budget.db", "budget.db-wal"):
            shutil.copyfile(made.parent / name, home / name)
    with start(home) as client:
        assert client.get("/api/transactions").json()["total"] == 3
    assert is_whole(home)


def test_a_file_of_another_program_is_refused_as_before(home: Path) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / "budget.db")) as file:
        file.execute("CREATE TABLE transactions (id INTEGER PRIMARY KEY, amount FLOAT)")
    before = (home / "budget.db").read_bytes()
    with pytest.raises(UnknownDatabase), start(home):
        pass
    assert (home / "budget.db").read_bytes() == before
    assert list((home / "backups").iterdir()) == []


def test_a_folder_without_older_data_has_no_report(client: TestClient) -> None:
    assert client.get("/api/adoption").json() == {"budget": None, "investments": None}
