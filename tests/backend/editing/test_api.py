"""Edits of transactions over HTTP: every field, splits, tags, two windows, repeated requests, undo."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.exports.homes import exported, new_home, restored
from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo
from tests.makers import imported, statement

MARCH = "start_date=2026-03-01&end_date=2026-03-31"


def edit(client: TestClient, id_: int, **changes: Any) -> dict[str, Any]:
    answer = client.patch(f"/api/transactions/{id_}", json=changes)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def spent(client: TestClient, query: str = MARCH) -> dict[str, int]:
    """What Spending shows, by category."""
    lines = client.get(f"/api/transactions/spending-by-category?{query}").json()
    return {line["short_desc"]: line["total_minor"] for line in lines}


def balance(client: TestClient, account_id: int) -> int | None:
    found = {account["id"]: account["balance_current_minor"] for account in client.get("/api/accounts").json()}
    return int(found[account_id]) if found[account_id] is not None else None


def part(amount_minor: int, category: str | None = None, memo: str | None = None) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "category_short_desc": category, "memo": memo}


def test_a_banks_transaction_can_be_edited_and_keeps_what_was_edited(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("2026-03-02,ZQX SHOP,-12.50"), account_id=account)
    [row] = rows(client)
    changed = edit(
        client, row["id"], on="2026-04-01", amount_minor=1300, merchant_name="Zed", notes="n", is_flagged=True
    )
    found = changed["transaction"]
    assert (found["on"], found["amount_minor"], found["merchant_name"]) == ("2026-04-01", 1300, "Zed")
    assert found["locked_fields"] == ["amount_minor", "merchant_name", "notes", "on"]
    assert client.get("/api/transactions?search=is:flagged").json()["total"] == 1
    assert is_sound(client)
    undo(client, changed["change_id"])
    assert rows(client) == [row]
    assert is_sound(client)


def test_a_transaction_moves_to_another_account_of_its_currency_with_its_money(client: TestClient) -> None:
    here, there = open_account(client, balance_current_minor=10000), open_account(client, "Cash")
    euros = open_account(client, "Euros", currency="EUR")
    id_ = spend(client, here, 700, "coffee", on="2026-12-24")
    change = edit(client, id_, account_id=there)
    assert change["transaction"]["account_name"] == "Cash"
    assert balance(client, here) == 10000
    assert is_sound(client)
    refused(client.patch(f"/api/transactions/{id_}", json={"account_id": euros}), 409, "other_currency")
    undo(client, change["change_id"])
    assert rows(client)[0]["account_id"] == here


def test_splits_count_in_spending_search_and_sums(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 9640, description="MARKET 1")
    change = edit(client, id_, splits=[part(6190, "groceries", "food"), part(2250, "coffee"), part(1200)])
    assert spent(client) == {"groceries": 6190, "coffee": 2250, "": 1200}
    found = change["transaction"]
    assert [split["category_name"] for split in found["splits"]] == ["Groceries", "Coffee", None]
    assert (found["status"], found["category_short_desc"]) == ("confirmed", "groceries")
    listed = client.get("/api/transactions?search=category:coffee&sums=true").json()
    assert (listed["total"], listed["sums"][0]["out_minor"]) == (1, 2250)
    assert client.get("/api/transactions?uncategorized=true").json()["total"] == 1
    assert client.get("/api/transactions?category=rent").json()["total"] == 0
    assert client.get("/api/transactions/sums").json()[0]["out_minor"] == 9640
    ids = {each["short_desc"]: each["id"] for each in client.get("/api/categories").json()}
    merchants = client.get(f"/api/transactions/spending-by-merchant?{MARCH}&category_id={ids['coffee']}").json()
    assert [line["total_minor"] for line in merchants] == [2250]
    assert is_sound(client)
    undo(client, change["change_id"])
    assert (spent(client), rows(client)[0]["splits"], is_sound(client)) == ({}, [], True)


def test_a_tag_of_one_part_is_searched_summed_restored_and_undone(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 1000)
    food, gift = {**part(600, "groceries"), "tags": ["Flat"]}, {**part(400, "coffee"), "tags": ["mum", "Mum"]}
    change = edit(client, id_, splits=[food, gift], tags=["trip"])
    assert [split["tags"] for split in change["transaction"]["splits"]] == [["Flat"], ["mum"]]
    counts = {each["name"]: each["count"] for each in client.get("/api/transactions/tags").json()}
    assert counts == {"Flat": 1, "mum": 1, "trip": 1}

    def found(search: str) -> tuple[int, int]:
        listed = client.get("/api/transactions", params={"search": search, "sums": "true"}).json()
        return listed["total"], sum(each["out_minor"] for each in listed["sums"])

    assert (found("tag:mum"), found("tag:MUM tag:trip"), found("tag:trip"), found("-tag:mum")) == (
        (1, 400), (1, 400), (1, 1000), (0, 0),
    )  # fmt: skip
    shared = edit(client, id_, own_minor=500)
    assert (found("tag:mum"), found("tag:flat")) == ((1, 200), (1, 300))
    export = exported(client.app.state.data)  # type: ignore[attr-defined]
    assert [split["tags"] for split in export["transactions"][0]["splits"]] == [["Flat"], ["mum"]]
    with new_home() as other:
        restored(other, export)
        assert exported(other) == export
    undo(client, shared["change_id"])
    undo(client, change["change_id"])
    assert (rows(client)[0]["splits"], found("tag:mum")) == ([], (0, 0))


def test_splits_that_do_not_add_up_say_by_how_much(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 13307)
    for amounts, sentence in (((5809, 4998, 2800), "3.00 USD is too much"), ((13000,), "3.07 USD is still to be")):
        problem = client.patch(f"/api/transactions/{id_}", json={"splits": [part(each) for each in amounts]})
        assert sentence in refused(problem, 422, "splits_do_not_add_up")["detail"]
    assert rows(client)[0]["splits"] == []


def test_a_new_amount_of_a_split_transaction_changes_its_last_split(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 1000)
    edit(client, id_, splits=[part(600, "groceries"), part(400, "coffee")])
    edit(client, id_, amount_minor=1100)
    assert spent(client) == {"groceries": 600, "coffee": 500}
    assert is_sound(client)


def test_merging_a_category_moves_the_splits_in_it(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 1000)
    edit(client, id_, splits=[part(600, "groceries"), part(400, "coffee")])
    merged = client.post("/api/categories/coffee/merge", json={"target_short_desc": "groceries"}).json()
    assert (spent(client), is_sound(client)) == ({"groceries": 1000}, True)
    undo(client, merged["change_id"])
    assert (spent(client), is_sound(client)) == ({"groceries": 600, "coffee": 400}, True)


def test_a_deleted_split_transaction_comes_back_with_its_splits_and_tags(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 1000)
    edit(client, id_, splits=[part(600, "groceries"), part(400, "coffee")], tags=["flat"])
    before = rows(client)
    gone = client.delete(f"/api/transactions/{id_}").json()
    assert (spent(client), is_sound(client)) == ({}, True)
    undo(client, gone["change_id"])
    assert (rows(client), is_sound(client)) == (before, True)


def test_tags_are_set_searched_and_undone(client: TestClient) -> None:
    account = open_account(client)
    first, second = spend(client, account, 100), spend(client, account, 200)
    change = edit(client, first, tags=["Lisbon 26", "flat"])
    edit(client, second, tags=["lisbon 26"])
    assert change["transaction"]["tags"] == ["flat", "Lisbon 26"]
    assert client.get("/api/transactions/tags").json() == [
        {"name": "flat", "count": 1},
        {"name": "Lisbon 26", "count": 2},
    ]
    assert client.get('/api/transactions?search=tag:"lisbon 26"').json()["total"] == 2
    assert client.get("/api/transactions?search=-tag:flat").json()["total"] == 1
    undo(client, change["change_id"])
    assert [row["tags"] for row in rows(client)] == [["Lisbon 26"], []]


def test_the_second_of_two_windows_gets_both_values_and_saves_nothing(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100)
    edit(client, id_, notes="for the hallway", seen={"notes": None})
    late = {"notes": "shelf brackets", "is_flagged": True, "seen": {"notes": None, "is_flagged": False}}
    problem = refused(client.patch(f"/api/transactions/{id_}", json=late), 409, "changed_elsewhere")
    assert problem["conflicts"] == [
        {"field": "notes", "seen": None, "saved": "for the hallway", "yours": "shelf brackets"}
    ]
    assert rows(client)[0]["is_flagged"] is False
    edit(client, id_, merchant_name="Marlow", seen={"merchant_name": rows(client)[0]["merchant_name"], "notes": None})
    assert rows(client)[0]["merchant_name"] == "Marlow"


def test_a_repeated_creating_request_creates_nothing_twice(client: TestClient) -> None:
    account = open_account(client)
    body = {"account_id": account, "on": "2026-03-05", "description": "TAXI", "amount_minor": 900}
    headers = {"Idempotency-Key": "one"}
    first, again = (client.post("/api/transactions", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(rows(client)) == 1
    other = client.post("/api/transactions", json={**body, "amount_minor": 1}, headers=headers)
    refused(other, 422, "idempotency_key_reused")
    client.post("/api/transactions", json=body, headers={"Idempotency-Key": "two"})
    assert len(rows(client)) == 2


def test_a_duplicate_has_the_splits_and_tags_of_the_first(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 1000)
    edit(client, id_, splits=[part(600, "groceries"), part(400, "coffee")], tags=["flat"])
    copy = client.post(f"/api/transactions/{id_}/duplicate").json()
    assert copy["transaction"]["tags"] == ["flat"]
    assert spent(client) == {"groceries": 1200, "coffee": 800}
    assert is_sound(client)
    undo(client, copy["change_id"])
    assert (len(rows(client)), spent(client), is_sound(client)) == (1, {"groceries": 600, "coffee": 400}, True)


@pytest.mark.parametrize("changes", [{"splits": "x"}, {"tags": [""]}, {"on": "tomorrow"}, {"amount_minor": 1.5}])
def test_an_edit_that_cannot_be_read_is_refused(client: TestClient, changes: dict[str, Any]) -> None:
    id_ = spend(client, open_account(client), 100)
    refused(client.patch(f"/api/transactions/{id_}", json=changes), 422, "invalid_request")


def test_an_exported_table_has_a_line_for_each_part(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 1000, description="MARKET")
    edit(client, id_, splits=[part(600, "groceries", "food"), part(400, "coffee")], notes="weekly")
    lines = client.get("/api/transactions/export?format=csv").text.splitlines()[1:]
    cells = [line.split(",") for line in lines]
    assert [(row[5], row[7], row[9]) for row in cells] == [
        ("6.00", "Groceries", "food"),
        ("4.00", "Coffee", "weekly"),
    ]


def bulk_edit(client: TestClient, ids: list[int], **changes: Any) -> Any:
    return client.post("/api/transactions/bulk-edit", json={"transaction_ids": ids, **changes})


def without_moments(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "updated_at"} for row in found]


def test_many_transactions_are_edited_in_one_step_that_is_undone_at_once(client: TestClient) -> None:
    account, other = open_account(client), open_account(client, "Rainy-day")
    ids = [spend(client, account, 100 * n, "groceries", on=f"2026-03-0{n}", description=f"ZQX {n}") for n in (1, 2, 3)]
    client.patch(f"/api/transactions/{ids[0]}", json={"tags": ["Lisbon", "old"]})
    before = rows(client)
    answer = bulk_edit(
        client, [*ids, 999], category_short_desc="coffee", add_tags=["lisbon", "trip"], remove_tags=["OLD"],
        notes="on the way", is_flagged=True, is_excluded=True, account_id=other, shift_days=30,
    )  # fmt: skip
    assert (answer.json()["count"], answer.json()["skipped"]) == (3, 1)
    after = rows(client)
    assert {row["on"] for row in after} == {"2026-03-31", "2026-04-01", "2026-04-02"}
    assert {row["category_short_desc"] for row in after} == {"coffee"}
    assert [row["tags"] for row in after] == [["Lisbon", "trip"]] * 3
    assert all(row["is_flagged"] and row["is_excluded"] and row["notes"] == "on the way" for row in after)
    assert {row["account_id"] for row in after} == {other}
    assert is_sound(client)
    undo(client, answer.json()["change_id"])
    assert without_moments(rows(client)) == without_moments(before)
    assert is_sound(client)


def test_a_bulk_edit_that_cannot_be_done_changes_nothing(client: TestClient) -> None:
    account, euros = open_account(client), open_account(client, "Euros", currency="EUR")
    id_ = spend(client, account, 100, on="2026-03-05")
    before = rows(client)
    refused(bulk_edit(client, [id_], account_id=euros, notes="moved"), 409, "other_currency")
    client.patch(f"/api/transactions/{id_}", json={"on": "2199-12-31"})
    refused(bulk_edit(client, [id_], shift_days=3000), 422, "day_out_of_range")
    refused(bulk_edit(client, [999], is_flagged=True), 404, "no_such_transaction")
    assert rows(client)[0]["notes"] == before[0]["notes"]


def bulk_run(client: TestClient, search: str, **changes: Any) -> dict[str, Any]:
    """Run a bulk edit to its end; the stream of events ends then."""
    begun = client.post("/api/transactions/bulk-runs", json={"filter": {"search": search}, "changes": changes})
    assert begun.status_code == 202, begun.text
    lines = client.get("/api/transactions/bulk-runs/events").text.splitlines()
    [run] = json.loads([line for line in lines if line.startswith("data: [{")][-1].removeprefix("data: "))
    found: dict[str, Any] = run
    return found


def test_all_that_a_search_matches_is_edited_in_one_step(client: TestClient) -> None:
    account = open_account(client)
    for n in range(1, 4):
        spend(client, account, 100 * n, "groceries", on=f"2026-03-0{n}", description=f"ZQX {n}")
    spend(client, account, 900, description="OTHER")
    before = rows(client)
    run = bulk_run(client, "zqx", category_short_desc="coffee", add_tags=["trip"], is_excluded=True)
    assert (run["phase"], run["done"], run["total"], run["message"]) == ("done", 3, 3, None)
    edited = [row for row in rows(client) if row["tags"] == ["trip"] and row["is_excluded"]]
    assert [row["category_short_desc"] for row in edited] == ["coffee"] * 3
    assert is_sound(client)
    undo(client, run["change_id"])
    assert without_moments(rows(client)) == without_moments(before)
    assert is_sound(client)


def test_confirming_all_keeps_each_category_and_leaves_those_without_one(client: TestClient) -> None:
    account = open_account(client)
    staged, chosen = spend(client, account, 100), spend(client, account, 200, "coffee")
    waiting = spend(client, account, 300)
    client.post(f"/api/transactions/{staged}/stage", json={"category_short_desc": "groceries"})
    assert bulk_run(client, "", confirm=True)["phase"] == "done"
    now = {row["id"]: (row["status"], row["category_short_desc"]) for row in rows(client)}
    assert now == {
        staged: ("confirmed", "groceries"),
        chosen: ("confirmed", "coffee"),
        waiting: ("pending_review", None),
    }
    assert is_sound(client)


def test_a_bulk_run_that_cannot_be_done_says_why(client: TestClient) -> None:
    spend(client, open_account(client), 100)
    run = bulk_run(client, "", category_short_desc="no_such")
    assert (run["phase"], run["change_id"]) == ("failed", None)
    assert "no_such" in run["message"]
    assert bulk_run(client, "nothing matches", is_flagged=True)["phase"] == "failed"
    body = {"filter": {"search": "amount:>"}, "changes": {"is_flagged": True}}
    refused(client.post("/api/transactions/bulk-runs", json=body), 422, "bad_search")


def test_a_cancelled_bulk_edit_saves_nothing(client: TestClient) -> None:
    app: Any = client.app
    account = open_account(client)
    spend(client, account, 100)
    before = rows(client)
    assert client.post("/api/transactions/bulk-runs/cancel").json() == {"is_stopping": False}
    body = {"filter": {"search": ""}, "changes": {"is_flagged": True}}
    with app.state.data.budget.write():
        # While somebody else writes, the run has not begun yet.
        client.post("/api/transactions/bulk-runs", json=body)
        refused(client.post("/api/transactions/bulk-runs", json=body), 409, "already_editing")
        assert client.post("/api/transactions/bulk-runs/cancel").json() == {"is_stopping": True}
    assert '"phase":"cancelled"' in client.get("/api/transactions/bulk-runs/events").text
    assert rows(client) == before
    assert client.get("/api/history").json()[0]["summary"] == "Added 1 transaction"


def test_only_the_chosen_shares_are_settled_in_one_step(client: TestClient) -> None:
    account = open_account(client)
    ids = [spend(client, account, 1000 * n, "restaurant", on=f"2026-03-0{n}") for n in (1, 2, 3)]
    for id_ in ids:
        edit(client, id_, own_minor=500, shared_with="Ana")
    answer = client.post("/api/transactions/settle-many", json={"transaction_ids": ids[:2]})
    assert answer.json()["count"] == 2
    owed = client.get("/api/transactions/owed").json()
    assert [(each["transaction"]["id"], each["owed_minor"]) for each in owed] == [(ids[2], 2500)]
    undo(client, answer.json()["change_id"])
    assert len(client.get("/api/transactions/owed").json()) == 3
