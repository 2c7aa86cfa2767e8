"""Backups around imports, and that an empty or misdated backup never takes the place of a good one."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.backup.backups import newest_valid_backup
from backend.backup.daily import create_due_backups
from backend.backup.retention import RETENTION_POLICIES
from backend.infra.config import Config
from backend.infra.database import Database
from backend.main import create_app
from backend.migrations.reference import SCHEMAS
from tests.backend.journeys import open_account
from tests.makers import imported, long_statement, statement, the_file

DAY = timedelta(days=1)


@pytest.fixture
def used(home: Path) -> Iterator[tuple[TestClient, int]]:
    """The app, and an account in it."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        yield client, open_account(client)


def reasons(home: Path) -> list[str]:
    """Why each backup was made, without its moment."""
    return sorted(path.name[len("budget-2026-11-20T101200Z-") : -3] for path in (home / "backups").glob("budget-*.db"))


def rows_of(backup: Path) -> int:
    with the_file(backup.parent, backup.name) as file:
        return int(file.execute("SELECT count(*) FROM transactions").fetchone()[0])


def newest(home: Path) -> Path:
    found = newest_valid_backup(home, "budget", schemas=SCHEMAS)
    assert found is not None
    return found.path


def dated(path: Path, moment: datetime) -> Path:
    """The backup as if it had been made at another moment."""
    target = path.with_name(f"budget-{moment.strftime('%Y-%m-%dT%H%M%SZ')}-daily.db")
    return path.rename(target)


def test_the_first_import_is_backed_up_at_once(home: Path) -> None:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        create_due_backups(home, RETENTION_POLICIES["year"], tick=lambda: False)
        assert reasons(home) == ["daily"]
        account = open_account(client)
        imported(client, long_statement(400), account_id=account)
        imported(client, statement(), account_id=account)
    assert reasons(home) == ["daily", "first-import"]
    assert rows_of(newest(home)) == 400


def test_a_large_import_is_backed_up_before_but_not_twice_in_an_hour(home: Path) -> None:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        account = open_account(client)
        imported(client, statement(), account_id=account)
    (first,) = (home / "backups").glob("budget-*-first-import.db")
    dated(first, datetime.now(UTC) - timedelta(hours=2))
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(600), account_id=account)
        imported(client, long_statement(700), account_id=account)
    (before,) = (home / "backups").glob("budget-*-before-import.db")
    assert rows_of(before) == 3


def test_without_daily_backups_nothing_is_backed_up(used: tuple[TestClient, int], home: Path) -> None:
    client, account = used
    assert client.post("/api/settings", json={"settings": {"daily_backups": "off"}}).status_code == 200
    imported(client, long_statement(600), account_id=account)
    assert reasons(home) == []


def test_an_empty_backup_of_the_same_day_does_not_keep_a_full_one_from_being_made(home: Path) -> None:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        create_due_backups(home, RETENTION_POLICIES["year"], tick=lambda: False)
        open_account(client)
    create_due_backups(home, RETENTION_POLICIES["year"], tick=lambda: False)
    assert len(reasons(home)) >= 1
    with the_file(newest(home).parent, newest(home).name) as file:
        assert file.execute("SELECT count(*) FROM accounts").fetchone() == (1,)


def test_the_newest_good_backup_is_one_with_data_and_not_of_the_future(
    home: Path, used: tuple[TestClient, int]
) -> None:
    client, account = used
    now = datetime.now(UTC)
    imported(client, statement(), account_id=account)
    client.app.state.data.import_backups.close()  # type: ignore[attr-defined]
    full = home / "full.db"
    Database(home / "budget.db").copy_to(full)
    shutil.rmtree(home / "backups")
    (home / "backups").mkdir()
    ahead = dated(Path(shutil.copy(full, home / "backups" / "a.db")), now + 900 * DAY)
    real = dated(Path(shutil.copy(full, home / "backups" / "b.db")), now - 3 * DAY)
    with the_file(home, "full.db") as file:
        for table in ("source_rows", "transactions", "monthly_totals", "imports", "column_mappings", "descriptors"):
            file.execute(f"DELETE FROM {table}")
        file.execute("DELETE FROM accounts")
    dated(Path(shutil.copy(full, home / "backups" / "c.db")), now - DAY)
    assert newest(home) == real
    real.unlink()
    assert newest(home) == ahead


def test_backups_dated_in_the_future_push_no_new_ones_out(home: Path, used: tuple[TestClient, int]) -> None:
    client, account = used
    imported(client, statement(), account_id=account)
    client.app.state.data.import_backups.close()  # type: ignore[attr-defined]
    full = home / "full.db"
    Database(home / "budget.db").copy_to(full)
    shutil.rmtree(home / "backups")
    (home / "backups").mkdir()
    now = datetime.now(UTC)
    ahead = [dated(Path(shutil.copy(full, home / "backups" / "a.db")), now + (900 + n) * DAY) for n in range(20)]
    for _ in range(2):
        create_due_backups(home, RETENTION_POLICIES["week"], tick=lambda: False)
    today = list((home / "backups").glob(f"budget-{now:%Y-%m-%d}*-daily.db"))
    assert len(today) == 1
    assert all(path.exists() for path in ahead)
