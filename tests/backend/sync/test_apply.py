"""What an update does to the budget: each change once, balances as the bank says, and what a person did stays."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.sync.banking import bank, connect, day, newest, rows, sync, texts
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import Account, Item

__all__ = ["bank"]
Json = dict[str, Any]


def balances(client: TestClient, log: Json) -> list[tuple[int | None, int | None, int]]:
    detail = client.get(f"/api/accounts/sync-history/{log['id']}").json()
    return [(each["before_minor"], each["computed_minor"], each["after_minor"]) for each in detail["balances"]]


def spend(bank: PlaidBank, item: Item, amount: float, **fields: Any) -> Json:
    """Buy something that the bank has booked."""
    item.accounts[0].current = round(item.accounts[0].current - amount, 2)
    return bank.purchase(item, amount, **fields)


def test_a_row_that_settles_across_two_pages_is_one_row(client: TestClient, bank: PlaidBank) -> None:
    bank.page_rows = 1
    item = bank.new_item()
    pending = bank.purchase(item, 40, "OLD MILL", pending=True)
    connection_id = connect(client, bank, item)
    first = rows(client)[0]["id"]
    bank.settle(item, pending, amount=48)
    log = sync(client, connection_id)
    assert (log["pages"], log["settled"], log["added"], log["removed"]) == (2, 1, 0, 0)
    assert [(row["id"], row["amount_minor"]) for row in rows(client)] == [(first, 4800)]


@pytest.mark.parametrize("page_rows", [None, 1])
def test_a_pending_row_that_comes_with_its_posted_one_is_one_row(
    client: TestClient, bank: PlaidBank, page_rows: int | None
) -> None:
    bank.page_rows = page_rows
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    pending = bank.purchase(item, 40, "OLD MILL", pending=True)
    bank.settle(item, pending, amount=48)
    assert sync(client, connection_id)["added"] == 1
    item.changes.append(("added", pending))
    assert sync(client, connection_id)["added"] == 0
    assert texts(client) == [("OLD MILL", 4800)]


@pytest.mark.parametrize("page_rows", [None, 1])
def test_a_pending_row_that_is_added_and_taken_back_in_one_update_never_was(
    client: TestClient, bank: PlaidBank, page_rows: int | None
) -> None:
    bank.page_rows = page_rows
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    bank.take_back(item, bank.purchase(item, 40, "OLD MILL", pending=True))
    log = sync(client, connection_id)
    assert (log["added"], log["removed"]) == (0, 0)
    assert texts(client) == []


def test_a_row_with_a_note_that_the_bank_takes_back_comes_back_with_it(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    told = bank.purchase(item, 35, "SABLE AIR")
    connection_id = connect(client, bank, item)
    row = rows(client)[0]
    client.patch(f"/api/transactions/{row['id']}", json={"notes": "the seat was refunded"})
    client.post(f"/api/transactions/{row['id']}/review", json={"category_short_desc": "restaurant"})
    bank.take_back(item, told)
    sync(client, connection_id)
    deleted = client.get("/api/transactions/deleted").json()["items"][0]["id"]
    client.post(f"/api/transactions/restore/{deleted}")
    (back,) = rows(client)
    assert (back["notes"], back["status"]) == ("the seat was refunded", "confirmed")


def test_new_fields_and_unknown_values_of_the_bank_do_not_matter(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    strange = {"payment_channel": "telepathy", "never_seen": {"a": [1]}, "personal_finance_category": {"detailed": "?"}}
    told = bank.purchase(item, 5, "KIOSK", **strange)
    for name in ("location", "payment_meta", "counterparties", "merchant_name"):
        del told[name]
    connect(client, bank, item)
    assert (newest(client)["added"], newest(client)["unreadable"]) == (1, 0)


def test_a_row_in_another_currency_is_kept_in_it_and_moves_no_balance(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "AT HOME")
    bank.purchase(item, 500, "ABROAD", iso_currency_code="JPY")
    connect(client, bank, item)
    assert sorted((row["currency"], row["amount_minor"]) for row in rows(client)) == [("JPY", 500), ("USD", 500)]
    assert client.get("/api/accounts").json()[0]["balance_current_minor"] == 190602


def test_transactions_of_the_same_day_explain_the_banks_new_balance(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    spend(bank, item, 5, date=day(3))
    connection_id = connect(client, bank, item)
    assert balances(client, newest(client)) == [(None, None, 190102)]
    spend(bank, item, 14.25)
    assert balances(client, sync(client, connection_id)) == [(190102, 188677, 188677)]
    spend(bank, item, 7, date=day(1))
    assert balances(client, sync(client, connection_id)) == [(188677, 187977, 187977)]


def test_what_is_pending_is_in_no_balance_until_it_settles(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    pending = bank.purchase(item, 40, "OLD MILL", pending=True)
    assert balances(client, sync(client, connection_id)) == []
    bank.settle(item, pending, amount=48)
    item.accounts[0].current -= 48
    assert balances(client, sync(client, connection_id)) == [(190602, 185802, 185802)]


def test_a_balance_that_no_transaction_explains_is_told_with_both_figures(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    item.accounts[0].current -= 10
    assert balances(client, sync(client, connection_id)) == [(190602, 190602, 189602)]
    assert client.get("/api/accounts").json()[0]["balance_current_minor"] == 189602


def test_old_history_that_comes_later_leaves_the_balance_explained(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    item.is_complete = False
    bank.purchase(item, 5, "LATELY", date=day(2))
    connection_id = connect(client, bank, item)
    item.is_complete = True
    for back in range(40, 400, 40):
        bank.purchase(item, 100, "LONG AGO", date=day(back))
    log = sync(client, connection_id)
    assert (log["added"], balances(client, log)) == (9, [])


def test_the_state_says_what_the_last_syncs_brought_together(client: TestClient, bank: PlaidBank) -> None:
    first = bank.new_item("ins_1", [Account("a", "Share Draft", "2093", "depository", "checking", 1)])
    second = bank.new_item("ins_2", [Account("b", "Checking", "4417", "depository", "checking", 1)])
    for item in (first, second):
        connect(client, bank, item)
    assert client.get("/api/sync").json()["last_result"] == "nothing new"
    for item in (first, second):
        bank.purchase(item, 5, account_id=item.accounts[0].account_id)
    client.post("/api/sync/now", params={"wait": True})
    assert client.get("/api/sync").json()["last_result"] == "2 new"


@pytest.mark.parametrize("is_settled", [False, True])
def test_months_add_up_with_pending_rows_in_them(client: TestClient, bank: PlaidBank, is_settled: bool) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    pending = bank.purchase(item, 40, "OLD MILL", pending=True)
    if is_settled:
        bank.settle(item, pending)
        item.accounts[0].current -= 40
    sync(client, connection_id)
    overview = client.get("/api/accounts/overview").json()
    assert overview["totals"][0]["value_minor"] == (186602 if is_settled else 190602)
    assert {month["state"] for month in overview["proofs"][0]["months"]} <= {"none", "proven"}
    assert texts(client) == [("OLD MILL", 4000)]


def test_of_a_long_sync_the_newest_transactions_are_listed(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    for back in range(520, 0, -1):
        bank.purchase(item, 5, f"DAY {back}", date=day(back))
    connect(client, bank, item)
    log = newest(client)
    detail = client.get(f"/api/accounts/sync-history/{log['id']}").json()
    assert log["added"] == 520
    assert [row["description"] for row in detail["rows"]] == [f"DAY {back}" for back in range(1, 501)]
