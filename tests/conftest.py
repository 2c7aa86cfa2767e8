"""What every test may ask for: a home of its own, a client on it, a real server, a page in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from starlette.testclient import TestClient

from backend.bootstrap import open_data
from backend.infra.config import Config
from backend.main import create_app

pytest_plugins = ["tests.e2e.fixtures", "tests.postgres"]

# The same examples on each machine, however slow it is: a red test is red for everybody.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("BUDGET_APP_")]:
        monkeypatch.delenv(name)
    for name in ("BUDGET_DATABASE_URL", "SQL_URL"):
        monkeypatch.delenv(name, raising=False)
    # Machines of tests have no keychain.
    monkeypatch.setenv("BUDGET_APP_KEY_FILE", "1")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, which is also the one that the environment names."""
    folder = tmp_path / "BudgetApp"
    monkeypatch.setenv("BUDGET_APP_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def started_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the app was started once and ended: its databases are made, and empty."""
    folder = tmp_path_factory.mktemp("started") / "BudgetApp"
    with open_data(Config(home=folder)):
        return folder


@pytest.fixture
def client(home: Path, started_home: Path, database_url: str | None) -> Iterator[TestClient]:
    """A client of the app on a home without entries, started and ended as the real one.

    Making the databases takes longer than most tests: they are copied. tests/faults/test_start.py makes them.
    """
    config = Config(home=home, database_url=database_url)
    if database_url is None:
        shutil.copytree(started_home, home, dirs_exist_ok=True)
    with TestClient(create_app(config), base_url="http://127.0.0.1") as client:
        yield client
