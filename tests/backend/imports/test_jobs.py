"""What the night takes away: previews that nobody came back to, and files that were never finished."""

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update
from starlette.testclient import TestClient

from backend.imports.jobs import delete_old_previews
from backend.imports.models import Import
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.scheduler import JobContext
from tests.backend.journeys import open_account
from tests.makers import imported, preview, statement

DAY = 24 * 60 * 60


def budget(client: TestClient) -> Database:
    found: Database = client.app.state.budget  # type: ignore[attr-defined]
    return found


def night(client: TestClient, home: Path) -> None:
    delete_old_previews(JobContext(Config(home=home), budget(client), threading.Event()))


def make_old(client: TestClient, import_id: int) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    with budget(client).write() as db:
        db.execute(update(Import).where(Import.id == import_id).values(updated_at=long_ago))


def kept(home: Path) -> int:
    return len(list((home / "incoming").iterdir()))


def test_a_preview_that_nobody_came_back_to_goes_with_its_file(client: TestClient, home: Path) -> None:
    old = preview(client, statement()).json()["id"]
    fresh = preview(client, statement("2024-03-01,TEA,-4.00")).json()["id"]
    make_old(client, old)
    night(client, home)
    assert client.get(f"/api/import/{old}").status_code == 404
    assert client.get(f"/api/import/{fresh}").json()["status"] == "previewed"
    assert kept(home) == 1


def test_what_was_imported_stays_however_old_it_is(client: TestClient, home: Path) -> None:
    done = imported(client, statement(), account_id=open_account(client))
    make_old(client, done["import_id"])
    # The same file waits as well: its bytes are those of the import.
    waiting = preview(client, statement()).json()["id"]
    make_old(client, waiting)
    night(client, home)
    assert client.get(f"/api/import/{waiting}").status_code == 404
    assert client.get(f"/api/import/{done['import_id']}/rows").status_code == 200
    assert kept(home) == 1


def test_a_file_that_was_never_finished_goes_after_a_day(client: TestClient, home: Path) -> None:
    preview(client, statement())
    for name, age in (("killed", 2 * DAY), ("at-work", 60)):
        part = home / "incoming" / f"{name}.part"
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age,) * 2)
    night(client, home)
    assert [path.name for path in (home / "incoming").glob("*.part")] == ["at-work.part"]
