"""Steps of journeys with a stand-in for AI, so that a test names only what it is about."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.ai import runner
from tests.backend.journeys import spend
from tests.standins.ai_server import KEY, AiServer

Json = dict[str, Any]
CATEGORIES = {"copper": "coffee", "marlow": "groceries", "northline": "public_transit"}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[AiServer]:
    """Anthropic's stand-in, with its address and a key that it accepts in the environment; AI itself is still off."""
    found = AiServer(dict(CATEGORIES))
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", found.address)
    # A test does not wait for a service that is overloaded.
    monkeypatch.setattr(runner, "WAIT_SECONDS", (0, 0, 0))
    yield found
    found.close()


def switch_on(client: TestClient, **settings: str) -> None:
    save(client, ai_provider="anthropic", **settings)


def save(client: TestClient, **settings: str) -> None:
    answer = client.post("/api/settings", json={"settings": settings})
    assert answer.status_code == 200, answer.text


def waiting(client: TestClient, account_id: int, *texts: str, amount_minor: int = 450, on: str = "2026-03-05") -> None:
    """Add transactions that wait and that no rule knows."""
    for text in texts:
        spend(client, account_id, amount_minor, description=text, on=on)


def ask(client: TestClient, purpose: str = "categories") -> Json:
    """Ask AI to the end, and return the run."""
    started = client.post(f"/api/ai/ask/{purpose}")
    assert started.status_code == 202, started.text
    return finished(client)


def finished(client: TestClient) -> Json:
    """The run once it is over: the stream of events ends then."""
    assert client.get("/api/ai/events").status_code == 200
    found: Json = state(client)["run"]
    assert found["phase"] != "asking"
    return found


def state(client: TestClient) -> Json:
    found: Json = client.get("/api/ai").json()
    return found


def receipts(client: TestClient) -> list[Json]:
    """All receipts with their texts, newest first."""
    listed = client.get("/api/ai/receipts").json()
    return [client.get(f"/api/ai/receipts/{each['id']}").json() for each in listed]


def suggestions(client: TestClient) -> dict[str, str | None]:
    """The predicted category of each text."""
    found = client.get("/api/transactions?limit=500").json()["items"]
    return {row["description"]: row["predicted_category_short_desc"] for row in found}


def until(is_so: Any) -> None:
    """Wait until something holds, which another thread brings about."""
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
