"""Undo over HTTP: sums agree afterwards, nothing is lost, and no transaction is there twice."""

from starlette.testclient import TestClient

from tests.backend.journeys import delete, is_sound, open_account, refused, restore, rows, spend, undo
from tests.makers import imported, statement

MARCH = "start_date=2026-03-01&end_date=2026-03-31"


def spent(client: TestClient) -> int:
    """What Spending shows for March."""
    found = client.get(f"/api/transactions/spending-by-category?{MARCH}").json()
    return sum(line["total_minor"] for line in found)


def test_undoing_an_edit_in_a_deleted_account_brings_no_money_back(client: TestClient) -> None:
    account = open_account(client)
    kept, other = spend(client, account, 4600, "groceries"), spend(client, account, 700, "coffee")
    edited = client.patch(f"/api/transactions/{kept}", json={"notes": "weekend"}).json()
    gone = delete(client, other)
    assert client.delete(f"/api/accounts/{account}").status_code == 200
    undo(client, edited["change_id"])
    assert (spent(client), rows(client), is_sound(client)) == (0, [], True)
    refused(client.post(f"/api/changes/{gone['change_id']}/undo"), 409, "changed_since")
    client.post(f"/api/accounts/{account}/restore")
    assert (spent(client), is_sound(client)) == (4600, True)
    undo(client, gone["change_id"])
    assert (spent(client), is_sound(client)) == (5300, True)


def test_merging_a_category_brings_no_money_of_a_deleted_account_back(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 5500, "coffee")
    client.delete(f"/api/accounts/{account}")
    merged = client.post("/api/categories/coffee/merge", json={"target_short_desc": "groceries"}).json()
    assert merged["transactions"] == 0
    assert (spent(client), is_sound(client)) == (0, True)
    client.post(f"/api/accounts/{account}/restore")
    assert rows(client)[0]["category_short_desc"] == "groceries"
    assert (spent(client), is_sound(client)) == (5500, True)


def test_undoing_an_import_brings_no_money_of_a_deleted_account_back(client: TestClient) -> None:
    account = open_account(client)
    done = imported(client, statement("2026-03-02,ZQX SHOP,-12.50", "2026-03-03,ZQX OTHER,-7.00"), account_id=account)
    first = rows(client)[0]["id"]
    client.post(f"/api/transactions/{first}/review", json={"category_short_desc": "groceries"})
    client.delete(f"/api/accounts/{account}")
    assert client.post(f"/api/import/{done['import_id']}/undo").json()["removed"] == 1
    assert (spent(client), is_sound(client)) == (0, True)


def test_no_bulk_action_works_on_rows_of_a_deleted_account(client: TestClient) -> None:
    account = open_account(client)
    waiting, staged = spend(client, account, 100), spend(client, account, 200)
    client.post(f"/api/transactions/{staged}/stage", json={"category_short_desc": "coffee"})
    client.delete(f"/api/accounts/{account}")
    assert client.post("/api/transactions/batch-categorize").json()["processed"] == 0
    for path in ("bulk-review", "bulk-stage"):
        body = {"transaction_ids": [waiting, staged], "action": "change", "category_short_desc": "groceries"}
        refused(client.post(f"/api/transactions/{path}", json=body), 404, "no_such_transaction")
    refused(
        client.post("/api/transactions/bulk-delete", json={"transaction_ids": [waiting]}), 404, "no_such_transaction"
    )
    refused(client.patch(f"/api/transactions/{waiting}", json={"notes": "x"}), 404, "no_such_transaction")
    assert client.post("/api/transactions/staged/commit").json()["committed"] == 0
    assert client.post("/api/transactions/clear-predictions?dry_run=true").json()["cleared"] == 0
    assert is_sound(client)
    client.post(f"/api/accounts/{account}/restore")
    assert {row["status"] for row in rows(client)} == {"pending_review", "pending_save"}


def test_a_category_of_deleted_accounts_is_not_removed_and_the_sentence_says_why(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 100, "coffee")
    client.delete(f"/api/accounts/{account}")
    preview = client.get("/api/categories/coffee/merge-preview?target_short_desc=groceries").json()
    assert preview["transactions"] == 0
    problem = client.delete("/api/categories/coffee")
    assert problem.status_code == 409
    assert "1 transaction in deleted accounts" in problem.json()["detail"]


def test_a_row_is_never_here_and_deleted_at_once(client: TestClient) -> None:
    row = spend(client, open_account(client), 100, "coffee")
    first = delete(client, row)
    restore(client, first["deleted_ids"][0])
    second = delete(client, row)
    refused(client.post(f"/api/changes/{first['change_id']}/undo"), 409, "changed_since")
    assert (rows(client), is_sound(client)) == ([], True)
    restore(client, second["deleted_ids"][0])
    assert ([r["id"] for r in rows(client)], is_sound(client)) == ([row], True)


def test_a_deleted_row_comes_back_by_undo_although_its_category_is_gone(client: TestClient) -> None:
    client.post("/api/categories", json={"display_name": "Kayaking"})
    row = spend(client, open_account(client), 100, "kayaking")
    gone = delete(client, row)
    assert client.delete("/api/categories/kayaking").status_code == 204
    undo(client, gone["change_id"])
    found = rows(client)
    assert [(r["id"], r["category_id"], r["status"]) for r in found] == [(row, None, "pending_review")]
    assert is_sound(client)


def test_a_deleted_row_follows_its_category_when_that_is_merged(client: TestClient) -> None:
    row = spend(client, open_account(client), 100, "coffee")
    gone = delete(client, row)
    merged = client.post("/api/categories/coffee/merge", json={"target_short_desc": "groceries"}).json()
    undo(client, gone["change_id"])
    assert rows(client)[0]["category_short_desc"] == "groceries"
    again = delete(client, row)
    undo(client, merged["change_id"])
    restore(client, again["deleted_ids"][0])
    assert is_sound(client)


def test_undoing_a_deletion_of_many_rows_brings_back_those_that_are_still_deleted(client: TestClient) -> None:
    account = open_account(client)
    ids = [spend(client, account, 100 + n) for n in range(3)]
    gone = delete(client, *ids)
    restore(client, gone["deleted_ids"][1])
    undo(client, gone["change_id"])
    assert sorted(row["id"] for row in rows(client)) == ids
    assert is_sound(client)


def test_a_statement_can_bring_a_row_again_after_its_typed_twin_was_undone(client: TestClient) -> None:
    account = open_account(client)
    body = {"account_id": account, "on": "2026-03-02", "description": "ZQX SHOP", "amount_minor": 1250}
    typed = client.post("/api/transactions", json=body).json()
    assert imported(client, statement("2026-03-02,ZQX SHOP,-12.50"), account_id=account)["added"] == 0
    undo(client, typed["change_id"])
    assert imported(client, statement("2026-03-02,ZQX SHOP,-12.50"), account_id=account)["added"] == 1
    assert is_sound(client)


def test_an_account_does_not_get_a_currency_back_that_its_rows_do_not_have(client: TestClient) -> None:
    account = open_account(client, currency="EUR")
    changed = client.patch(f"/api/accounts/{account}", json={"currency": "USD"}).json()
    spend(client, account, 100)
    refused(client.post(f"/api/changes/{changed['change_id']}/undo"), 409, "changed_since")


def test_an_undo_makes_no_third_level_and_no_second_category_of_one_name(client: TestClient) -> None:
    def add(name: str, parent: str | None = None) -> str:
        body = {"display_name": name, **({"parent_short_desc": parent} if parent else {})}
        return str(client.post("/api/categories", json=body).json()["short_desc"])

    top, other = add("Boats"), add("Travel by water")
    child = add("Kayaks", top)
    moved = client.patch(f"/api/categories/{child}/move", json={"new_parent_short_desc": None}).json()
    client.patch(f"/api/categories/{top}/move", json={"new_parent_short_desc": other})
    refused(client.post(f"/api/changes/{moved['change_id']}/undo"), 409, "changed_since")
    renamed = client.patch(f"/api/categories/{child}", json={"display_name": "Canoes"}).json()
    add("Kayaks")
    refused(client.post(f"/api/changes/{renamed['change_id']}/undo"), 409, "changed_since")


def redo(client: TestClient, change_id: int) -> None:
    answer = client.post(f"/api/changes/{change_id}/redo")
    assert answer.status_code == 200, answer.text


def test_what_was_undone_can_be_done_again_and_undone_once_more(client: TestClient) -> None:
    account = open_account(client)
    row, other = spend(client, account, 4600, "groceries"), spend(client, account, 700, "coffee")
    before = rows(client)
    edited = client.patch(f"/api/transactions/{row}", json={"notes": "weekend", "tags": ["trip"]}).json()["change_id"]
    after = rows(client)
    refused(client.post(f"/api/changes/{edited}/redo"), 409, "not_undone")
    undo(client, edited)
    redo(client, edited)
    assert [each["notes"] for each in rows(client)] == [each["notes"] for each in after]
    assert {each["id"]: each["tags"] for each in rows(client)} == {row: ["trip"], other: []}
    undo(client, edited)
    assert rows(client) == before
    gone = delete(client, row, other)["change_id"]
    undo(client, gone)
    assert spent(client) == 5300
    redo(client, gone)
    assert (spent(client), rows(client), is_sound(client)) == (0, [], True)
    undo(client, gone)
    assert (spent(client), rows(client), is_sound(client)) == (5300, before, True)


def test_doing_again_leaves_what_was_changed_since_the_undo(client: TestClient) -> None:
    account = open_account(client)
    row, other = spend(client, account, 4600, "groceries"), spend(client, account, 700, "coffee")
    gone = delete(client, row, other)["change_id"]
    undo(client, gone)
    client.patch(f"/api/transactions/{row}", json={"notes": "kept"})
    again = client.post(f"/api/changes/{gone}/redo").json()
    assert again["kept"] == 2  # The transaction and its entry in the log.
    assert ([each["id"] for each in rows(client)], spent(client), is_sound(client)) == ([row], 4600, True)


def test_an_added_transaction_comes_back_when_it_is_done_again(client: TestClient) -> None:
    account = open_account(client)
    body = {"account_id": account, "on": "2026-03-05", "description": "CORNER SHOP", "amount_minor": 900}
    added = client.post("/api/transactions", json={**body, "category_short_desc": "coffee"}).json()["change_id"]
    undo(client, added)
    assert rows(client) == []
    redo(client, added)
    assert (spent(client), len(rows(client)), is_sound(client)) == (900, 1, True)


def test_a_restore_is_a_step_that_can_be_undone_and_done_again(client: TestClient) -> None:
    account = open_account(client)
    done = imported(client, statement("2026-03-02,ZQX SHOP,-12.50", "2026-03-03,ZQX TEA,-7.00"), account_id=account)
    [tea, shop] = rows(client)
    client.patch(f"/api/transactions/{shop['id']}", json={"category_short_desc": "groceries", "tags": ["trip"]})
    both = rows(client)
    gone = delete(client, shop["id"], tea["id"])
    answer = client.post("/api/transactions/bulk-restore", json={"deleted_ids": gone["deleted_ids"]}).json()
    assert client.get("/api/history").json()[0]["summary"] == "Restored 2 transactions"
    assert (rows(client), spent(client)) == (both, 1250)
    undo(client, answer["change_id"])
    assert (rows(client), spent(client), is_sound(client)) == ([], 0, True)
    assert client.get("/api/transactions/deleted").json()["total"] == 2
    # The statement still knows both: deleted rows are not imported again.
    again = imported(client, statement("2026-03-02,ZQX SHOP,-12.50", "2026-03-03,ZQX TEA,-7.00,"), account_id=account)
    assert (again["added"], rows(client)) == (0, [])
    assert client.post(f"/api/changes/{answer['change_id']}/redo").status_code == 200
    assert (rows(client), spent(client), is_sound(client)) == (both, 1250, True)
    assert done["added"] == 2


def test_a_restored_transaction_that_was_edited_since_stays_when_the_restore_is_undone(client: TestClient) -> None:
    account = open_account(client)
    kept, other = spend(client, account, 500, "groceries"), spend(client, account, 700, "groceries")
    gone = delete(client, kept, other)
    answer = client.post("/api/transactions/bulk-restore", json={"deleted_ids": gone["deleted_ids"]}).json()
    client.patch(f"/api/transactions/{kept}", json={"notes": "mine"})
    undo(client, answer["change_id"])
    assert [row["id"] for row in rows(client)] == [kept]
    assert client.get("/api/transactions/deleted").json()["total"] == 1
    assert (spent(client), is_sound(client)) == (500, True)


def test_many_rows_are_put_back_to_values_that_differ_from_row_to_row(client: TestClient) -> None:
    account = open_account(client)
    ids = [spend(client, account, 100 + n, ("groceries", "coffee", None)[n % 3]) for n in range(120)]
    for n in range(0, 120, 7):
        client.patch(f"/api/transactions/{ids[n]}", json={"notes": f"note {n}"})
    before = rows(client)
    body = {"transaction_ids": ids, "category_short_desc": "rent", "notes": "all"}
    changed = client.post("/api/transactions/bulk-edit", json=body).json()
    undo(client, changed["change_id"])
    assert (rows(client), is_sound(client)) == (before, True)
