"""What goes wrong at banks and on the way to them: nothing is lost or doubled, and it is clear who has to act."""

import json
import socket
import threading
from typing import Any

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from backend.sync.provider import ProviderFailure, Watch
from backend.sync.providers.plaid.client import Keys, PlaidClient
from backend.sync.providers.plaid.provider import PlaidProvider
from tests.backend.journeys import refused
from tests.backend.sync.banking import bank, connect, connection, newest, rows, settled, sync, texts
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET, Account, error
from tests.standins.server import Answered

__all__ = ["bank"]
Json = dict[str, Any]
MUTATION = error("TRANSACTIONS_ERROR", "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", "changed")


def only_sync(answer: Answered) -> Any:
    """A fault of /transactions/sync alone."""
    return lambda path, body: answer if path == "/transactions/sync" else None


@pytest.mark.parametrize(
    ("answer", "health", "has_next_try"),
    [
        (Answered(status=500, body=b'{"error_code": "INTERNAL_SERVER_ERROR"}'), "unavailable", True),
        (Answered(status=502, body=b"<html>Bad gateway</html>", content_type="text/html"), "unavailable", True),
        (Answered(body=b"<html>Sign in to the network</html>", content_type="text/html"), "unavailable", True),
        (Answered(body=b'{"added": [], "next_cur', cut_to=None), "unavailable", True),
        (Answered(body=b'{"added": []}', cut_to=5), "unavailable", True),
        (Answered(body=b"[1, 2]"), "unavailable", True),
        (Answered(body=b'{"added": []}'), "unavailable", True),
        (error("RATE_LIMIT_EXCEEDED", "TRANSACTIONS_SYNC_LIMIT", "slow down", status=429), "rate_limited", True),
        (error("ITEM_ERROR", "INSTITUTION_DOWN", "down"), "unavailable", True),
        (error("ITEM_ERROR", "ITEM_LOGIN_REQUIRED", "sign in"), "needs_sign_in", False),
        (error("ITEM_ERROR", "ITEM_LOCKED", "locked"), "needs_sign_in", False),
        (error("INVALID_INPUT", "INVALID_ACCESS_TOKEN", "unknown"), "ended", False),
        (error("ITEM_ERROR", "USER_PERMISSION_REVOKED", "revoked"), "ended", False),
        (error("ITEM_ERROR", "PRODUCT_NOT_READY", "wait"), "preparing", True),
        (error("INVALID_INPUT", "INVALID_API_KEYS", "wrong keys"), "keys", False),
        (error("NEW_TYPE", "NEVER_SEEN_BEFORE", "?"), "unavailable", True),
        (MUTATION, "unavailable", True),
    ],
)
def test_a_failed_sync_changes_nothing_and_says_who_has_to_act(
    client: TestClient, bank: PlaidBank, answer: Answered, health: str, has_next_try: bool
) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "FIRST")
    connection_id = connect(client, bank, item)
    bank.purchase(item, 6, "SECOND")
    bank.fault = only_sync(answer)
    sync(client, connection_id)
    found = connection(client, connection_id)
    assert found["health"] == health
    assert (found["next_try_at"] is not None) == has_next_try
    assert found["message"].endswith(".")
    assert texts(client) == [("FIRST", 500)]
    bank.fault = lambda path, body: None
    assert sync(client, connection_id)["added"] == 1
    assert connection(client, connection_id)["health"] == "ok"
    assert texts(client) == [("FIRST", 500), ("SECOND", 600)]


def test_a_bank_that_cannot_be_reached_is_offline(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5)
    connection_id = connect(client, bank, item)
    bank.close()
    assert sync(client, connection_id)["status"] == "error"
    assert connection(client, connection_id)["health"] == "unavailable"
    assert len(rows(client)) == 1


def test_trouble_of_one_bank_never_stops_another(client: TestClient, bank: PlaidBank) -> None:
    first, second = bank.new_item("ins_1"), bank.new_item("ins_2")
    for item in (first, second):
        connect(client, bank, item)
        bank.purchase(item, 5)
    first.needs_login = True
    outcome = client.post("/api/accounts/sync-all").json()["accounts"]
    assert sorted(each["status"] for each in outcome.values()) == ["error", "ok"]
    assert len(rows(client)) == 1
    answer = client.post("/api/sync/now", params={"wait": True, "trigger": "tray"}).json()
    assert answer["status"] == "trouble"
    assert {each["trigger"] for each in client.get("/api/accounts/sync-history").json()[:2]} == {"tray"}


def test_a_list_that_changes_while_it_is_read_is_read_again_from_the_first_page(
    client: TestClient, bank: PlaidBank
) -> None:
    bank.page_rows = 2
    item = bank.new_item()
    for amount in range(1, 6):
        bank.purchase(item, amount, "KIOSK")
    asked: list[str] = []

    def fault(path: str, body: Json) -> Answered | None:
        if path != "/transactions/sync":
            return None
        asked.append(body.get("cursor", ""))
        return MUTATION if asked in (["", "2"], ["", "2", "", "2"]) else None

    bank.fault = fault
    connect(client, bank, item)
    assert asked == ["", "2", "", "2", "", "2", "4"]
    assert len(rows(client)) == 5


def test_a_list_that_keeps_changing_is_read_four_times_and_then_left_for_later(
    client: TestClient, bank: PlaidBank
) -> None:
    bank.page_rows = 1
    item = bank.new_item()
    bank.purchase(item, 5)
    connection_id = connect(client, bank, item)
    for _ in range(2):
        bank.purchase(item, 6)
    asked: list[str] = []

    def fault(path: str, body: Json) -> Answered | None:
        asked.extend([body.get("cursor", "")] if path == "/transactions/sync" else [])
        return MUTATION if asked[-1:] == ["2"] else None

    bank.fault = fault
    assert sync(client, connection_id)["error_code"] == "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION"
    assert asked == ["1", "2"] * 4
    assert len(rows(client)) == 1


def test_what_comes_twice_or_for_unknown_rows_changes_nothing(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    told = bank.purchase(item, 5, "KIOSK")
    connection_id = connect(client, bank, item)
    item.changes.append(("added", told))
    item.changes.append(("modified", {**told, "transaction_id": "never-seen", "name": "A NEW ONE"}))
    item.changes.append(("removed", {**told, "transaction_id": "unknown"}))
    log = sync(client, connection_id)
    assert (log["added"], log["removed"], log["modified"]) == (1, 0, 0)
    assert texts(client) == [("A NEW ONE", 500), ("KIOSK", 500)]


def test_an_old_payload_recreates_no_pending_row_that_has_settled(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    pending = bank.purchase(item, 40, "OLD MILL", pending=True)
    connection_id = connect(client, bank, item)
    bank.settle(item, pending, amount=48)
    sync(client, connection_id)
    item.changes.append(("added", pending))
    assert sync(client, connection_id)["added"] == 0
    assert texts(client) == [("OLD MILL", 4800)]


def test_a_pending_row_that_was_taken_back_comes_back_when_its_posted_row_names_it(
    client: TestClient, bank: PlaidBank
) -> None:
    item = bank.new_item()
    pending = bank.purchase(item, 40, "OLD MILL", pending=True)
    connection_id = connect(client, bank, item)
    row = rows(client)[0]
    client.patch(f"/api/transactions/{row['id']}", json={"notes": "with Ana"})
    bank.take_back(item, pending)
    sync(client, connection_id)
    assert rows(client) == []
    bank.purchase(item, 48, "OLD MILL", pending_transaction_id=pending["transaction_id"])
    sync(client, connection_id)
    assert [(each["id"], each["amount_minor"], each["notes"]) for each in rows(client)] == [
        (row["id"], 4800, "with Ana")
    ]
    assert client.get("/api/transactions/deleted").json()["total"] == 0


def test_one_row_that_cannot_be_read_is_reported_and_the_rest_comes(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "GOOD")
    for fields in (
        {"amount": None},
        {"iso_currency_code": None, "unofficial_currency_code": "DOGE"},
        {"date": "soon"},
        {"name": None},
        {"amount": 1e30},
        {"amount": 0.005},
    ):
        bank.change(item, bank.purchase(item, 6, "BAD"), **fields)
        del item.changes[-2]
    connect(client, bank, item)
    log = newest(client)
    assert (log["added"], log["unreadable"], log["status"]) == (1, 6, "partial")
    detail = client.get(f"/api/accounts/sync-history/{log['id']}").json()
    assert len(detail["unreadable_rows"]) == 6
    assert all(each["reason"].endswith(".") for each in detail["unreadable_rows"])


def test_markup_of_a_bank_stays_text(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "<img src=x onerror=alert(1)>\x00 SHOP")
    connect(client, bank, item)
    assert texts(client) == [("<img src=x onerror=alert(1)> SHOP", 500)]


def test_a_history_that_the_bank_still_collects_is_waited_for(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    item.is_ready = False
    connection_id = connect(client, bank, item)
    assert newest(client)["status"] == "partial"
    assert connection(client, connection_id)["health"] == "preparing"
    item.is_ready = True
    bank.purchase(item, 5)
    assert sync(client, connection_id)["added"] == 1


def test_a_cursor_that_is_not_accepted_reads_everything_again(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    for _ in range(3):
        bank.purchase(item, 5, "KIOSK")
    connection_id = connect(client, bank, item)
    before = rows(client)
    del item.changes[2:]
    sync(client, connection_id)
    assert rows(client) == before


def test_a_second_sync_of_the_same_bank_says_that_one_is_running(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    account_id = client.get("/api/accounts").json()[0]["id"]
    bank.purchase(item, 5)
    arrived, go_on = threading.Event(), threading.Event()

    def fault(path: str, body: Json) -> Answered | None:
        if path == "/transactions/sync":
            arrived.set()
            go_on.wait(20)
        return None

    bank.fault = fault
    assert client.post(f"/api/connections/{connection_id}/sync").json()["status"] == "started"
    assert arrived.wait(20)
    assert client.get("/api/sync").json()["running"][0]["phase"] == "fetching"
    assert client.post(f"/api/connections/{connection_id}/sync").json()["status"] == "already_running"
    refused(client.post(f"/api/accounts/{account_id}/sync"), 409, "already_syncing")
    go_on.set()
    settled(client)
    assert len(rows(client)) == 1


def test_another_program_that_syncs_the_bank_is_respected(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    account_id = client.get("/api/accounts").json()[0]["id"]
    home = client.app.state.config.home  # type: ignore[attr-defined]
    with FileLock(home / f".sync-{connection_id}.lock"):
        refused(client.post(f"/api/accounts/{account_id}/sync"), 409, "already_syncing")
    assert client.post(f"/api/accounts/{account_id}/sync").status_code == 200


def test_a_cancelled_sync_keeps_nothing(client: TestClient, bank: PlaidBank) -> None:
    bank.page_rows = 1
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    for _ in range(3):
        bank.purchase(item, 5)
    arrived, go_on = threading.Event(), threading.Event()

    def fault(path: str, body: Json) -> Answered | None:
        if path == "/transactions/sync":
            arrived.set()
            go_on.wait(20)
        return None

    bank.fault = fault
    client.post(f"/api/connections/{connection_id}/sync")
    assert arrived.wait(20)
    assert client.post("/api/sync/cancel", json={}).json() == {"cancelled": 1}
    go_on.set()
    settled(client)
    assert (newest(client)["status"], newest(client)["error_code"]) == ("error", "CANCELLED")
    assert rows(client) == []
    assert connection(client, connection_id)["health"] == "ok"


def test_a_bank_that_hangs_is_given_up_after_its_time(bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.fault = lambda path, body: Answered(hang=True)
    client = PlaidClient(Keys(bank.address, CLIENT_ID, SECRET), read_seconds=0.2)
    with pytest.raises(ProviderFailure) as failure:
        PlaidProvider(client).fetch(item.access_token, "", Watch())
    assert failure.value.kind == "offline"


def test_a_redirect_is_not_followed_with_the_keys(bank: PlaidBank) -> None:
    with socket.socket() as elsewhere:
        elsewhere.bind(("127.0.0.1", 0))
        elsewhere.listen()
        elsewhere.settimeout(0.2)
        away = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        bank.fault = lambda path, body: Answered(status=307, headers={"Location": away})
        with pytest.raises(ProviderFailure):
            PlaidProvider(PlaidClient(Keys(bank.address, CLIENT_ID, SECRET))).check()
        with pytest.raises(TimeoutError):
            elsewhere.accept()


@pytest.mark.parametrize(
    "address", ["http://example.com", "ftp://127.0.0.1", "nonsense", "http://127.0.0.1.example.com"]
)
def test_plaid_is_asked_at_https_or_on_this_computer_alone(
    bank: PlaidBank, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PLAID_BASE_URL", address)
    with pytest.raises(ProviderFailure) as failure:
        PlaidProvider().check()
    assert failure.value.code == "BAD_BASE_URL"


def test_a_disconnection_that_plaid_could_not_be_told_is_told_later(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    connection_id = connect(client, bank, item)
    bank.fault = lambda path, body: Answered(status=503) if path == "/item/remove" else None
    answer = client.delete(f"/api/connections/{connection_id}").json()
    assert "has not been notified yet" in answer["message"]
    assert client.get("/api/connections").json() == []
    bank.fault = lambda path, body: None
    banks = client.app.state.data.banks  # type: ignore[attr-defined]
    assert banks.linker.remove_at_provider(1)
    assert item.is_removed


def test_an_account_that_was_left_out_can_be_chosen_later_with_its_history(client: TestClient, bank: PlaidBank) -> None:
    accounts = [
        Account("a", "Checking", "1111", "depository", "checking", 1),
        Account("b", "Youth Savings", "5530", "depository", "savings", 2),
    ]
    item = bank.new_item(accounts=accounts)
    bank.purchase(item, 5, "ONE", account_id="a")
    bank.purchase(item, 6, "TWO", account_id="b")
    connection_id = connect(client, bank, item, leave=["b"])
    assert texts(client) == [("ONE", 500)]
    link = client.post(f"/api/connections/{connection_id}/accounts").json()
    assert [each["was_left_out"] for each in link["accounts"]] == [False, True]
    account_id = link["accounts"][0]["connected_account_id"]
    choices = [{"provider_account_id": "a", "account_id": account_id}, {"provider_account_id": "b", "new_account": {}}]
    client.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": choices})
    settled(client)
    assert texts(client) == [("ONE", 500), ("TWO", 600)]


def test_progress_is_streamed_until_the_last_sync_ends(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5)
    connect(client, bank, item)
    lines = client.get("/api/sync/events").text.splitlines()
    runs = json.loads(lines[0].removeprefix("data: "))
    assert [(run["phase"], run["rows"], run["message"]) for run in runs] == [("done", 1, "1 new")]
    assert lines[-3:-1] == ["event: done", "data: []"]
