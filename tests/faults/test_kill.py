"""The app is killed in the middle of a long import: afterwards the file is there whole, or not at all."""

import os
import shutil
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from backend.__main__ import main
from backend.imports.stored_files import fetch
from backend.infra.config import Config
from backend.main import create_app
from tests.backend.journeys import open_account
from tests.makers import counted, imported, is_whole, long_statement, preview, statement, the_file
from tests.processes import serving

ROWS = 100_000
EARLIER = 3


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a few rows, in which a file of 100,000 waits to be imported. Each test takes a copy."""
    home = tmp_path_factory.mktemp("kill") / "BudgetApp"
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        account = open_account(client)
        imported(client, statement(), account_id=account)
        assert preview(client, long_statement(ROWS), account_id=account).status_code == 201
    return home


@pytest.fixture
def home(waiting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "BudgetApp"
    shutil.copytree(waiting, folder)
    monkeypatch.setenv("BUDGET_APP_HOME", str(folder))
    return folder


def log_size(home: Path) -> int:
    """How much was written since the last checkpoint; the file is not opened, which would let go of its locks."""
    log = home / "budget.db-wal"
    return log.stat().st_size if log.exists() else 0


def phase(http: httpx2.Client) -> str:
    return str(http.get("/api/import/2/progress").json()["phase"])


Moment = Callable[[httpx2.Client, Path], bool]
MOMENTS: dict[str, Moment] = {
    "while rows are categorised": lambda http, _: phase(http) == "categorising",
    "when saving begins": lambda http, _: phase(http) == "saving",
    "in the middle of saving": lambda _, home: log_size(home) > 8_000_000,
}


def rows_of(home: Path) -> list[Any]:
    with the_file(home) as file:
        return file.execute("SELECT * FROM transactions ORDER BY id LIMIT ?", (EARLIER,)).fetchall()


def killed_while(home: Path, log: Path, moment: Moment) -> bool:
    """Begin the import, kill the app at this moment, and say whether the moment came before the end."""
    ended = threading.Event()

    def work(http: httpx2.Client) -> None:
        with suppress(httpx2.TransportError):
            http.post("/api/import/2/commit", json={"account_id": 1})
        ended.set()

    with serving(home, log) as (server, http):
        thread = threading.Thread(target=work, args=(http,))
        thread.start()
        came = False
        while not came and not ended.is_set():
            http.get("/health")
            came = moment(http, home)
        os.kill(server.pid, signal.SIGKILL)
        thread.join()
    return came


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_leaves_all_of_the_file_or_nothing(home: Path, tmp_path: Path, moment: str) -> None:
    before = rows_of(home)
    assert killed_while(home, tmp_path / "log", MOMENTS[moment])
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        total = client.get("/api/transactions").json()["total"]
        history = [each["id"] for each in client.get("/api/import").json()]
        assert (total, history) in [(EARLIER, [1]), (EARLIER + ROWS, [2, 1])]
    assert counted(home) == (total, total)
    assert rows_of(home) == before
    assert is_whole(home)
    assert main(["doctor"]) == 0
    assert {path.suffix for path in (home / "incoming").iterdir()} <= {".z"}
    if total == EARLIER:
        with the_file(home) as file:
            name, status = file.execute("SELECT sha256, status FROM imports WHERE id = 2").fetchone()
        assert status == "previewed"
        assert fetch(home, name) == long_statement(ROWS)


def test_an_app_killed_while_it_reads_a_file_keeps_nothing_of_it(tmp_path: Path) -> None:
    home = tmp_path / "BudgetApp"
    content = long_statement(ROWS)
    with serving(home, tmp_path / "log") as (server, http):

        def work() -> None:
            with suppress(httpx2.TransportError):
                preview(http, content)

        thread = threading.Thread(target=work)
        thread.start()
        while not list((home / "incoming").iterdir()):
            http.get("/api/stats")
        os.kill(server.pid, signal.SIGKILL)
        thread.join()
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        assert client.get("/api/transactions").json()["total"] == 0
        assert preview(client, statement()).status_code == 201
    assert is_whole(home)
