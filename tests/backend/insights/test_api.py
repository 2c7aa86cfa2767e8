"""Spending over HTTP: refunds netted, transfers and income out, children inside parents, sums equal to rows."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend

Json = dict[str, Any]


def spending(client: TestClient, query: str) -> dict[str, Json]:
    answer = client.get(f"/api/transactions/spending-by-category?{query}")
    assert answer.status_code == 200, answer.text
    return {line["short_desc"]: line for line in answer.json()}


@pytest.fixture
def year(client: TestClient) -> TestClient:
    """Coffee every month, a refund, income, a transfer, a row that waits, and one in another currency."""
    account, euros = open_account(client), open_account(client, "Giro", currency="EUR")
    for month in range(1, 5):
        spend(client, account, 1000 * month, "coffee", on=f"2026-{month:02}-10", description="COPPER KETTLE")
    spend(client, account, 1000, "coffee", on="2025-04-10", description="COPPER KETTLE")
    spend(client, account, -1500, "coffee", on="2026-04-12", description="COPPER KETTLE REFUND")
    spend(client, account, 700, "restaurant", on="2026-04-20", description="NOODLE BAR")
    spend(client, account, -284000, "payroll", on="2026-04-15")
    spend(client, account, 40000, "savings_transfer", on="2026-04-16")
    spend(client, account, 999, on="2026-04-17")
    spend(client, euros, 555, "coffee", on="2026-04-18")
    return client


def test_a_month_by_category_against_usual_and_last_year(year: TestClient) -> None:
    found = spending(year, "month=2026-04")
    assert found.keys() == {"coffee", "restaurant"}
    coffee = found["coffee"]
    assert (coffee["total_minor"], coffee["out_minor"], coffee["refunds_minor"], coffee["count"]) == (
        2500,
        4000,
        1500,
        2,
    )
    assert (coffee["usual_minor"], coffee["last_year_minor"]) == (2000, 1000)
    assert coffee["parent_short_desc"] == "food"


def test_a_range_of_whole_months_equals_the_sum_of_its_days(year: TestClient) -> None:
    by_totals = spending(year, "start_date=2026-01-01&end_date=2026-04-30")
    by_rows = spending(year, "start_date=2026-01-02&end_date=2026-04-29")
    for key in ("coffee", "restaurant"):
        for name in ("total_minor", "out_minor", "refunds_minor", "count"):
            assert by_totals[key][name] == by_rows[key][name]


def test_the_trend_counts_every_month_and_keeps_income_apart(year: TestClient) -> None:
    months = year.get("/api/transactions/monthly-trend?months=3").json()
    assert [(m["month"], m["total_minor"], m["in_minor"]) for m in months] == [
        ("2026-02", 2000, 0),
        ("2026-03", 3000, 0),
        ("2026-04", 3200, 284000),
    ]


def test_merchants_of_a_parent_include_its_children(year: TestClient) -> None:
    food = next(c["id"] for c in year.get("/api/categories").json() if c["short_desc"] == "food")
    found = year.get(f"/api/transactions/spending-by-merchant?parent_category_id={food}&month=2026-04").json()
    assert {line["merchant_key"]: line["total_minor"] for line in found} == {
        "copper kettle": 4000,
        "noodle bar": 700,
        "copper kettle refund": -1500,
    }


def test_a_history_in_another_currency_or_account_is_nothing_to_compare_with(client: TestClient) -> None:
    account, euros = open_account(client), open_account(client, "Giro", currency="EUR")
    spend(client, euros, 555, "coffee", on="2019-01-02")
    spend(client, account, 1000, "coffee", on="2026-04-10")
    coffee = spending(client, "month=2026-04")["coffee"]
    assert (coffee["usual_minor"], coffee["last_year_minor"]) == (None, None)

    older = open_account(client, "Older")
    spend(client, older, 300, "coffee", on="2025-01-10")
    assert spending(client, "month=2026-04")["coffee"]["usual_minor"] == 0
    assert spending(client, f"month=2026-04&account_id={account}")["coffee"]["usual_minor"] is None


def test_merchants_can_be_those_of_one_account(year: TestClient) -> None:
    food = next(c["id"] for c in year.get("/api/categories").json() if c["short_desc"] == "food")
    other = open_account(year, "Card")
    spend(year, other, 321, "coffee", on="2026-04-11", description="OLD MILL")
    query = f"parent_category_id={food}&month=2026-04&account_id={other}"
    found = year.get(f"/api/transactions/spending-by-merchant?{query}").json()
    assert [(line["merchant_key"], line["total_minor"]) for line in found] == [("old mill", 321)]


def test_month_by_category_gives_every_currency_apart(year: TestClient) -> None:
    found = year.get("/api/transactions/month-by-category?from=2026-04&to=2026-04").json()
    coffee = {
        line["currency"]: (line["out_minor"], line["in_minor"]) for line in found if line["out_minor"] in (555, 4000)
    }
    assert coffee == {"USD": (4000, 1500), "EUR": (555, 0)}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("month=bad", "not_a_month"),
        ("month=2026-13", "not_a_month"),
        ("start_date=2026-02-01&end_date=2026-01-01", "bad_range"),
        ("start_date=2026-02-30", "invalid_request"),
    ],
)
def test_what_is_no_month_or_range_is_said(client: TestClient, query: str, code: str) -> None:
    refused(client.get(f"/api/transactions/spending-by-category?{query}"), 422, code)


def test_today_tells_the_month_so_far(year: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-20")
    body = {"category_short_desc": "food", "month": "2026-04", "amount_minor": 10000}
    year.post("/api/budgets", json=body)
    found = year.get("/api/today").json()
    assert (found["month"], found["spent_minor"], found["income_minor"]) == ("2026-04", 3200, 284000)
    assert (found["to_review"], found["staged"]) == (1, 0)
    assert found["free_to_spend_minor"] == sum(term["amount_minor"] for term in found["free_terms"]) == 6800
    assert found["usual_to_date_minor"] == 2000
    assert found["cumulative"][19] == {"day": 20, "this_minor": 3200, "usual_minor": 2000}
    assert found["cumulative"][20]["this_minor"] is None
    assert found["top_categories"][0]["display_name"] == "Food"
    assert {account["name"]: account["needs"] for account in found["accounts"]} == {"Everyday": None, "Giro": None}


def test_an_empty_today_is_all_zero(client: TestClient) -> None:
    found = client.get("/api/today").json()
    assert (found["spent_minor"], found["new_rows"], found["accounts"], found["months"]) == (0, 0, [], [])
