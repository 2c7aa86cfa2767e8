"""The person on the bank's page: late, twice, away; and what connected banks ask of them later."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra import clock
from backend.infra.config import Config
from backend.main import create_app
from backend.sync.runner import due
from tests.backend.journeys import refused
from tests.backend.sync.banking import bank, choose, connect, connection, linked, rows, sync, texts
from tests.standins.plaid_bank import PlaidBank
from tests.standins.server import Answered

__all__ = ["bank"]
Json = dict[str, Any]


def start(client: TestClient) -> Json:
    link: Json = client.post("/api/connections/links", json={}).json()
    return link


def test_a_page_that_was_open_too_long_is_over_and_stores_nothing(client: TestClient, bank: PlaidBank) -> None:
    past = {"link_token": "link-old", "hosted_link_url": bank.address, "expiration": "2020-01-01T00:00:00Z"}
    old = Answered(body=json.dumps(past).encode())
    bank.fault = lambda path, body: old if path == "/link/token/create" else None
    link = start(client)
    told = client.get(f"/api/connections/links/{link['id']}").json()
    assert (told["status"], told["error_code"], told["url"]) == ("expired", "EXPIRED", None)
    assert "Start again" in told["message"]
    assert client.get("/api/connections").json() == []


def test_a_page_that_is_finished_is_exchanged_once(client: TestClient, bank: PlaidBank) -> None:
    link = linked(client, bank)
    for _ in range(2):
        assert client.get(f"/api/connections/links/{link['id']}").json()["status"] == "accounts"
    assert bank.paths().count("/item/public_token/exchange") == 1
    choose(client, link)
    refused(client.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": [
        {"provider_account_id": link["accounts"][0]["provider_account_id"], "new_account": {}}
    ]}), 409, "link_is_over")  # fmt: skip


def test_two_banks_of_one_visit_are_both_connected(client: TestClient, bank: PlaidBank) -> None:
    link = start(client)
    for institution in ("ins_1", "ins_2"):
        item = bank.new_item(institution)
        bank.purchase(item, 5, institution)
        bank.finish(bank.link_of(), item)
    choose(client, client.get(f"/api/connections/links/{link['id']}").json())
    (waiting,) = [each for each in client.get("/api/connections").json() if each["health"] == "choose_accounts"]
    assert client.get("/api/sync").json()["needs_you"] == 1
    choose(client, client.post(f"/api/connections/{waiting['id']}/accounts").json())
    assert texts(client) == [("ins_1", 500), ("ins_2", 500)]


def test_a_link_that_was_open_when_the_app_ended_is_finished_after_the_next_start(home: Path, bank: PlaidBank) -> None:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        link = start(client)
    bank.finish(bank.link_of())
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        choose(client, client.get(f"/api/connections/links/{link['id']}").json())
        assert len(client.get("/api/connections").json()) == 1


@pytest.mark.parametrize("code", ["INVALID_API_KEYS", "UNAUTHORIZED_ENVIRONMENT"])
def test_wrong_keys_are_said_at_once(client: TestClient, bank: PlaidBank, code: str) -> None:
    wrong = Answered(status=400, body=json.dumps({"error_code": code, "error_type": "INVALID_INPUT"}).encode())
    bank.fault = lambda path, body: wrong
    for answer in (
        client.post("/api/connections/test", json={"provider": "plaid"}),
        client.post("/api/connections/links", json={}),
    ):
        assert "Settings" in refused(answer, 400, "bank_keys")["detail"]


def test_consent_that_ends_soon_is_said_with_its_day_and_goes_on_until_then(
    client: TestClient, bank: PlaidBank
) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    ends = datetime.now(UTC) + timedelta(days=6)
    item.consent_expires = ends.isoformat()
    bank.purchase(item, 5)
    assert sync(client, connection_id)["added"] == 1
    found = connection(client, connection_id)
    assert (found["health"], found["consent_expires_at"][:10]) == ("consent_ends", ends.date().isoformat())
    assert client.get("/api/sync").json()["needs_you"] == 1


def test_a_login_that_expired_is_not_asked_again_until_it_is_repaired(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    item.needs_login = True
    sync(client, connection_id)
    data = client.app.state.data  # type: ignore[attr-defined]

    def asked_in(hours: int) -> list[int]:
        vault = client.app.state.data.vault  # type: ignore[attr-defined]
        return [id_ for id_, _ in due(data.budget, 1, vault, clock.now() + timedelta(hours=hours))]

    assert asked_in(hours=48) == []
    link = client.post(f"/api/connections/{connection_id}/repair", json={}).json()
    bank.finish(bank.link_of())
    client.get(f"/api/connections/links/{link['id']}")
    client.get("/api/sync/events")
    assert asked_in(hours=48) == [connection_id]


def test_a_connection_that_the_bank_ended_is_linked_anew_and_doubles_nothing(
    client: TestClient, bank: PlaidBank
) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "KIOSK")
    connection_id = connect(client, bank, item)
    item.is_removed = True
    sync(client, connection_id)
    assert connection(client, connection_id)["health"] == "ended"
    assert len(rows(client)) == 1
    again = bank.new_item(accounts=[item.accounts[0]])
    bank.purchase(again, 5, "KIOSK", account_id=item.accounts[0].account_id)
    link = linked(client, bank, again)
    account_id = link["accounts"][0]["suggestion"]["account_id"]
    choose(client, link, into={item.accounts[0].account_id: account_id})
    assert len(rows(client)) == 1
    assert [each["health"] for each in client.get("/api/connections").json()] == ["ok"]
