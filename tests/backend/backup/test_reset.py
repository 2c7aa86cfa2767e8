"""Without a good backup an empty file takes the place of a damaged one, if one says so, and nothing is thrown away."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.__main__ import main
from backend.backup.reset import DATA_LOST_BY_RESET
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.paths import lock_data_folder
from backend.main import create_app
from tests.backend.backup.power_cut import cut_short
from tests.backend.journeys import open_account
from tests.makers import imported, is_whole, long_statement

# So often the command touches the folder; each time may be the last.
STEPS = 12
ROWS = 50


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder with rows and without a backup."""
    with started(home) as client:
        imported(client, long_statement(ROWS), account_id=open_account(client))
    for backup in (home / "backups").glob("*.db"):
        backup.unlink()
    return home


def started(home: Path) -> TestClient:
    return TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1")


def damage(file: Path) -> bytes:
    """Make a data file unreadable, and return what stands in it now."""
    with file.open("r+b") as damaged:
        damaged.write(b"no database at all, " * 5)
    file.with_name(f"{file.name}-wal").write_bytes(b"the log of the damaged file")
    return file.read_bytes()


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main([*words, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def rows(home: Path) -> int:
    with started(home) as client:
        return int(client.get("/api/stats").json()["total_transactions"])


def test_without_investments_the_rest_goes_on(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = damage(home / "investments.db")
    files = told(capsys, "backups")[1]["files"]
    assert [each["missing_then"] for each in files] == [None, DATA_LOST_BY_RESET["investments"]]
    code, answer = told(capsys, "reset-data", "investments.db", "--yes")
    assert (code, answer["event"], answer["file"]) == (0, "begun_anew", "investments.db")
    kept = home / answer["kept"]
    assert kept.name.startswith("investments-damaged-")
    assert kept.read_bytes() == before
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"the log of the damaged file"
    assert rows(home) == ROWS
    assert [path.name for path in home.glob(".beginning-anew*")] == []
    assert told(capsys, "backups")[0] == 0


def test_without_the_budget_the_app_is_as_new(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = damage(home / "budget.db")
    answer = told(capsys, "reset-data", str(home / "budget.db"), "--yes")[1]
    assert (home / answer["kept"]).read_bytes() == before
    with started(home) as client:
        assert client.get("/api/app").json()["is_empty"]
        assert client.get("/api/categories").json() != []
    assert is_whole(home)


def test_a_file_that_is_gone_is_replaced_as_well(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "budget.db").unlink()
    assert main(["backups"]) == 1
    assert "reset-data budget.db goes on with an empty one" in capsys.readouterr().out
    assert told(capsys, "reset-data", "budget.db", "--yes") == (
        0,
        {"event": "begun_anew", "file": "budget.db", "kept": None},
    )
    assert rows(home) == 0


def test_one_has_to_say_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = damage(home / "budget.db")
    assert main(["reset-data", "budget.db"]) == 1
    said = capsys.readouterr().err
    assert DATA_LOST_BY_RESET["budget"] in said
    assert "--yes" in said
    assert (home / "budget.db").read_bytes() == before


def test_whole_data_and_data_with_a_backup_are_not_put_aside(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "reset-data", "budget.db", "--yes")[1]["code"] == "not_damaged"
    for backup in (home / "backups").glob("*.db"):
        backup.unlink()
    Database(home / "budget.db").copy_to(home / "backups" / "budget-2026-11-20T101200Z-daily.db")
    before = damage(home / "budget.db")
    code, answer = told(capsys, "reset-data", "budget.db", "--yes")
    assert (code, answer["code"]) == (1, "good_backup_there")
    assert "budget-2026-11-20T101200Z-daily.db" in answer["message"]
    assert (home / "budget.db").read_bytes() == before


@pytest.mark.parametrize("name", ["app.db", "budget.txt", "backups/budget.db", "../budget.db"])
def test_nothing_else_is_put_aside(home: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "reset-data", name, "--yes")[1]["code"] == "not_a_data_file"


def test_while_the_app_runs_nothing_is_put_aside(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(home / "budget.db")
    lock = lock_data_folder(home)
    try:
        assert told(capsys, "reset-data", "budget.db", "--yes")[1]["code"] == "already_running"
    finally:
        lock.release()


def test_a_folder_that_is_new_has_nothing_to_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BUDGET_APP_HOME", str(tmp_path / "new"))
    assert [each["missing_then"] for each in told(capsys, "backups")[1]["files"]] == [None, None]


@pytest.mark.parametrize("step", range(1, STEPS + 2))
def test_killed_at_any_step_it_is_the_damaged_file_or_the_empty_one(
    home: Path, step: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = damage(home / "investments.db")
    done = cut_short(step, "rename replace mkdir", "reset-data", "investments.db", "--yes")
    assert done.returncode == (-signal.SIGKILL if step <= STEPS else 0), done.stderr
    main(["reset-data", "investments.db", "--yes"])
    damaged = [file for file in home.glob("investments-damaged*.db") if file.read_bytes() == before]
    assert len(damaged) == 1
    assert damaged[0].with_name(f"{damaged[0].name}-wal").read_bytes() == b"the log of the damaged file"
    assert rows(home) == ROWS
