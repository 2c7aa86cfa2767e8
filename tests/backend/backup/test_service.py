"""Backups of a running app: made with a manifest, proved by a drill, restored with a way back, deleted."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.backup.service import BackupService
from backend.infra.config import Config
from backend.main import create_app
from tests.backend.journeys import open_account
from tests.makers import imported, is_whole, long_statement, statement, the_file

ROWS = 300
DAMAGES = {
    "CREATE TRIGGER t AFTER INSERT ON transactions BEGIN DELETE FROM transactions; END": "trigger t",
    "CREATE VIEW v AS SELECT 1": "view v",
    "CREATE TABLE songs (title)": "table songs",
    "DROP INDEX ix_inbox_items_user_id_status": "lacks",
    "UPDATE alembic_version SET version_num = '9999'": "versions up to",
    "UPDATE accounts SET name = CAST(x'ff' AS TEXT)": "cannot be read",
    "UPDATE transactions SET account_id = 4711 WHERE id = 7": "refer to records that do not exist",
}


@pytest.fixture
def app(home: Path) -> Iterator[TestClient]:
    """The app with an account and some rows, and without a backup."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(ROWS), account_id=open_account(client))
        client.app.state.data.import_backups.close()  # type: ignore[attr-defined]
        shutil.rmtree(home / "backups")
        yield client


def answer(client: TestClient, method: str, path: str) -> Any:
    response = client.request(method, f"/api/backups{path}")
    assert response.status_code in (200, 204), response.text
    return response.json() if response.content else None


def rows(client: TestClient) -> int:
    return int(client.get("/api/stats").json()["total_transactions"])


def test_a_backup_has_both_files_and_a_manifest_of_what_they_hold(app: TestClient, home: Path) -> None:
    made = answer(app, "POST", "")
    assert (made["reason"], made["transactions"], made["is_complete"]) == ("manual", ROWS, True)
    names = sorted(path.name.split("-")[0] for path in (home / "backups").iterdir())
    assert names == ["budget", "investments", "manifest"]
    assert answer(app, "GET", "") == {"backups": [made], "proof": None}
    manifest = json.loads((home / "backups" / f"manifest-{made['key']}.json").read_bytes())
    budget = next(each for each in manifest["files"] if each["of"] == "budget")
    assert budget["live"] == budget["copied"]
    assert budget["copied"]["sums"]["transactions.amount_minor"] != 0


def test_a_drill_restores_the_backup_elsewhere_and_compares_it(app: TestClient, home: Path) -> None:
    key = answer(app, "POST", "")["key"]
    proof = answer(app, "POST", f"/{key}/prove")
    assert (proof["problems"], proof["transactions"], proof["is_compared"]) == ([], ROWS, True)
    assert answer(app, "GET", "/proof") == proof
    assert not (home / ".drill").exists()


def test_a_changed_copy_fails_the_drill_and_is_not_restored(app: TestClient, home: Path) -> None:
    key = answer(app, "POST", "")["key"]
    with the_file(home / "backups", f"budget-{key}.db") as file:
        file.execute("UPDATE transactions SET amount_minor = amount_minor + 1 WHERE id = 7")
    (problem,) = answer(app, "POST", f"/{key}/prove")["problems"]
    assert "SHA-256 differs" in problem
    refused = app.post(f"/api/backups/{key}/restore")
    assert (refused.status_code, refused.json()["code"]) == (409, "backup_not_good")
    assert rows(app) == ROWS


def test_a_backup_without_manifest_is_looked_at_all_the_same(app: TestClient, home: Path) -> None:
    key = answer(app, "POST", "")["key"]
    (home / "backups" / f"manifest-{key}.json").unlink()
    path = home / "backups" / f"budget-{key}.db"
    whole = path.read_bytes()
    for damage, says in DAMAGES.items():
        path.write_bytes(whole)
        with the_file(home / "backups", path.name) as file:
            file.execute(damage)
        problems = answer(app, "POST", f"/{key}/prove")["problems"]
        assert any(says in each for each in problems), problems


def test_a_restore_brings_everything_back_and_can_be_undone(app: TestClient, home: Path) -> None:
    account = app.get("/api/accounts").json()[0]["id"]
    key = answer(app, "POST", "")["key"]
    imported(app, statement(), account_id=account)
    app.post("/api/settings", json={"settings": {"base_currency": "EUR"}})
    assert rows(app) == ROWS + 3
    restored = answer(app, "POST", f"/{key}/restore")
    assert rows(app) == ROWS
    assert app.get("/api/app").json()["base_currency"] == "USD"
    # Everything goes on working on the restored data.
    imported(app, statement(), account_id=account)
    assert rows(app) == ROWS + 3
    answer(app, "POST", f"/{restored['before']}/restore")
    assert rows(app) == ROWS + 3
    assert app.get("/api/app").json()["base_currency"] == "EUR"
    assert is_whole(home)


def test_a_restore_that_was_cut_short_is_finished_at_the_next_start(
    app: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = app.get("/api/accounts").json()[0]["id"]
    key = answer(app, "POST", "")["key"]
    imported(app, statement(), account_id=account)
    monkeypatch.setattr(BackupService, "finish_restore", lambda _self: None)
    answer(app, "POST", f"/{key}/restore")
    assert rows(app) == ROWS + 3
    monkeypatch.undo()
    monkeypatch.setenv("BUDGET_APP_KEY_FILE", "1")
    app.__exit__(None, None, None)
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as again:
        assert rows(again) == ROWS
    assert not (home / ".restoring").exists()


def test_a_disk_that_fails_at_any_step_of_a_restore_leaves_the_data_or_the_backup(
    app: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = app.get("/api/accounts").json()[0]["id"]
    key = answer(app, "POST", "")["key"]
    imported(app, statement(), account_id=account)
    real, calls = os.fsync, 0

    def failing_at(step: int) -> Callable[[int], None]:
        def fsync(descriptor: int) -> None:
            nonlocal calls
            calls += 1
            if calls == step:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(descriptor)

        return fsync

    for step in range(1, 40):
        calls = 0
        monkeypatch.setattr(os, "fsync", failing_at(step))
        response = app.post(f"/api/backups/{key}/restore")
        monkeypatch.setattr(os, "fsync", real)
        assert rows(app) == (ROWS if response.status_code == 200 else ROWS + 3)
        assert not (home / ".restoring.json").exists()
        if response.status_code == 200:
            break
        assert (response.status_code, response.json()["code"]) == (507, "disk_full")
    assert step > 5
    assert is_whole(home)


def test_a_deleted_backup_can_be_brought_back(app: TestClient, home: Path) -> None:
    made = answer(app, "POST", "")
    answer(app, "DELETE", f"/{made['key']}")
    assert answer(app, "GET", "")["backups"] == []
    answer(app, "POST", f"/{made['key']}/undelete")
    assert answer(app, "GET", "")["backups"] == [made]
    assert app.delete("/api/backups/2020-01-01T000000Z-daily").status_code == 404
    assert app.post("/api/backups/..%2Fbudget/undelete").status_code == 404


def test_without_room_nothing_is_written_and_the_numbers_are_said(
    app: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000_000))
    refused = app.post("/api/backups")
    assert (refused.status_code, refused.json()["code"]) == (507, "no_room_for_backup")
    assert "the disk has 100 MB left" in refused.json()["detail"]
    assert not list((home / "backups").glob("*"))


def test_the_weekly_drill_takes_the_backup_that_would_be_restored(app: TestClient, home: Path) -> None:
    service: BackupService = app.app.state.data.backups  # type: ignore[attr-defined]
    service.prove_if_due()
    assert answer(app, "GET", "/proof") is None
    key = answer(app, "POST", "")["key"]
    service.prove_if_due()
    first = answer(app, "GET", "/proof")
    assert first["backup"] == key
    kept = home / "backups" / "proof.json"
    for at in ("2020-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"):
        kept.write_text(json.dumps({**first, "at": at}))
        service.prove_if_due()
        assert answer(app, "GET", "/proof")["at"] >= first["at"]
        assert answer(app, "GET", "/proof")["at"] < "2999"
