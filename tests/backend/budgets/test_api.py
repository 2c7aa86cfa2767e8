"""Budgets over HTTP: set, held against spending, copied, suggested, summed up, taken back."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend, undo

MARCH = {"month": "2026-03"}


def put(client: TestClient, category: str, amount_minor: int, month: str = "2026-03", **fields: Any) -> dict[str, Any]:
    body = {"category_short_desc": category, "month": month, "amount_minor": amount_minor, **fields}
    answer = client.post("/api/budgets", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def listed(client: TestClient, month: str = "2026-03") -> dict[str, dict[str, Any]]:
    return {b["category_short_desc"]: b for b in client.get("/api/budgets", params={"month": month}).json()}


def test_a_budget_of_a_main_category_counts_its_subcategories_and_nets_refunds(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 10_000, "groceries")
    spend(client, account, 2_500, "coffee")
    spend(client, account, -500, "groceries")
    spend(client, account, 9_999, on="2026-03-07")
    spend(client, account, 7_777, "groceries", on="2026-04-01")
    kept = put(client, "food", 350_000)
    assert kept["status"] == "created"
    budget = kept["budget"]
    assert (budget["spent_minor"], budget["remaining_minor"], budget["percent_used"]) == (12_000, 338_000, 3.4)
    assert (budget["currency"], budget["color"], budget["parent_category_name"]) == ("USD", "#FF6B6B", None)
    assert listed(client)["food"] == budget


def test_transfers_below_a_main_category_are_not_spent(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 50_000, "savings_transfer")
    spend(client, account, 3_000, "student_loan")
    assert put(client, "savings", 10_000)["budget"]["spent_minor"] == 3_000


def test_setting_a_budget_again_updates_it_and_both_can_be_taken_back(client: TestClient) -> None:
    first, second = put(client, "food", 100, rollover=True), put(client, "food", 200)
    assert (first["status"], second["status"], second["id"]) == ("created", "updated", first["id"])
    assert second["budget"]["rollover"] is True
    undo(client, second["change_id"])
    assert listed(client)["food"]["budgeted_minor"] == 100
    undo(client, first["change_id"])
    assert listed(client) == {}


def test_what_is_left_rolls_over(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 400, "pet", on="2026-01-10")
    spend(client, account, 1_500, "pet", on="2026-02-10")
    for month in ("2026-01", "2026-02", "2026-03"):
        put(client, "pet", 1_000, month, rollover=True)
    budget = listed(client)["pet"]
    assert (budget["rolled_minor"], budget["remaining_minor"]) == (100, 1_100)
    assert (budget["last_month_spent_minor"], budget["usual_minor"]) == (1_500, None)


def test_a_budget_is_removed_and_brought_back(client: TestClient) -> None:
    kept = put(client, "food", 100)
    removed = client.delete(f"/api/budgets/{kept['id']}").json()
    assert (removed["status"], listed(client)) == ("removed", {})
    undo(client, removed["change_id"])
    assert listed(client)["food"]["id"] == kept["id"]
    refused(client.delete("/api/budgets/999"), 404, "no_such_budget")


def test_copying_keeps_what_is_there_unless_told_otherwise(client: TestClient) -> None:
    put(client, "food", 100, "2026-02", rollover=True)
    put(client, "pet", 200, "2026-02")
    put(client, "pet", 999)
    months = {"from_month": "2026-02", "to_month": "2026-03"}
    copied = client.post("/api/budgets/copy", json=months).json()
    assert (copied["copied"], copied["kept"]) == (1, 1)
    assert (listed(client)["food"]["rollover"], listed(client)["pet"]["budgeted_minor"]) == (True, 999)
    over = client.post("/api/budgets/copy", json={**months, "overwrite": True}).json()
    assert (over["copied"], over["kept"], listed(client)["pet"]["budgeted_minor"]) == (2, 0, 200)
    undo(client, over["change_id"])
    undo(client, copied["change_id"])
    assert {key: budget["budgeted_minor"] for key, budget in listed(client).items()} == {"pet": 999}
    refused(client.post("/api/budgets/copy", json={"from_month": "2026-02", "to_month": "2026-02"}), 422, "same_month")


def test_suggestions_are_the_mean_of_the_three_months_before(client: TestClient) -> None:
    account = open_account(client)
    for on, amount in (("2025-12-01", 300), ("2026-01-01", 300), ("2026-02-01", 600)):
        spend(client, account, amount, "coffee", on=on)
    spend(client, account, 99_999, "transfer", on="2026-02-01")
    spend(client, account, 500, "pet", on="2026-02-01")
    put(client, "pet", 1)
    found = {s["category_short_desc"]: s for s in client.get("/api/budgets/suggestions", params=MARCH).json()}
    assert found.keys() == {"food", "coffee", "misc"}
    coffee = found["coffee"]
    assert (coffee["usual_minor"], coffee["last_month_minor"], coffee["months_seen"]) == (400, 600, 3)


def test_the_summary_counts_a_budget_inside_another_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-03-10")
    account = open_account(client)
    spend(client, account, 2_000, "coffee")
    spend(client, account, 700, "pet")
    spend(client, account, -300_000, "payroll")
    put(client, "food", 31_000)
    put(client, "coffee", 5_000)
    found = client.get("/api/budgets/summary", params=MARCH).json()
    assert found == {
        "month": "2026-03",
        "currency": "USD",
        "budgeted_minor": 31_000,
        "rolled_minor": 0,
        "spent_minor": 2_000,
        "remaining_minor": 29_000,
        "pace_minor": 10_000,
        "income_minor": 300_000,
        "unbudgeted_spent_minor": 700,
        "days_in_month": 31,
        "day": 10,
        "other_currencies": [],
    }


def test_another_currency_is_reported_beside_the_budgets(client: TestClient) -> None:
    spend(client, open_account(client, currency="EUR"), 900, "coffee")
    put(client, "food", 1_000)
    found = client.get("/api/budgets/summary", params=MARCH).json()
    assert (found["spent_minor"], found["other_currencies"]) == (0, [{"currency": "EUR", "spent_minor": 900}])
    assert listed(client)["food"]["spent_minor"] == 0


def test_rows_of_a_deleted_account_are_not_spent(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 900, "coffee")
    put(client, "food", 1_000)
    client.delete(f"/api/accounts/{account}")
    assert listed(client)["food"]["spent_minor"] == 0
    client.post(f"/api/accounts/{account}/restore")
    assert listed(client)["food"]["spent_minor"] == 900


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-1", "2026", "bad", "0000-01", "9999-12", "2026-03\0", "２０２６-03", ""]
)
def test_a_month_that_is_none_is_refused_everywhere(client: TestClient, month: str) -> None:
    for path in ("", "/summary", "/suggestions"):
        refused(client.get(f"/api/budgets{path}", params={"month": month}), 422, "invalid_request")
    body = {"category_short_desc": "food", "month": month, "amount_minor": 1}
    refused(client.post("/api/budgets", json=body), 422, "invalid_request")


@pytest.mark.parametrize("amount", [-1, 10**15, 1.5, "12", None, True, 2**70])
def test_an_amount_that_is_none_is_refused(client: TestClient, amount: object) -> None:
    body = {"category_short_desc": "food", **MARCH, "amount_minor": amount}
    refused(client.post("/api/budgets", json=body), 422, "invalid_request")


def test_not_a_number_is_refused(client: TestClient) -> None:
    body = b'{"category_short_desc": "food", "month": "2026-03", "amount_minor": NaN}'
    answer = client.post("/api/budgets", content=body, headers={"content-type": "application/json"})
    refused(answer, 422, "invalid_request")


@pytest.mark.parametrize(
    ("category", "status", "code"),
    [("payroll", 422, "not_for_spending"), ("transfer", 422, "not_for_spending"), ("nowhere", 404, "no_such_category")],
)
def test_only_spending_has_a_budget(client: TestClient, category: str, status: int, code: str) -> None:
    body = {"category_short_desc": category, **MARCH, "amount_minor": 1}
    refused(client.post("/api/budgets", json=body), status, code)


@pytest.mark.parametrize("budget_id", ["0", "-1", str(2**63), "9" * 400, "x"])
def test_an_id_that_is_none_is_refused(client: TestClient, budget_id: str) -> None:
    refused(client.delete(f"/api/budgets/{budget_id}"), 422, "invalid_request")
