"""Killed while older data is taken over: the old file or the new one, each whole, and the next start goes on."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.infra.errors import DiskFull
from backend.kit.errors import AppError
from backend.legacy.errors import LegacyAppRunning
from backend.main import create_app
from tests.backend.legacy.legacy_app import INVESTMENTS, NEWEST, make
from tests.e2e.server import environment
from tests.makers import is_whole, the_file
from tests.processes import run

ROWS = 3_000
# Starts the app, and ends it as a power cut would: before or after one of its steps.
DEADLY = """
import os, signal, sys
from backend import bootstrap
from backend.legacy import migrate, budget_file
place, name, moment = sys.argv[1:]
module = {"bootstrap": bootstrap, "migrate": migrate, "budget_file": budget_file}[place]
step = getattr(module, name)
def deadly(*arguments, **named):
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    step(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, deadly)
from backend.commands.export import export
export(format="csv", out=None)
"""
STEPS = (
    "migrate copy_legacy_file before",
    "migrate copy_legacy_file after",
    "migrate _build before",
    "budget_file _check before",
    "budget_file _check after",
    "migrate _build after",
    "migrate _store_backup before",
    "migrate _store_backup after",
    "migrate merge_write_ahead_log before",
    "migrate merge_write_ahead_log after",
    "migrate migrate_legacy_file after",
    "bootstrap Database before",
)


@pytest.fixture
def older(home: Path) -> Path:
    """A data folder of the older app that was not ended well: its newest rows are in the log."""
    make(home / "investments.db", INVESTMENTS, {"securities": [{"id": 1, "name": "Total Market"}]})
    account = {"id": 1, "name": "Checking", "account_type": "checking"}
    rows = [
        {"id": n, "account_id": 1, "date": f"2025-{n % 12 + 1:02}-11", "description": f"SHOP {n}", "amount": n / 100}
        | {"status": "confirmed", "source": "csv_import"}
        for n in range(1, ROWS + 1)
    ]
    make(home / "budget.db", NEWEST, {"accounts": [account], "transactions": rows})
    return home


def is_new(home: Path, name: str = "budget.db") -> bool:
    """Say which of the two a file is, after looking that it is all of it."""
    with the_file(home, name) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {table for (table,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        new = "alembic_version" in tables
        if name == "budget.db":
            amount = "sum(amount_minor)" if new else "round(sum(amount) * 100)"
            expected = (ROWS, ROWS * (ROWS + 1) // 2)
            assert file.execute(f"SELECT count(*), {amount} FROM transactions").fetchone() == expected
            assert not new or "legacy_rows" in tables
        return new


def goes_on(home: Path) -> None:
    """The next start finishes what was begun, and leaves nothing lying about."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        assert client.get("/api/transactions").json()["total"] == ROWS
        report = client.get("/api/adoption").json()
        assert report["budget"]["tables"]["transactions"] == {"before": ROWS, "after": ROWS, "set_aside": 0}
        assert report["investments"] is not None
    assert is_new(home)
    assert is_new(home, "investments.db")
    assert is_whole(home)
    assert list(home.glob(".adopting*")) == []
    for told in report.values():
        assert not is_new(home / told["backup"], told["file"])


@pytest.mark.parametrize("step", STEPS)
def test_a_start_that_is_killed_leaves_the_old_file_or_the_new_one(older: Path, step: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DEADLY, *step.split()], env=environment(older, {}), capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert is_new(older) == (step in ("migrate migrate_legacy_file after", "bootstrap Database before"))
    assert is_new(older, "investments.db") == ("Database" in step)
    goes_on(older)


def test_a_start_that_is_killed_at_any_time_leaves_the_old_file_or_the_new_one(older: Path) -> None:
    for tenths in range(5, 14):
        command = [sys.executable, "-m", "backend", "export"]
        with subprocess.Popen(command, env=environment(older, {}), stdout=subprocess.DEVNULL) as process:
            time.sleep(tenths / 10)
            os.kill(process.pid, signal.SIGKILL)
        if is_new(older):
            break
    goes_on(older)


def test_data_that_the_older_app_has_open_is_left_alone(older: Path) -> None:
    with the_file(older) as held:
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("SELECT count(*) FROM transactions").fetchone()
        with pytest.raises(LegacyAppRunning), TestClient(create_app(Config(home=older))):
            pass
        held.execute("UPDATE transactions SET merchant_name = 'STILL WRITING'")
    assert not is_new(older)
    goes_on(older)


def test_a_full_disk_leaves_the_old_file(older: Path) -> None:
    done = run(older, "export", largest_file=600_000)
    assert done.returncode == 1
    assert DiskFull.title.split()[-1] in done.stderr
    assert not is_new(older)
    assert list(older.glob(".adopting*")) == []
    assert list((older / "backups").iterdir()) == []
    goes_on(older)


def test_an_old_file_that_is_damaged_is_said_and_left_as_it_is(older: Path) -> None:
    with closing(sqlite3.connect(older / "budget.db")) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        (root,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'transactions'").fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    with (older / "budget.db").open("r+b") as damaged:
        damaged.seek((root - 1) * size)
        damaged.write(bytes(range(100)) * 10)
    before = (older / "budget.db").read_bytes()
    with pytest.raises(AppError) as raised, TestClient(create_app(Config(home=older))):
        pass
    assert raised.value.code == "database_damaged"
    assert (older / "budget.db").read_bytes() == before
