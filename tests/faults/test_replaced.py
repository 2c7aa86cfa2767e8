"""The data file is replaced or removed while the app is running: nothing is accepted and lost."""

import os
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.infra.database import driver
from tests.backend.journeys import open_account, refused, spend
from tests.makers import imported, preview, statement


def replace(home: Path) -> None:
    """Put another file in the place of the open one, as a sync tool does."""
    other = home / "budget.db.tmp"
    shutil.copyfile(home / "budget.db", other)
    other.replace(home / "budget.db")


def remove(home: Path) -> None:
    (home / "budget.db").unlink()


@pytest.mark.parametrize("happens", [replace, remove])
def test_an_edit_is_refused_once_the_file_is_another_one(client: TestClient, home: Path, happens: object) -> None:
    account = open_account(client)
    spend(client, account, 100)
    assert client.get("/api/app/data-file").json() == {"state": "open", "message": None}
    assert callable(happens)
    happens(home)
    body = {"account_id": account, "on": "2026-03-05", "description": "LATE", "amount_minor": 200}
    problem = refused(client.post("/api/transactions", json=body), 503, "data_file_replaced")
    assert client.get("/api/app/data-file").json() == {"state": "replaced", "message": problem["detail"]}
    assert client.get("/api/transactions").json()["total"] == 1


def test_a_copy_of_the_open_file_can_be_saved(client: TestClient, home: Path) -> None:
    spend(client, open_account(client), 100)
    remove(home)
    shutil.rmtree(home / "backups")
    saved = client.post("/api/app/data-file/copy")
    assert saved.status_code == 200, saved.text
    path = Path(saved.json()["paths"][0])
    assert path.parent == home / "backups"
    with driver().connect(path) as copy:
        assert copy.execute("SELECT amount_minor FROM transactions").fetchall() == [(100,)]


def test_an_import_under_way_is_not_kept_in_a_file_that_nobody_opens_again(client: TestClient, home: Path) -> None:
    account = open_account(client)
    waiting = preview(client, statement(), account_id=account).json()["id"]
    replace(home)
    refused(client.post(f"/api/import/{waiting}/commit", json={"account_id": account}), 503, "data_file_replaced")
    assert client.get("/api/transactions").json()["total"] == 0


def test_a_removed_log_beside_the_file_is_noticed_too(client: TestClient, home: Path) -> None:
    account = open_account(client)
    imported(client, statement(), account_id=account)
    (home / "budget.db-wal").unlink()
    body = {"account_id": account, "on": "2026-03-05", "description": "LATE", "amount_minor": 200}
    refused(client.post("/api/transactions", json=body), 503, "data_file_replaced")


def test_a_file_that_is_written_to_by_another_program_stays_the_same_file(client: TestClient, home: Path) -> None:
    account = open_account(client)
    with driver().connect(home / "budget.db") as other:
        other.execute("UPDATE accounts SET name = 'Elsewhere'")
    os.utime(home / "budget.db")
    spend(client, account, 100)
    assert client.get("/api/app/data-file").json()["state"] == "open"
