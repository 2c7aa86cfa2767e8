"""The disk is full, or another program holds the data: what is there can be read, and nothing is half written."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.infra.errors import DatabaseBusy
from backend.main import create_app
from tests.backend.journeys import open_account, refused, spend
from tests.makers import counted, every_count, is_whole, long_statement, preview, statement
from tests.processes import serving

FULL = {"disk_full", "storage_failed"}


@contextmanager
def no_file_grows_beyond(pid: int, size: int) -> Iterator[None]:
    """For a running process, let every file end at this size, as a full disk would."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def no_room(answer: httpx2.Response) -> None:
    assert answer.status_code in (503, 507), answer.text
    problem = answer.json()
    assert problem["code"] in FULL
    assert "full" in problem["detail"]
    assert "Nothing was changed" in problem["detail"]


def test_a_disk_that_fills_up_during_an_import_keeps_none_of_the_file(home: Path, tmp_path: Path) -> None:
    with serving(home, tmp_path / "log") as (server, http):
        account = http.post("/api/accounts", json={"name": "Everyday", "account_type": "checking"}).json()["id"]
        early = preview(http, statement()).json()["id"]
        assert http.post(f"/api/import/{early}/commit", json={"account_id": account}).json()["added"] == 3
        waiting = preview(http, long_statement(20_000)).json()["id"]
        rows, counts = http.get("/api/transactions").json(), every_count(home)
        for size in (3_000_000, 1_500_000, (home / "budget.db-wal").stat().st_size):
            with no_file_grows_beyond(server.pid, size):
                no_room(http.post(f"/api/import/{waiting}/commit", json={"account_id": account}))
                assert http.get("/api/transactions").json() == rows
        assert every_count(home) == counts
        assert is_whole(home)
        done = http.post(f"/api/import/{waiting}/commit", json={"account_id": account})
        assert done.json()["added"] == 20_000


@pytest.mark.parametrize("size", [0, 20_000, 600_000])
def test_a_disk_that_is_full_when_a_file_comes_keeps_none_of_it(home: Path, tmp_path: Path, size: int) -> None:
    with serving(home, tmp_path / "log") as (server, http):
        counts = every_count(home)
        with no_file_grows_beyond(server.pid, size):
            no_room(preview(http, long_statement(40_000)))
            assert http.get("/api/import").json() == []
        assert every_count(home) == counts
        assert list((home / "incoming").iterdir()) == []
        assert preview(http, statement()).status_code == 201


def test_a_full_disk_refuses_a_change_and_shows_everything(home: Path, tmp_path: Path) -> None:
    with serving(home, tmp_path / "log") as (server, http):
        account = http.post("/api/accounts", json={"name": "Everyday", "account_type": "checking"}).json()["id"]
        with no_file_grows_beyond(server.pid, 0):
            no_room(http.patch(f"/api/accounts/{account}", json={"name": "Other"}))
            no_room(http.post("/api/settings", json={"settings": {"theme": "dark"}}))
            assert http.get(f"/api/accounts/{account}").json()["name"] == "Everyday"
        assert http.patch(f"/api/accounts/{account}", json={"name": "Other"}).status_code == 200


HOLDER = """
import sys
from pathlib import Path
from backend.infra.database import driver
connection = driver().connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by_another_program(home: Path) -> Iterator[None]:
    """Another process is in the middle of writing to the data."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home / "budget.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        assert holder.stdin is not None
        holder.stdin.close()


def test_while_another_program_writes_all_can_be_read_and_changes_are_asked_to_wait(home: Path) -> None:
    with TestClient(create_app(Config(home=home, busy_seconds=0.2)), base_url="http://127.0.0.1") as client:
        account = open_account(client)
        row = spend(client, account, 500)
        waiting = preview(client, statement(), account_id=account).json()["id"]
        counts = every_count(home)
        with held_by_another_program(home):
            for answer in (
                client.post(f"/api/import/{waiting}/commit", json={"account_id": account}),
                preview(client, statement("2024-01-15,TEA,-3.00")),
                client.patch(f"/api/transactions/{row}", json={"notes": "x"}),
                client.delete(f"/api/transactions/{row}"),
                client.post("/api/settings", json={"settings": {"theme": "dark"}}),
            ):
                refused(answer, 503, "database_busy")
            for address in ("/api/transactions", "/api/accounts", "/api/stats", "/api/settings", "/api/today"):
                assert client.get(address).status_code == 200
            assert client.get(f"/api/import/{waiting}/rows").json()["total"] == 3
            with pytest.raises(DatabaseBusy), TestClient(create_app(Config(home=home, busy_seconds=0.2))):
                pass
        assert every_count(home) == counts
        assert client.post(f"/api/import/{waiting}/commit", json={"account_id": account}).json()["added"] == 3
        assert counted(home, ["transactions"]) == (4,)
