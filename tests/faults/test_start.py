"""What the app says when it cannot open the data, and that it leaves the data as it was."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.__main__ import main
from backend.infra.config import Config
from backend.kit.errors import AppError
from backend.main import create_app
from backend.migrations.runner import DatabaseMissing
from backend.version import VERSION
from tests.backend.journeys import open_account
from tests.e2e.server import environment, ready_line
from tests.makers import imported, is_whole, long_statement, statement, the_file
from tests.processes import refused_to_run, run, serving

Refused = Callable[[], str]


@pytest.fixture
def used(home: Path) -> Path:
    """A data folder in which somebody has imported a statement."""
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(2000), account_id=open_account(client))
    return home


@pytest.fixture
def refused(home: Path, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Start the app and then a command, see that both say the same sentence instead, and return it."""

    def sentence() -> str:
        with pytest.raises(AppError) as raised, TestClient(create_app(Config(home=home))):
            pass
        capsys.readouterr()
        assert main(["export"]) == 1
        said = capsys.readouterr().err.strip()
        assert said == raised.value.message
        return said

    return sentence


def contents(home: Path) -> dict[str, bytes]:
    """Every database file and what is beside it."""
    return {file.name: file.read_bytes() for file in home.glob("*.db*")}


def rewrite(file: Path, *, start: int, count: int) -> None:
    """Write bytes over a part of a file that mean nothing."""
    with file.open("r+b") as damaged:
        damaged.seek(start)
        damaged.write(bytes(n * 37 % 251 for n in range(count)))


def test_a_database_of_a_newer_app_is_not_touched_and_both_versions_are_named(used: Path, refused: Refused) -> None:
    with the_file(used) as file:
        file.execute("UPDATE alembic_version SET version_num = '0999'")
        file.execute("UPDATE app_version SET version = '47.11'")
    before = contents(used)
    said = refused()
    assert "0999" in said
    assert "47.11" in said
    assert VERSION in said
    assert contents(used) == before


def test_the_server_that_cannot_start_says_why_to_people_and_to_programs(used: Path) -> None:
    with the_file(used) as file:
        file.execute("UPDATE alembic_version SET version_num = '0999'")
    before = contents(used)
    done = run(used, "serve", "--port", "0")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["event"], told["code"]) == ("failed", "newer_database")
    assert done.stderr.strip() == told["message"]
    assert contents(used) == before


@pytest.mark.parametrize("is_there", [True, False])
def test_a_lost_database_is_said_and_nothing_is_made_in_its_place(
    used: Path, refused: Refused, *, is_there: bool
) -> None:
    (used / "budget.db").unlink()
    if is_there:
        (used / "budget.db").touch()
    before = contents(used)
    assert "missing or empty" in refused()
    assert "missing or empty" in refused()
    assert contents(used) == before


def test_a_database_without_a_table_is_lost_as_well(used: Path, refused: Refused) -> None:
    (used / "budget.db").unlink()
    with the_file(used) as file:
        file.execute("PRAGMA user_version = 7")
    assert "missing or empty" in refused()


def test_a_database_that_was_copied_here_is_missed_too(used: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    other.mkdir()
    (other / "budget.db").write_bytes((used / "budget.db").read_bytes())
    with TestClient(create_app(Config(home=other))):
        pass
    (other / "budget.db").unlink()
    with pytest.raises(DatabaseMissing), TestClient(create_app(Config(home=other))):
        pass
    assert not (other / "budget.db").exists()


@pytest.mark.parametrize(
    ("start", "count"), [(0, 16), (0, 4096), (100, 3996), (16, 80)], ids=["name", "page", "schema", "head"]
)
def test_a_damaged_file_is_said_at_the_start_and_not_touched(
    used: Path, refused: Refused, start: int, count: int
) -> None:
    rewrite(used / "budget.db", start=start, count=count)
    before = contents(used)
    assert "damaged" in refused()
    assert contents(used) == before


def test_damaged_pages_inside_are_said_when_they_are_read(used: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = (used / "budget.db").stat().st_size
    with the_file(used) as file:
        page_size = file.execute("PRAGMA page_size").fetchone()[0]
        roots = [row[0] for row in file.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'transactions'")]
    for root in roots:
        rewrite(used / "budget.db", start=(root - 1) * page_size, count=page_size)
    assert main(["doctor"]) == 1
    assert "BAD  integrity" in capsys.readouterr().out
    with TestClient(create_app(Config(home=used)), base_url="http://127.0.0.1") as client:
        answer = client.get("/api/transactions")
        assert (answer.status_code, answer.json()["code"]) == (503, "database_damaged")
    assert (used / "budget.db").stat().st_size == size


def test_a_database_of_another_program_is_not_touched(home: Path, refused: Refused) -> None:
    home.mkdir()
    with the_file(home) as file:
        file.execute("CREATE TABLE songs (title TEXT)")
        file.execute("INSERT INTO songs VALUES ('Lullaby')")
    before = contents(home)
    assert "another program" in refused()
    assert contents(home) == before


@pytest.mark.parametrize("version", ["", "0000", "what", None])
def test_a_version_nobody_knows_is_said_and_not_touched(used: Path, refused: Refused, version: str | None) -> None:
    with the_file(used) as file:
        file.execute("DELETE FROM alembic_version")
        if version is not None:
            file.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    before = contents(used)
    assert "budget.db" in refused()
    assert contents(used) == before


@pytest.mark.parametrize("make", ["CREATE TABLE songs (title TEXT)", "PRAGMA user_version = 7", ""])
def test_the_doctor_has_a_sentence_for_a_file_that_is_not_ours(
    home: Path, make: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "budget.db").touch()
    with the_file(home) as file:
        file.execute(make)
    before = contents(home)
    assert main(["doctor"]) == 1
    assert "budget.db" in capsys.readouterr().err
    assert contents(home) == before


def test_a_file_where_the_data_folder_should_be(home: Path, refused: Refused) -> None:
    home.write_text("not a folder")
    assert str(home) in refused()
    assert "cannot write there" in refused_to_run(home, "serve", "--port", "0")
    assert home.read_text() == "not a folder"


@pytest.mark.parametrize("name", ["backups", "incoming", "logs"])
def test_a_file_where_a_folder_of_ours_should_be(home: Path, refused: Refused, name: str) -> None:
    home.mkdir()
    (home / name).write_text("mine")
    assert "cannot write there" in refused()
    assert (home / name).read_text() == "mine"
    assert contents(home) == {}


def test_a_folder_where_the_database_should_be(home: Path, refused: Refused) -> None:
    (home / "budget.db").mkdir(parents=True)
    assert "cannot be read or written" in refused()
    assert (home / "budget.db").is_dir()


def test_a_folder_where_the_lock_should_be(home: Path) -> None:
    (home / ".lock").mkdir(parents=True)
    assert "cannot write there" in refused_to_run(home, "serve", "--port", "0")


def test_a_folder_inside_a_file_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BUDGET_APP_HOME", str(tmp_path / "file" / "BudgetApp"))
    assert main(["export"]) == 1
    assert "cannot write there" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["My Money", "Haushalt für Ömer", "💶 budget", "100% #1 ?x=y&mode=ro", "it's; DROP", "%2e%2e", "$HOME ~"]
)
def test_the_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, statement(), account_id=open_account(client))
        assert client.get("/api/app").json()["data_folder"] == str(home)
    assert is_whole(home)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        assert client.get("/api/transactions").json()["total"] == 3


def test_commands_take_a_folder_of_any_name_from_the_environment(tmp_path: Path) -> None:
    home = tmp_path / "Ömers 💶 100% #1 ?x=y"
    file = tmp_path / "Umsätze 💶.csv"
    file.write_bytes(statement())
    done = run(home, "import", str(file), "--account", "Girokonto für Ömer")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Umsätze 💶.csv → Girokonto für Ömer: added 3" in done.stdout
    assert run(home, "export", "--format", "csv").stdout.count("COFFEE BAR 0042") == 1


def test_a_second_app_on_the_same_folder_is_refused_until_the_first_is_gone(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as errors:
        first = subprocess.Popen(
            [sys.executable, "-m", "backend", "serve", "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment(home, {}),
        )
        try:
            ready_line(first, log)
            said = refused_to_run(home, "serve", "--port", "0")
            assert "Another Budget App" in said
            assert str(home) in said
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            assert first.stdout is not None
            first.stdout.close()
    with serving(home, tmp_path / "log2") as (_, http):
        assert http.get("/api/stats").status_code == 200


def test_a_port_that_is_taken_is_said(home: Path, tmp_path: Path) -> None:
    with serving(home, tmp_path / "log") as (server, _):
        assert str(server.port) in refused_to_run(tmp_path / "Other", "serve", "--port", str(server.port))
