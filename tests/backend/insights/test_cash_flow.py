"""Cash flow over HTTP: periods, running total, causes against usual, and all that is left out."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")


@pytest.fixture
def account(client: TestClient) -> int:
    account_id = open_account(client)
    for month in ("07", "08", "09", "10", "11"):
        spend(client, account_id, -284_000, "payroll", on=f"2026-{month}-06", description="ALDER PAYROLL")
        spend(client, account_id, 8_000, "groceries", on=f"2026-{month}-09", description="CORNER MARKET")
        if month < "11":
            spend(client, account_id, 5_000, "groceries", on=f"2026-{month}-28", description="CORNER MARKET")
    spend(client, account_id, 3_200, "coffee", on="2026-11-12", description="COPPER KETTLE")
    return account_id


def flow(client: TestClient, **params: Any) -> Json:
    answer = client.get("/api/cash-flow", params=params)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def lines(found: Json) -> dict[str, tuple[int, int | None]]:
    return {line["name"]: (line["amount_minor"], line["usual_minor"]) for line in found["lines"]}


def test_each_period_has_in_out_kept_and_the_running_total(client: TestClient, account: int) -> None:
    found = flow(client, count=3)
    assert [(each["start"], each["income_minor"], each["spent_minor"]) for each in found["periods"]] == [
        ("2026-09-01", 284_000, 13_000),
        ("2026-10-01", 284_000, 13_000),
        ("2026-11-01", 284_000, 11_200),
    ]
    assert [each["running_minor"] for each in found["periods"]] == [271_000, 542_000, 814_800]
    assert found["kept"]["value"] == 272_800
    assert [term["value"] for term in found["kept"]["terms"]] == [284_000, -11_200]


def test_the_running_month_is_compared_with_the_same_days_of_earlier_ones(client: TestClient, account: int) -> None:
    assert lines(flow(client)) == {"Payroll": (284_000, 284_000), "Food": (11_200, 8_000)}
    (food,) = (line for line in flow(client)["lines"] if line["name"] == "Food")
    assert [(child["name"], child["amount_minor"]) for child in food["children"]] == [
        ("Groceries", 8_000),
        ("Coffee", 3_200),
    ]


def test_a_month_that_is_over_is_compared_whole(client: TestClient, account: int) -> None:
    assert lines(flow(client, shown="2026-10-15"))["Food"] == (13_000, 13_000)


def test_too_little_history_has_no_usual(client: TestClient, account: int) -> None:
    assert lines(flow(client, count=3))["Food"] == (11_200, None)


def test_two_weeks_and_weeks_add_up_to_the_same(client: TestClient, account: int) -> None:
    for kind in ("two_weeks", "week"):
        periods = flow(client, kind=kind, last="2026-11-21", count=40)["periods"]
        assert periods[-1]["running_minor"] == 5 * 284_000 - 4 * 13_000 - 8_000 - 3_200


def test_what_is_left_out_is_listed_with_its_reason_and_sum(client: TestClient, account: int) -> None:
    spend(client, account, 40_000, "savings_transfer", on="2026-11-03", description="TO SAVINGS")
    spend(client, account, 700, on="2026-11-14", description="UNKNOWN SHOP")
    excluded = spend(client, account, 21_400, "groceries", on="2026-11-15", description="FOR WORK")
    client.patch(f"/api/transactions/{excluded}", json={"is_excluded": True})
    spend(client, open_account(client, "Giro", currency="EUR"), 900, "groceries", on="2026-11-05")
    found = flow(client)
    assert [(each["reason"], each["count"], each["out_minor"]) for each in found["left_out"]] == [
        ("transfer", 1, 40_000),
        ("excluded", 1, 21_400),
        ("waiting", 1, 700),
    ]
    assert found["kept"]["value"] == 272_800
    assert found["other_currencies"] == ["EUR"]
    assert found["kept"]["completeness"]["missing"][0]["what"] == "EUR"


def test_kept_agrees_with_spending(client: TestClient, account: int) -> None:
    summary = client.get("/api/transactions/spending-summary?month=2026-11").json()
    kept = flow(client)["kept"]
    assert kept["value"] == summary["income_minor"] - summary["spent_minor"]


def test_nothing_yet_is_no_failure(client: TestClient) -> None:
    found = flow(client, kind="week")
    assert len(found["periods"]) == 12
    assert found["lines"] == found["left_out"] == []


@pytest.mark.parametrize("last", ["0001-01-01", "9999-12-31", "never"])
def test_a_day_beyond_all_books_is_refused(client: TestClient, last: str) -> None:
    refused(client.get("/api/cash-flow", params={"last": last}), 422, "invalid_request")
    assert client.get("/api/cash-flow", params={"last": "1900-01-01", "count": 60}).status_code == 200
