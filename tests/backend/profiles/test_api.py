"""The profile over HTTP: off until it is turned on, then signals, profiles and items with their reasons."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.exports import full_export
from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.infra.web import LOCAL_USER_ID
from backend.profiles import presentation, service
from backend.profiles.jobs import keep_profile_current
from backend.users.models import User
from build_scripts.signal_evaluation.households import CardTerms, Household, Row, SampleAccount, households
from build_scripts.signal_evaluation.writing import add_household
from tests.backend.exports.homes import new_home, restored
from tests.backend.journeys import open_account, refused, spend, undo
from tests.makers import every_count, the_file

Json = dict[str, Any]
TABLES = ("signal_runs", "signals", "personas", "content_responses", "content_reviews")


def day(ago: int) -> str:
    return (clock.today() - timedelta(days=ago)).isoformat()


@pytest.fixture
def household(client: TestClient) -> TestClient:
    """Half a year of pay, rent, three subscriptions and a card at nine tenths of its limit that charged interest."""
    today, app = clock.today(), client.app
    days = [today - timedelta(days=ago) for ago in range(10, 200, 30)]
    everyday = SampleAccount("Everyday", "checking", 90_000)
    pay_days = [today - timedelta(days=ago) for ago in range(0, 196, 14)]
    everyday.rows += [Row(on, "ALDER PAYROLL", -150_000, "payroll") for on in pay_days]
    for name, minor in (("QUILLSTREAM", 1_599), ("IRONLEAF GYM", 3_900), ("PAPERBOY NEWS", 900)):
        everyday.rows += [Row(on, name, minor, "subscriptions") for on in days]
    everyday.rows += [Row(on, "CEDAR COURT RENT", 100_000, "rent") for on in days]
    card = SampleAccount("Card", "credit", -90_000, terms=CardTerms(100_000, 2_500))
    card.rows.append(Row(today - timedelta(days=9), "INTEREST CHARGE ON PURCHASES", 1_812, "interest_charge"))
    with app.state.budget.write() as db:  # type: ignore[attr-defined]
        add_household(db, Household("", [everyday, card], {}), user_id=LOCAL_USER_ID)
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


def test_an_operator_is_refused_on_the_desktop(household: TestClient) -> None:
    choose(household, is_on=True)
    for path in ("people", "people/1", "people/1/audit"):
        problem = refused(household.get(f"/api/operator/{path}"), 403, "not_an_operator")
        assert problem["detail"].startswith("Only an operator of a shared server may see this.")
    refused(household.post("/api/operator/people/1/items/minimum-payment/approve"), 403, "not_an_operator")


def test_an_operator_sees_who_agreed_flags_with_a_reason_and_leaves_an_audit(household: TestClient) -> None:
    with household.app.state.budget.write() as db:  # type: ignore[attr-defined]
        agreed, silent = (add_household(db, each) for each in households(clock.today())[:2])
        service.turn_on(db, agreed)
        db.get(User, LOCAL_USER_ID).role = "operator"
    [person] = household.get("/api/operator/people").json()
    assert (person["user_id"], person["primary_30d"]) == (agreed, "high_utilization")
    refused(household.get(f"/api/operator/people/{silent}"), 404, "no_such_person")
    shown = household.get(f"/api/operator/people/{agreed}").json()
    assert shown["is_primary_different"] is False
    item = f"/api/operator/people/{agreed}/items/{shown['profile']['items'][0]['id']}"
    assert household.post(f"{item}/flag", json={"reason": " "}).status_code == 422
    flagged = household.post(f"{item}/flag", json={"reason": "Names a rate that is out of date."}).json()
    assert len(flagged["profile"]["items"]) == len(shown["profile"]["items"]) - 1
    approved = household.post(f"{item}/approve").json()
    assert len(approved["profile"]["items"]) == len(shown["profile"]["items"])
    audit = household.get(f"/api/operator/people/{agreed}/audit").json()
    assert [each["action"] for each in audit["reviews"]] == ["flag", "approve"]
    assert [each["action"] for each in audit["consent"]] == ["granted"]


def test_what_was_computed_goes_out_and_comes_back_whole(household: TestClient) -> None:
    item = choose(household, is_on=True)["items"][0]
    household.post(f"/api/profile/items/{item['id']}/hidden", json={"is_hidden": True})
    app: Any = household.app
    with new_home() as target:
        state = app.state
        with state.budget.read() as db, state.investments.read() as investments:
            chunks = full_export.export_chunks(db, investments, LOCAL_USER_ID, home=state.budget.path.parent)
            export = b"".join(chunks).decode()
        restored(target, export)
        with target.budget.read() as db:
            shown = presentation.profile_json(db, target.user_id)
    assert shown["consent"]["is_on"]
    assert len(shown["signals"]) == 28
    assert [each["is_hidden"] for each in shown["items"] if each["id"] == item["id"]] == [True]
