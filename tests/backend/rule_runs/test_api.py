"""Rules over HTTP: seen before they change anything, applied to new and past transactions, and undone."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo
from tests.makers import imported, statement


def rule(client: TestClient, search: str, name: str = "Kettle", **fields: Any) -> dict[str, Any]:
    answer = client.post("/api/rules", json={"name": name, "search": search, **fields})
    assert answer.status_code == 201, answer.text
    saved: dict[str, Any] = answer.json()
    return saved


def by_text(client: TestClient) -> dict[str, dict[str, Any]]:
    return {row["description"]: row for row in rows(client)}


@pytest.fixture
def account_id(client: TestClient) -> int:
    """An account with a row that waits, one that the person filed, and one without any rule."""
    account_id = open_account(client)
    spend(client, account_id, 1200, description="KETTLE ROW 1", on="2026-03-01")
    spend(client, account_id, 900, "coffee", description="KETTLE ROW 2", on="2026-03-02")
    spend(client, account_id, 500, description="BOOK SHOP", on="2026-03-03")
    return account_id


def test_a_new_transaction_gets_what_its_rule_says(client: TestClient, account_id: int) -> None:
    rule(client, "blue amount:>10", category_short_desc="groceries", tags=["trip"], note="by rule", payee="Blue Mill")
    imported(
        client, statement("2026-03-09,BLUE MILL 77,-12.00", "2026-03-09,BLUE MILL 78,-8.00"), account_id=account_id
    )
    row, other = by_text(client)["BLUE MILL 77"], by_text(client)["BLUE MILL 78"]
    assert (row["category_short_desc"], row["status"], row["categorization_tier"]) == (
        "groceries", "auto_confirmed", "rule",
    )  # fmt: skip
    assert (row["reason"], row["tags"], row["notes"]) == ("Rule “Kettle”", ["trip"], "by rule")
    assert row["merchant_name"] == "Blue Mill"
    assert other["categorization_tier"] != "rule"
    [listed] = client.get("/api/rules").json()
    assert (listed["hits"], listed["decided"], listed["overruled"]) == (1, 1, 0)
    client.patch(f"/api/transactions/{row['id']}", json={"category_short_desc": "coffee"})
    assert client.get("/api/rules").json()[0]["overruled"] == 1
    assert is_sound(client)


def test_a_rule_that_asks_only_suggests(client: TestClient, account_id: int) -> None:
    rule(client, "blue", category_short_desc="groceries", review="ask")
    imported(client, statement("2026-03-09,BLUE MILL 77,-12.00"), account_id=account_id)
    row = by_text(client)["BLUE MILL 77"]
    assert (row["status"], row["category_id"], row["predicted_category_short_desc"]) == (
        "pending_review", None, "groceries",
    )  # fmt: skip


def test_the_preview_counts_what_would_change_and_what_stays(client: TestClient, account_id: int) -> None:
    body = {"search": "kettle amount:>5", "category_short_desc": "groceries"}
    seen = client.post("/api/rules/preview", json=body).json()
    assert (seen["total"], seen["matched"], seen["would_change"], seen["yours"]) == (3, 2, 1, 1)
    assert [row["description"] for row in seen["items"]] == ["KETTLE ROW 1"]
    assert [(term["text"], term["count"]) for term in seen["terms"]] == [("kettle", 2), ("amount:>5", 2)]
    assert seen["moved"] == [{"currency": "USD", "category_name": None, "amount_minor": 1200}]
    assert by_text(client)["KETTLE ROW 1"]["category_id"] is None


def test_applying_to_the_past_is_one_change_that_undo_takes_back(client: TestClient, account_id: int) -> None:
    before = rows(client)
    saved = rule(client, "kettle", category_short_desc="groceries", tags=["trip"], apply_to_past=True)
    assert (saved["changed"], saved["kept"]) == (2, 1)
    newest = client.get("/api/history").json()[0]
    assert newest["summary"] == "Added the rule “Kettle” and changed 2 transactions"
    now = by_text(client)
    assert now["KETTLE ROW 1"]["category_short_desc"] == "groceries"
    assert now["KETTLE ROW 2"]["category_short_desc"] == "coffee"
    assert now["KETTLE ROW 2"]["tags"] == ["trip"]
    undo(client, saved["change_id"])
    assert rows(client) == before
    assert client.get("/api/rules").json() == []
    assert is_sound(client)


def test_an_earlier_rule_keeps_what_it_takes(client: TestClient, account_id: int) -> None:
    first = rule(client, "row", "First", category_short_desc="rent")["rule"]["id"]
    second = rule(client, "kettle", "Second", category_short_desc="groceries")["rule"]["id"]
    dead = rule(client, "no such text", "Dead", category_short_desc="groceries")["rule"]["id"]
    health = {each["rule_id"]: each for each in client.get("/api/rules/health").json()}
    assert health[second]["is_shadowed"]
    assert health[second]["conflicts"] == [{"rule_id": first, "count": 2}]
    assert health[dead]["is_dead"]
    body = {"search": "kettle", "category_short_desc": "groceries", "rule_id": second}
    assert client.post("/api/rules/preview", json=body).json()["taken"] == [{"rule_id": first, "count": 2}]
    client.post(f"/api/rules/{second}/move", json={"stage": 2, "position": 1})
    assert client.post("/api/rules/preview", json=body).json()["taken"] == []
    assert [each["name"] for each in client.get("/api/rules").json()] == ["Second", "First", "Dead"]


def test_a_selection_or_a_filter_is_changed_in_one_step(client: TestClient, account_id: int) -> None:
    before = rows(client)
    body = {"filter": {"search": "kettle"}, "actions": {"category_short_desc": "rent", "is_excluded": True}}
    done = client.post("/api/rules/bulk", json=body).json()
    assert (done["matched"], done["changed"]) == (2, 2)
    assert {row["category_short_desc"] for row in rows(client)} == {"rent", None}
    undo(client, done["change_id"])
    assert rows(client) == before


def test_a_split_by_template_and_a_transfer_are_applied(client: TestClient, account_id: int) -> None:
    shares = [{"percent": 60, "category_short_desc": "groceries"}, {"percent": 40, "category_short_desc": "pet"}]
    rule(client, '"kettle row 1"', split=shares, apply_to_past=True)
    rule(client, "book", is_transfer=True, apply_to_past=True)
    now = by_text(client)
    assert [part["amount_minor"] for part in now["KETTLE ROW 1"]["splits"]] == [720, 480]
    assert now["BOOK SHOP"]["is_internal"]
    assert is_sound(client)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"search": "date:soon", "category_short_desc": "rent"}, "bad_search"),
        ({"search": "kettle"}, "empty_rule"),
        ({"search": " ", "category_short_desc": "rent"}, "empty_rule"),
        ({"search": "a", "split": [{"percent": 60}]}, "bad_split"),
    ],
)
def test_a_rule_that_cannot_run_is_refused(client: TestClient, fields: dict[str, Any], code: str) -> None:
    refused(client.post("/api/rules", json={"name": "Rule", **fields}), 422, code)


def test_repeated_corrections_become_a_suggestion_once(client: TestClient, account_id: int) -> None:
    for number in range(3):
        id_ = spend(client, account_id, 700 + number, description="GARDEN GATE", on="2026-11-01")
        client.patch(f"/api/transactions/{id_}", json={"tags": ["garden"]})
    [suggestion] = client.get("/api/rules/suggestions").json()
    assert (suggestion["search"], suggestion["tags"], suggestion["times"]) == ('payee:"garden gate"', ["garden"], 3)
    rule(client, "payee:nursery", "Garden", tags=["garden"])
    [suggestion] = client.get("/api/rules/suggestions").json()
    assert suggestion["extends_name"] == "Garden"
    assert suggestion["search"] == '(payee:nursery) OR payee:"garden gate"'
    client.post("/api/rules/suggestions/dismiss", json={"key": suggestion["key"]})
    assert client.get("/api/rules/suggestions").json() == []


def test_a_correction_becomes_a_rule_that_runs_first_and_is_changed_by_the_next_one(
    client: TestClient, account_id: int
) -> None:
    rule(client, "kettle OR book", name="Everything", category_short_desc="pet")
    row = by_text(client)["KETTLE ROW 1"]["id"]

    def correct(transaction_id: int, category: str) -> dict[str, Any]:
        body = {"transaction_id": transaction_id, "category_short_desc": category}
        answer = client.post("/api/rules/from-correction", json=body)
        assert answer.status_code == 201, answer.text
        saved: dict[str, Any] = answer.json()
        return saved

    correct(row, "coffee")
    imported(client, statement("2026-03-09,KETTLE ROW 3,-12.00"), account_id=account_id)
    assert by_text(client)["KETTLE ROW 3"]["category_short_desc"] == "coffee"
    changed = correct(row, "rent")
    shown = [(each["search"], each["category_short_desc"]) for each in client.get("/api/rules").json()]
    assert shown == [('payee:"kettle row"', "rent"), ("kettle OR book", "pet")]
    correct(by_text(client)["BOOK SHOP"]["id"], "rent")
    assert client.get("/api/rules").json()[0]["search"] == '(payee:"kettle row") OR payee:"book shop"'
    undo(client, changed["change_id"])


def test_a_payment_without_a_merchant_makes_no_rule(client: TestClient, account_id: int) -> None:
    row = spend(client, account_id, 700, description="CHECK 1042")
    body = {"transaction_id": row, "category_short_desc": "rent"}
    refused(client.post("/api/rules/from-correction", json=body), 422, "empty_rule")
