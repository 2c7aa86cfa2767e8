"""A question asked again is answered from memory, and never with what is no longer true."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from backend.infra import clock
from backend.infra.unchanged import Unchanged
from tests.backend.journeys import open_account, spend
from tests.makers import the_file


class Counting:
    """An app that counts how often it is really asked."""

    def __init__(self) -> None:
        self.version: int | None = 1
        self.asked = 0
        self.status = 200
        self.body = "x"
        app = Starlette(routes=[Route("/list", self._list, methods=["GET", "POST"]), Route("/other", self._list)])
        app.add_middleware(Unchanged, version=lambda: self.version, paths=("/list",))
        self.client = TestClient(app)

    def _list(self, request: Request) -> Response:
        self.asked += 1
        return PlainTextResponse(f"{self.body} {self.asked}", self.status)


@pytest.fixture
def app() -> Counting:
    return Counting()


def test_the_same_question_is_answered_once_until_something_changes(app: Counting) -> None:
    assert [app.client.get("/list").text for _ in range(3)] == ["x 1"] * 3
    app.version = 2
    assert [app.client.get("/list").text for _ in range(2)] == ["x 2"] * 2


def test_another_question_another_way_and_another_address_are_asked(app: Counting) -> None:
    for query in ("a=1", "a=2", "a=1", "a=2"):
        app.client.get(f"/list?{query}")
    assert app.asked == 2
    for _ in range(2):
        app.client.post("/list")
        app.client.get("/other")
    assert app.asked == 6


def test_a_failure_is_not_kept(app: Counting) -> None:
    app.status = 503
    app.client.get("/list")
    app.status = 200
    assert app.client.get("/list").text == "x 2"


def test_without_a_version_nothing_is_kept(app: Counting) -> None:
    app.version = None
    assert [app.client.get("/list").text for _ in range(2)] == ["x 1", "x 2"]


def test_the_next_day_is_asked_again(app: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-03-31")
    app.client.get("/list")
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-01")
    assert clock.today().isoformat() == "2026-04-01"
    assert app.client.get("/list").text == "x 2"


def test_memory_stays_bounded(app: Counting) -> None:
    app.body = "x" * 1_900_000
    for number in range(12):
        app.client.get(f"/list?{number}")
    # The first ones had to go, the last ones are there.
    assert app.client.get("/list?11").text.endswith(" 12")
    assert app.client.get("/list?0").text.endswith(" 13")
    app.body = "x" * 3_000_000
    assert [app.client.get("/list?large").text[-3:] for _ in range(2)] == [" 14", " 15"]


@pytest.fixture
def row(client: TestClient) -> int:
    return spend(client, open_account(client), 450)


def amounts(client: TestClient) -> list[int]:
    return [item["amount_minor"] for item in client.get("/api/transactions").json()["items"]]


def test_every_change_over_http_shows_at_once(client: TestClient, row: int) -> None:
    assert amounts(client) == [450]
    assert client.get("/api/transactions").headers["x-content-type-options"] == "nosniff"
    client.patch(f"/api/transactions/{row}", json={"amount_minor": 500})
    assert amounts(client) == [500]
    client.delete(f"/api/transactions/{row}")
    assert amounts(client) == []
    assert client.get("/api/stats").json()["deleted"] == 1


def test_a_change_of_another_program_shows_at_once(client: TestClient, home: Path, row: int) -> None:
    assert amounts(client) == [450]
    with the_file(home) as file:
        file.execute("UPDATE transactions SET amount_minor = 999")
    assert amounts(client) == [999]
