"""The backup of the day: of real files, while they are written, and only when there is something new."""

import os
import shutil
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.backup.backups import Backup, backups, newest_valid_backup
from backend.backup.create import create_backup
from backend.backup.daily import create_due_backups, is_due
from backend.backup.jobs import create_daily_backups
from backend.backup.retention import RETENTION_POLICIES
from backend.infra import scheduler
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.errors import Interrupted
from backend.infra.scheduler import JobContext
from backend.main import create_app
from backend.migrations.reference import SCHEMAS
from tests.backend.journeys import open_account
from tests.makers import imported, is_whole, long_statement, the_file

ROWS = 2_000
DAY = timedelta(days=1)


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder with rows, and nobody at work."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(ROWS), account_id=open_account(client))
    for backup in (home / "backups").glob("*.*"):
        backup.unlink()
    return home


def due(home: Path) -> list[str]:
    """Make what is due, and say which backups there are."""
    create_due_backups(home, RETENTION_POLICIES["year"], tick=lambda: False)
    return names(home)


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "backups").glob("*.db"))


def made(home: Path, ago: timedelta, *, of: str = "budget", reason: str = "daily") -> Path:
    """A backup as it would have been made so long ago."""
    moment = (datetime.now(UTC) - ago).strftime("%Y-%m-%dT%H%M%SZ")
    target = home / "backups" / f"{of}-{moment}-{reason}.db"
    Database(home / f"{of}.db").copy_to(target)
    return target


def work(home: Path, *, is_demo: bool = False) -> JobContext:
    return JobContext(Config(home=home, is_demo=is_demo), Database(home / "budget.db"), threading.Event())


def test_both_files_are_backed_up_whole_and_for_the_owner_alone(home: Path) -> None:
    assert [name.split("-")[0] + name[-9:] for name in due(home)] == ["budget-daily.db", "investments-daily.db"]
    for backup in (home / "backups").glob("*.db"):
        assert backup.stat().st_mode & 0o777 == 0o600
        of = backup.name.split("-")[0]
        assert newest_valid_backup(home, of, schemas=SCHEMAS) is not None
    (backup,) = (home / "backups").glob("budget-*.db")
    with the_file(home / "backups", backup.name) as file:
        assert file.execute("SELECT count(*) FROM transactions").fetchone() == (ROWS,)


def test_once_a_day_and_only_when_something_was_written(home: Path) -> None:
    first = due(home)
    assert due(home) == first
    for name in first:
        (home / "backups" / name).unlink()
    before = [made(home, DAY, of=of) for of in ("budget", "investments")]
    for file in ("budget.db", "investments.db"):
        os.utime(home / file, ((datetime.now(UTC) - 2 * DAY).timestamp(),) * 2)
    assert due(home) == [path.name for path in before]
    os.utime(home / "budget.db")
    assert len([name for name in due(home) if name.startswith("budget")]) == 2


def test_what_only_the_log_has_was_written_too(home: Path) -> None:
    path = home / "budget.db"
    now = datetime.now(UTC)
    before = [Backup(path, "budget", now - DAY, "daily")]
    os.utime(path, ((now - 2 * DAY).timestamp(),) * 2)
    assert not is_due(path, before, now=now)
    path.with_name("budget.db-wal").write_bytes(b"")
    assert not is_due(path, before, now=now)
    path.with_name("budget.db-wal").write_bytes(b"rows")
    assert is_due(path, before, now=now)


def test_a_backup_from_the_future_does_not_keep_others_from_being_made(home: Path) -> None:
    now = datetime.now(UTC)
    ahead = Backup(home / "budget.db", "budget", now + 3650 * DAY, "daily")
    assert is_due(home / "budget.db", [ahead], now=now)
    assert is_due(home / "budget.db", [], now=now)
    assert not is_due(home / "nothing.db", [], now=now)


def test_the_surplus_goes_and_what_was_made_before_an_update_stays(home: Path) -> None:
    old = [made(home, days * DAY) for days in range(1, 12)]
    kept = [made(home, 4000 * DAY, reason=reason) for reason in ("before-0002", "by-hand")]
    create_due_backups(home, RETENTION_POLICIES["week"], tick=lambda: False)
    assert [path.exists() for path in old] == [True] * 6 + [False] * 5
    assert all(path.exists() for path in kept)
    assert len(list(backups(home, "budget"))) == 9


def test_nothing_goes_when_no_new_backup_could_be_made(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    old = [made(home, days * DAY) for days in range(1, 12)]
    with (home / "budget.db").open("r+b") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(8192)
        file.write(b"\xff" * (length - 8192))
    create_due_backups(home, RETENTION_POLICIES["week"], tick=lambda: False)
    assert all(path.exists() for path in old)
    assert "budget.db was not backed up: The data file is damaged" in caplog.text
    # The other file is as good as before.
    assert len(list(backups(home, "investments"))) == 1


def test_a_disk_that_is_nearly_full_is_left_alone_and_that_is_logged(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    usage = shutil.disk_usage(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000_000))
    assert due(home) == []
    assert "The data was not backed up: A backup needs 20" in caplog.text
    assert "the disk has 100 MB left; make some room" in caplog.text


def test_what_a_kill_left_goes_after_a_day(home: Path) -> None:
    for name, age in (("budget-killed", 2 * DAY), ("budget-at-work", DAY / 2)):
        part = home / "backups" / f"{name}.part"
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age.total_seconds(),) * 2)
    due(home)
    assert [path.name for path in (home / "backups").glob("*.part")] == ["budget-at-work.part"]


def test_who_writes_meanwhile_is_not_held_up(home: Path) -> None:
    database = Database(home / "budget.db")
    writes = []

    def write() -> bool:
        with the_file(home) as file:
            writes.append(file.execute("INSERT INTO app_version VALUES ('meanwhile')").rowcount)
        return False

    copy = create_backup(database, reason="daily", tick=write)
    assert len(writes) >= 2
    assert is_whole(home)
    with the_file(copy.parent, copy.name) as file:
        assert file.execute("SELECT count(*) FROM app_version WHERE version = 'meanwhile'").fetchone() == (1,)


def test_an_app_that_ends_stops_its_backup_and_leaves_nothing(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    ticks = iter((False, True, True))
    with pytest.raises(Interrupted):
        create_backup(Database(home / "budget.db"), reason="daily", tick=lambda: next(ticks, True))
    assert names(home) == []
    create_due_backups(home, RETENTION_POLICIES["year"], tick=lambda: True)
    assert names(home) == []
    assert caplog.text == ""


def test_the_person_may_want_none_and_sample_data_needs_none(home: Path) -> None:
    create_daily_backups(work(home, is_demo=True))
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        client.post("/api/settings", json={"settings": {"daily_backups": "off"}})
        create_daily_backups(work(home))
        assert names(home) == []
        assert client.get("/api/backups").json()["backups"] == []
        client.post("/api/settings", json={"settings": {"daily_backups": "week"}})
        create_daily_backups(work(home))
        assert len(client.get("/api/backups").json()["backups"]) == 1
    assert len(names(home)) == 2


def test_a_computer_that_is_off_at_night_makes_it_soon_after_a_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "SOON", timedelta(0))
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1"):
        deadline = time.monotonic() + 20
        while len(list((home / "backups").glob("*.db"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
    assert len(names(home)) == 2
