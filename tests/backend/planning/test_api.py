"""Planning over HTTP: a scenario is compared, accepted, and later held against what happened."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, undo
from tests.makers import imported, statement

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-25")


@pytest.fixture
def account(client: TestClient) -> int:
    """An account with 1,000.00, pay of 2,000.00 on the 4th, and a confirmed rent of 1,200.00 on the 20th."""
    account_id = open_account(client)
    rows = [
        row
        for month in range(1, 12)
        for row in (
            f"2026-{month:02}-04,ALDER SOFTWARE PAYROLL,2000.00",
            f"2026-{month:02}-20,CEDAR COURT RENT,-1200.00",
        )
    ]
    imported(client, statement(*rows), account_id=account_id)
    client.patch(f"/api/accounts/{account_id}", json={"balance_current_minor": 100_000})
    for found in client.get("/api/recurring/found").json():
        kept = ("name", "kind", "currency", "is_money_in", "is_variable", "anchor_on", "unit", "interval")
        payee = {name: found[name] for name in ("merchant_key", "lowest_minor", "highest_minor")}
        body = {**{name: found[name] for name in kept}, "payees": [payee]}
        assert client.post("/api/recurring", json=body).status_code == 201
    return account_id


def planning(client: TestClient) -> Json:
    answer = client.get("/api/planning")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def scenario(client: TestClient, name: str = "Rent up") -> int:
    return int(client.post("/api/planning", json={"name": name}).json()["scenario_id"])


def series(client: TestClient) -> dict[str, Json]:
    return {each["name"]: each for each in client.get("/api/recurring").json()["items"]}


def add_line(client: TestClient, scenario_id: int, **fields: Any) -> Any:
    body = {"kind": "bill", "name": "New rent", "amount_minor": 130_000, "anchor_on": "2027-01-20", **fields}
    return client.post(f"/api/planning/{scenario_id}/lines", json=body)


def test_a_higher_rent_is_compared_with_how_things_are(client: TestClient, account: int) -> None:
    scenario_id = scenario(client)
    add_line(client, scenario_id, replaces_series_id=series(client)["Cedar Court Rent"]["id"])
    plain, changed = planning(client)["columns"]
    assert (plain["income_minor"], plain["bills_minor"]) == (2_400_000, 1_440_000)
    assert changed["bills_minor"] == 1_440_000 + 11 * 10_000
    assert changed["left_minor"] == plain["left_minor"] - 110_000


def test_a_bill_that_is_due_once_counts_once(client: TestClient, account: int) -> None:
    scenario_id = scenario(client)
    add_line(client, scenario_id, name="Moving van", amount_minor=34_000, unit="once")
    plain, changed = planning(client)["columns"]
    assert plain["left_minor"] - changed["left_minor"] == 34_000


def test_shares_above_100_percent_are_refused_and_nothing_is_saved(client: TestClient, account: int) -> None:
    scenario_id = scenario(client)
    shares = [{"name": name, "kind": "percent", "percent": 65} for name in ("Everyday", "Trip")]
    answer = client.put(f"/api/planning/{scenario_id}/allocations", json={"items": shares})
    assert "130 %" in refused(answer, 422, "invalid_scenario")["detail"]
    assert planning(client)["scenarios"][0]["allocations"] == []


def test_fixed_amounts_above_the_income_are_kept_and_shown_as_too_much(client: TestClient, account: int) -> None:
    scenario_id = scenario(client)
    fixed = [{"name": "Rent", "kind": "fixed", "amount_minor": 250_000}]
    assert client.put(f"/api/planning/{scenario_id}/allocations", json={"items": fixed}).status_code == 200
    assert planning(client)["scenarios"][0]["division"]["over_minor"] == 50_000


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"anchor_on": "2026-11-01"}, "begins in the past"),
        ({"amount_minor": 0}, "amount is 0"),
        ({"kind": "income"}, "Money out is entered"),
        ({"ends_on": "2027-01-01"}, "ends before it begins"),
        ({"kind": "budget"}, "needs a category"),
    ],
)
def test_lines_that_cannot_be_are_refused_in_words(client: TestClient, fields: Json, words: str) -> None:
    answer = add_line(client, scenario(client), **fields)
    assert words in refused(answer, 422, "invalid_scenario")["detail"]


def test_a_share_of_no_income_is_refused(client: TestClient) -> None:
    shares = [{"name": "Trip", "kind": "percent", "percent": 10}]
    answer = client.put(f"/api/planning/{scenario(client)}/allocations", json={"items": shares})
    assert "no income" in refused(answer, 422, "invalid_scenario")["detail"]


def test_an_accepted_scenario_changes_schedule_budget_and_goals_and_is_held_against_what_happened(
    client: TestClient, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario_id = scenario(client)
    rent_id = series(client)["Cedar Court Rent"]["id"]
    add_line(client, scenario_id, replaces_series_id=rent_id)
    add_line(client, scenario_id, kind="budget", name="Groceries", amount_minor=40_000, category_short_desc="groceries",
             anchor_on="2027-01-01")  # fmt: skip
    goal_id = client.post("/api/goals", json={"name": "Trip", "kind": "purchase", "target_minor": 300_000}).json()[
        "goal_id"
    ]
    share = {"name": "Trip", "kind": "percent", "percent": 10, "goal_id": goal_id}
    client.put(f"/api/planning/{scenario_id}/allocations", json={"items": [share]})
    done = client.post(f"/api/planning/{scenario_id}/accept", json={})
    assert done.status_code == 200, done.text
    assert series(client)["New rent"]["amount_minor"] == 130_000
    assert series(client)["Cedar Court Rent"]["ends_on"] == "2027-01-19"
    budget = client.get("/api/budgets?month=2027-01").json()
    assert budget[0]["budgeted_minor"] == 40_000
    [goal] = client.get("/api/goals").json()["items"]
    assert goal["planned_monthly_minor"] == 20_000
    # What an accepted plan puts aside is a part of how things are, and a new scenario keeps it.
    scenario(client, "Nothing new")
    plain, unchanged = planning(client)["columns"]
    assert plain["goals_minor"] == unchanged["goals_minor"] == 240_000
    assert plain["left_minor"] == unchanged["left_minor"] == plain["net_minor"] - 240_000
    refused(client.post(f"/api/planning/{scenario_id}/accept", json={}), 422, "invalid_scenario")
    monkeypatch.setenv("BUDGET_APP_TODAY", "2027-02-25")
    [outcome] = planning(client)["scenarios"][0]["outcome"]
    rows = {row["name"]: row for row in outcome["rows"]}
    assert outcome["months"] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert rows["New rent"]["planned"] == [0, 0, 130_000, 130_000]
    assert rows["Groceries"]["actual"] == [0, 0, 0, 0]


def test_accepting_is_undone_change_by_change(client: TestClient, account: int) -> None:
    scenario_id = scenario(client)
    add_line(client, scenario_id, name="Moving van", amount_minor=34_000, unit="once")
    done = client.post(f"/api/planning/{scenario_id}/accept", json={}).json()
    assert "Moving van" in series(client)
    for change_id in reversed(done["change_ids"]):
        undo(client, change_id)
    assert "Moving van" not in series(client)
    assert planning(client)["scenarios"][0]["status"] == "draft"


def test_without_a_balance_there_is_nothing_to_compare(client: TestClient) -> None:
    scenario(client)
    assert planning(client)["columns"] == []
