"""Requests that write wait for each other in order, and hold up nobody who only reads."""

import threading
from pathlib import Path

import anyio
import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.infra.errors import DatabaseBusy
from backend.infra.write_queue import WriteQueue
from backend.main import create_app
from tests.backend.journeys import refused
from tests.makers import the_file

# More than the server has threads.
WRITERS = 60


def test_while_many_changes_wait_everything_can_still_be_read(home: Path) -> None:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        statuses: list[int] = []

        def open_account(number: int) -> None:
            body = {"name": f"Account {number}", "account_type": "checking"}
            statuses.append(client.post("/api/accounts", json=body).status_code)

        with the_file(home) as other_program:
            other_program.execute("BEGIN IMMEDIATE")
            writers = [threading.Thread(target=open_account, args=(number,)) for number in range(WRITERS)]
            for writer in writers:
                writer.start()
            queue = client.app.state.data.write_queue  # type: ignore[attr-defined]
            while queue.waiting < WRITERS - 1:
                assert client.get("/health").status_code == 200
            for address in ("/health", "/api/accounts", "/api/today", "/api/transactions"):
                assert client.get(address).status_code == 200
            assert statuses == []
            other_program.execute("ROLLBACK")
        for writer in writers:
            writer.join()
        assert statuses == [201] * WRITERS
        assert len(client.get("/api/accounts").json()) == WRITERS


def test_a_change_that_waits_too_long_is_told_so_in_a_sentence(home: Path) -> None:
    with (
        TestClient(create_app(Config(home=home, busy_seconds=0.1)), base_url="http://127.0.0.1") as client,
        the_file(home) as other_program,
    ):
        other_program.execute("BEGIN IMMEDIATE")
        answer = client.post("/api/accounts", json={"name": "Everyday", "account_type": "checking"})
        assert "This was not saved; try again in a moment." in refused(answer, 503, "database_busy")["detail"]
        other_program.execute("ROLLBACK")


def test_changes_are_made_in_the_order_in_which_they_came() -> None:
    order: list[int] = []
    anyio.run(run_in_order, order)
    assert order == list(range(10))


async def run_in_order(order: list[int]) -> None:
    queue = WriteQueue(patience_seconds=30)

    async def write(number: int) -> None:
        async with queue.turn():
            order.append(number)

    async with anyio.create_task_group() as tasks, queue.turn():
        for number in range(10):
            tasks.start_soon(write, number)
            while queue.waiting <= number:
                await anyio.lowlevel.checkpoint()


def test_a_queue_that_is_full_refuses_at_once() -> None:
    async def run() -> None:
        queue = WriteQueue(patience_seconds=30)
        queue.waiting = 100
        with pytest.raises(DatabaseBusy):
            async with queue.turn():
                pass

    anyio.run(run)
