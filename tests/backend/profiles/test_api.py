"""The profile over HTTP: off until it is turned on, then signals, profiles and items with their reasons."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.profiles.jobs import keep_profile_current
from tests.backend.journeys import open_account, refused, spend, undo
from tests.makers import every_count, the_file

Json = dict[str, Any]
TABLES = ("signal_runs", "signals", "personas", "content_responses", "content_reviews")


def day(ago: int) -> str:
    return (clock.today() - timedelta(days=ago)).isoformat()


@pytest.fixture
def household(client: TestClient) -> TestClient:
    """Half a year of pay, rent, four subscriptions and a card at nine tenths of its limit that charged interest."""
    checking = open_account(client, balance_current_minor=90_000)
    card = open_account(client, "Card", account_type="credit", balance_current_minor=-90_000)
    terms = {"limit_minor": 100_000, "apr_percent": "24", "minimum_payment_minor": 2_500}
    assert client.patch(f"/api/accounts/{card}/card-terms", json=terms).status_code == 200
    for ago in range(196, 0, -14):
        spend(client, checking, -150_000, "payroll", on=day(ago), description="ALDER PAYROLL")
    for ago in range(190, 0, -30):
        spend(client, checking, 100_000, "rent", on=day(ago), description="CEDAR COURT RENT")
        for name, minor in (("QUILLSTREAM", 1_599), ("IRONLEAF GYM", 3_900), ("PAPERBOY NEWS", 900)):
            spend(client, checking, minor, "subscriptions", on=day(ago), description=name)
    spend(client, card, 1_812, "interest_charge", on=day(9), description="INTEREST CHARGE ON PURCHASES")
    return client


def choose(client: TestClient, *, is_on: bool, erase: bool = False) -> Json:
    answer = client.post("/api/profile/consent", json={"is_on": is_on, "erase": erase})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def page(client: TestClient) -> Json:
    found: Json = client.get("/api/profile").json()
    return found


def signals(shown: Json, window: str = "30d") -> dict[str, Json]:
    return {each["key"]: each for each in shown["signals"] if each["window"] == window}


def job(client: TestClient) -> None:
    app: Any = client.app
    keep_profile_current(JobContext(app.state.config, app.state.budget, None))  # type: ignore[arg-type] # nothing ends


def run_ids(home: Path) -> list[Any]:
    with the_file(home) as file:
        return file.execute("SELECT id FROM signal_runs").fetchall()


def test_nothing_is_computed_until_it_is_turned_on(household: TestClient) -> None:
    job(household)
    assert page(household)["consent"] == {
        "is_on": False, "since": None, "erase_on": None, "stored": {"signals": 0, "days": 0, "responses": 0},
    }  # fmt: skip
    refused(household.post("/api/profile/compute"), 403, "no_consent")
    refused(household.get("/api/profile/insights"), 403, "no_consent")
    assert household.get("/api/profile/consent").json() == []


def test_a_read_computes_nothing(household: TestClient, home: Path) -> None:
    choose(household, is_on=True)
    before = run_ids(home)
    for path in ("", "/consent", "/insights?window=180d", "/history", "/feedback", "/items/minimum-payment"):
        assert household.get(f"/api/profile{path}").status_code == 200
    assert run_ids(home) == before


def test_both_windows_are_measured_and_explain_themselves(household: TestClient) -> None:
    shown = choose(household, is_on=True)
    for window in ("30d", "180d"):
        found = signals(shown, window)
        assert len(found) == len(shown["definitions"]) == 14
        for each in found.values():
            figure = each["figure"]
            assert figure["terms"] or figure["completeness"]["missing"]
    thirty = signals(shown)
    assert thirty["credit.used"]["figure"]["value"] == "90.00"
    assert thirty["credit.interest"]["figure"]["value"] == 1_812
    assert thirty["income.rhythm"]["figure"]["value"] == "14"
    assert (thirty["income.variation"]["figure"]["value"], thirty["income.variation"]["is_met"]) == ("0.00", True)
    assert thirty["subscriptions.count"]["figure"]["value"] == 3
    assert thirty["savings.monthly"]["is_met"] is None


def test_profiles_are_ordered_and_cite_their_reasons(household: TestClient) -> None:
    shown = choose(household, is_on=True)
    thirty = [each for each in shown["profiles"] if each["window"] == "30d"]
    assert [each["persona"] for each in thirty] == ["high_utilization", "subscription_heavy"]
    assert (thirty[0]["is_primary"], thirty[0]["confidence"]) == (True, "0.95")
    assert [each["signal"] for each in thirty[0]["reasons"]] == ["credit.used", "credit.interest"]


def test_a_signal_has_the_value_of_the_page_that_shows_the_same(household: TestClient) -> None:
    confirm_subscriptions(household)
    found = signals(choose(household, is_on=True))
    debts = {each["id"]: each for each in household.get("/api/debts").json()["figures"]}
    assert found["credit.used"]["figure"]["value"] == debts["debts.used.USD"]["value"]
    series = {each["id"]: each for each in household.get("/api/recurring").json()["figures"]}
    yearly = series["recurring.year.subscription"]["terms"]
    assert found["subscriptions.monthly"]["figure"]["value"] == sum(round(each["value"] / 12) for each in yearly)
    start, end = day(29), day(0)
    spent = household.get(f"/api/transactions/spending-summary?start_date={start}&end_date={end}").json()["spent"]
    assert found["subscriptions.share"]["figure"]["terms"][1]["value"] == spent["value"]


def confirm_subscriptions(client: TestClient) -> None:
    for each in client.get("/api/recurring/found").json():
        if each["kind"] == "subscription":
            names = ("name", "kind", "currency", "is_money_in", "is_variable", "anchor_on", "unit", "interval")
            bounds = {name: each[name] for name in ("merchant_key", "lowest_minor", "highest_minor")}
            body = {name: each[name] for name in names} | {"status": "active", "payees": [bounds]}
            assert client.post("/api/recurring", json=body).status_code == 201


def test_an_item_is_hidden_rated_and_brought_back(household: TestClient) -> None:
    item = choose(household, is_on=True)["items"][0]
    hidden = household.post(f"/api/profile/items/{item['id']}/hidden", json={"is_hidden": True}).json()
    assert page(household)["items"][0]["is_hidden"] is True
    undo(household, hidden["change_id"])
    assert page(household)["items"][0]["is_hidden"] is False
    said = {"feedback": "other", "comment": "Which card is it?"}
    assert household.post(f"/api/profile/items/{item['id']}/feedback", json=said).status_code == 200
    [kept] = household.get("/api/profile/feedback").json()
    assert (kept["feedback"], kept["comment"]) == ("other", "Which card is it?")
    refused(household.post("/api/profile/items/no-such/hidden", json={"is_hidden": True}), 404, "no_such_item")


def test_turning_off_hides_at_once_and_keeps_for_thirty_days(
    household: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(household, is_on=True)
    off = choose(household, is_on=False)
    assert (off["signals"], off["profiles"], off["items"]) == ([], [], [])
    assert off["consent"]["stored"]["signals"] == 28
    assert off["consent"]["erase_on"] == day(-30)
    job(household)
    assert page(household)["consent"]["stored"]["signals"] == 28
    monkeypatch.setenv("BUDGET_APP_TODAY", day(-30))
    job(household)
    assert page(household)["consent"]["stored"] == {"signals": 0, "days": 0, "responses": 0}


def test_erasing_leaves_no_row_but_the_consent_log_and_cannot_be_undone(household: TestClient, home: Path) -> None:
    item = choose(household, is_on=True)["items"][0]
    hidden = household.post(f"/api/profile/items/{item['id']}/hidden", json={"is_hidden": True}).json()
    choose(household, is_on=False, erase=True)
    assert [every_count(home)[table] for table in TABLES] == [0, 0, 0, 0, 0]
    refused(household.post(f"/api/changes/{hidden['change_id']}/undo"), 404, "no_such_change")
    log = household.get("/api/profile/consent").json()
    assert [each["action"] for each in log] == ["erased", "revoked", "granted"]
    assert (log[0]["erased"]["signals"], log[0]["erased"]["content_responses"]) == (28, 1)


def test_the_job_computes_each_day_once_and_the_history_names_what_changed(
    household: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(household, is_on=True)
    before = run_ids(home)
    job(household)
    assert run_ids(home) == before
    card = next(each for each in household.get("/api/accounts").json() if each["name"] == "Card")
    later = day(-25)
    monkeypatch.setenv("BUDGET_APP_TODAY", later)
    assert household.patch(f"/api/accounts/{card['id']}", json={"balance_current_minor": 0}).status_code == 200
    job(household)
    days = household.get("/api/profile/history").json()
    assert days[0]["on"] == later
    assert page(household)["changes"]


def test_too_little_history_measures_nothing_and_says_from_when(client: TestClient) -> None:
    account_id = open_account(client)
    spend(client, account_id, 1_000, "groceries", on=day(18))
    shown = choose(client, is_on=True)
    assert (shown["signals"], shown["profiles"], shown["items"]) == ([], [], [])
    thirty = shown["windows"][0]
    assert (thirty["is_measured"], thirty["history_days"], thirty["enough_on"]) == (False, 19, day(-9))


def test_a_window_that_does_not_exist_is_refused(household: TestClient) -> None:
    choose(household, is_on=True)
    assert household.get("/api/profile/insights?window=90d").status_code == 422
    one = household.get("/api/profile/insights?window=180d").json()
    assert {each["window"] for each in one["signals"]} == {"180d"}
    assert one["disclaimer"].startswith("This is general education")
