"""Routes that come in after the start: nobody finds them missing, and nobody who needs none waits for them."""

import asyncio
import threading

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from starlette.testclient import TestClient

from backend.infra.late_routes import LateRoutes


class Made:
    """An app with a route of its own and one that comes when `gate` opens; `times` counts how often it was added."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.gate = threading.Event()
        self.times = 0
        self.afters = 0
        self.app.get("/health")(lambda: "up")
        self.app.add_middleware(LateRoutes, add=self.add, after=self.after, paths=("/api",))

    def add(self) -> None:
        self.times += 1
        if not self.gate.wait(10):
            raise TimeoutError
        self.app.get("/api/list")(lambda: [1])

    def after(self) -> None:
        # Nobody waits for this: the route is there already.
        assert "/api/list" in str(self.app.routes)
        self.afters += 1


@pytest.fixture
def made() -> Made:
    return Made()


def test_what_needs_no_late_route_is_answered_meanwhile(made: Made) -> None:
    with TestClient(made.app) as client:
        assert client.get("/health").json() == "up"
        made.gate.set()
        assert client.get("/api/list").json() == [1]


def test_many_wait_for_one_load(made: Made) -> None:
    async def ask() -> list[Response]:
        async with AsyncClient(transport=ASGITransport(made.app), base_url="http://127.0.0.1") as client:
            waiting = [asyncio.create_task(client.get("/api/list")) for _ in range(8)]
            assert (await client.get("/health")).json() == "up"
            made.gate.set()
            return await asyncio.gather(*waiting)

    assert [answer.json() for answer in asyncio.run(ask())] == [[1]] * 8
    assert (made.times, made.afters) == (1, 1)


def test_a_load_that_fails_is_told_and_tried_again() -> None:
    app = FastAPI()
    tries: list[str] = []

    def add() -> None:
        tries.append("once more")
        if len(tries) == 1:
            raise ImportError("a file is missing")
        app.get("/api/list")(lambda: [1])

    app.add_middleware(LateRoutes, add=add, after=lambda: tries.append("after"), paths=("/api",))
    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/api/list").status_code == 500
    assert tries == ["once more"]
    assert client.get("/api/list").json() == [1]
    assert tries == ["once more", "once more", "after"]
