"""Steps of journeys with a stand-in bank, so that a test names only what it is about."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET, Item

Json = dict[str, Any]


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlaidBank]:
    """Plaid's stand-in, with keys in the environment that it accepts."""
    found = PlaidBank()
    use(monkeypatch, found)
    yield found
    found.close()


def use(monkeypatch: pytest.MonkeyPatch, bank: PlaidBank) -> None:
    monkeypatch.setenv("PLAID_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("PLAID_SECRET", SECRET)
    monkeypatch.setenv("PLAID_ENV", "sandbox")
    monkeypatch.setenv("PLAID_BASE_URL", bank.address)


def linked(client: TestClient, bank: PlaidBank, item: Item | None = None) -> Json:
    """A link whose page the person finished; its accounts wait to be chosen."""
    started = client.post("/api/connections/links", json={"provider": "plaid"})
    assert started.status_code == 201, started.text
    bank.finish(bank.link_of(), item)
    found: Json = client.get(f"/api/connections/links/{started.json()['id']}").json()
    assert found["status"] == "accounts", found
    return found


def choose(client: TestClient, link: Json, *, into: dict[str, int] | None = None, leave: Sequence[str] = ()) -> int:
    """Let each found account become a new one, but those that go `into` one of ours or are left out."""
    into = into or {}
    choices = [
        {"provider_account_id": id_, "account_id": into[id_]}
        if id_ in into
        else {"provider_account_id": id_, "new_account": None if id_ in leave else {}}
        for id_ in (each["provider_account_id"] for each in link["accounts"])
    ]
    answer = client.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": choices})
    assert answer.status_code == 200, answer.text
    settled(client)
    return int(answer.json()["connection_id"])


def connect(client: TestClient, bank: PlaidBank, item: Item | None = None, **choices: Any) -> int:
    """Link a bank, choose its accounts, and wait for the first sync. Return the connection's number."""
    return choose(client, linked(client, bank, item), **choices)


def settled(client: TestClient) -> None:
    """Wait until no sync runs any more: the stream of events ends then."""
    assert client.get("/api/sync/events").status_code == 200


def sync(client: TestClient, connection_id: int) -> Json:
    """Sync a connection to its end, and return its newest entry of the log."""
    answer = client.post(f"/api/connections/{connection_id}/sync")
    assert answer.status_code == 200, answer.text
    settled(client)
    return newest(client)


def newest(client: TestClient) -> Json:
    found: list[Json] = client.get("/api/accounts/sync-history").json()
    return found[0]


def connection(client: TestClient, connection_id: int) -> Json:
    found: list[Json] = client.get("/api/connections").json()
    return next(each for each in found if each["id"] == connection_id)


def rows(client: TestClient) -> list[Json]:
    """All transactions, newest first."""
    found: list[Json] = client.get("/api/transactions", params={"limit": 500}).json()["items"]
    return found


def texts(client: TestClient) -> list[tuple[str, int]]:
    return sorted((row["description"], row["amount_minor"]) for row in rows(client))


def day(back: int) -> str:
    """A day so many days ago, as banks write it."""
    return (datetime.now().astimezone().date() - timedelta(days=back)).isoformat()
