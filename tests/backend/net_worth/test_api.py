"""Net worth over HTTP: accounts and things in several currencies, its history, and why it changed."""

import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.infra.scheduler import JobContext
from backend.main import create_app
from backend.net_worth.jobs import daily_snapshot
from tests.backend.journeys import is_sound, open_account, refused, spend, undo
from tests.makers import the_file

TODAY = "2026-11-21"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", TODAY)


def state_balance(home: Path, account_id: int, minor: int, on: str) -> None:
    """Write a balance as a statement states it."""
    with the_file(home) as file:
        file.execute(
            'INSERT INTO balance_snapshots (user_id, account_id, "on", balance_minor, source, is_sign_unclear, '
            "created_at, updated_at) VALUES (1, ?, ?, ?, 'statement', 0, ?, ?)",
            (account_id, on, minor, f"{on} 12:00:00", f"{on} 12:00:00"),
        )


def add_thing(client: TestClient, **fields: Any) -> dict[str, Any]:
    thing = {"name": "Cabin", "kind": "home", "value_minor": 184_000_00, "on": "2026-05-02", **fields}
    answer = client.post("/api/net-worth/assets", json=thing)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def net_worth(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/net-worth")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def history(client: TestClient, since: str | None = None) -> dict[str, dict[str, Any]]:
    answer = client.get("/api/net-worth/history", params={"since": since} if since else {})
    assert answer.status_code == 200, answer.text
    return {point["on"]: point for point in answer.json()["points"]}


def drivers(client: TestClient, from_on: str) -> dict[str, Any]:
    answer = client.get("/api/net-worth/drivers", params={"from_on": from_on})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def causes(found: dict[str, Any]) -> dict[str, int]:
    return {each["cause"]: each["figure"]["value"] for each in found["causes"]}


def test_what_is_owned_less_what_is_owed(client: TestClient, home: Path) -> None:
    # 60,000 owned and 65,000 owed are -5,000.
    state_balance(home, open_account(client), 10_000_00, "2026-11-20")
    state_balance(home, open_account(client, "Brokerage", account_type="investment"), 50_000_00, "2026-11-20")
    state_balance(home, open_account(client, "Mortgage", account_type="loan"), -65_000_00, "2026-11-20")
    found = net_worth(client)
    assert [found[name]["value"] for name in ("total", "assets", "debts")] == [-5_000_00, 60_000_00, -65_000_00]
    assert [(term["label"], term["value"]) for term in found["total"]["terms"]] == [
        ("Cash and savings", 10_000_00),
        ("Investments", 50_000_00),
        ("Loans", -65_000_00),
    ]


def test_a_change_of_a_year_says_its_percentage(client: TestClient, home: Path) -> None:
    # 64,000 against 60,000 is +4,000, 6.67 %.
    account = open_account(client)
    state_balance(home, account, 60_000_00, "2025-11-01")
    spend(client, account, -4_000_00, on="2026-03-05")
    found = net_worth(client)
    assert (found["change"]["value"], found["change_percent"]["value"]) == (4_000_00, "6.67")


def test_without_anything_there_is_nothing(client: TestClient) -> None:
    found = net_worth(client)
    assert (found["total"]["value"], found["items"]) == (0, [])
    assert history(client) == {}
    assert found["change_percent"]["completeness"]["missing"][0]["why"] == "net worth was not above 0 before"


def test_an_account_without_a_balance_leaves_no_total_and_is_named(client: TestClient, home: Path) -> None:
    state_balance(home, open_account(client), 100_00, "2026-11-20")
    spend(client, open_account(client, "Old Savings"), 5_00)
    total = net_worth(client)["total"]
    assert (total["value"], total["known_value"]) == (None, 100_00)
    assert total["completeness"]["missing"] == [
        {"what": "Cash and savings", "why": "Old Savings: no balance was ever stated"}
    ]


def test_a_missing_rate_leaves_no_total_until_it_is_entered(client: TestClient, home: Path) -> None:
    state_balance(home, open_account(client), 166_485_50, "2026-11-20")
    giro = open_account(client, "Porto Giro", currency="EUR")
    state_balance(home, giro, 100_00, "2026-11-20")
    total = net_worth(client)["total"]
    assert (total["value"], total["known_value"]) == (None, 166_485_50)
    assert "no exchange rate from EUR to USD on or before Nov 21, 2026" in total["completeness"]["missing"][0]["why"]
    # EUR 100 x 1.1 = USD 110.
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-11-20", "rate": "1.1"}
    assert client.post("/api/exchange-rates", json=rate).status_code == 200
    found = net_worth(client)
    assert found["total"]["value"] == 166_595_50
    item = next(item for item in found["items"] if item["key"] == f"account:{giro}")
    assert (item["own_minor"], item["figure"]["value"]) == (100_00, 110_00)
    assert [(term["label"], term["value"]) for term in item["figure"]["terms"]] == [
        ("Balance on Nov 20, 2026", 100_00),
        ("Rate of Nov 20, 2026, by hand", "1.100000"),
    ]


def test_an_old_rate_counts_and_says_its_age(client: TestClient, home: Path) -> None:
    state_balance(home, open_account(client, "Porto Giro", currency="EUR"), 100_00, "2026-11-20")
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-10-01", "rate": "1.1"}
    client.post("/api/exchange-rates", json=rate)
    total = net_worth(client)["total"]
    assert total["value"] == 110_00
    assert {"what": "Rate of EUR", "why": "51 days old, of Oct 1, 2026"} in total["completeness"]["missing"]


def test_a_share_of_a_thing_counts_and_its_value_is_a_step(client: TestClient) -> None:
    asset = add_thing(client, ownership_percent=25, value_minor=178_000_00, on="2025-04-11")["asset"]
    new = {"on": "2026-05-02", "value_minor": 184_000_00, "origin": "agent estimate"}
    assert client.post(f"/api/net-worth/assets/{asset['id']}/valuations", json=new).status_code == 201
    points = history(client, "2026-03-31")
    values = {on: point["value_minor"] for on, point in points.items()}
    assert (values["2026-04-30"], values["2026-05-31"], values[TODAY]) == (44_500_00, 46_000_00, 46_000_00)
    item = net_worth(client)["items"][0]
    assert [(term["label"], term["value"]) for term in item["figure"]["terms"]] == [
        ("agent estimate", 184_000_00),
        ("Your share", "25"),
    ]


def test_a_car_loses_value_by_its_rule_and_shows_the_terms(client: TestClient) -> None:
    car = {"name": "Car", "kind": "car", "value_minor": 16_700_00, "on": "2025-11-01", "rounded_to_minor": 100_00}
    add_thing(client, **car, depreciation="percent", depreciation_percent="15")
    figure = net_worth(client)["items"][0]["figure"]
    assert [term["value"] for term in figure["terms"]] == [16_700_00, -2_505_00, 5_00]
    assert figure["value"] == 14_200_00


def test_history_is_computed_backwards_before_the_first_stated_balance(client: TestClient, home: Path) -> None:
    account = open_account(client)
    spend(client, account, -1_000_00, on="2026-07-15")
    spend(client, account, 200_00, on="2026-08-10")
    state_balance(home, account, 1_300_00, "2026-09-20")
    spend(client, account, 100_00, on="2026-10-05")
    points = history(client)
    assert {on: (point["value_minor"], point["is_known"]) for on, point in points.items()} == {
        "2026-07-15": (1_500_00, False),
        "2026-07-31": (1_500_00, False),
        "2026-08-31": (1_300_00, False),
        "2026-09-30": (1_300_00, True),
        "2026-10-31": (1_200_00, True),
        TODAY: (1_200_00, True),
    }
    assert client.get("/api/net-worth/history").json()["known_since"] == "2026-09-30"


def test_beyond_ten_years_history_has_the_ends_of_quarters(client: TestClient) -> None:
    add_thing(client, on="2014-02-10")
    days = list(history(client))
    assert days[:3] == ["2014-02-10", "2014-03-31", "2014-06-30"]
    assert days[-2:] == ["2026-09-30", TODAY]


def test_what_transactions_do_not_explain_is_shown_where_the_balance_was_stated(client: TestClient, home: Path) -> None:
    savings = open_account(client, "Rainy-day Savings", account_type="savings")
    state_balance(home, savings, 14_000_00, "2026-05-31")
    spend(client, savings, -54_32, on="2026-06-10")
    state_balance(home, savings, 14_008_12, "2026-06-30")
    points = history(client)
    assert points["2026-06-30"]["value_minor"] == 14_008_12
    assert points["2026-06-30"]["unexplained_minor"] == -46_20
    found = drivers(client, "2026-05-31")
    assert causes(found) == {"saved": 54_32, "unexplained": -46_20}
    assert found["unexplained"] == [{"account_id": savings, "name": "Rainy-day Savings", "value_minor": -46_20}]


def test_causes_and_groups_add_up(client: TestClient, home: Path) -> None:
    cash = open_account(client)
    card = open_account(client, "Travel Card", account_type="credit")
    fund = open_account(client, "Brokerage", account_type="investment")
    for account, minor in ((cash, 5_000_00), (card, -800_00), (fund, 10_000_00)):
        state_balance(home, account, minor, "2025-11-21")
    spend(client, cash, -3_000_00, on="2026-02-01", description="SALARY")
    spend(client, cash, 500_00, on="2026-02-02", description="TO BROKER")
    spend(client, fund, -500_00, on="2026-02-02", description="DEPOSIT")
    spend(client, card, 120_00, on="2026-02-03")
    spend(client, cash, 600_00, on="2026-02-04", description="CARD PAYMENT")
    spend(client, card, -600_00, on="2026-02-04", description="PAYMENT")
    state_balance(home, fund, 11_200_00, "2026-11-20")
    asset = add_thing(client, value_minor=1_000_00, on="2025-01-01")["asset"]
    client.post(f"/api/net-worth/assets/{asset['id']}/valuations", json={"on": "2026-05-02", "value_minor": 900_00})
    add_thing(client, name="Piano", kind="other", value_minor=3_500_00, on="2026-06-01")
    found = drivers(client, "2025-11-21")
    assert causes(found) == {
        "saved": 2_400_00,
        "market": 700_00,
        "debt_paid": 480_00,
        "revalued": -100_00,
        "added": 3_500_00,
    }
    assert found["after_minor"] - found["before_minor"] == found["change"]["value"] == sum(causes(found).values())
    assert found["after_minor"] == net_worth(client)["total"]["value"]
    for row in found["groups"]:
        assert row["before_minor"] + sum(row["causes"].values()) == row["after_minor"]


def test_a_rate_that_changed_is_its_own_cause(client: TestClient, home: Path) -> None:
    state_balance(home, open_account(client, "Porto Giro", currency="EUR"), 1_000_00, "2025-11-01")
    for on, rate in (("2025-11-20", "1.08"), ("2026-11-20", "1.10")):
        client.post("/api/exchange-rates", json={"base_currency": "EUR", "currency": "USD", "on": on, "rate": rate})
    found = drivers(client, "2025-11-21")
    assert causes(found) == {"currency": 20_00}


def test_things_are_changed_removed_and_come_back(client: TestClient) -> None:
    added = add_thing(client)
    asset_id = added["asset"]["id"]
    changed = client.patch(f"/api/net-worth/assets/{asset_id}", json={"name": "Cabin at Loon Lake"}).json()
    assert changed["asset"]["name"] == "Cabin at Loon Lake"
    removed = client.delete(f"/api/net-worth/assets/{asset_id}").json()
    assert client.get("/api/net-worth/assets").json() == []
    undo(client, removed["change_id"])
    undo(client, changed["change_id"])
    assert client.get("/api/net-worth/assets").json() == [added["asset"]]
    undo(client, added["change_id"])
    assert client.get("/api/net-worth/assets").json() == []
    assert is_sound(client)


def test_a_thing_that_was_sold_counts_until_that_day(client: TestClient) -> None:
    asset_id = add_thing(client)["asset"]["id"]
    client.patch(f"/api/net-worth/assets/{asset_id}", json={"disposed_on": "2026-10-15"})
    points = history(client)
    assert points["2026-09-30"]["value_minor"] == 184_000_00
    assert net_worth(client)["items"] == []
    assert causes(drivers(client, "2026-09-30")) == {"added": -184_000_00}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "debt"}, "A debt is a negative amount. Nothing was stored."),
        ({"value_minor": -1}, "What you own is worth 0 or more. Add a debt for what you owe. Nothing was stored."),
        (
            {"depreciation": "percent", "depreciation_percent": "0"},
            "Say how many percent a year it loses, more than 0 and less than 100. Nothing was stored.",
        ),
        (
            {"depreciation": "percent", "depreciation_percent": "NaN"},
            "“NaN” is not a percentage. Write for example 15 or 12.5. Nothing was stored.",
        ),
        (
            {"depreciation": "straight_line"},
            "Say over how many months it loses its value, from 1 to 1,200. Nothing was stored.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(client: TestClient, fields: dict[str, Any], sentence: str) -> None:
    thing = {"name": "Cabin", "kind": "home", "value_minor": 1, "on": "2026-05-02", **fields}
    answer = client.post("/api/net-worth/assets", json=thing)
    assert refused(answer, 422, "invalid_asset")["detail"] == sentence
    assert client.get("/api/net-worth/assets").json() == []


def test_the_only_value_of_a_thing_stays(client: TestClient) -> None:
    valuation = add_thing(client)["asset"]["valuations"][0]
    refused(client.delete(f"/api/net-worth/valuations/{valuation['id']}"), 422, "invalid_asset")


def test_a_snapshot_keeps_what_was_known_when_a_rate_is_lost(client: TestClient, home: Path) -> None:
    state_balance(home, open_account(client, "Porto Giro", currency="EUR"), 100_00, "2026-10-20")
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-10-30", "rate": "1.1"}
    rate_id = client.post("/api/exchange-rates", json=rate).json()["rate"]["id"]
    snapshot(client, on="2026-10-31")
    client.delete(f"/api/exchange-rates/{rate_id}")
    points = history(client)
    assert (points["2026-10-31"]["value_minor"], points[TODAY]["value_minor"]) == (110_00, None)
    assert net_worth(client)["recorded_since"] == "2026-10-31"


def snapshot(client: TestClient, *, on: str) -> None:
    """Run the job on another day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUDGET_APP_TODAY", on)
        state = client.app.state  # type: ignore[attr-defined]
        daily_snapshot(state.investments)(JobContext(state.config, state.budget, threading.Event()))


def test_a_second_snapshot_of_a_day_replaces_the_first_and_an_equal_one_writes_nothing(
    client: TestClient, home: Path
) -> None:
    account = open_account(client)
    state_balance(home, account, 100_00, "2026-11-20")
    snapshot(client, on=TODAY)
    writes = client.app.state.budget.writes  # type: ignore[attr-defined]
    snapshot(client, on=TODAY)
    assert client.app.state.budget.writes == writes  # type: ignore[attr-defined]
    spend(client, account, 10_00, on=TODAY)
    snapshot(client, on=TODAY)
    with the_file(home) as file:
        assert file.execute("SELECT assets_minor FROM net_worth_snapshots").fetchall() == [(90_00,)]


def test_things_and_snapshots_survive_an_export_and_a_restore(client: TestClient, tmp_path: Path) -> None:
    car = {"name": "Car", "kind": "car", "value_minor": 16_700_00, "on": "2025-11-01"}
    add_thing(client, **car, depreciation="percent", depreciation_percent="12.5")
    snapshot(client, on=TODAY)
    exported = client.get("/api/export?format=json").content
    with TestClient(create_app(Config(home=tmp_path / "Other")), base_url="http://127.0.0.1") as other:
        assert other.post("/api/restore", files={"file": ("everything.json", exported)}).status_code == 200
        assert other.get("/api/net-worth").json() == net_worth(client)
        assert other.get("/api/net-worth/assets").json() == client.get("/api/net-worth/assets").json()


def test_an_account_of_which_one_owns_a_part_counts_with_that_part(client: TestClient, home: Path) -> None:
    joint = open_account(client, "Joint Checking")
    client.patch(f"/api/accounts/{joint}", json={"ownership_percent": 50})
    state_balance(home, joint, 1_000_00, "2026-06-30")
    spend(client, joint, 200_00, "coffee", on="2026-08-10")
    points = history(client)
    assert [points[on]["value_minor"] for on in ("2026-07-31", "2026-08-31", TODAY)] == [500_00, 400_00, 400_00]
    assert causes(drivers(client, "2026-06-30")) == {"saved": -100_00}


class Broker:
    """An investment account that is kept by hand."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.account = self.send("POST", "/accounts/manual", account_name="Brokerage", currency="USD")["id"]
        self.stock = self.send("POST", "/securities", ticker="ADLR", name="Alder", currency="USD")["id"]

    def send(self, method: str, path: str, **body: Any) -> Any:
        answer = self.client.request(method, f"/api/investments{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def buy(self, on: str, quantity: str, price: str) -> None:
        body = {"account_id": self.account, "type": "buy", "on": on, "security_id": self.stock}
        self.send("POST", "/transactions", **body, quantity=quantity, price=price)

    def price(self, on: str, close: str) -> None:
        self.send("PUT", f"/securities/{self.stock}/prices/{on}", close=close)


def test_investments_count_and_what_was_not_paid_in_is_the_market(client: TestClient) -> None:
    broker = Broker(client)
    broker.buy("2026-03-02", "10", "100.00")
    broker.price("2026-11-20", "125.00")
    found = net_worth(client)
    assert [(item["name"], item["group"], item["figure"]["value"]) for item in found["items"]] == [
        ("Brokerage", "investments", 1_250_00)
    ]
    assert history(client)["2026-03-31"]["value_minor"] == 1_000_00
    assert causes(drivers(client, "2026-01-31")) == {"saved": 1_000_00, "market": 250_00}
    broker.buy("2026-11-20", "4", "125.00")
    assert causes(drivers(client, "2026-10-31")) == {"saved": 500_00, "market": 250_00}


def test_a_holding_without_a_price_leaves_no_total_here_and_on_the_page_of_investments(
    client: TestClient, home: Path
) -> None:
    broker = Broker(client)
    broker.buy("2026-03-02", "10", "100.00")
    state_balance(home, open_account(client), 100_00, "2026-11-20")
    holding = {"ticker": "PELL", "quantity": "300", "cost_basis_per_share": "4.28"}
    broker.send("POST", f"/accounts/{broker.account}/holdings", **holding)
    total = net_worth(client)["total"]
    assert (total["value"], total["known_value"]) == (None, 1_100_00)
    assert total["completeness"]["missing"] == [{"what": "Investments", "why": "Brokerage: 1 holding without a price"}]
    (item,) = [item for item in net_worth(client)["items"] if item["group"] == "investments"]
    summary = client.get("/api/investments/summary").json()
    (account,) = summary["accounts"]
    assert summary["total_value"]["value"] is item["figure"]["value"] is account["value_minor"] is None
    assert summary["total_value"]["known_value"] == item["figure"]["known_value"] == account["known_minor"] == 1_000_00
    today = history(client)[TODAY]
    assert (today["value_minor"], today["known_minor"]) == (None, 1_100_00)
    assert [each["why"] for each in drivers(client, "2026-10-31")["left_out"]] == ["1 holding without a price"]


def test_investments_are_worth_the_same_on_both_pages(client: TestClient) -> None:
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-11-20", "rate": "1.1"}
    assert client.post("/api/exchange-rates", json=rate).status_code == 200
    broker = Broker(client)
    broker.buy("2026-03-02", "10", "100.00")
    broker.price("2026-11-20", "125.00")
    euro = client.post("/api/investments/securities", json={"ticker": "NHA", "name": "Nha", "currency": "EUR"}).json()
    bought = {"type": "buy", "on": "2026-11-20", "security_id": euro["id"], "quantity": "3", "amount_minor": 330_00}
    broker.send("POST", "/transactions", account_id=broker.account, price="100", **bought)
    summary = client.get("/api/investments/summary").json()
    items = [item["figure"]["value"] for item in net_worth(client)["items"]]
    assert sorted(items) == [330_00, 1_250_00]
    assert summary["total_value"]["value"] == net_worth(client)["total"]["value"] == 1_580_00


def test_net_worth_can_be_narrowed_to_one_account_group_currency_or_owner(client: TestClient, home: Path) -> None:
    state_balance(home, open_account(client), 100_00, "2026-11-20")
    add_thing(client, ownership_percent=50)
    whole = net_worth(client)
    assert [(part["figure"]["label"], part["figure"]["value"]) for part in whole["owners"]] == [
        ("Yours alone", 100_00),
        ("Your part of what is shared", 92_000_00),
    ]
    for only, value in (("group:cash", 100_00), ("owner:shared", 92_000_00), ("kind:home", 92_000_00)):
        narrowed = client.get("/api/net-worth", params={"only": only}).json()
        assert narrowed["total"]["value"] == value
        past = client.get("/api/net-worth/history", params={"only": only, "since": "2026-11-01"}).json()
        assert past["points"][-1]["value_minor"] == value
        change = client.get("/api/net-worth/drivers", params={"only": only, "from_on": "2026-01-01"}).json()
        assert change["after_minor"] == value
    (key,) = [item["key"] for item in whole["items"] if item["group"] == "cash"]
    assert client.get("/api/net-worth", params={"only": f"item:{key}"}).json()["total"]["value"] == 100_00
    assert client.get("/api/net-worth", params={"only": "colour:blue"}).status_code == 422
