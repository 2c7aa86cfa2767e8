"""Connecting a bank and syncing it, over HTTP, against a stand-in that plaid-python itself talks to."""

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused
from tests.backend.sync.banking import (
    bank,
    choose,
    connect,
    connection,
    day,
    linked,
    newest,
    rows,
    settled,
    sync,
    texts,
)
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import Account

__all__ = ["bank"]


def test_without_a_connected_bank_it_says_so(client: TestClient) -> None:
    state = client.get("/api/sync").json()
    assert (state["connected"], state["last_synced_at"], state["running"]) == (0, None, [])
    told = client.post("/api/sync/now").json()
    assert told["status"] == "none_connected"
    assert "No bank is connected" in told["message"]


def test_a_linked_bank_brings_its_rows_and_its_balances(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 12.5, "COFFEE BAR 0042")
    bank.purchase(item, -2500, "SALARY")
    link = linked(client, bank, item)
    assert link["bank"] == "Harbor Credit Union"
    assert [(each["name"], each["mask"], each["balance_minor"]) for each in link["accounts"]] == [
        ("Share Draft", "2093", 190602)
    ]
    connection_id = choose(client, link)
    assert texts(client) == [("COFFEE BAR 0042", 1250), ("SALARY", -250000)]
    found = connection(client, connection_id)
    assert (found["health"], found["has_logo"]) == ("ok", True)
    assert found["last_sync"]["added"] == 2
    assert found["accounts"][0]["balance_current_minor"] == 190602
    assert client.get("/api/sync").json()["connected"] == 1
    logo = client.get(f"/api/connections/institutions/{found['institution_id']}/logo")
    assert logo.content.startswith(b"\x89PNG")


def test_what_a_card_owes_is_a_negative_balance_and_its_limit_is_not(client: TestClient, bank: PlaidBank) -> None:
    card = Account("card", "Visa Platinum", "7718", "credit", "credit card", 88.4, available=911.6, limit=1000)
    connect(client, bank, bank.new_item(accounts=[card]))
    account = client.get("/api/accounts").json()[0]
    assert account["account_type"] == "credit"
    assert account["balance_current_minor"] == -8840
    assert account["balance_available_minor"] == 91160
    assert account["balance_limit_minor"] == 100000


def test_a_second_sync_brings_only_what_is_new(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "FIRST")
    connection_id = connect(client, bank, item)
    bank.purchase(item, 7, "SECOND")
    log = sync(client, connection_id)
    assert (log["added"], log["trigger"], log["status"]) == (1, "manual", "success")
    assert texts(client) == [("FIRST", 500), ("SECOND", 700)]
    assert sync(client, connection_id)["added"] == 0


def test_twins_of_one_day_all_live(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    for _ in range(3):
        bank.purchase(item, 5, "VENDING MACHINE")
    connection_id = connect(client, bank, item)
    bank.purchase(item, 5, "VENDING MACHINE")
    sync(client, connection_id)
    assert texts(client) == [("VENDING MACHINE", 500)] * 4


def test_a_pending_purchase_that_settles_keeps_its_row_category_and_notes(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    pending = bank.purchase(item, 40, "OLD MILL RESTAURANT", pending=True, date=day(3))
    connection_id = connect(client, bank, item)
    row = rows(client)[0]
    assert row["is_pending"]
    client.post(f"/api/transactions/{row['id']}/review", json={"category_short_desc": "restaurant"})
    client.patch(f"/api/transactions/{row['id']}", json={"notes": "with Ana"})
    bank.settle(item, pending, amount=48, name="OLD MILL REST 883", date=day(1))
    log = sync(client, connection_id)
    assert (log["settled"], log["added"], log["removed"]) == (1, 0, 0)
    after = rows(client)
    assert len(after) == 1
    assert after[0]["id"] == row["id"]
    assert (after[0]["amount_minor"], after[0]["is_pending"], after[0]["on"]) == (4800, False, day(1))
    assert (after[0]["category_short_desc"], after[0]["notes"]) == ("restaurant", "with Ana")
    assert after[0]["description"] == "OLD MILL RESTAURANT"


def test_a_pending_purchase_settles_without_its_number_when_amount_and_text_agree(
    client: TestClient, bank: PlaidBank
) -> None:
    item = bank.new_item()
    pending = bank.purchase(item, 15.99, "QUILLSTREAM", pending=True, date=day(2))
    connection_id = connect(client, bank, item)
    first = rows(client)[0]["id"]
    bank.settle(item, pending, is_named=False, date=day(0))
    assert sync(client, connection_id)["settled"] == 1
    assert [(row["id"], row["is_pending"]) for row in rows(client)] == [(first, False)]


def test_a_tip_without_a_number_is_never_counted_twice(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    pending = bank.purchase(item, 40, "OLD MILL RESTAURANT", pending=True, date=day(2))
    connection_id = connect(client, bank, item)
    bank.settle(item, pending, amount=48, is_named=False, date=day(0))
    sync(client, connection_id)
    assert texts(client) == [("OLD MILL RESTAURANT", 4800)]
    assert "May be the settled transaction" in client.get(f"/api/transactions/{rows(client)[0]['id']}/why").text


def test_a_purchase_that_the_bank_takes_back_can_be_restored(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    told = bank.purchase(item, 35, "SABLE AIR", pending=True)
    connection_id = connect(client, bank, item)
    bank.take_back(item, told)
    log = sync(client, connection_id)
    assert log["removed"] == 1
    assert rows(client) == []
    detail = client.get(f"/api/accounts/sync-history/{log['id']}").json()
    assert [row["description"] for row in detail["removed_rows"]] == ["SABLE AIR"]
    assert client.post(f"/api/transactions/restore/{detail['removed_rows'][0]['id']}").status_code == 200
    assert texts(client) == [("SABLE AIR", 3500)]


def test_an_update_of_the_bank_changes_amount_and_day_but_no_decision_of_the_person(
    client: TestClient, bank: PlaidBank
) -> None:
    item = bank.new_item()
    told = bank.purchase(item, 10, "GARDEN GATE", date=day(2))
    connection_id = connect(client, bank, item)
    row = rows(client)[0]
    client.post(f"/api/transactions/{row['id']}/review", json={"category_short_desc": "home_supplies"})
    bank.change(item, told, amount=11, name="GARDEN GATE NURSERY", date=day(1))
    assert sync(client, connection_id)["modified"] == 1
    after = rows(client)[0]
    assert (after["amount_minor"], after["on"], after["description"]) == (1100, day(1), "GARDEN GATE")
    assert (after["category_short_desc"], after["status"]) == ("home_supplies", "confirmed")


def test_a_row_that_the_person_deleted_does_not_come_back(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 10, "GARDEN GATE")
    connect(client, bank, item)
    row = rows(client)[0]
    client.delete(f"/api/transactions/{row['id']}")
    reset = client.post(f"/api/accounts/{row['account_id']}/reset-cursor").json()
    assert (reset["status"], reset["cursor_reset"], reset["added"]) == ("ok", True, 0)
    assert rows(client) == []


def test_reading_everything_again_doubles_nothing(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    for amount in (5, 5, 9):
        bank.purchase(item, amount, "KIOSK")
    connect(client, bank, item)
    before = rows(client)
    answer = client.post(f"/api/accounts/{before[0]['account_id']}/reset-cursor")
    assert answer.json()["added"] == 0
    assert rows(client) == before


def test_a_bank_that_is_linked_anew_doubles_nothing(client: TestClient, bank: PlaidBank) -> None:
    first = bank.new_item(accounts=[Account("old", "Share Draft", "2093", "depository", "checking", 10)])
    for amount in (5, 5, 9):
        bank.purchase(first, amount, "KIOSK", account_id="old")
    connection_id = connect(client, bank, first)
    before = [row["id"] for row in rows(client)]
    account_id = client.get("/api/accounts").json()[0]["id"]
    assert client.delete(f"/api/connections/{connection_id}").json()["status"] == "disconnected"
    assert first.is_removed
    assert len(rows(client)) == 3
    again = bank.new_item(accounts=[Account("new", "Share Draft", "2093", "depository", "checking", 10)])
    for amount in (5, 5, 9, 4):
        bank.purchase(again, amount, "KIOSK", account_id="new")
    link = linked(client, bank, again)
    suggestion = link["accounts"][0]["suggestion"]
    assert (suggestion["account_id"], suggestion["is_sure"]) == (account_id, True)
    choose(client, link, into={"new": account_id})
    log = newest(client)
    assert (log["added"], log["matched"]) == (1, 3)
    assert [row["id"] for row in rows(client) if row["amount_minor"] != 400] == before


def test_rows_of_a_file_are_met_one_to_one_and_unsure_ones_are_asked(client: TestClient, bank: PlaidBank) -> None:
    account_id = open_account(client)
    for amount, text in ((1250, "COFFEE BAR 0042"), (990, "HARDWARE STORE")):
        fields = {"account_id": account_id, "on": day(2), "description": text, "amount_minor": amount}
        assert client.post("/api/transactions", json=fields).status_code == 201
    item = bank.new_item(accounts=[Account("a", "Checking", "1", "depository", "checking", 1)])
    bank.purchase(item, 12.5, "Coffee Bar", date=day(2), account_id="a")
    bank.purchase(item, 9.9, "ZZTOP 4711", date=day(2), account_id="a")
    connect(client, bank, item, into={"a": account_id})
    log = newest(client)
    assert (log["matched"], log["doubtful"], log["added"]) == (1, 1, 0)
    assert len(rows(client)) == 2
    doubt = client.get("/api/sync/doubtful").json()[0]
    assert (doubt["description"], doubt["amount_minor"], doubt["other"]["description"]) == (
        "ZZTOP 4711",
        990,
        "HARDWARE STORE",
    )
    answer = client.post(f"/api/sync/doubtful/{doubt['id']}", json={"is_same": False}).json()
    assert answer["status"] == "added"
    assert len(rows(client)) == 3
    refused(client.post(f"/api/sync/doubtful/{doubt['id']}", json={"is_same": True}), 404, "no_such_question")


def test_an_empty_sync_writes_nothing_but_its_entry(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5)
    connection_id = connect(client, bank, item)
    budget = client.app.state.budget  # type: ignore[attr-defined]

    def everything() -> dict[str, object]:
        with budget.read_engine.connect() as db:
            names = [row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
            skipped = ("sync_log", "sqlite_sequence")
            return {name: db.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names if name not in skipped}

    before = everything()
    sync(client, connection_id)
    assert everything() == before


def test_a_login_that_expired_is_repaired_and_goes_on_where_it_was(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "FIRST")
    connection_id = connect(client, bank, item)
    item.needs_login = True
    log = sync(client, connection_id)
    assert (log["status"], log["error_code"]) == ("error", "ITEM_LOGIN_REQUIRED")
    assert connection(client, connection_id)["health"] == "needs_sign_in"
    assert client.get("/api/sync").json()["needs_you"] == 1
    bank.purchase(item, 6, "SECOND")
    link = client.post(f"/api/connections/{connection_id}/repair", json={}).json()
    assert link["is_repair"]
    bank.finish(bank.link_of())
    assert client.get(f"/api/connections/links/{link['id']}").json()["status"] == "done"
    settled(client)
    assert connection(client, connection_id)["health"] == "ok"
    assert texts(client) == [("FIRST", 500), ("SECOND", 600)]


def test_the_older_apps_scripts_still_link_and_sync(client: TestClient, bank: PlaidBank) -> None:
    account_id = open_account(client)
    token = client.post("/api/accounts/link/token", json={"account_id": account_id}).json()
    assert token["link_token"].startswith("link-sandbox-")
    assert token["hosted_link_url"].startswith("http")
    item = bank.new_item()
    bank.purchase(item, 5)
    body = {"account_id": account_id, "public_token": bank.public_token(item)}
    done = client.post("/api/accounts/link/exchange", json=body).json()
    assert (done["item_id"], done["status"], done["sync"]["added"]) == (item.item_id, "connected", 1)
    bank.purchase(item, 6)
    synced = client.post(f"/api/accounts/{account_id}/sync").json()
    assert (synced["added"], synced["modified"], synced["removed"]) == (1, 0, 0)
    assert client.post("/api/accounts/sync-all").json()["accounts"]["Everyday"]["status"] == "ok"
    assert client.post(f"/api/accounts/{account_id}/balances").json()["current_minor"] == 190602
    assert client.post(f"/api/accounts/{account_id}/disconnect").json()["status"] == "disconnected"
    assert len(rows(client)) == 2
    refused(client.post(f"/api/accounts/{account_id}/sync"), 400, "not_connected")


def test_without_keys_it_says_where_to_enter_them(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAID_CLIENT_ID", raising=False)
    problem = refused(client.post("/api/connections/links", json={"provider": "plaid"}), 400, "bank_keys")
    assert "Settings" in problem["detail"]


def test_a_link_can_be_cancelled_at_each_step_and_leaves_nothing(client: TestClient, bank: PlaidBank) -> None:
    waiting = client.post("/api/connections/links", json={}).json()
    assert waiting["status"] == "waiting"
    assert client.post(f"/api/connections/links/{waiting['id']}/cancel").json()["status"] == "cancelled"
    refused(client.post(f"/api/connections/links/{waiting['id']}/cancel"), 409, "link_is_over")
    item = bank.new_item()
    found = linked(client, bank, item)
    assert client.post(f"/api/connections/links/{found['id']}/cancel").json()["status"] == "cancelled"
    assert item.is_removed
    assert client.get("/api/connections").json() == []
    assert client.get("/api/accounts").json() == []


def test_a_page_that_was_closed_or_refused_says_so(client: TestClient, bank: PlaidBank) -> None:
    link = client.post("/api/connections/links", json={}).json()
    bank.exit(bank.link_of())
    assert client.get(f"/api/connections/links/{link['id']}").json()["status"] == "cancelled"
    link = client.post("/api/connections/links", json={}).json()
    bank.exit(bank.link_of(), {"error_type": "ITEM_ERROR", "error_code": "ITEM_LOCKED", "error_message": "locked"})
    told = client.get(f"/api/connections/links/{link['id']}").json()
    assert (told["status"], told["error_code"]) == ("failed", "ITEM_LOCKED")
