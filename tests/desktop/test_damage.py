"""Damaged data: the window says so and offers the newest good backup, and nothing is thrown away."""

from pathlib import Path

import pytest

from backend.backup.reset import DATA_LOST_BY_RESET
from backend.infra.database import Database
from build_scripts.paths import TEST_RESULTS
from tests.desktop.conftest import NewShell
from tests.desktop.shell import Shell
from tests.makers import long_statement, the_file
from tests.processes import run

OFFER = "Use the backup of 20 Nov 2026, 10:12"
PRESS = "document.getElementById('mend').click()"


@pytest.fixture
def shell(new_shell: NewShell, tmp_path: Path) -> Shell:
    """An app not yet started. Its data has 300 rows, and is backed up as it was before one more came."""
    shell = new_shell(TZ="UTC")
    statement = tmp_path / "statement.csv"
    statement.write_bytes(long_statement(300))
    assert run(shell.home, "import", str(statement), "--account", "Card").returncode == 0
    back_up(shell.home, "2026-11-20T101200Z")
    statement.write_bytes(b"Date,Description,Amount\n2026-11-20,LATE,-1.00\n")
    assert run(shell.home, "import", str(statement), "--account", "Card").returncode == 0
    # The first import was backed up as well.
    for backup in (shell.home / "backups").glob("*-first-import.db"):
        backup.unlink()
    return shell


def back_up(home: Path, moment: str) -> Path:
    target = home / "backups" / f"budget-{moment}-before-0003.db"
    database = Database(home / "budget.db")
    database.copy_to(target)
    database.close()
    return target


def damage_header(file: Path) -> None:
    with file.open("r+b") as damaged:
        damaged.write(b"this is no database ")


def damage_middle(file: Path) -> None:
    """Only the first page and what the start does not read stay whole."""
    with file.open("r+b") as damaged:
        damaged.seek(8192)
        damaged.write(b"\xff" * (file.stat().st_size - 8192))


def damage_rows(file: Path) -> None:
    """The start does not read them, so it succeeds."""
    with the_file(file.parent) as database:
        page = database.execute("PRAGMA page_size").fetchone()[0]
        roots = [
            row[0] for row in database.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'transactions'")
        ]
    with file.open("r+b") as damaged:
        for root in roots:
            damaged.seek((root - 1) * page)
            damaged.write(b"\xff" * page)


def rows(shell: Shell) -> int:
    return int(shell.run("fetch('/api/stats').then((a) => a.json()).then((stats) => stats.total_transactions)"))


def kept(shell: Shell) -> list[Path]:
    return sorted(shell.home.glob("budget-damaged-*.db"))


@pytest.mark.parametrize("damage", [damage_header, damage_middle])
def test_a_start_with_damaged_data_offers_the_backup_and_goes_on_with_it(shell: Shell, damage: object) -> None:
    assert callable(damage)
    damage(shell.home / "budget.db")
    before = (shell.home / "budget.db").read_bytes()
    shell.start()
    assert shell.has_failed()
    assert "damaged" in shell.text()
    assert OFFER in shell.text()
    shell.picture("desktop-damaged", TEST_RESULTS)
    assert (shell.home / "budget.db").read_bytes() == before
    shell.run(PRESS)
    shell.wait_until(shell.is_up)
    assert rows(shell) == 300
    (damaged,) = kept(shell)
    assert damaged.read_bytes() == before
    assert shell.state["asked"] == ["Your data is as of 20 Nov 2026, 10:12"]


def test_another_try_without_the_backup_changes_nothing(shell: Shell) -> None:
    damage_header(shell.home / "budget.db")
    before = (shell.home / "budget.db").read_bytes()
    shell.start()
    shell.run("document.getElementById('retry').click()")
    shell.wait_until(lambda: shell.log.count("the app is not up: database_damaged") == 2)
    shell.wait_until(lambda: shell.has_failed() and OFFER in shell.text())
    assert (shell.home / "budget.db").read_bytes() == before
    assert kept(shell) == []


def test_a_backup_that_is_damaged_itself_is_passed_over(shell: Shell) -> None:
    damage_header(back_up(shell.home, "2026-11-21T090000Z"))
    damage_middle(back_up(shell.home, "2026-11-21T100000Z"))
    damage_header(shell.home / "budget.db")
    shell.start()
    assert OFFER in shell.text()


def without_backup(shell: Shell, file: str) -> bytes:
    """Start with this file damaged and no backup that is good; return what stands in the file."""
    damage_header(shell.home / file)
    for backup in (shell.home / "backups").glob("*.db"):
        damage_middle(backup)
    before = (shell.home / file).read_bytes()
    shell.start()
    assert shell.has_failed()
    assert "damaged" in shell.text()
    assert "No good backup was found there." in shell.text()
    assert "Use the backup" not in shell.text()
    assert f"Continue without {file}…" in shell.text()
    # Whoever presses Enter tries again and gives nothing up.
    assert shell.run("document.activeElement.id") == "retry"
    return before


def test_without_a_good_backup_the_rest_goes_on_when_that_is_wanted(shell: Shell) -> None:
    before = without_backup(shell, "investments.db")
    shell.picture("desktop-no-backup", TEST_RESULTS)
    shell.run(PRESS)
    shell.wait_until(shell.is_up)
    assert rows(shell) == 301
    (damaged,) = shell.home.glob("investments-damaged-*.db")
    assert damaged.read_bytes() == before
    assert shell.state["asked"] == ["Continue without what is in investments.db?", "investments.db is empty now"]
    assert shell.state["details"][0].startswith(DATA_LOST_BY_RESET["investments"])
    assert damaged.name in shell.state["details"][1]


def test_without_a_good_backup_nothing_changes_until_the_person_is_sure(shell: Shell) -> None:
    shell.environment["BUDGET_APP_TEST_ANSWER"] = "1"
    before = without_backup(shell, "budget.db")
    shell.run(PRESS)
    shell.wait_until(lambda: shell.state["asked"] == ["Continue without what is in budget.db?"])
    assert "Look first for a copy of your data folder elsewhere" in shell.state["details"][0]
    assert shell.has_failed()
    assert (shell.home / "budget.db").read_bytes() == before
    assert kept(shell) == []
    shell.ask("answer", "0")
    shell.run(PRESS)
    shell.wait_until(shell.is_up)
    assert rows(shell) == 0
    (damaged,) = kept(shell)
    assert damaged.read_bytes() == before


def test_data_that_is_gone_is_offered_from_the_backup(shell: Shell) -> None:
    (shell.home / "budget.db").unlink()
    shell.start()
    assert "missing" in shell.text()
    assert OFFER in shell.text()
    shell.run(PRESS)
    shell.wait_until(shell.is_up)
    assert rows(shell) == 300


def test_damage_that_shows_later_is_asked_about_and_the_rest_stays_there(shell: Shell) -> None:
    damage_rows(shell.home / "budget.db")
    shell.environment["BUDGET_APP_TEST_ANSWER"] = "1"
    shell.start()
    shell.wait_until(lambda: shell.state["asked"] == ["Part of your data cannot be read"])
    assert shell.is_up()


def test_damage_that_shows_later_is_mended_when_that_is_wanted(shell: Shell) -> None:
    damage_rows(shell.home / "budget.db")
    shell.start()
    shell.wait_until(lambda: bool(kept(shell)))
    shell.wait_until(lambda: shell.is_up() and rows(shell) == 300)
    assert shell.state["asked"] == ["Part of your data cannot be read", "Your data is as of 20 Nov 2026, 10:12"]
