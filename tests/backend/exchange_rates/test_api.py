"""Rates are typed, loaded from a file or fetched from a stand-in of the bank; off means that nothing connects."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app
from tests.backend.journeys import open_account, refused, undo
from tests.standins.rate_server import rate_server
from tests.standins.server import Answered, StandIn

DAYS = {"2026-11-19": {"USD": "1.0851", "SEK": "11.02"}, "2026-11-20": {"USD": "1.0872", "SEK": "11.05", "JPY": "168"}}


@pytest.fixture
def ecb() -> Iterator[StandIn]:
    server = rate_server(DAYS)
    yield server
    server.close()


def state(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/exchange-rates").json()
    return found


def put_rate(client: TestClient, **fields: str) -> Any:
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-03-05", "rate": "1.0872", **fields}
    return client.post("/api/exchange-rates", json=rate)


def fetch(client: TestClient) -> dict[str, Any]:
    """Fetch now and wait until it is over."""
    assert client.post("/api/exchange-rates/fetch").status_code == 202
    client.app.state.data.rates.wait()  # type: ignore[attr-defined]
    return state(client)


def switch_on(client: TestClient, server: StandIn) -> None:
    values = {"exchange_rates": "ecb", "exchange_rates_address": server.address}
    assert client.post("/api/settings", json={"settings": values}).status_code == 200


def test_a_rate_by_hand_is_kept_changed_and_undone(client: TestClient) -> None:
    first = put_rate(client).json()
    assert (first["rate"]["rate"], first["rate"]["source"]) == ("1.0872", "manual")
    second = put_rate(client, rate="1.09").json()
    assert second["rate"]["id"] == first["rate"]["id"]
    undo(client, second["change_id"])
    assert [rate["rate"] for rate in state(client)["latest"]] == ["1.0872"]


def test_a_removed_rate_comes_back_by_undo(client: TestClient) -> None:
    rate_id = put_rate(client).json()["rate"]["id"]
    removed = client.delete(f"/api/exchange-rates/{rate_id}").json()
    assert state(client)["latest"] == []
    undo(client, removed["change_id"])
    assert len(state(client)["latest"]) == 1


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "1,5", "much"])
def test_what_is_no_rate_is_refused_in_a_sentence(client: TestClient, rate: str) -> None:
    refused(put_rate(client, rate=rate), 422, "not_a_rate")
    assert state(client)["latest"] == []


def test_a_file_adds_the_currencies_of_accounts_and_twice_adds_nothing(client: TestClient) -> None:
    open_account(client, currency="SEK")
    content = b"Date,USD,SEK,JPY\n2026-11-20,1.0872,11.05,168\n"
    loaded = client.post("/api/exchange-rates/file", files={"file": ("eurofxref.csv", content)}).json()
    assert (loaded["added"], loaded["currencies"]) == (2, ["SEK", "USD"])
    again = client.post("/api/exchange-rates/file", files={"file": ("eurofxref.csv", content)}).json()
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_a_file_that_is_none_is_refused(client: TestClient) -> None:
    answer = client.post("/api/exchange-rates/file", files={"file": ("photo.csv", b"\x89PNG")})
    refused(answer, 422, "unreadable_rates")


def test_switched_off_nothing_is_fetched(client: TestClient, ecb: StandIn) -> None:
    client.post("/api/settings", json={"settings": {"exchange_rates_address": ecb.address}})
    refused(client.post("/api/exchange-rates/fetch"), 409, "rates_off")
    assert ecb.requests == []


def test_a_first_fetch_brings_the_history_of_the_currencies_in_use(client: TestClient, ecb: StandIn) -> None:
    open_account(client, currency="SEK")
    switch_on(client, ecb)
    found = fetch(client)
    assert ecb.paths() == ["/eurofxref-hist.zip"]
    assert [(each["currency"], each["day_count"]) for each in found["coverage"]] == [("SEK", 2), ("USD", 2)]
    assert found["error"] is None
    assert found["attempted_at"] is not None


def test_a_failed_fetch_keeps_the_rates_and_says_why(client: TestClient) -> None:
    put_rate(client)
    broken = StandIn(lambda _asked: Answered(status=503))
    switch_on(client, broken)
    found = fetch(client)
    broken.close()
    assert found["error"] == "The European Central Bank answered with status 503. Try again later."
    assert len(found["latest"]) == 1


def test_rates_survive_an_export_and_a_restore(client: TestClient, tmp_path: Path) -> None:
    put_rate(client, rate="0.0000001")
    exported = client.get("/api/export?format=json").content
    with TestClient(create_app(Config(home=tmp_path / "Other")), base_url="http://127.0.0.1") as other:
        restored = other.post("/api/restore", files={"file": ("everything.json", exported)})
        assert restored.status_code == 200, restored.text
        assert [rate["rate"] for rate in state(other)["latest"]] == ["0.0000001"]
