"""A damaged data file gives its place to the newest good backup: whole, step by step, and nothing is thrown away."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from backend.__main__ import main
from backend.backup.reset import DATA_LOST_BY_RESET
from backend.backup.restore import finish_replacement
from backend.infra.database import Database
from backend.infra.paths import lock_data_folder
from backend.migrations.runner import HEADS, migrate
from tests.backend.backup.power_cut import cut_short

# So often the command touches the folder; each time may be the last.
STEPS = 7
MANY = 4_000


@pytest.fixture
def folder(home: Path) -> Path:
    """A data folder with 4000 rows, and a backup from when it had none."""
    (home / "backups").mkdir(parents=True)
    for name in HEADS:
        database = Database(home / f"{name}.db")
        migrate(database, name)
        if name == "budget":
            database.copy_to(home / "backups" / "budget-2026-11-20T101200Z-before-0003.db")
            with database.write() as db:
                for number in range(MANY):
                    db.execute(text("INSERT INTO app_version VALUES (:text)"), {"text": f"{number}" * 20})
        database.close()
    return home


def damage_header(file: Path) -> None:
    with file.open("r+b") as damaged:
        damaged.write(b"no database at all, " * 5)


def damage_middle(file: Path) -> None:
    with file.open("r+b") as damaged:
        damaged.seek(file.stat().st_size // 2)
        damaged.write(b"\xff" * 20_000)


def copy(folder: Path, moment: str, change: str = "") -> Path:
    """Another backup of this moment, made from the one that is there."""
    first = folder / "backups" / "budget-2026-11-20T101200Z-before-0003.db"
    made = folder / "backups" / f"budget-{moment}-daily.db"
    made.write_bytes(first.read_bytes())
    if change:
        database = Database(made)
        with database.write() as db:
            db.execute(text(change))
        database.close()
    return made


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main([*words, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def offered(capsys: pytest.CaptureFixture[str]) -> Any:
    files = told(capsys, "backups")[1]["files"]
    return next(each for each in files if each["file"] == "budget.db")


def rows(file: Path) -> int:
    database = Database(file)
    with database.read() as db:
        found = db.execute(text("SELECT count(*) FROM app_version")).scalar()
    database.close()
    return int(found or 0)


def test_whole_data_needs_no_backup(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "backups")[0] == 0
    assert offered(capsys) == {"file": "budget.db", "state": "whole", "backup": None, "missing_then": None}
    code, answer = told(capsys, "restore-backup", "budget-2026-11-20T101200Z-before-0003.db")
    assert (code, answer["code"]) == (1, "not_damaged")
    assert rows(folder / "budget.db") > MANY


@pytest.mark.parametrize("damage", [damage_header, damage_middle])
def test_the_backup_takes_the_place_and_the_damaged_file_is_kept(
    folder: Path, damage: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(folder / "budget.db")
    (folder / "budget.db-wal").write_bytes(b"a log that must not be read again")
    before = (folder / "budget.db").read_bytes()
    offer = offered(capsys)
    assert offer["state"] == "damaged"
    assert offer["backup"]["made_at"] == "2026-11-20T10:12:00+00:00"
    code, answer = told(capsys, "restore-backup", offer["backup"]["name"])
    assert (code, answer["file"]) == (0, "budget.db")
    kept = folder / answer["kept"]
    assert kept.name.startswith("budget-damaged-")
    assert kept.read_bytes() == before
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"a log that must not be read again"
    assert not (folder / "budget.db-wal").exists()
    assert rows(folder / "budget.db") == 1
    assert (folder / "backups" / offer["backup"]["name"]).exists()
    assert told(capsys, "backups")[0] == 0


def test_a_backup_that_is_damaged_or_of_a_newer_app_is_passed_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = copy(folder, "2026-11-20T120000Z")
    damage_middle(copy(folder, "2026-11-20T130000Z"))
    newer = copy(folder, "2026-11-20T140000Z", "UPDATE alembic_version SET version_num = '9999'")
    copy(folder, "2026-11-20T150000Z").write_bytes(b"")
    (folder / "backups" / "investments-2026-11-20T160000Z-daily.db").write_bytes(good.read_bytes())
    damage_header(folder / "budget.db")
    assert offered(capsys)["backup"]["name"] == good.name
    assert told(capsys, "restore-backup", newer.name)[1]["code"] == "backup_not_good"
    assert told(capsys, "restore-backup", "../budget.db")[1]["code"] == "not_a_backup"
    assert told(capsys, "restore-backup", "adoption.json")[1]["code"] == "not_a_backup"


def test_without_a_good_backup_that_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for backup in (folder / "backups").iterdir():
        damage_header(backup)
    damage_header(folder / "budget.db")
    before = (folder / "budget.db").read_bytes()
    told_before = {
        "file": "budget.db",
        "state": "damaged",
        "backup": None,
        "missing_then": DATA_LOST_BY_RESET["budget"],
    }
    assert offered(capsys) == told_before
    assert main(["backups"]) == 1
    assert "there is no good backup" in capsys.readouterr().out
    assert (folder / "budget.db").read_bytes() == before


def test_a_file_that_is_gone_can_be_taken_back_as_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "budget.db").unlink()
    offer = offered(capsys)
    assert offer["state"] == "missing"
    code, answer = told(capsys, "restore-backup", offer["backup"]["name"])
    assert (code, answer["kept"]) == (0, None)
    assert rows(folder / "budget.db") == 1


def test_while_the_app_runs_nothing_is_taken_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage_header(folder / "budget.db")
    lock = lock_data_folder(folder)
    try:
        assert (
            told(capsys, "restore-backup", "budget-2026-11-20T101200Z-before-0003.db")[1]["code"] == "already_running"
        )
    finally:
        lock.release()


@pytest.mark.parametrize("step", range(1, STEPS + 2))
def test_killed_at_any_step_it_is_the_damaged_file_or_the_backup(folder: Path, step: int) -> None:
    damage_header(folder / "budget.db")
    (folder / "budget.db-wal").write_bytes(b"the log of the damaged file")
    before = (folder / "budget.db").read_bytes()
    backup = "budget-2026-11-20T101200Z-before-0003.db"
    done = cut_short(step, "rename replace unlink", "restore-backup", backup)
    assert done.returncode == (-signal.SIGKILL if step <= STEPS else 0), done.stderr
    finish_replacement(folder, "budget")
    damaged = [file for file in folder.glob("budget*.db") if file.read_bytes() == before]
    assert len(damaged) == 1
    assert damaged[0].with_name(damaged[0].name + "-wal").read_bytes() == b"the log of the damaged file"
    if damaged[0].name != "budget.db":
        assert rows(folder / "budget.db") == 1
