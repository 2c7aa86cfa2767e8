"""A later version of the app changes the form of the data: first a backup, then all of it or nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app
from backend.migrations.runner import HEADS
from build_scripts.paths import ROOT
from tests.backend.journeys import open_account
from tests.e2e.server import environment
from tests.makers import imported, is_whole, long_statement, the_file
from tests.processes import PATIENCE_SECONDS, run

ROWS = 5_000
NOW = HEADS["budget"]
LATER = f"{int(NOW) + 1:04d}"
MIGRATION = '''
"""A later form of the data."""
import os
from alembic import op

revision = "{later}"
down_revision = "{now}"

def upgrade():
    op.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
    op.execute("UPDATE transactions SET amount_minor = amount_minor + 1")
    {then}
    op.execute("INSERT INTO later VALUES (1)")
'''
FINE = "pass"
BROKEN = 'op.execute("INSERT INTO a_table_that_is_not_there VALUES (1)")'
# Reading from the gate waits until somebody opens its other end.
WAITING = 'open(os.environ["GATE"]).read()'

NextApp = Callable[[str], dict[str, str]]


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder of this version, with rows and without a backup."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(ROWS), account_id=open_account(client))
    for backup in (home / "backups").glob("*.db"):
        backup.unlink()
    return home


@pytest.fixture
def next_app(tmp_path: Path) -> NextApp:
    """Makes a later version of the app, whose migration does `then` in the middle; returns the settings to run it."""

    def make(then: str) -> dict[str, str]:
        place = tmp_path / "next"
        shutil.copytree(ROOT / "backend", place / "backend", ignore=shutil.ignore_patterns("__pycache__"))
        migrations = place / "backend" / "migrations"
        (migrations / "budget" / "versions" / f"{LATER}_later.py").write_text(
            MIGRATION.format(then=then, now=NOW, later=LATER)
        )
        runner = (migrations / "runner.py").read_text(encoding="utf-8")
        later = runner.replace(f'"budget": "{NOW}"', f'"budget": "{LATER}"')
        assert later != runner
        (migrations / "runner.py").write_text(later, encoding="utf-8")
        gate = tmp_path / "gate"
        os.mkfifo(gate)
        return {"PYTHONPATH": str(place), "PYTHONSAFEPATH": "1", "GATE": str(gate)}

    return make


def state(home: Path, name: str = "budget.db") -> tuple[str, int, int]:
    """The version, the number of rows, and the sum of their amounts."""
    with the_file(home, name) as file:
        version = file.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        rows, total = file.execute("SELECT count(*), sum(amount_minor) FROM transactions").fetchone()
        return version, rows, total


def backups(home: Path) -> list[Path]:
    return sorted((home / "backups").glob("*.db"))


def test_a_migration_makes_a_backup_that_is_a_whole_database(home: Path, next_app: NextApp) -> None:
    before = state(home)
    assert before[:2] == (NOW, ROWS)
    settings = next_app(FINE)
    done = run(home, "doctor", settings=settings)
    assert "made by an older app" in done.stdout
    assert (state(home), backups(home)) == (before, [])
    done = run(home, "export", settings=settings)
    assert done.returncode == 0, done.stderr
    assert state(home) == (LATER, ROWS, before[2] + ROWS)
    (backup,) = backups(home)
    assert backup.name.endswith(f"-before-{LATER}.db")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert state(backup.parent, backup.name) == before
    with the_file(backup.parent, backup.name) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_migration_that_fails_leaves_the_data_to_the_version_before(home: Path, next_app: NextApp) -> None:
    before = state(home)
    done = run(home, "serve", "--port", "0", settings=next_app(BROKEN))
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["event"], told["code"]) == ("failed", "migration_failed")
    backing_up, upgrading, message = done.stderr.strip().splitlines()
    assert backing_up.startswith("Making a backup of budget.db (")
    assert upgrading == "Bringing your data into the form that this version needs…"
    assert message == told["message"]
    assert "a_table_that_is_not_there" in (home / "logs" / "budget-app.log").read_text()
    opens_as_before(home, before)


def test_an_app_killed_in_the_middle_of_a_migration_leaves_the_version_before(home: Path, next_app: NextApp) -> None:
    before = state(home)
    settings = next_app(WAITING)
    process = subprocess.Popen(
        [sys.executable, "-m", "backend", "export"], env=environment(home, settings), stdout=subprocess.DEVNULL
    )
    with process:
        gate = opened_when_somebody_reads(Path(settings["GATE"]))
        os.kill(process.pid, signal.SIGKILL)
        os.close(gate)
    opens_as_before(home, before)


def test_a_migration_without_room_for_the_backup_does_not_begin(home: Path, next_app: NextApp) -> None:
    before = state(home)
    done = run(home, "export", settings=next_app(FINE), largest_file=300_000)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "full" in done.stderr
    assert state(home) == before
    assert backups(home) == []


def opens_as_before(home: Path, before: tuple[str, int, int]) -> None:
    """The version of the app that made the data goes on with it, and a backup lies beside it."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        assert client.get("/api/transactions").json()["total"] == ROWS
    assert state(home) == before
    assert is_whole(home)
    (backup,) = backups(home)
    assert state(backup.parent, backup.name) == before


def opened_when_somebody_reads(gate: Path) -> Any:
    """Open the writing end of the gate as soon as the migration has come to it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            return os.open(gate, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            continue
    raise AssertionError("the migration never came to its middle")
