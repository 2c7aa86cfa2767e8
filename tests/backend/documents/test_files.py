"""Attached files in backups, in the complete export, and before the doctor."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.backup.backups import parse_backup_name
from backend.backup.daily import back_up_if_possible
from backend.backup.restore import restore_backup
from backend.commands.doctor import checks_of
from backend.infra.config import Config
from backend.main import create_app
from backend.migrations.reference import SCHEMAS
from tests.backend.journeys import is_sound, open_account, refused, rows, spend

RECEIPT = b"\x89PNG\r\n\x1a\n and so on"


def attach(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100)
    answer = client.post(f"/api/transactions/{id_}/documents", files={"file": ("receipt.png", RECEIPT)})
    assert answer.status_code == 201


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "documents").rglob("*") if path.is_file()]


@contextmanager
def another(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        yield client


def restored(client: TestClient, export: Any) -> Any:
    return client.post("/api/restore", files={"file": ("export.json", json.dumps(export))})


def test_an_export_holds_attached_files_and_a_restore_brings_them_back(client: TestClient, tmp_path: Path) -> None:
    attach(client)
    export = client.get("/api/export").json()
    with another(tmp_path / "second") as second:
        answer = restored(second, export)
        assert answer.json()["counts"]["missing_files"] == 0
        [document] = second.get(f"/api/transactions/{rows(second)[0]['id']}/documents").json()
        assert second.get(f"/api/documents/{document['id']}/file").content == RECEIPT
        assert is_sound(second)


def test_a_file_that_is_missing_is_said_by_the_doctor_the_export_and_the_restore(
    client: TestClient, home: Path, tmp_path: Path
) -> None:
    attach(client)
    [path] = kept(home)
    path.write_bytes(b"damaged")
    [check] = [check for check in checks_of(client.app.state.budget) if not check.is_ok]  # type: ignore[attr-defined]
    assert check.found == "1 of 1 attached files are missing or damaged"
    export = client.get("/api/export").json()
    assert [row["content"] for row in export["files"]] == [None]
    with another(tmp_path / "second") as second:
        assert restored(second, export).json()["counts"]["missing_files"] == 1


@pytest.mark.parametrize("content", ["%%%", base64.b64encode(b"another file").decode()])
def test_a_file_that_is_not_what_its_hash_names_is_refused(client: TestClient, tmp_path: Path, content: str) -> None:
    attach(client)
    export = client.get("/api/export").json()
    export["files"][0]["content"] = content
    with another(tmp_path / "second") as second:
        refused(restored(second, export), 422, "damaged_export")
        assert rows(second) == []


def test_a_backup_copies_attached_files_and_brings_back_what_is_missing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with another(home) as client:
        attach(client)
    assert back_up_if_possible(home, reason="daily") == ["budget", "investments"]
    [path] = kept(home)
    assert (home / "backups" / "documents" / path.parent.name / path.name).read_bytes() == RECEIPT
    path.unlink()
    (home / "budget.db").write_bytes(b"no database")
    backups = filter(None, map(parse_backup_name, (home / "backups").glob("budget-*-daily.db")))
    restore_backup(next(backups), home, schemas=SCHEMAS)
    assert path.read_bytes() == RECEIPT
    with another(home) as client:
        assert is_sound(client)
