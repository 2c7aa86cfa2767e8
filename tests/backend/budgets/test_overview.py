"""The page Budget over HTTP: lines in several periods, money moved between them, alerts, plans, templates, cards."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.budgets.test_api import listed, put
from tests.backend.journeys import open_account, refused, spend, undo

TODAY = "2026-11-21"


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", TODAY)


def add_line(client: TestClient, category: str, amount_minor: int, period: str, **fields: Any) -> int:
    answer = client.post("/api/budgets/lines", json=line(category, amount_minor, period, **fields))
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def line(category: str, amount_minor: int, period: str, **fields: Any) -> dict[str, Any]:
    body = {"category_short_desc": category, "period": period, "amount_minor": amount_minor}
    return {**body, "starts_on": "2026-11-01", **fields}


def overview(client: TestClient, **params: Any) -> dict[str, Any]:
    answer = client.get("/api/budgets/overview", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def lines(client: TestClient, **params: Any) -> dict[str, dict[str, Any]]:
    return {each["category_short_desc"]: each for each in overview(client, **params)["lines"]}


def move(client: TestClient, source: str | None, target: str | None, amount_minor: int, **fields: Any) -> Any:
    body = {"from_short_desc": source, "to_short_desc": target, "amount_minor": amount_minor, "on": TODAY}
    return client.post("/api/budgets/moves", json={**body, **fields})


def terms(figure: dict[str, Any]) -> dict[str, int]:
    return {term["label"]: term["value"] for term in figure["terms"]}


def test_lines_of_several_periods_stand_side_by_side(client: TestClient) -> None:
    account = open_account(client)
    add_line(client, "coffee", 1_750, "week")
    add_line(client, "gaming", 72_000, "year", starts_on="2026-01-01", carry="surplus_and_debt")
    add_line(client, "doctor", 36_000, "quarter", starts_on="2026-10-01", carry="surplus")
    put(client, "groceries", 54_000, "2026-11")
    spend(client, account, 1_200, "coffee", on="2026-11-17")
    spend(client, account, 2_000, "coffee", on="2026-11-03")
    spend(client, account, 41_200, "gaming", on="2026-06-10")
    spend(client, account, 10_000, "doctor", on="2026-10-10")
    spend(client, account, 41_245, "groceries", on="2026-11-20")

    found = lines(client)
    coffee = found["coffee"]
    assert (coffee["own"]["start"], coffee["own"]["end"]) == ("2026-11-16", "2026-11-22")
    assert (coffee["own"]["budgeted_minor"], coffee["own"]["spent_minor"], coffee["own"]["left_minor"]) == (
        1_750,
        1_200,
        550,
    )
    assert coffee["own"]["per_day_minor"] == 275
    # Five weeks begin in November 2026.
    assert (coffee["budgeted_minor"], coffee["spent_minor"]) == (5 * 1_750, 3_200)
    assert coffee["side_by_side"] == {"week": 1_200, "payday": 3_200, "month": 3_200, "quarter": 3_200, "year": 3_200}
    # A twelfth of the year, and what the ten months before left of theirs.
    gaming = found["gaming"]
    assert (gaming["budgeted_minor"], gaming["carried_minor"]) == (6_000, 10 * 6_000 - 41_200)
    assert (gaming["own"]["left_minor"], gaming["own"]["percent_used"]) == (30_800, 57.2)
    assert (found["doctor"]["budgeted_minor"], found["doctor"]["carried_minor"]) == (12_000, 2_000)
    groceries = found["groceries"]
    assert groceries["left_minor"] == groceries["own"]["left_minor"] == 12_755
    assert groceries["side_by_side"]["week"] == 41_245

    week = lines(client, kind="week", day="2026-11-03")
    assert (week["coffee"]["budgeted_minor"], week["coffee"]["spent_minor"]) == (1_750, 2_000)
    year = lines(client, kind="year")
    assert (year["gaming"]["left_minor"], year["groceries"]["budgeted_minor"]) == (30_800, 54_000)


def test_left_to_spend_adds_up_and_says_what_it_leaves_out(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, -568_000, "payroll", on="2026-11-02")
    put(client, "food", 82_000, "2026-11")
    put(client, "groceries", 54_000, "2026-11")
    add_line(client, "gaming", 6_000, "month")
    spend(client, account, 41_245, "groceries", on="2026-11-20")
    spend(client, account, 9_900, "hotel", on="2026-11-20")
    spend(client, account, 5_000, on="2026-11-20")

    page = overview(client)
    assert [each["is_inside"] for each in page["lines"] if each["category_short_desc"] == "groceries"] == [True]
    assert terms(page["left"]) == {
        "Budgeted": 88_000,
        "Moved to these lines": 0,
        "Carried in": 0,
        "Spent from budgets": -41_245,
    }
    assert page["left"]["value"] == 46_755
    assert page["left"]["excluded"] == [{"reason": "Waiting for your review", "count": 1, "value_minor": -5_000}]
    assert page["per_day_minor"] == 4_675
    assert page["unassigned"]["value"] == 568_000 - 88_000
    assert page["unbudgeted"]["value"] == 9_900
    summary = client.get("/api/budgets/summary", params={"month": "2026-11"}).json()
    # The monthly budgets alone: the standing line is in the page only.
    assert summary["remaining_minor"] == 82_000 - 41_245


def test_a_monthly_budget_is_the_same_on_the_page_and_in_the_monthly_list(client: TestClient) -> None:
    account = open_account(client)
    for month in ("2026-09", "2026-10", "2026-11"):
        put(client, "groceries", 50_000, month, rollover=True)
    spend(client, account, 70_000, "groceries", on="2026-09-10")
    spend(client, account, 20_000, "groceries", on="2026-10-10")
    spend(client, account, 10_000, "groceries", on="2026-11-10")
    page, budget = lines(client)["groceries"], listed(client, "2026-11")["groceries"]
    assert (page["carried_minor"], page["left_minor"]) == (budget["rolled_minor"], budget["remaining_minor"])
    assert (budget["rolled_minor"], budget["remaining_minor"]) == (10_000, 50_000)

    put(client, "groceries", 50_000, "2026-10", carries_debt=False)
    page, budget = lines(client)["groceries"], listed(client, "2026-11")["groceries"]
    assert page["carried_minor"] == budget["rolled_minor"] == 30_000


def test_overspending_is_covered_from_another_line_and_taken_back(client: TestClient) -> None:
    account = open_account(client)
    put(client, "groceries", 54_000, "2026-11")
    put(client, "restaurant", 14_000, "2026-11")
    spend(client, account, 18_618, "restaurant", on="2026-11-10")
    answer = move(client, "groceries", "restaurant", 4_618)
    assert answer.status_code == 201, answer.text
    found = lines(client)
    assert (found["groceries"]["left_minor"], found["restaurant"]["left_minor"]) == (49_382, 0)
    assert listed(client, "2026-11")["restaurant"]["remaining_minor"] == 0
    [made] = overview(client)["moves"]
    assert (made["from_name"], made["to_name"], made["amount_minor"]) == ("Groceries", "Restaurant", 4_618)
    assert overview(client)["left"]["value"] == 49_382
    undo(client, answer.json()["change_id"])
    assert lines(client)["restaurant"]["left_minor"] == -4_618


def test_income_is_assigned_but_never_more_than_came_in(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, -100_000, "payroll", on="2026-11-02")
    put(client, "groceries", 60_000, "2026-11")
    assert move(client, None, "groceries", 30_000).status_code == 201
    page = overview(client)
    assert page["unassigned"]["value"] == 10_000
    assert (page["left"]["value"], terms(page["left"])["Moved to these lines"]) == (90_000, 30_000)
    problem = refused(move(client, None, "groceries", 10_001), 422, "not_enough_left")
    assert "100.00 USD" in problem["detail"]
    assert move(client, "groceries", None, 5_000).status_code == 201
    assert overview(client)["unassigned"]["value"] == 15_000


def test_what_a_move_cannot_be(client: TestClient) -> None:
    open_account(client)
    for category in ("groceries", "restaurant", "coffee"):
        put(client, category, 10_000, "2026-11")
    assert move(client, "groceries", "restaurant", 5_000).status_code == 201
    assert move(client, "restaurant", "coffee", 5_000).status_code == 201
    problem = refused(move(client, "coffee", "groceries", 100), 422, "circular_cover")
    assert "Coffee → Groceries → Restaurant → Coffee" in problem["detail"]
    refused(move(client, "coffee", "coffee", 100), 422, "same_line")
    refused(move(client, "coffee", "hotel", 100), 422, "not_a_budget_line")
    refused(move(client, "groceries", "coffee", 5_001), 422, "not_enough_left")
    assert move(client, "groceries", "coffee", -5).status_code == 422
    assert len(overview(client)["moves"]) == 2


def test_two_lines_for_the_same_days_are_refused(client: TestClient) -> None:
    add_line(client, "groceries", 10_000, "week", ends_on="2026-11-29")
    refused(client.post("/api/budgets/lines", json=line("groceries", 1, "month")), 409, "overlapping_lines")
    body = {"category_short_desc": "groceries", "month": "2026-11", "amount_minor": 100}
    refused(client.post("/api/budgets", json=body), 409, "overlapping_lines")
    put(client, "groceries", 100, "2026-12")
    refused(client.post("/api/budgets/lines", json=line("groceries", 1, "week", starts_on="2026-11-30")), 409,
            "overlapping_lines")  # fmt: skip


def test_a_line_that_cannot_be_is_refused_with_a_sentence(client: TestClient) -> None:
    for body, code in (
        (line("groceries", 100, "week", ends_on="2026-10-31"), "end_before_start"),
        (line("groceries", 100, "once"), "once_needs_end"),
        (line("payroll", 100, "week"), "not_for_spending"),
    ):
        refused(client.post("/api/budgets/lines", json=body), 422, code)
    assert client.post("/api/budgets/lines", json=line("groceries", -1_750, "week")).status_code == 422
    assert lines(client) == {}


def test_a_line_is_changed_ended_and_removed(client: TestClient) -> None:
    id_ = add_line(client, "groceries", 10_000, "week")
    changed = client.patch(f"/api/budgets/lines/{id_}", json={"amount_minor": 12_000, "period": "month"}).json()
    assert lines(client)["groceries"]["budgeted_minor"] == 12_000
    undo(client, changed["change_id"])
    assert lines(client)["groceries"]["period"] == "week"
    refused(client.patch(f"/api/budgets/lines/{id_}", json={"ends_on": "2026-10-01"}), 422, "end_before_start")
    client.patch(f"/api/budgets/lines/{id_}", json={"ends_on": "2026-11-08"})
    assert lines(client, day="2026-12-01") == {}
    removed = client.delete(f"/api/budgets/lines/{id_}").json()
    assert lines(client) == {}
    undo(client, removed["change_id"])
    assert lines(client)["groceries"]["ends_on"] == "2026-11-08"


def test_undo_puts_no_line_back_beside_one_that_took_its_place(client: TestClient) -> None:
    id_ = add_line(client, "groceries", 10_000, "week")
    removed = client.delete(f"/api/budgets/lines/{id_}").json()
    added = client.post("/api/budgets/lines", json=line("groceries", 40_000, "month")).json()
    answer = client.post(f"/api/changes/{removed['change_id']}/undo")
    assert "Groceries" in refused(answer, 409, "overlapping_lines")["detail"]
    assert lines(client)["groceries"]["period"] == "month"
    undo(client, added["change_id"])
    undo(client, removed["change_id"])
    assert lines(client)["groceries"]["period"] == "week"


def test_pay_days_make_periods(client: TestClient) -> None:
    account = open_account(client)
    add_line(client, "gas_station", 6_000, "payday", carry="surplus_and_debt", starts_on="2026-10-30")
    answer = client.put("/api/budgets/pay-days", json={"days": ["2026-10-30", "2026-11-13", "2026-11-27"]})
    assert answer.status_code == 200, answer.text
    spend(client, account, 4_000, "gas_station", on="2026-11-05")
    spend(client, account, 4_631, "gas_station", on="2026-11-13")
    page = overview(client)
    assert (page["pay_days_source"], page["next_pay_day"]) == ("entered", "2026-11-27")
    own = lines(client)["gas_station"]["own"]
    assert (own["start"], own["end"], own["carried_minor"], own["spent_minor"]) == (
        "2026-11-13",
        "2026-11-26",
        2_000,
        4_631,
    )
    undo(client, answer.json()["change_id"])
    assert overview(client)["pay_days_source"] is None


def test_alerts_at_80_100_and_110_percent_until_dismissed(client: TestClient) -> None:
    account = open_account(client)
    for category, spent in (("groceries", 8_000), ("restaurant", 10_000), ("clothing", 11_000), ("coffee", 7_999)):
        put(client, category, 10_000, "2026-11")
        spend(client, account, spent, category, on="2026-11-10")
    found = {each["category_short_desc"]: each["threshold_percent"] for each in overview(client)["alerts"]}
    assert found == {"clothing": 110, "restaurant": 100, "groceries": 80}
    body = {"category_short_desc": "groceries", "starts_on": "2026-11-01", "threshold_percent": 80}
    change = client.post("/api/budgets/alerts/dismiss", json=body).json()["change_id"]
    assert "groceries" not in {each["category_short_desc"] for each in overview(client)["alerts"]}
    undo(client, change)
    assert len(overview(client)["alerts"]) == 3
    client.post("/api/budgets/alerts/dismiss", json=body)
    spend(client, account, 2_000, "groceries", on="2026-11-11")
    assert overview(client)["alerts"][-1]["threshold_percent"] == 100
    assert overview(client, day="2026-10-01")["alerts"] == []


def test_a_named_plan_has_its_own_lines_and_days(client: TestClient) -> None:
    account = open_account(client)
    trip = {"name": "Lisbon", "type": "project", "starts_on": "2026-11-10", "ends_on": "2026-11-24"}
    plan_id = client.post("/api/budgets/plans", json=trip).json()["id"]
    add_line(client, "hotel", 80_000, "once", plan_id=plan_id, starts_on="2026-11-10")
    add_line(client, "travel_food", 10_000, "week", plan_id=plan_id, starts_on="2026-11-10")
    spend(client, account, 60_000, "hotel", on="2026-11-12")
    spend(client, account, 1_000, "hotel", on="2026-11-25")
    page = overview(client, plan_id=plan_id, kind="once")
    assert (page["start"], page["end"], page["unassigned"]) == ("2026-11-10", "2026-11-24", None)
    hotel = page["lines"][0]
    assert (hotel["category_short_desc"], hotel["spent_minor"], hotel["left_minor"]) == ("hotel", 60_000, 20_000)
    assert overview(client)["lines"] == []
    outside = line("hotel", 1, "week", plan_id=plan_id, starts_on="2026-11-01")
    refused(client.post("/api/budgets/lines", json=outside), 422, "outside_plan")
    refused(client.patch(f"/api/budgets/plans/{plan_id}", json={"ends_on": "2026-11-01"}), 422, "end_before_start")
    refused(move(client, None, "hotel", 1, plan_id=plan_id), 422, "nothing_to_assign")
    assert move(client, "hotel", "travel_food", 5_000, plan_id=plan_id).status_code == 201

    copied = {"name": "Porto", "starts_on": "2027-05-01", "ends_on": "2027-05-08"}
    copy_id = client.post(f"/api/budgets/plans/{plan_id}/copy", json=copied).json()["id"]
    amounts = [
        each["budgeted_minor"] for each in overview(client, plan_id=copy_id, kind="once", day="2027-05-02")["lines"]
    ]
    assert amounts[0] == 80_000
    client.patch(f"/api/budgets/plans/{plan_id}", json={"is_archived": True})
    assert [(each["name"], each["is_archived"]) for each in client.get("/api/budgets/plans").json()] == [
        ("Porto", False),
        ("Lisbon", True),
    ]
    removed = client.delete(f"/api/budgets/plans/{plan_id}").json()
    refused(client.get("/api/budgets/overview", params={"plan_id": plan_id}), 404, "no_such_plan")
    undo(client, removed["change_id"])
    assert overview(client, plan_id=plan_id, kind="once")["lines"][0]["left_minor"] == 15_000


def template(client: TestClient, category: str, priority: int, kind: str, **fields: Any) -> Any:
    body = {"category_short_desc": category, "priority": priority, "kind": kind, **fields}
    return client.post("/api/budgets/templates", json=body)


def test_templates_fill_a_month_in_order_of_priority(client: TestClient) -> None:
    account = open_account(client)
    put(client, "groceries", 54_000, "2026-11", rollover=True)
    spend(client, account, 41_245, "groceries", on="2026-11-20")
    for made in (
        template(client, "rent", 1, "fixed", amount_minor=185_000),
        template(client, "groceries", 4, "refill_to", amount_minor=54_000),
        template(client, "hotel", 6, "percent", basis_points=500),
        template(client, "gaming", 8, "remainder", weight=3),
        template(client, "clothing", 8, "remainder", weight=1),
    ):
        assert made.status_code == 201, made.text
    params: dict[str, str | int] = {"month": "2026-12", "income_minor": 300_001}
    seen = client.get("/api/budgets/templates", params=params).json()
    amounts = [each["amount_minor"] for each in seen["rows"]]
    assert amounts == [185_000, 41_245, 15_000, 44_067, 14_689]
    assert (seen["given_minor"], seen["left_minor"], seen["income_basis"]) == (300_001, 0, "given")
    filled = client.post("/api/budgets/templates/fill", json=params).json()
    found = lines(client, day="2026-12-01")
    assert filled["count"] == 5
    assert (found["rent"]["budgeted_minor"], found["groceries"]["left_minor"]) == (185_000, 54_000)
    undo(client, filled["change_id"])
    assert lines(client, day="2026-12-01") == {}


def test_income_to_fill_from_is_what_came_in_or_what_is_usual(client: TestClient) -> None:
    account = open_account(client)
    for month in ("08", "09", "10"):
        spend(client, account, -90_000, "payroll", on=f"2026-{month}-25")
    seen = client.get("/api/budgets/templates", params={"month": "2026-11"}).json()
    assert (seen["income_minor"], seen["income_basis"]) == (90_000, "usual")
    spend(client, account, -50_000, "payroll", on="2026-11-20")
    seen = client.get("/api/budgets/templates", params={"month": "2026-11"}).json()
    assert (seen["income_minor"], seen["income_basis"]) == (50_000, "received")


def test_a_template_that_cannot_be_is_refused(client: TestClient) -> None:
    refused(template(client, "hotel", 1, "fixed"), 422, "bad_template")
    refused(template(client, "hotel", 1, "by_date", amount_minor=5, due_on="2026-11-01"), 422, "bad_template")
    made = template(client, "hotel", 1, "percent", basis_points=6_000)
    assert made.status_code == 201
    problem = refused(template(client, "clothing", 1, "percent", basis_points=4_001), 422, "over_income")
    assert "100.01 %" in problem["detail"]
    changed = client.patch(f"/api/budgets/templates/{made.json()['id']}", json={"basis_points": 5_000})
    assert changed.status_code == 200
    removed = client.delete(f"/api/budgets/templates/{made.json()['id']}").json()
    assert client.get("/api/budgets/templates").json()["rows"] == []
    undo(client, removed["change_id"])
    assert client.get("/api/budgets/templates").json()["rows"][0]["basis_points"] == 5_000


def test_the_median_of_the_last_periods_is_suggested(client: TestClient) -> None:
    account = open_account(client)
    for on, amount in (("2026-08-10", 1_000), ("2026-09-10", 3_000), ("2026-10-10", 9_000), ("2026-11-10", 50_000)):
        spend(client, account, amount, "groceries", on=on)
    found = client.get("/api/budgets/period-suggestions", params={"count": 3}).json()
    assert [(each["category_short_desc"], each["median_minor"]) for each in found] == [
        ("food", 3_000),
        ("groceries", 3_000),
    ]
    weekly = client.get("/api/budgets/period-suggestions", params={"kind": "week", "count": 2}).json()
    assert weekly[0]["periods_minor"] == [0, 50_000]


def test_purchases_by_card_are_set_aside_for_its_payment(client: TestClient) -> None:
    card = open_account(client, "Travel Card", account_type="credit")
    for month in ("2026-10", "2026-11"):
        put(client, "groceries", 50_000, month)
    spend(client, card, 30_000, "groceries", on="2026-10-10")
    spend(client, card, -20_000, "credit_card_payment", on="2026-10-25")
    spend(client, card, 60_000, "groceries", on="2026-11-10")
    spend(client, card, 5_000, "hotel", on="2026-11-11")
    client.post(f"/api/accounts/{card}/balances", json={"on": "2026-11-20", "balance_minor": -128_477})
    found = client.get("/api/budgets/cards").json()
    [row] = found["cards"]
    # 10,000 of November was more than the budget, and the hotel has none.
    assert row["set_aside_minor"] == found["set_aside"]["value"] == 30_000 - 20_000 + 50_000


def test_a_merge_of_categories_takes_lines_moves_and_templates_along(client: TestClient) -> None:
    open_account(client)
    add_line(client, "coffee", 1_000, "week")
    put(client, "restaurant", 10_000, "2026-11")
    move(client, "coffee", "restaurant", 500)
    template(client, "coffee", 1, "fixed", amount_minor=100)
    merged = client.post("/api/categories/coffee/merge", json={"target_short_desc": "groceries"})
    assert merged.status_code == 200, merged.text
    assert lines(client)["groceries"]["own"]["left_minor"] == 500
    assert client.get("/api/budgets/templates").json()["rows"][0]["category_short_desc"] == "groceries"
    undo(client, merged.json()["change_id"])
    assert lines(client)["coffee"]["own"]["left_minor"] == 500


def test_lines_of_another_currency_are_listed_and_in_no_total(client: TestClient) -> None:
    account = open_account(client, "Euro", currency="EUR")
    put(client, "groceries", 10_000, "2026-11")
    add_line(client, "hotel", 50_000, "month", currency="EUR")
    spend(client, account, 20_000, "hotel", on="2026-11-10")
    page = overview(client)
    assert page["left"]["value"] == 10_000
    assert page["left"]["completeness"]["missing"][0]["what"] == "EUR"
    assert lines(client)["hotel"]["left_minor"] == 30_000
    assert page["other_currencies"] == [{"currency": "EUR", "spent_minor": 20_000}]
    [in_euro] = page["left_by_currency"]
    assert (in_euro["id"], in_euro["value"], in_euro["unit"]) == ("budget.left.EUR", 30_000, "EUR")


def test_all_lines_together_are_converted_by_the_rate_of_the_day_or_have_no_value(client: TestClient) -> None:
    put(client, "groceries", 10_000, "2026-11")
    assert overview(client)["left_in_all"] is None
    add_line(client, "hotel", 50_000, "month", currency="EUR")
    unknown = overview(client)["left_in_all"]
    assert (unknown["value"], unknown["known_value"]) == (None, 10_000)
    assert "no exchange rate from EUR to USD" in unknown["completeness"]["missing"][0]["why"]
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-11-20", "rate": "1.10"}
    assert client.post("/api/exchange-rates", json=rate).status_code == 200
    known = overview(client)["left_in_all"]
    assert (known["value"], known["unit"]) == (65_000, "USD")
    assert "500.00 EUR at the rate of " in known["terms"][1]["label"]
