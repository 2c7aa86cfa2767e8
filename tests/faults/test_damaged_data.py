"""Whatever is damaged in the data files: commands and the start say a sentence and never end in a traceback.

A seeded sample runs with all tests; DAMAGED_FILES=200 before pytest tries so many of each file.
"""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.__main__ import main
from backend.commands.doctor import damage_behind
from backend.infra.config import Config
from backend.infra.database import driver
from backend.kit.errors import AppError
from backend.main import create_app
from tests.backend.journeys import open_account
from tests.makers import imported, long_statement, the_file

TIMES = int(os.environ.get("DAMAGED_FILES", "6"))
VALUES = ("CAST(x'ff41' AS TEXT)", "'nonsense'", "NULL", "x'0001'", "1e300", "-9223372036854775808", "'{'")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with rows in both files, and one backup."""
    home = tmp_path_factory.mktemp("damaged") / "BudgetApp"
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(200), account_id=open_account(client))
        assert client.post("/api/backups").status_code == 200
    return home


def copied(whole: Path, home: Path) -> Path:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(whole, home)
    return home


def flip_bytes(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 8))):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    path.write_bytes(content)


def spoil_value(path: Path, chance: random.Random) -> None:
    """Write what no column of ours can hold into a random cell, as damage does it: past every check."""
    with closing(driver().connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA ignore_check_constraints=ON")
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        full = [each for each in tables if not each.startswith(("sqlite_", "document_search", "alembic"))]
        table = chance.choice([each for each in full if file.execute(f'SELECT 1 FROM "{each}"').fetchone()])
        column = chance.choice([row[1] for row in file.execute(f'PRAGMA table_info("{table}")')])
        try:
            file.execute(f'UPDATE "{table}" SET "{column}" = {chance.choice(VALUES)} WHERE rowid = 1')
        except driver().Error:
            return


def refusal(home: Path) -> str | None:
    """Start the app and look at some pages; return the sentence with which the start was refused."""
    config = Config(home=home)
    try:
        with TestClient(create_app(config), base_url="http://127.0.0.1", raise_server_exceptions=False) as app:
            for address in ("/api/transactions", "/api/today", "/api/settings"):
                answer = app.get(address)
                assert answer.status_code == 200 or "detail" in answer.json()
    except AppError as error:
        return error.message
    except (ValueError, TypeError, LookupError):
        # As `serve` does it; without damage it would be our mistake.
        damage = damage_behind(home)
        return damage.message if damage else ""
    return None


@pytest.mark.parametrize("damage", [flip_bytes, spoil_value])
@pytest.mark.parametrize("name", ["budget", "investments"])
def test_case_14_to_16_damage_of_any_kind_is_answered_by_a_sentence(
    whole: Path, home: Path, tmp_path: Path, name: str, damage: Callable[[Path, random.Random], None]
) -> None:
    chance = random.Random(f"{name} {damage.__name__}")
    for _ in range(TIMES):
        copied(whole, home)
        damage(home / f"{name}.db", chance)
        for words in (
            ["doctor", "--json"],
            ["backups", "--json"],
            ["export", "--out", str(tmp_path / "out.json")],
            ["export", "--format", "csv", "--out", str(tmp_path / "out.csv")],
        ):
            assert main(words) in (0, 1)
        said = refusal(home)
        assert said is None or said.endswith(".")
        for backup in (home / "backups").glob(f"{name}-*.db"):
            assert main(["restore-backup", backup.name]) in (0, 1)


@pytest.mark.parametrize(
    ("name", "damage", "says"),
    [
        ("budget", "UPDATE transactions SET description = CAST(x'ff41' AS TEXT) WHERE id = 3", "texts in transactions"),
        ("budget", "UPDATE transactions SET \"on\" = 'nonsense' WHERE id = 3", "values of transactions"),
        ("budget", "CREATE TRIGGER t AFTER INSERT ON accounts BEGIN SELECT 1; END", "trigger t"),
        ("investments", "CREATE VIEW v AS SELECT 1", "view v"),
    ],
)
def test_the_doctor_names_what_is_wrong(
    whole: Path, home: Path, capsys: pytest.CaptureFixture[str], name: str, damage: str, says: str
) -> None:
    copied(whole, home)
    with the_file(home, f"{name}.db") as file:
        file.execute(damage)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert f"BAD  {name}.db" in out
    assert says in out


def test_an_export_of_damaged_values_names_them(whole: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied(whole, home)
    with the_file(home) as file:
        file.execute("PRAGMA ignore_check_constraints=ON")
        file.execute("UPDATE users SET created_at = 'nonsense'")
    assert main(["export", "--out", str(home / "out.json")]) == 1
    said = capsys.readouterr().err
    assert "values of users.created_at cannot be read" in said
    assert "budget-app backups" in said
