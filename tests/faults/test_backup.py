"""Killed while the backup of the day is made: no half of it has the name of a backup, and the next one is made."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.backup.daily import create_due_backups
from backend.backup.inspection import problems_of
from backend.backup.retention import RETENTION_POLICIES
from backend.infra.config import Config
from backend.main import create_app
from backend.migrations.reference import SCHEMAS
from tests.backend.journeys import open_account
from tests.e2e.server import environment
from tests.makers import counted, imported, is_whole, long_statement

ROWS = 20_000
# Makes the backup, and is ended as by a power cut before its Nth step; SQLite's own work has steps as well.
DEADLY = """
import itertools, os, pathlib, signal, sys
from backend.backup import daily, create
from backend.backup.retention import RETENTION_POLICIES
steps = itertools.count(1)
def die():
    if next(steps) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
def deadly(step):
    def done(*arguments, **named):
        die()
        return step(*arguments, **named)
    return done
create.fsync_path = deadly(create.fsync_path)
for name in ("replace", "touch"):
    setattr(pathlib.Path, name, deadly(getattr(pathlib.Path, name)))
daily.create_due_backups(pathlib.Path(os.environ["BUDGET_APP_HOME"]), RETENTION_POLICIES["year"], tick=die)
"""


@pytest.fixture
def home(home: Path) -> Path:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(ROWS), account_id=open_account(client))
    # The first import made one.
    for backup in (home / "backups").iterdir():
        backup.unlink()
    return home


def is_killed(home: Path, step: int) -> bool:
    """Make the backup and kill it at this step; say whether it came that far."""
    command = [sys.executable, "-c", DEADLY, str(step)]
    done = subprocess.run(command, env=environment(home, {}), capture_output=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def test_a_kill_at_any_step_leaves_a_whole_backup_or_none(home: Path) -> None:
    step = 1
    while is_killed(home, step):
        for backup in (home / "backups").glob("*.db"):
            of = backup.name.split("-")[0]
            assert problems_of(backup, of, SCHEMAS) == []
            backup.unlink()
        step += 1
    assert step > 8
    assert counted(home) == (ROWS, ROWS)
    assert is_whole(home)
    halves = list((home / "backups").glob("*.part"))
    for half in halves:
        os.utime(half, (0, 0))
    create_due_backups(home, RETENTION_POLICIES["year"], tick=lambda: False)
    assert halves != []
    assert list((home / "backups").glob("*.part")) == []
