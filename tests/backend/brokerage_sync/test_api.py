"""Investments of a pretend broker, over HTTP: first sync, changes, odd data, a login without investments."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra import clock
from tests.backend.journeys import refused
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET, Account, Item, error


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlaidBank]:
    bank = PlaidBank()
    monkeypatch.setenv("PLAID_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("PLAID_SECRET", SECRET)
    monkeypatch.setenv("PLAID_BASE_URL", bank.address)
    yield bank
    bank.close()


@pytest.fixture
def item(bank: PlaidBank) -> Item:
    """A login with a brokerage account that bought and holds ten shares."""
    item = bank.new_item("ins_2", [Account("inv-1", "Brokerage", "0417", "investment", "brokerage", 623.0)])
    stock = bank.security(item, "sec-1", "ADLR", "Adler Works")
    bank.hold(item, "inv-1", stock, quantity=10, price=62.3, cost_basis=588.95)
    bank.invest(item, "inv-1", stock, type="buy", subtype="buy", quantity=10, amount=588.95, price=58.4, fees=4.95)
    return item


def link(client: TestClient, bank: PlaidBank, item: Item) -> dict[str, Any]:
    answer = client.post("/api/investments/link/exchange", json={"public_token": bank.public_token(item)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sync(client: TestClient) -> dict[str, Any]:
    (account, *_) = client.get("/api/investments/accounts").json()["accounts"]
    answer = client.post(f"/api/investments/accounts/{account['id']}/sync")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def holdings(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/investments/holdings").json()["holdings"]
    return found


def test_a_linked_broker_brings_account_holdings_and_activities(
    client: TestClient, bank: PlaidBank, item: Item
) -> None:
    done = link(client, bank, item)
    assert (done["added"], done["holdings"], done["unreadable"]) == (1, 1, [])
    (account,) = client.get("/api/investments/accounts").json()["accounts"]
    assert (account["account_name"], account["connection_status"]) == ("Brokerage", "connected")
    (held,) = holdings(client)
    assert (held["ticker"], Decimal(held["quantity"]), held["current_value_minor"]) == ("ADLR", Decimal(10), 62300)


def test_a_second_sync_adds_nothing_and_follows_what_the_broker_changed(
    client: TestClient, bank: PlaidBank, item: Item
) -> None:
    link(client, bank, item)
    again = sync(client)
    assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)
    item.investments["transactions"][0]["quantity"] = 11
    bank.invest(item, "inv-1", None, type="cash", subtype="dividend", quantity=0, amount=-2.4, price=0)
    changed = sync(client)
    assert (changed["added"], changed["changed"]) == (1, 1)
    del item.investments["transactions"][1]
    assert sync(client)["removed"] == 1


def test_all_pages_of_activities_are_read(client: TestClient, bank: PlaidBank, item: Item) -> None:
    bank.page_rows = 2
    stock = item.investments["securities"][0]
    for day in range(1, 6):
        bank.invest(
            item, "inv-1", stock, type="cash", subtype="dividend", quantity=0, amount=-day, price=0, days_ago=day
        )
    assert link(client, bank, item)["added"] == 6


def test_odd_data_is_named_and_nothing_fails(client: TestClient, bank: PlaidBank, item: Item) -> None:
    unnamed = bank.security(item, "sec-2", None, None)
    bank.hold(item, "inv-1", unnamed, quantity=3, price=None, cost_basis=None)
    bank.hold(item, "inv-1", item.investments["securities"][0] | {"security_id": "sec-9"}, quantity=1, price=1)
    option = bank.security(item, "sec-3", "ADLR260619C00070000", "ADLR Call", type="derivative")
    bank.hold(item, "inv-1", option, quantity=None, price=2.5)
    crypto = bank.security(item, "sec-4", "BTC", "Bitcoin", type="cryptocurrency")
    bank.hold(item, "inv-1", crypto, quantity=0.12345678, price=60000)
    bank.invest(item, "inv-1", option, type="transfer", subtype="split", quantity=10, amount=0, price=0)
    done = link(client, bank, item)
    assert done["holdings"] == 3
    assert len(done["unreadable"]) == 3
    by_name = {each["name"]: each for each in holdings(client)}
    assert by_name["Security without a name"]["current_value_minor"] is None
    assert by_name["Bitcoin"]["quantity"] == "0.12345678"


@pytest.mark.parametrize("code", ["PRODUCTS_NOT_SUPPORTED", "NO_INVESTMENT_ACCOUNTS"])
def test_a_login_without_investments_is_switched_off(client: TestClient, bank: PlaidBank, code: str) -> None:
    item = bank.new_item("ins_1")
    bank.fault = lambda path, _body: error("ITEM_ERROR", code, "none") if "/investments/" in path else None
    assert link(client, bank, item)["is_off"]
    brokerages = client.app.state.data.brokerages  # type: ignore[attr-defined]
    assert brokerages.due(1, clock.now()) == []


def test_a_broker_that_does_not_answer_is_tried_again_after_six_hours(
    client: TestClient, bank: PlaidBank, item: Item
) -> None:
    link(client, bank, item)
    bank.fault = lambda path, _body: error("API_ERROR", "INTERNAL_SERVER_ERROR", "no", status=500)
    (account,) = client.get("/api/investments/accounts").json()["accounts"]
    answer = client.post(f"/api/investments/accounts/{account['id']}/sync")
    refused(answer, answer.status_code, answer.json()["code"])
    assert len(holdings(client)) == 1
    brokerages = client.app.state.data.brokerages  # type: ignore[attr-defined]
    now = clock.now()
    assert brokerages.due(1, now + timedelta(hours=5)) == []
    assert len(brokerages.due(1, now + timedelta(hours=7))) == 1


def test_an_account_that_is_kept_by_hand_cannot_be_synced(client: TestClient) -> None:
    fields = {"account_name": "By hand", "account_type": "taxable", "currency": "USD"}
    account_id = client.post("/api/investments/accounts/manual", json=fields).json()["id"]
    assert client.post(f"/api/investments/accounts/{account_id}/sync").status_code == 400


def test_a_link_for_a_broker_asks_for_investments(client: TestClient, bank: PlaidBank) -> None:
    answer = client.post("/api/investments/link-token", json={})
    assert answer.status_code == 200, answer.text
    (asked,) = [each for each in bank.requests if each.path == "/link/token/create"]
    assert b'"products": ["investments"]' in asked.body


def test_the_page_of_a_broker_is_followed_until_the_holdings_are_here(
    client: TestClient, bank: PlaidBank, item: Item
) -> None:
    token = client.post("/api/investments/link-token", json={}).json()["link_token"]
    follow = {"link_token": token}
    assert client.post("/api/investments/link/follow", json=follow).json()["status"] == "waiting"
    # The page was loaded again meanwhile.
    assert client.get("/api/investments/link").json()["link_token"] == token
    bank.links[token].is_opened = True
    bank.links[token].public_tokens.append(bank.public_token(item))
    done = client.post("/api/investments/link/follow", json=follow).json()
    assert done["status"] == "done"
    assert client.get("/api/investments/link").json() is None
    assert [event["name"] for event in done["events"]] == ["OPEN", "SELECT_INSTITUTION"]
    (synced,) = done["synced"]
    assert (synced["accounts"], synced["holdings"], synced["added"]) == (1, 1, 1)
    assert holdings(client)[0]["ticker"] == "ADLR"


def test_a_broker_whose_page_was_closed_says_that_nothing_is_stored(client: TestClient, bank: PlaidBank) -> None:
    token = client.post("/api/investments/link-token", json={}).json()["link_token"]
    bank.links[token].is_opened = True
    bank.links[token].finished_at = "2026-01-05T10:00:00Z"
    ended = client.post("/api/investments/link/follow", json={"link_token": token}).json()
    assert (ended["status"], ended["synced"]) == ("ended", [])
    assert ended["message"]


def test_a_broker_that_is_linked_anew_keeps_its_account_and_its_numbers(
    client: TestClient, bank: PlaidBank, item: Item
) -> None:
    link(client, bank, item)
    before = holdings(client)
    again = bank.new_item("ins_2", [Account("inv-9", "Brokerage", "0417", "investment", "brokerage", 623.0)])
    stock = bank.security(again, "sec-9", "ADLR", "Adler Works")
    bank.hold(again, "inv-9", stock, quantity=10, price=62.3, cost_basis=588.95)
    bank.invest(again, "inv-9", stock, type="buy", subtype="buy", quantity=10, amount=588.95, price=58.4, fees=4.95)
    link(client, bank, again)
    assert len(client.get("/api/investments/accounts").json()["accounts"]) == 1
    assert client.get("/api/investments/transactions").json()["total"] == 1
    assert holdings(client) == before


def test_a_removal_that_a_later_sale_forbids_is_named_and_changes_nothing(
    client: TestClient, bank: PlaidBank, item: Item
) -> None:
    link(client, bank, item)
    (account,) = client.get("/api/investments/accounts").json()["accounts"]
    (held,) = holdings(client)
    sold = {"account_id": account["id"], "security_id": held["security_id"], "type": "sell", "quantity": "10"}
    today = clock.today().isoformat()
    assert client.post("/api/investments/transactions", json={**sold, "on": today, "price": "62.3"}).status_code == 200
    item.investments["transactions"].clear()
    done = sync(client)
    assert done["removed"] == 0
    assert "stays" in done["unreadable"][0]
    assert client.get("/api/investments/transactions").json()["total"] == 2
