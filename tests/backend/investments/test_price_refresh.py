"""Market prices from a stand-in: off means that nothing connects, and what does not come says why."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.investments.test_api import Hand
from tests.standins.price_server import KEY, price_server
from tests.standins.server import StandIn

CLOSES = {
    "ADLR": {"2026-11-18": "183", "2026-11-19": "186.1", "2026-11-20": "184.25"},
    "ODD": {"2026-11-19": "1842.5", "2026-11-20": "18"},
}


@pytest.fixture
def market() -> Iterator[Callable[..., StandIn]]:
    servers: list[StandIn] = []

    def serve(**more: Any) -> StandIn:
        servers.append(price_server(CLOSES, **more))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


@pytest.fixture
def hand(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Hand:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    return Hand(client)


def choose(hand: Hand, source: str, server: StandIn, **more: str) -> None:
    values = {"price_source": source, "price_source_address": server.address, **more}
    assert hand.client.post("/api/settings", json={"settings": values}).status_code == 200


def refresh(hand: Hand) -> dict[str, Any]:
    """Ask for prices and wait until that is over."""
    answer = hand.client.post("/api/investments/refresh-prices")
    assert answer.status_code == 202, answer.text
    hand.client.app.state.data.prices.wait()  # type: ignore[attr-defined]
    found: dict[str, Any] = hand.get("/price-source")
    return found


def test_without_a_source_nothing_connects_and_the_refusal_says_where_to_choose_one(
    hand: Hand, market: Callable[..., StandIn]
) -> None:
    server = market()
    refused = hand.client.post("/api/investments/refresh-prices")
    assert (refused.status_code, refused.json()["code"]) == (409, "price_source_off")
    assert "Settings" in refused.json()["detail"]
    assert server.requests == []


def test_holdings_are_revalued_by_the_prices_that_come(hand: Hand, market: Callable[..., StandIn]) -> None:
    stock = hand.security("ADLR")
    hand.enter("buy", "2026-11-17", security_id=stock, quantity="10", price="180")
    choose(hand, "yahoo", market())
    found = refresh(hand)
    assert (found["updated"], found["failed"], found["is_running"]) == (1, {}, False)
    holding = hand.get("/holdings")["holdings"][0]
    assert (holding["current_price"], holding["price_as_of"]) == ("184.25", "2026-11-20")
    assert holding["price_source"] == "market"
    assert hand.get("/performance", months=1)["change"]["value"] == 184_250
    changes = [change["summary"] for change in hand.client.get("/api/changes").json()]
    assert not any("price" in summary.lower() for summary in changes)


def test_a_price_that_a_person_stated_is_not_replaced(hand: Hand, market: Callable[..., StandIn]) -> None:
    stock = hand.security("ADLR")
    hand.enter("buy", "2026-11-17", security_id=stock, quantity="10", price="180")
    hand.price(stock, "2026-11-20", "200")
    choose(hand, "yahoo", market())
    refresh(hand)
    assert hand.get("/holdings")["holdings"][0]["current_price"] == "200"


def test_with_a_key_the_other_source_answers_the_same(hand: Hand, market: Callable[..., StandIn]) -> None:
    stock = hand.security("ADLR")
    hand.enter("buy", "2026-11-17", security_id=stock, quantity="10", price="180")
    server = market()
    choose(hand, "alpha_vantage", server)
    assert "needs a key" in refresh(hand)["failed"]["ADLR"]
    assert server.requests == []
    choose(hand, "alpha_vantage", server, alpha_vantage_api_key=KEY)
    assert refresh(hand)["updated"] == 1
    assert hand.get("/holdings")["holdings"][0]["current_price"] == "184.25"


def test_what_does_not_come_says_why_and_the_old_price_stays(hand: Hand, market: Callable[..., StandIn]) -> None:
    for ticker in ("NONE", "ODD"):
        hand.enter("buy", "2026-11-17", security_id=hand.security(ticker), quantity="1", price="1842")
    choose(hand, "yahoo", market())
    assert refresh(hand)["failed"] == {
        "NONE": "Yahoo Finance does not know this ticker.",
        "ODD": "A price of 18 came for 2026-11-20, ten times the day before or a tenth of it. It was not taken.",
    }
    assert [line["current_price"] for line in hand.get("/holdings")["holdings"]] == ["1842", "1842"]


def test_the_benchmark_has_its_dividends_where_the_source_states_them(
    hand: Hand, market: Callable[..., StandIn]
) -> None:
    index = hand.security("ADLR")
    hand.enter("buy", "2026-11-18", security_id=index, quantity="10", price="183")
    assert hand.client.put("/api/investments/benchmark", json={"security_id": index}).status_code == 200
    choose(hand, "alpha_vantage", market(), alpha_vantage_api_key=KEY)
    refresh(hand)
    found = hand.get("/performance", start="2026-11-18", end="2026-11-20")["benchmark"]
    # 184.25 / 183
    assert (found["percent"], found["has_dividends"]) == ("0.68", False)
    choose(hand, "yahoo", market(dividends={"ADLR": {"2026-11-19": "1.861"}}))
    refresh(hand)
    found = hand.get("/performance", start="2026-11-18", end="2026-11-20")["benchmark"]
    # One unit buys a hundredth more on the 19th: 184.25 × 1.01 / 183.
    assert (found["percent"], found["has_dividends"]) == ("1.69", True)


def test_a_source_that_wants_no_more_requests_is_left_alone(hand: Hand, market: Callable[..., StandIn]) -> None:
    for ticker in ("ADLR", "ODD"):
        hand.enter("buy", "2026-11-17", security_id=hand.security(ticker), quantity="1", price="180")
    server = market(is_limited=True)
    choose(hand, "yahoo", server)
    found = refresh(hand)
    assert set(found["failed"].values()) == {"Yahoo Finance wants no more requests for now."}
    assert len(server.requests) == 1
