"""Erase everything of a person, with proof: rows, files, free pages and the log."""

from pathlib import Path

from sqlalchemy import text
from starlette.testclient import TestClient

from tests.backend.documents.test_api import add
from tests.backend.journeys import open_account, refused, spend

SECRET = "Juniper Dental 7712"


def holders(home: Path, words: bytes) -> list[str]:
    """Return the files of the data folder whose bytes have these words."""
    return [path.name for path in home.rglob("*") if path.is_file() and words in path.read_bytes()]


def owned_rows(client: TestClient) -> dict[str, int]:
    """Return how many rows each table with an owner has, asked of the data file itself."""
    with client.app.state.budget.read() as db:  # type: ignore[attr-defined] # the app of this client
        tables = db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        owned = [
            name for name in tables if "user_id" in {row[1] for row in db.execute(text(f"PRAGMA table_info({name})"))}
        ]
        counts = {name: db.scalar(text(f"SELECT count(*) FROM {name}")) for name in owned}
    return {name: count for name, count in counts.items() if count}


def test_everything_is_erased_and_the_report_proves_it(client: TestClient, home: Path) -> None:
    fresh = owned_rows(client)
    account = open_account(client)
    spend(client, account, 9000, description=SECRET)
    add(client, f"Invoice of {SECRET}".encode(), "invoice.txt")
    client.delete(f"/api/transactions/{spend(client, account, 100, description=SECRET)}")
    client.post("/api/backups")
    assert holders(home, SECRET.encode())
    refused(client.post("/api/erasure", json={"confirmation": "yes"}), 422, "erasure_not_confirmed")
    there = client.get("/api/erasure").json()
    assert (there["documents"], len(there["backups"])) == (1, 1)

    report = client.post("/api/erasure", json={"confirmation": "ERASE", "with_backups": True}).json()
    rows = {each["table"]: each["rows_before"] for each in report["tables"]}
    assert (rows["transactions"], rows["documents"], rows["deleted_transactions"]) == (1, 1, 1)
    assert all(each["rows_after"] == 0 for each in report["tables"])
    assert (report["documents_erased"], len(report["backups_erased"]), report["backups_left"]) == (1, 1, [])
    assert holders(home, SECRET.encode()) == []
    assert owned_rows(client) == fresh
    assert client.get("/api/accounts").json() == []
    assert open_account(client), "the app goes on as on its first start"


def test_backups_stay_unless_they_are_named_and_the_report_lists_them(client: TestClient) -> None:
    spend(client, open_account(client), 9000, description=SECRET)
    key = client.post("/api/backups").json()["key"]
    report = client.post("/api/erasure", json={"confirmation": "ERASE"}).json()
    assert (report["backups_erased"], report["backups_left"]) == ([], [key])
