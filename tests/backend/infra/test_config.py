"""What the app is told from outside: environment variables, and the .env files that fill them."""

import os
from pathlib import Path

import pytest

from backend.infra.config import Config


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))


def write(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / ".env").write_text(text, encoding="utf-8")


def test_the_env_file_of_the_data_folder_comes_before_that_of_the_working_directory(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.environ["BUDGET_APP_HOME"] = str(home)
    write(home, "PLAID_ENV=production\n")
    write(tmp_path, "PLAID_ENV=sandbox\nANTHROPIC_API_KEY='from here'\n")
    Config.from_environment()
    assert (os.environ["PLAID_ENV"], os.environ["ANTHROPIC_API_KEY"]) == ("production", "from here")


def test_a_variable_that_is_set_already_wins_over_an_env_file(home: Path) -> None:
    os.environ |= {"BUDGET_APP_HOME": str(home), "PLAID_ENV": "development"}
    write(home, "PLAID_ENV=production\n")
    Config.from_environment()
    assert os.environ["PLAID_ENV"] == "development"


def test_an_env_file_that_cannot_be_read_stops_nothing(home: Path) -> None:
    os.environ["BUDGET_APP_HOME"] = str(home)
    home.mkdir()
    (home / ".env").write_bytes(b"PLAID_ENV=\xff\xfe\n")
    assert Config.from_environment().home == home


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({}, None),
        ({"BUDGET_DATABASE_URL": "postgresql://db/one", "SQL_URL": "postgresql://db/two"}, "postgresql://db/one"),
        ({"SQL_URL": "postgresql://db/two"}, "postgresql://db/two"),
        ({"SQL_URL": "mysql://of/another-program"}, None),
    ],
)
def test_a_server_is_told_its_database(home: Path, variables: dict[str, str], url: str | None) -> None:
    os.environ |= {"BUDGET_APP_HOME": str(home), **variables}
    assert Config.from_environment().database_url == url
