"""The forecast over HTTP: what comes, how it is explained, and that it is kept and compared with what happened."""

from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, spend
from tests.makers import imported, statement

Json = dict[str, Any]
TODAY = date(2026, 11, 25)
SHOPS = ("HARVEST MARKET", "BAKERY OLD MILL", "KITE NOODLE BAR", "MARLOW HARDWARE", "BLUEBIRD PHARMACY")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", TODAY.isoformat())


@pytest.fixture
def account(client: TestClient) -> int:
    """An account with pay on the 4th, rent on the 20th, shopping about once a week, and 1,000.00."""
    rows = []
    for month in range(1, 12):
        rows += [f"2026-{month:02}-04,ALDER SOFTWARE PAYROLL,2000.00", f"2026-{month:02}-20,CEDAR COURT RENT,-1200.00"]
    for week in range(46):
        on = date(2026, 1, 1) + timedelta(days=7 * week + week * week * 5 % 7)
        rows.append(f"{on},{SHOPS[week * 7 // 3 % len(SHOPS)]},-{70 + 9 * (week % 5)}.50")
    account_id = open_account(client)
    imported(client, statement(*rows), account_id=account_id)
    set_balance(client, account_id, 100_000)
    return account_id


def set_balance(client: TestClient, account_id: int, minor: int) -> None:
    assert client.patch(f"/api/accounts/{account_id}", json={"balance_current_minor": minor}).status_code == 200


def forecast(client: TestClient, days: int = 60) -> Json:
    answer = client.get(f"/api/forecast?days={days}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def line_of(found: Json, account_id: int | None) -> Json:
    return next(line for line in found["lines"] if line["account_id"] == account_id)


def test_pay_and_rent_are_expected_and_the_rest_goes_on_at_its_pace(client: TestClient, account: int) -> None:
    found = forecast(client)
    named = [(item["on"], item["name"], item["amount_minor"]) for item in found["items"]]
    assert named == [
        ("2026-12-04", "Alder Software Payroll", -200_000),
        ("2026-12-20", "Cedar Court Rent", 120_000),
        ("2027-01-04", "Alder Software Payroll", -200_000),
        ("2027-01-20", "Cedar Court Rent", 120_000),
    ]
    line = line_of(found, account)
    assert line["ahead"][0] == line["past"][-1] == 100_000
    assert line["ahead"][-1] == 100_000 + 2 * 80_000 - sum(line["pace"])
    assert 50_000 < sum(line["pace"]) < 90_000


def test_the_end_is_the_sum_of_its_terms(client: TestClient, account: int) -> None:
    found = forecast(client)
    end = next(figure for figure in found["figures"] if figure["id"] == "forecast.end")
    assert end["value"] == sum(term["value"] for term in end["terms"]) == line_of(found, None)["ahead"][-1]


def test_free_to_spend_is_what_is_left_until_the_next_pay_after_cards_and_bills(
    client: TestClient, account: int
) -> None:
    card = open_account(client, "Card", account_type="credit")
    set_balance(client, card, -12_000)
    free = next(figure for figure in forecast(client)["figures"] if figure["id"] == "forecast.free")
    assert [term["value"] for term in free["terms"]] == [100_000, -12_000, 0]
    assert (free["value"], free["period"]["end"]) == (88_000, "2026-12-04")


def test_a_confirmed_series_is_counted_once(client: TestClient, account: int) -> None:
    before = forecast(client)
    [rent] = [each for each in client.get("/api/recurring/found").json() if "Rent" in each["name"]]
    kept = ("name", "kind", "currency", "is_money_in", "is_variable", "anchor_on", "unit", "interval")
    payee = {name: rent[name] for name in ("merchant_key", "lowest_minor", "highest_minor")}
    assert client.post("/api/recurring", json={**{n: rent[n] for n in kept}, "payees": [payee]}).status_code == 201
    after = forecast(client)
    assert line_of(after, account)["ahead"] == line_of(before, account)["ahead"]
    assert {item["source"] for item in after["items"]} == {"series", "detected"}


def test_an_account_that_falls_below_zero_says_when_and_how_much_is_needed(client: TestClient, account: int) -> None:
    set_balance(client, account, 500)
    line = line_of(forecast(client), account)
    assert line["below_zero_on"] is not None
    assert line["needed_minor"] == -line["lowest_minor"] > 0


def test_an_account_without_a_balance_is_left_out_with_its_reason(client: TestClient, account: int) -> None:
    open_account(client, "Second")
    found = forecast(client)
    assert found["left_out"] == [{"what": "Second", "why": "It has no balance yet: enter one on the page Accounts."}]
    end = next(figure for figure in found["figures"] if figure["id"] == "forecast.end")
    assert end["completeness"]["missing"][0]["what"] == "Second"


def test_without_accounts_there_is_no_forecast(client: TestClient) -> None:
    assert forecast(client)["lines"] == []


def test_what_is_booked_for_a_later_day_is_expected_on_that_day(client: TestClient, account: int) -> None:
    spend(client, account, 3000, "groceries", on="2026-11-28", description="BOOKED AHEAD")
    set_balance(client, account, 100_000)
    found = forecast(client)
    assert ("2026-11-28", "Booked Ahead") in [(item["on"], item["name"]) for item in found["items"]]


def test_a_forecast_is_kept_once_a_day_and_scored_when_its_30th_day_has_come(
    client: TestClient, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post("/api/forecast/keep").json() == {"is_kept": True}
    assert client.post("/api/forecast/keep").json() == {"is_kept": False}
    kept = forecast(client)
    assert kept["is_kept_today"]
    assert kept["scored"] == []
    assert line_of(kept, account)["low"][60] < line_of(kept, account)["ahead"][60] < line_of(kept, account)["high"][60]
    assert len(kept["tested"]) > 5
    said = line_of(kept, account)["ahead"][30]
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-12-26")
    for on, minor, text in (
        ("2026-12-04", -200_000, "ALDER SOFTWARE PAYROLL"),
        ("2026-12-20", 120_000, "CEDAR COURT RENT"),
    ):
        spend(client, account, minor, "payroll" if minor < 0 else "rent", on=on, description=text)
    spend(client, account, 45_000, "groceries", on="2026-12-10", description="SHOP 3")
    later = forecast(client)
    score = next(each for each in later["scored"] if each["account_id"] == account)
    assert (score["made_on"], score["said_minor"], score["was_minor"]) == ("2026-11-25", said, 135_000)
    assert score["off_minor"] == 135_000 - said
    assert not later["is_kept_today"]


@pytest.mark.parametrize("days", ["0", "400", "x"])
def test_days_out_of_range_are_refused_in_words(client: TestClient, days: str) -> None:
    answer = client.get(f"/api/forecast?days={days}")
    assert answer.status_code == 422
    assert "days" in answer.text


def test_a_loan_with_terms_is_paid_by_its_schedule_and_its_past_payments_are_not_expected_again(
    client: TestClient, account: int
) -> None:
    loan = open_account(client, "Car loan", account_type="loan")
    for month in range(6, 12):
        spend(client, account, 25_000, "rent", on=f"2026-{month:02}-05", description="CAR FINANCE")
    set_balance(client, account, 100_000)
    set_balance(client, loan, -600_000)
    terms = {"principal_minor": 750_000, "rate_percent": "6", "term_months": 36, "first_payment_on": "2026-06-05",
             "payment_minor": 25_000, "interest_method": "monthly", "rates": [], "extras": []}  # fmt: skip
    assert client.put(f"/api/accounts/{loan}/loan-terms", json=terms).status_code == 200
    found = forecast(client, days=20)
    assert [
        (item["name"], item["source"], item["amount_minor"]) for item in found["items"] if item["on"] == "2026-12-05"
    ] == [
        ("Car loan", "loan", 25_000),
        ("Interest, Car loan", "loan", 3_000),
    ]
    assert line_of(found, loan)["ahead"][-1] == -600_000 + 22_000
    bills = next(figure for figure in found["figures"] if figure["id"] == "forecast.bills")
    assert [term["value"] for term in bills["terms"]] == [25_000]


def test_a_budget_takes_the_place_of_the_usual_pace(client: TestClient, account: int) -> None:
    spend(client, account, 5_000, "groceries", on="2026-11-03", description="SHOP 1")
    before = line_of(forecast(client), account)
    budget = {"category_short_desc": "groceries", "month": "2026-11", "amount_minor": 11_000}
    assert client.post("/api/budgets", json=budget).status_code in (200, 201)
    after = line_of(forecast(client), account)
    assert sum(before["budgeted"]) == 0
    assert sum(after["budgeted"][:5]) == 6_000
    assert sum(after["budgeted"][5:36]) == 11_000


def test_a_planned_bill_without_an_account_is_paid_from_checking(client: TestClient, account: int) -> None:
    bill = {"name": "Movers", "currency": "USD", "expected_minor": 90_000, "anchor_on": "2026-12-11", "unit": "year"}
    assert client.post("/api/recurring", json=bill).status_code == 201
    found = forecast(client)
    assert ("Movers", account) in [(item["name"], item["account_id"]) for item in found["items"]]
    assert found["left_out"] == []


def test_a_bill_of_today_is_listed_under_today_until_it_is_paid(client: TestClient, account: int) -> None:
    bill = {"name": "Movers", "currency": "USD", "expected_minor": 90_000, "anchor_on": str(TODAY), "unit": "year"}
    assert client.post("/api/recurring", json=bill).status_code == 201
    found = forecast(client)
    [movers] = [item for item in found["items"] if item["name"] == "Movers"]
    assert (movers["on"], movers["due_on"]) == ("2026-11-26", "2026-11-25")
    bills = next(figure for figure in found["figures"] if figure["id"] == "forecast.bills")
    assert [term["label"] for term in bills["terms"]] == ["Movers, Nov 25, 2026"]
