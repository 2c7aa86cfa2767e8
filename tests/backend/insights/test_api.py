"""Spending over HTTP: refunds netted, transfers and income out, children inside parents, sums equal to rows."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend
from tests.makers import the_file

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
    spend(client, older, 300, "coffee", on="2026-02-10")
    assert spending(client, "month=2026-04")["coffee"]["usual_minor"] == 100
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


def test_today_asks_for_no_file_of_an_account_that_is_kept_by_hand(client: TestClient) -> None:
    open_account(client, "Student loan", account_type="loan", balance_current_minor=-900000)
    open_account(client, "New account")
    needs = {account["name"]: account["needs"] for account in client.get("/api/today").json()["accounts"]}
    assert needs == {"Student loan": None, "New account": "No transactions yet: import a file"}


def test_a_month_with_more_refunds_than_spending_says_what_was_refunded(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-20")
    spend(client, open_account(client), -2500, "coffee", on="2026-04-03")
    found = client.get("/api/today").json()
    assert found["free_terms"][1] == {"label": "Refunded this month", "amount_minor": 2500}
    assert found["free_to_spend_minor"] == 2500


def test_the_totals_of_spending_and_today_are_figures_whose_terms_add_up(
    year: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-20")
    for query in ("month=2026-04", "start_date=2026-04-02&end_date=2026-04-29"):
        found = summary(year, query)
        for name in ("spent", "income"):
            figure = found[name]
            assert figure["value"] == found[f"{name}_minor"] == sum(term["value"] for term in figure["terms"])
        assert found["spent"]["excluded"][-1] == {
            "reason": "Waiting for your review",
            "count": 1,
            "value_minor": found["spent"]["excluded"][-1]["value_minor"],
        }
        assert [each["what"] for each in found["spent"]["completeness"]["missing"]] == ["EUR"]
    today = year.get("/api/today").json()
    assert (today["spent"]["value"], today["free"]["value"]) == (today["spent_minor"], today["free_to_spend_minor"])


def test_an_empty_today_is_all_zero(client: TestClient) -> None:
    found = client.get("/api/today").json()
    assert (found["spent_minor"], found["new_rows"], found["accounts"], found["months"]) == (0, 0, [], [])


def summary(client: TestClient, query: str) -> Json:
    answer = client.get(f"/api/transactions/spending-summary?{query}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def confirm_without_category(client: TestClient, home: Path, row: int) -> None:
    """Confirm a row as older versions did, without a category; the edit brings the monthly totals up to date."""
    with the_file(home) as file:
        file.execute("UPDATE transactions SET status = 'confirmed' WHERE id = ?", [row])
    assert client.patch(f"/api/transactions/{row}", json={"notes": "seen"}).status_code == 200


def test_every_page_says_the_same_of_one_month(year: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = next(a["id"] for a in year.get("/api/accounts").json() if a["name"] == "Everyday")
    for amount in (4321, -1234):
        confirm_without_category(year, home, spend(year, account, amount, on="2026-04-19", description="SOMEBODY"))
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-20")
    lines = spending(year, "month=2026-04")
    whole, by_days = summary(year, "month=2026-04"), summary(year, "start_date=2026-04-02&end_date=2026-04-29")
    trend = year.get("/api/transactions/monthly-trend?months=1").json()[0]
    today = year.get("/api/today").json()
    budget = year.get("/api/budgets/summary?month=2026-04").json()
    spent = 2500 + 700 + 4321
    assert sum(line["total_minor"] for line in lines.values()) == spent
    assert (lines[""]["display_name"], lines[""]["total_minor"], lines[""]["count"]) == ("No category", 4321, 1)
    assert whole["spent_minor"] == by_days["spent_minor"] == trend["total_minor"] == today["spent_minor"] == spent
    assert budget["unbudgeted_spent_minor"] == spent
    income = 284000 + 1234
    assert whole["income_minor"] == trend["in_minor"] == today["income_minor"] == budget["income_minor"] == income
    assert today["cumulative"][19]["this_minor"] == spent
    assert whole["refunds_minor"] == sum(line["refunds_minor"] for line in lines.values()) == 1500


def test_what_is_usual_is_the_same_on_today_and_spending(year: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    account = next(a["id"] for a in year.get("/api/accounts").json() if a["name"] == "Everyday")
    spend(year, account, 900, "restaurant", on="2026-03-31")
    for day, to_date in (("2026-04-09", 0), ("2026-04-20", 2000), ("2026-04-30", 2300)):
        monkeypatch.setenv("BUDGET_APP_TODAY", day)
        found = summary(year, "month=2026-04")
        assert found["usual_to_date_minor"] == to_date == year.get("/api/today").json()["usual_to_date_minor"]
        assert found["usual_minor"] == 2300, "a category without rows this month is usual all the same"


def test_a_category_without_rows_before_has_nothing_to_compare_with(year: TestClient) -> None:
    restaurant = spending(year, "month=2026-04")["restaurant"]
    assert (restaurant["usual_minor"], restaurant["last_year_minor"]) == (None, None)


def test_a_main_category_is_compared_with_all_below_it(year: TestClient) -> None:
    account = next(a["id"] for a in year.get("/api/accounts").json() if a["name"] == "Everyday")
    spend(year, account, 3000, "groceries", on="2026-02-11")
    coffee = spending(year, "month=2026-04")["coffee"]
    assert (coffee["usual_minor"], coffee["parent_usual_minor"]) == (2000, 3000)


def test_other_currencies_are_named_beside_the_total(year: TestClient) -> None:
    found = summary(year, "month=2026-04")
    assert (found["currency"], found["spent_minor"]) == ("USD", 3200)
    assert found["other_currencies"] == [{"currency": "EUR", "spent_minor": 555, "income_minor": 0}]
    euros = summary(year, "month=2026-04&currency=EUR")
    assert (euros["currency"], euros["spent_minor"]) == ("EUR", 555)
    assert [each["currency"] for each in euros["other_currencies"]] == ["USD"]
    assert spending(year, "month=2026-04&currency=EUR")["coffee"]["total_minor"] == 555


def test_a_month_that_is_all_in_another_currency_is_shown_in_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-20")
    spend(client, open_account(client, "Giro", currency="EUR"), 555, "coffee", on="2026-04-18")
    assert summary(client, "month=2026-04")["currency"] == "EUR"
    assert spending(client, "month=2026-04")["coffee"]["currency"] == "EUR"
    today = client.get("/api/today").json()
    assert (today["currency"], today["spent_minor"], today["other_currencies"]) == ("EUR", 555, [])


def test_only_what_waits_in_the_shown_days_and_account_is_said_to_be_missing(year: TestClient) -> None:
    assert summary(year, "month=2026-04")["to_review"] == 1
    assert summary(year, "start_date=2026-04-17&end_date=2026-04-17")["to_review"] == 1
    assert summary(year, "month=2026-03")["to_review"] == 0
    assert summary(year, "month=2026-04&currency=EUR")["to_review"] == 0
    giro = next(a["id"] for a in year.get("/api/accounts").json() if a["name"] == "Giro")
    assert summary(year, f"month=2026-04&account_id={giro}")["to_review"] == 0


def test_the_rows_behind_a_figure_add_up_to_it(year: TestClient, home: Path) -> None:
    account = next(a["id"] for a in year.get("/api/accounts").json() if a["name"] == "Everyday")
    for amount in (4321, -1234):
        confirm_without_category(year, home, spend(year, account, amount, on="2026-04-19", description="SOMEBODY"))
    left_out = spend(year, account, 5555, "coffee", on="2026-04-13", description="COPPER KETTLE")
    year.patch(f"/api/transactions/{left_out}", json={"is_excluded": True})
    days = {"start_date": "2026-04-01", "end_date": "2026-04-30", "account_id": account, "sums": "true"}
    lines = spending(year, f"month=2026-04&account_id={account}")
    coffee = lines["coffee"]
    for where in (
        {"category_id": coffee["id"], "search": "is:counted"},
        {"parent_category_id": coffee["id"], "search": "is:counted", "start_date": "2026-04-02"},
    ):
        (sums,) = year.get("/api/transactions", params={**days, **where}).json()["sums"]
        assert sums["out_minor"] - sums["in_minor"] == coffee["total_minor"] == 2500
    bare = {"uncategorized": "true", "search": "is:counted is:out"}
    (sums,) = year.get("/api/transactions", params={**days, **bare}).json()["sums"]
    assert sums["out_minor"] == lines[""]["total_minor"] == 4321
    key = {"category_id": coffee["id"], "merchant_key": "copper kettle", "search": "is:counted"}
    (sums,) = year.get("/api/transactions", params={**days, **key}).json()["sums"]
    assert sums["out_minor"] == 4000


def test_merchants_without_a_category_are_listed(client: TestClient, home: Path) -> None:
    account = open_account(client)
    for amount in (4321, -1234):
        confirm_without_category(client, home, spend(client, account, amount, on="2026-04-19", description="SOMEBODY"))
    found = client.get("/api/transactions/spending-by-merchant?category_id=0&month=2026-04").json()
    assert [(line["merchant_key"], line["total_minor"]) for line in found] == [("somebody", 4321)]


def test_a_deleted_account_is_in_no_report(year: TestClient) -> None:
    account = next(a["id"] for a in year.get("/api/accounts").json() if a["name"] == "Everyday")
    year.delete(f"/api/accounts/{account}")
    for query in ("month=2026-04", "start_date=2026-04-02&end_date=2026-04-29"):
        found = summary(year, query)
        assert (found["currency"], found["spent_minor"], found["other_currencies"]) == ("EUR", 555, [])


@pytest.mark.parametrize(
    ("day", "month"), [("2026-04-20", "2026-04"), ("2026-05-31", "2026-05"), ("2026-06-01", "2026-04")]
)
def test_today_is_about_the_latest_month_with_rows_when_all_rows_are_old(
    year: TestClient, monkeypatch: pytest.MonkeyPatch, day: str, month: str
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", day)
    assert year.get("/api/today").json()["month"] == month
    assert year.get("/api/app").json()["report_month"] == month


def test_with_no_transactions_nothing_is_spent_and_nothing_fails(client: TestClient) -> None:
    found = summary(client, "month=2026-04")
    assert (found.pop("spent")["value"], found.pop("income")["value"]) == (0, 0)
    assert found == {
        "currency": "USD",
        "spent_minor": 0,
        "refunds_minor": 0,
        "income_minor": 0,
        "usual_minor": None,
        "usual_to_date_minor": None,
        "last_year_minor": None,
        "to_review": 0,
        "staged": 0,
        "other_currencies": [],
    }


def test_today_has_no_total_of_accounts_while_a_balance_is_unknown(client: TestClient) -> None:
    open_account(client, balance_current_minor=4_182_36)
    old = open_account(client, "Old Savings")
    total = client.get("/api/today").json()["account_totals"][0]
    assert (total["value"], total["known_value"]) == (None, 4_182_36)
    assert total["completeness"]["missing"] == [{"what": "Old Savings", "why": "no balance is known"}]
    client.patch(f"/api/accounts/{old}", json={"balance_current_minor": 1_00})
    total = client.get("/api/today").json()["account_totals"][0]
    assert total["value"] == 4_183_36
    assert [term["query"] for term in total["terms"]] == ["account_id=1", "account_id=2"]


def test_spending_says_what_changed_since_the_month_before(year: TestClient) -> None:
    spent = year.get("/api/transactions/spending-summary?month=2026-04").json()["spent"]
    assert (spent["value"], spent["before"]["as_of"], spent["before"]["value"]) == (3200, "2026-03-31", 3000)
    assert [(term["label"], term["value"]) for term in spent["before"]["changes"]] == [("Food", 200)]
    assert year.get("/api/transactions/spending-summary?month=2025-04").json()["spent"]["before"] is None


def test_a_month_that_runs_is_compared_with_the_same_days_of_the_month_before(
    year: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-04-11")
    spent = year.get("/api/transactions/spending-summary?month=2026-04").json()["spent"]
    assert (spent["before"]["as_of"], spent["before"]["value"]) == ("2026-03-11", 3000)
