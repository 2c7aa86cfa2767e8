"""The review over HTTP: two phases, one step, sweeps, learning, and taking it all back."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend, undo
from tests.makers import imported, statement

Row = dict[str, Any]


def row(client: TestClient, id_: int) -> Row:
    found: Row = client.get(f"/api/transactions/{id_}").json()
    return found


def learned(client: TestClient, pattern: str) -> tuple[str, int] | None:
    for mapping in client.get("/api/merchant-mappings").json():
        if mapping["merchant_pattern"] == pattern:
            return mapping["category_short_desc"], mapping["confidence"]
    return None


def post(client: TestClient, path: str, **body: object) -> Row:
    answer = client.post(f"/api/transactions/{path}", json=body or None)
    assert answer.status_code == 200, answer.text
    found: Row = answer.json()
    return found


def test_review_in_one_step_confirms_learns_and_offers_the_others(client: TestClient) -> None:
    account = open_account(client)
    first, second = (spend(client, account, 450, description="SQ *COPPER KETTLE 0042") for _ in range(2))
    answer = post(client, f"{first}/review", category_short_desc="coffee")
    assert answer["transaction"]["status"] == "confirmed"
    assert answer["learned"] == {"pattern": "copper kettle", "count": 1, "category_short_desc": "coffee"}
    assert answer["similar_total"] == 1
    similar = client.get(f"/api/transactions/{first}/similar").json()
    assert [other["id"] for other in similar["items"]] == [second]


def test_reviewing_a_row_again_does_not_teach_again(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 450, description="COPPER KETTLE")
    for _ in range(3):
        post(client, f"{id_}/review", category_short_desc="coffee")
    assert learned(client, "copper kettle") == ("coffee", 1)
    post(client, f"{id_}/review", category_short_desc="restaurant")
    assert learned(client, "copper kettle") == ("restaurant", 1)


def test_staged_rows_learn_at_the_commit_and_count_up_together(client: TestClient) -> None:
    account = open_account(client)
    ids = [spend(client, account, 450, description="COPPER KETTLE") for _ in range(3)]
    for id_ in ids:
        post(client, f"{id_}/stage", category_short_desc="coffee")
    assert learned(client, "copper kettle") is None
    assert client.get("/api/stats").json()["pending_save"] == 3
    answer = post(client, "staged/commit")
    assert (answer["committed"], answer["mappings_updated"]) == (3, 1)
    assert learned(client, "copper kettle") == ("coffee", 3)
    assert {row(client, id_)["status"] for id_ in ids} == {"confirmed"}


def test_undoing_a_commit_brings_back_rows_and_forgets_what_was_learned(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 450, description="COPPER KETTLE")
    post(client, f"{id_}/stage", category_short_desc="coffee")
    undo(client, post(client, "staged/commit")["change_id"])
    assert row(client, id_)["status"] == "pending_save"
    assert learned(client, "copper kettle") is None
    assert client.get("/api/stats").json() | {} == {
        "total_transactions": 1,
        "pending_review": 0,
        "pending_save": 1,
        "confirmed": 0,
        "deleted": 0,
        "inbox": 0,
    }


def test_an_undo_keeps_what_somebody_changed_since(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 450, description="COPPER KETTLE")
    staged = post(client, f"{id_}/stage", category_short_desc="coffee")
    post(client, f"{id_}/review", category_short_desc="restaurant")
    refused(client.post(f"/api/changes/{staged['change_id']}/undo"), 409, "changed_since")
    assert row(client, id_)["category_short_desc"] == "restaurant"


def test_a_change_is_undone_once(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 450)
    change = post(client, f"{id_}/stage", category_short_desc="coffee")["change_id"]
    undo(client, change)
    refused(client.post(f"/api/changes/{change}/undo"), 409, "changed_since")
    refused(client.post("/api/changes/999/undo"), 404, "no_such_change")


def test_kick_back_keeps_the_pick_as_prediction_and_needs_a_staged_row(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 450)
    refused(client.post(f"/api/transactions/{id_}/kick-back"), 409, "not_staged")
    post(client, f"{id_}/stage", category_short_desc="coffee")
    back = post(client, f"{id_}/kick-back")["transaction"]
    assert (back["status"], back["category_id"], back["predicted_category_short_desc"]) == (
        "pending_review",
        None,
        "coffee",
    )


def test_revert_all_sends_every_staged_row_back(client: TestClient) -> None:
    account = open_account(client)
    for _ in range(2):
        post(client, f"{spend(client, account, 1)}/stage", category_short_desc="coffee")
    assert post(client, "staged/revert-all")["reverted"] == 2
    assert client.get("/api/transactions/staged").json()["total"] == 0


def test_a_sweep_confirms_predictions_skips_rows_without_one_and_teaches_nothing(client: TestClient) -> None:
    account = open_account(client)
    guessed, unknown = (spend(client, account, 450, description="COPPER KETTLE") for _ in range(2))
    post(client, f"{guessed}/stage", category_short_desc="coffee")
    post(client, f"{guessed}/kick-back")
    answer = post(client, "bulk-review", transaction_ids=[guessed, unknown], action="confirm")
    assert (answer["updated"], answer["skipped"]) == (1, 1)
    assert row(client, unknown)["status"] == "pending_review"
    assert learned(client, "copper kettle") is None


def staged_otherwise(client: TestClient, account: int, description: str = "COPPER KETTLE") -> int:
    """A row predicted as restaurant that the person staged as groceries."""
    id_ = spend(client, account, 450, description=description)
    post(client, f"{id_}/stage", category_short_desc="restaurant")
    post(client, f"{id_}/kick-back")
    post(client, f"{id_}/stage", category_short_desc="groceries")
    return id_


def confirmed_with(client: TestClient, way: str, id_: int) -> None:
    """Confirm one staged row: as Enter does, with all staged rows, or naming its category."""
    if way == "the row":
        post(client, "bulk-review", transaction_ids=[id_], action="confirm")
    elif way == "all staged":
        post(client, "staged/commit")
    elif way == "the row, by its category":
        post(client, f"{id_}/review", category_short_desc="groceries")
    else:
        post(client, "bulk-review", transaction_ids=[id_], action="change", category_short_desc="groceries")


@pytest.mark.parametrize("way", ["the row", "all staged", "the row, by its category", "a sweep to its category"])
def test_a_staged_row_is_confirmed_as_it_was_staged_and_teaches_that_once(client: TestClient, way: str) -> None:
    id_ = staged_otherwise(client, open_account(client))
    for _ in range(2):
        confirmed_with(client, way, id_)
    found = row(client, id_)
    assert (found["status"], found["category_short_desc"], found["reason"]) == (
        "confirmed",
        "groceries",
        "You chose it",
    )
    assert learned(client, "copper kettle") == ("groceries", 1)


def test_confirming_a_selection_of_staged_rows_counts_up_and_is_undone_as_one(client: TestClient) -> None:
    account = open_account(client)
    ids = [staged_otherwise(client, account) for _ in range(3)]
    done = post(client, "bulk-review", transaction_ids=ids, action="confirm")
    assert learned(client, "copper kettle") == ("groceries", 3)
    undo(client, done["change_id"])
    assert {row(client, id_)["status"] for id_ in ids} == {"pending_save"}
    assert learned(client, "copper kettle") is None


def test_staging_or_confirming_a_selection_keeps_what_was_decided_before(client: TestClient) -> None:
    account = open_account(client)
    staged, done = (staged_otherwise(client, account, f"COPPER KETTLE {n}") for n in "AB")
    post(client, "bulk-review", transaction_ids=[done], action="confirm")
    post(client, "bulk-stage", transaction_ids=[staged], action="confirm")
    post(client, "bulk-review", transaction_ids=[done], action="confirm")
    assert {row(client, id_)["category_short_desc"] for id_ in (staged, done)} == {"groceries"}


def test_a_sweep_to_one_category_needs_one(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 450)
    body = {"transaction_ids": [id_], "action": "change"}
    refused(client.post("/api/transactions/bulk-stage", json=body), 422, "category_missing")
    refused(
        client.post("/api/transactions/bulk-stage", json=body | {"category_short_desc": "nowhere"}),
        422,
        "unknown_category",
    )
    staged = client.post("/api/transactions/bulk-stage", json=body | {"category_short_desc": "coffee"}).json()
    assert staged["staged"] == 1


def test_batch_stages_the_sure_predicts_the_unsure_and_marks_the_rest(client: TestClient) -> None:
    account = open_account(client)
    known = [spend(client, account, 450, description="PEPPER MILL") for _ in range(3)]
    for id_ in known:
        post(client, f"{id_}/review", category_short_desc="restaurant")
    sure = spend(client, account, 450, description="PEPPER MILL #552")
    taught = spend(client, account, 450, description="COPPER KETTLE")
    post(client, f"{taught}/review", category_short_desc="coffee")
    unsure = spend(client, account, 450, description="COPPER KETTLE 0042")
    nobody = spend(client, account, 450, description="QVX SERVICES")
    answer = post(client, "batch-categorize")
    assert (answer["auto_staged"], answer["predicted"], answer["unmatched"]) == (1, 1, 1)
    assert answer["by_tier"]["merchant_map"] == 2
    assert row(client, sure)["status"] == "pending_save"
    assert row(client, unsure)["predicted_category_short_desc"] == "coffee"
    assert row(client, nobody)["categorization_tier"] == "unmatched"
    assert post(client, "batch-categorize")["total_eligible"] == 0
    assert client.post("/api/transactions/clear-predictions?dry_run=true").json()["cleared"] == 2
    assert post(client, "clear-predictions")["cleared"] == 2
    assert post(client, "batch-categorize")["total_eligible"] == 2


def test_the_threshold_of_the_settings_decides_when_a_merchant_is_sure(client: TestClient) -> None:
    account = open_account(client)
    post(client, f"{spend(client, account, 1, description='COPPER KETTLE')}/review", category_short_desc="coffee")
    spend(client, account, 1, description="COPPER KETTLE")
    client.post("/api/settings", json={"settings": {"auto_confirm_threshold": "1"}})
    assert post(client, "batch-categorize")["auto_staged"] == 1


def test_rows_that_wait_become_sure_as_their_merchant_is_confirmed(client: TestClient) -> None:
    account = open_account(client)
    waiting, refund = (
        spend(client, account, 1, description="COPPER KETTLE"),
        spend(client, account, -1, description="COPPER KETTLE"),
    )
    other = spend(client, account, 1, description="COPPER KETTLE HARDWARE")
    seen, last_change = [], 0
    for _ in range(3):
        id_ = spend(client, account, 1, description="COPPER KETTLE 0042")
        last_change = post(client, f"{id_}/review", category_short_desc="coffee")["change_id"]
        seen.append((row(client, waiting)["prediction_confidence"], sure(client)))
    assert seen == [(pytest.approx(1 / 3), 0), (pytest.approx(2 / 3), 0), (1, 1)]
    found = row(client, waiting)
    assert (found["status"], found["predicted_category_short_desc"]) == ("pending_review", "coffee")
    assert (row(client, refund)["prediction_confidence"], row(client, other)["predicted_category_id"]) == (0.8, None)
    undo(client, last_change)
    assert (sure(client), row(client, waiting)["reason"]) == (0, "Merchant “copper kettle”, confirmed 2 times")


def sure(client: TestClient) -> int:
    """How many rows "Accept sure" would stage."""
    count: int = client.get("/api/transactions/accept-sure").json()["count"]
    return count


def test_accepting_the_sure_ones_stages_what_was_counted_but_nothing_of_a_deleted_account(client: TestClient) -> None:
    account, gone = open_account(client), open_account(client, "Gone")
    for place in (account, gone):
        spend(client, place, 1, description="COPPER KETTLE")
    for _ in range(3):
        post(client, f"{spend(client, account, 1, description='COPPER KETTLE')}/review", category_short_desc="coffee")
    client.delete(f"/api/accounts/{gone}")
    assert sure(client) == 1
    assert post(client, "accept-sure", min_confidence=0.9)["staged"] == 1
    assert (sure(client), post(client, "accept-sure", min_confidence=0.9)["staged"]) == (0, 0)


def test_what_a_person_sent_back_keeps_its_pick_when_the_merchant_learns_otherwise(client: TestClient) -> None:
    account = open_account(client)
    id_ = spend(client, account, 1, description="COPPER KETTLE")
    post(client, f"{id_}/stage", category_short_desc="groceries")
    post(client, f"{id_}/kick-back")
    post(client, f"{spend(client, account, 1, description='COPPER KETTLE')}/review", category_short_desc="coffee")
    assert row(client, id_)["predicted_category_short_desc"] == "groceries"


def test_check_numbers_and_transfers_are_no_merchants(client: TestClient) -> None:
    account = open_account(client)
    for text in ("CHECK #1042", "ONLINE TRANSFER TO 1234", "MOBILE DEPOSIT 99", "Überweisung an"):
        id_ = spend(client, account, 450, description=text)
        answer = post(client, f"{id_}/review", category_short_desc="coffee")
        assert (answer["learned"], answer["similar_total"]) == (None, 0)
    other = spend(client, account, 90000, description="CHECK #1043")
    post(client, "batch-categorize")
    assert row(client, other)["predicted_category_id"] is None


def test_no_row_of_a_first_import_skips_the_review(client: TestClient) -> None:
    told = [
        "WENDY CHEN,-40.00",
        "MCDONALD ROSS,-75.00",
        "ATT: ROOF REPAIR,-900.00",
        "COSTCO CORP PAYMENT,120.00",
        "ACME PAYROLL,2500.00",
        "PAYROLL CORRECTION,-30.00",
        "COSTCO REFUND,12.00",
        "APPLE.COM/BILL,-6.99",
    ]
    content = statement(*(f"2026-03-{day:02},{line}" for day, line in enumerate(told, 1)))
    imported(client, content, account_id=open_account(client))
    found = {each["description"]: each for each in client.get("/api/transactions").json()["items"]}
    assert {each["status"] for each in found.values()} == {"pending_review"}
    assert found["WENDY CHEN"]["reason"] == "Starter list: “wendy”"
    assert found["APPLE.COM/BILL"]["reason"] == "Starter list: the amount for “apple com bill”"
    guesses = {text: each["predicted_category_short_desc"] for text, each in found.items()}
    assert (guesses["ACME PAYROLL"], guesses["PAYROLL CORRECTION"]) == ("payroll", None)
    assert guesses["COSTCO CORP PAYMENT"] is None


def test_a_file_that_calls_money_out_income_is_not_believed(client: TestClient) -> None:
    content = (
        b"Date,Description,Amount,Category\n2026-03-01,NORTHWIND,-5.00,Payroll\n2026-03-02,NORTHWIND,5.00,Payroll\n"
    )
    imported(client, content, account_id=open_account(client))
    newest, oldest = client.get("/api/transactions").json()["items"]
    assert (newest["predicted_category_short_desc"], oldest["predicted_category_short_desc"]) == ("payroll", None)


def test_undoing_the_only_lesson_takes_the_predictions_back_that_it_made(client: TestClient) -> None:
    account = open_account(client)
    waiting = spend(client, account, 1, description="COPPER KETTLE")
    id_ = spend(client, account, 1, description="COPPER KETTLE")
    change_id = post(client, f"{id_}/review", category_short_desc="coffee")["change_id"]
    assert row(client, waiting)["predicted_category_short_desc"] == "coffee"
    undo(client, change_id)
    found = row(client, waiting)
    assert (found["predicted_category_id"], found["categorization_tier"], found["reason"]) == (None, None, None)
