"""Goals over HTTP: shares of accounts, real transfers, states, refusals, undo."""

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
def savings(client: TestClient) -> int:
    """A savings account with 400.00 moved to it each month since May, and 2,800.00 in it."""
    account_id = open_account(client, "Rainy day", account_type="savings")
    rows = [f"2026-{month:02}-16,ONLINE TRANSFER FROM CHECKING,400.00" for month in range(5, 12)]
    imported(client, statement(*rows), account_id=account_id)
    client.patch(f"/api/accounts/{account_id}", json={"balance_current_minor": 280_000})
    for row in client.get("/api/transactions?limit=50").json()["items"]:
        assert client.put(f"/api/transactions/{row['id']}/transfer", json={"other_id": None}).status_code == 200
    return account_id


def add(client: TestClient, **fields: Any) -> Any:
    return client.post(
        "/api/goals", json={"name": "Emergency fund", "kind": "emergency", "target_minor": 500_000, **fields}
    )


def goals(client: TestClient) -> dict[str, Json]:
    return {each["name"]: each for each in client.get("/api/goals").json()["items"]}


def figures(client: TestClient) -> dict[str, Json]:
    return {each["id"]: each for each in client.get("/api/goals").json()["figures"]}


def test_two_goals_share_an_account_to_the_cent_and_count_its_real_transfers(client: TestClient, savings: int) -> None:
    client.patch(f"/api/accounts/{savings}", json={"balance_current_minor": 280_001})
    fund = {"account_id": savings, "share_percent": 80, "started_on": "2026-05-01", "due_on": "2027-12-31"}
    assert add(client, **fund).status_code == 201
    trip = {
        "name": "Lisbon",
        "kind": "purchase",
        "share_percent": 20,
        "started_on": "2026-05-01",
        "account_id": savings,
    }
    assert add(client, **trip).status_code == 201
    found = goals(client)
    parts = [found[name]["progress"]["saved_minor"] for name in ("Emergency fund", "Lisbon")]
    assert sum(parts) == 280_001
    assert parts[0] == 224_001
    assert [each["amount_minor"] for each in found["Emergency fund"]["contributions"]] == [32_000] * 6
    assert 30_000 < found["Emergency fund"]["progress"]["pace"]["monthly_minor"] < 34_000
    assert figures(client)["goals.saved"]["value"] == 280_001


def test_shares_above_the_whole_of_an_account_are_refused_and_nothing_is_stored(
    client: TestClient, savings: int
) -> None:
    add(client, account_id=savings, share_percent=80)
    problem = refused(add(client, name="Lisbon", account_id=savings, share_percent=25), 422, "invalid_goal")
    assert "20 % or less" in problem["detail"]
    assert list(goals(client)) == ["Emergency fund"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"due_on": "2026-10-01"}, "Choose a day after today"), ({"started_on": "2026-12-24"}, "begins after today")],
)
def test_days_that_cannot_be_are_refused_in_words(client: TestClient, fields: Json, words: str) -> None:
    assert words in refused(add(client, **fields), 422, "invalid_goal")["detail"]


def test_a_goal_goes_through_its_states_and_back_by_undo(client: TestClient) -> None:
    goal_id = add(client).json()["goal_id"]
    change_id = 0
    for status in ("paused", "active", "reached", "archived"):
        change_id = client.post(f"/api/goals/{goal_id}/status", json={"status": status}).json()["change_id"]
        assert goals(client)["Emergency fund"]["status"] == status
    refused(client.post(f"/api/goals/{goal_id}/status", json={"status": "paused"}), 422, "invalid_goal")
    undo(client, change_id)
    assert goals(client)["Emergency fund"]["status"] == "reached"


def test_money_put_aside_by_hand_counts_for_a_goal_without_an_account(client: TestClient, savings: int) -> None:
    goal_id = add(client, started_on="2026-09-01").json()["goal_id"]
    put = client.post(f"/api/goals/{goal_id}/contributions", json={"on": "2026-11-01", "amount_minor": 25_000})
    assert put.status_code == 201
    assert goals(client)["Emergency fund"]["progress"]["saved_minor"] == 25_000
    undo(client, put.json()["change_id"])
    assert goals(client)["Emergency fund"]["progress"]["saved_minor"] == 0
    in_account = add(client, name="Lisbon", account_id=savings).json()["goal_id"]
    answer = client.post(f"/api/goals/{in_account}/contributions", json={"on": "2026-11-01", "amount_minor": 25_000})
    assert "lies in an account" in refused(answer, 422, "invalid_goal")["detail"]


def test_a_debt_is_paid_off_from_what_was_owed_at_its_start(client: TestClient) -> None:
    loan = open_account(client, "Car loan", account_type="loan")
    client.patch(f"/api/accounts/{loan}", json={"balance_current_minor": -300_000})
    add(client, name="Out of debt", kind="debt", target_minor=400_000, account_id=loan)
    assert goals(client)["Out of debt"]["progress"]["saved_minor"] == 100_000
    assert figures(client)["goals.owed"]["value"] == 300_000
    refused(add(client, name="Trip", account_id=loan), 422, "invalid_goal")


def test_goals_are_moved_and_removed_with_undo(client: TestClient) -> None:
    add(client)
    second = add(client, name="Lisbon").json()["goal_id"]
    assert list(goals(client)) == ["Emergency fund", "Lisbon"]
    client.post(f"/api/goals/{second}/move", json={"by": -1})
    assert list(goals(client)) == ["Lisbon", "Emergency fund"]
    removed = client.delete(f"/api/goals/{second}").json()
    assert list(goals(client)) == ["Emergency fund"]
    undo(client, removed["change_id"])
    assert list(goals(client)) == ["Lisbon", "Emergency fund"]
