"""Reconciling an account to a statement: tick, finish, protect, reopen."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")


@pytest.fixture
def account(client: TestClient) -> int:
    account = open_account(client)
    for on, amount in (("2026-09-03", 280), ("2026-09-17", 4_200), ("2026-10-06", 800), ("2026-11-02", 500)):
        spend(client, account, amount, "coffee", on=on)
    return account


def draft(client: TestClient, account: int, on: str) -> Json:
    found: Json = client.get(f"/api/accounts/{account}/reconciliation?on={on}").json()
    return found


def finish(client: TestClient, account: int, on: str, balance: int, *ids: int, **more: Any) -> Any:
    body = {"on": on, "balance_minor": balance, "transaction_ids": list(ids), **more}
    return client.post(f"/api/accounts/{account}/reconciliations", json=body)


def ids(found: Json) -> list[int]:
    return [line["id"] for line in found["lines"]]


def test_a_statement_is_reconciled_and_the_next_one_starts_from_it(client: TestClient, account: int) -> None:
    first = draft(client, account, "2026-09-30")
    assert (first["opening"], len(first["lines"])) == ({"on": "2026-09-02", "minor": 0, "source": "none"}, 2)
    done = finish(client, account, "2026-09-30", -4_480, *ids(first))
    assert done.status_code == 201, done.text

    second = draft(client, account, "2026-10-31")
    assert second["opening"] == {"on": "2026-09-30", "minor": -4_480, "source": "reconciled"}
    assert [line["amount_minor"] for line in second["lines"]] == [800]
    assert [(each["on"], each["count"]) for each in second["reconciliations"]] == [("2026-09-30", 2)]
    [stated] = client.get(f"/api/accounts/{account}/register").json()["statements"]
    assert (stated["on"], stated["balance_minor"]) == ("2026-09-30", -4_480)


def test_a_transaction_that_the_statement_did_not_have_yet_is_offered_for_the_next_one(
    client: TestClient, account: int
) -> None:
    late, early = ids(draft(client, account, "2026-09-30"))
    assert finish(client, account, "2026-09-30", -280, early).status_code == 201
    assert late in ids(draft(client, account, "2026-10-31"))


def test_what_is_left_unexplained_is_refused_unless_an_adjustment_is_asked_for(
    client: TestClient, account: int
) -> None:
    ticked = ids(draft(client, account, "2026-09-30"))
    problem = refused(finish(client, account, "2026-09-30", -4_500, *ticked), 409, "does_not_add_up")
    assert problem["difference_minor"] == -20
    assert len(rows(client)) == 4

    done = finish(client, account, "2026-09-30", -4_500, *ticked, adjust=True).json()
    [added] = [row for row in rows(client) if row["description"] == "Balance adjustment"]
    assert (added["on"], added["amount_minor"], added["status"]) == ("2026-09-30", 20, "pending_review")
    undo(client, done["change_id"])
    assert len(rows(client)) == 4
    assert draft(client, account, "2026-09-30")["reconciliations"] == []
    assert is_sound(client)


@pytest.mark.parametrize(
    ("on", "words"),
    [("2026-09-30", "reconciled to Sep 30, 2026"), ("2026-08-31", "reconciled to Sep 30, 2026"),
     ("2026-12-31", "is still to come")],
)  # fmt: skip
def test_a_day_that_is_reconciled_or_still_to_come_is_refused(
    client: TestClient, account: int, on: str, words: str
) -> None:
    finish(client, account, "2026-09-30", -4_480, *ids(draft(client, account, "2026-09-30")))
    assert words in refused(finish(client, account, on, 0), 422, "bad_statement")["detail"]
    assert len(draft(client, account, "2026-10-31")["reconciliations"]) == 1


def test_a_transaction_of_another_account_cannot_be_ticked(client: TestClient, account: int) -> None:
    other = spend(client, open_account(client, "Savings"), 100, on="2026-09-10")
    refused(finish(client, account, "2026-09-30", -100, other), 422, "bad_statement")


def test_only_the_newest_statement_is_reopened_and_that_can_be_undone(client: TestClient, account: int) -> None:
    first = finish(client, account, "2026-09-30", -4_480, *ids(draft(client, account, "2026-09-30"))).json()
    second = finish(client, account, "2026-10-31", -5_280, *ids(draft(client, account, "2026-10-31"))).json()
    refused(client.delete(f"/api/reconciliations/{first['reconciliation_id']}"), 409, "not_the_last_statement")
    reopened = client.delete(f"/api/reconciliations/{second['reconciliation_id']}").json()
    assert len(draft(client, account, "2026-10-31")["lines"]) == 1
    undo(client, reopened["change_id"])
    assert draft(client, account, "2026-10-31")["lines"] == []
    refused(client.delete("/api/reconciliations/999"), 404, "no_such_reconciliation")


def test_the_amount_and_day_of_a_reconciled_transaction_are_protected(client: TestClient, account: int) -> None:
    ticked = ids(draft(client, account, "2026-09-30"))
    finish(client, account, "2026-09-30", -4_480, *ticked)
    path = f"/api/transactions/{ticked[0]}"
    problem = refused(client.patch(path, json={"amount_minor": 1}), 409, "reconciled")
    assert "Sep 30, 2026" in problem["detail"]
    refused(client.patch(path, json={"on": "2026-10-01"}), 409, "reconciled")
    refused(client.delete(path), 409, "reconciled")
    refused(client.post("/api/transactions/bulk-delete", json={"transaction_ids": ticked}), 409, "reconciled")
    assert client.patch(path, json={"notes": "with Ana"}).status_code == 200
