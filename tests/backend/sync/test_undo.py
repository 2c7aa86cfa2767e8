"""A sync is undone: what it did is said before, and nothing that a person decided is lost."""

from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import refused
from tests.backend.sync.banking import bank, connect, day, newest, rows, sync, texts
from tests.standins.plaid_bank import PlaidBank

__all__ = ["bank"]
Json = dict[str, Any]


def preview(client: TestClient, log: Json) -> Json:
    answer = client.get(f"/api/accounts/sync-history/{log['id']}/undo")
    assert answer.status_code == 200, answer.text
    result: Json = answer.json()
    return result


def undo(client: TestClient, log: Json) -> Json:
    answer = client.post(f"/api/accounts/sync-history/{log['id']}/undo")
    assert answer.status_code == 200, answer.text
    result: Json = answer.json()
    return result


def counts(result: Json) -> tuple[int, ...]:
    return tuple(result[name] for name in ("added", "settled", "changed", "removed", "kept"))


def test_an_undone_sync_leaves_everything_as_it_was_before(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    waiting = bank.purchase(item, 40, "OLD MILL", pending=True, date=day(3))
    corrected = bank.purchase(item, 10, "GARDEN GATE", date=day(3))
    withdrawn = bank.purchase(item, 35, "SABLE AIR", pending=True, date=day(3))
    connection_id = connect(client, bank, item)
    before = rows(client)
    totals = client.get("/api/accounts").json()[0]["balance_current_minor"]
    bank.settle(item, waiting, amount=48, date=day(1))
    bank.change(item, corrected, amount=11)
    bank.take_back(item, withdrawn)
    bank.purchase(item, 7, "NEW ONE", date=day(1))
    log = sync(client, connection_id)
    assert counts(preview(client, log)) == (1, 1, 1, 1, 0)
    assert texts(client) == [("GARDEN GATE", 1100), ("NEW ONE", 700), ("OLD MILL", 4800)]
    assert counts(undo(client, log)) == (1, 1, 1, 1, 0)
    after = rows(client)
    assert [{**row, "updated_at": None} for row in after] == [{**row, "updated_at": None} for row in before]
    assert client.get("/api/accounts").json()[0]["balance_current_minor"] == totals
    deleted = client.get("/api/transactions/deleted").json()["items"]
    assert [row["description"] for row in deleted] == ["NEW ONE"]


def test_what_was_undone_stays_away_until_it_is_restored(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5, "FIRST")
    connection_id = connect(client, bank, item)
    log = newest(client)
    undo(client, log)
    assert newest(client)["undone_at"]
    assert rows(client) == []
    bank.purchase(item, 6, "SECOND")
    sync(client, connection_id)
    client.post(f"/api/accounts/{client.get('/api/accounts').json()[0]['id']}/reset-cursor")
    assert texts(client) == [("SECOND", 600)]
    deleted = client.get("/api/transactions/deleted").json()["items"][0]["id"]
    client.post(f"/api/transactions/restore/{deleted}")
    assert texts(client) == [("FIRST", 500), ("SECOND", 600)]


def test_a_row_that_the_person_decided_or_the_bank_changed_again_stays(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    told = bank.purchase(item, 10, "GARDEN GATE", date=day(3))
    connection_id = connect(client, bank, item)
    bank.change(item, told, amount=11)
    bank.purchase(item, 7, "DECIDED", date=day(2))
    bank.purchase(item, 8, "UNDECIDED", date=day(1))
    log = sync(client, connection_id)
    decided = next(row for row in rows(client) if row["description"] == "DECIDED")
    client.post(f"/api/transactions/{decided['id']}/review", json={"category_short_desc": "restaurant"})
    bank.change(item, told, amount=12)
    sync(client, connection_id)
    will = preview(client, log)
    assert counts(will) == (1, 0, 0, 0, 2)
    assert sorted(row["description"] for row in will["kept_rows"]) == ["DECIDED", "GARDEN GATE"]
    undo(client, log)
    assert texts(client) == [("DECIDED", 700), ("GARDEN GATE", 1200)]


def test_a_settlement_that_was_undone_can_happen_again(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    waiting = bank.purchase(item, 40, "OLD MILL", pending=True, date=day(3))
    connection_id = connect(client, bank, item)
    account_id = client.get("/api/accounts").json()[0]["id"]
    bank.settle(item, waiting, amount=48, date=day(1))
    undo(client, sync(client, connection_id))
    assert [(row["amount_minor"], row["is_pending"]) for row in rows(client)] == [(4000, True)]
    client.post(f"/api/accounts/{account_id}/reset-cursor")
    assert [(row["amount_minor"], row["is_pending"]) for row in rows(client)] == [(4800, False)]


def test_a_sync_is_undone_once_and_only_if_it_did_something(client: TestClient, bank: PlaidBank) -> None:
    item = bank.new_item()
    bank.purchase(item, 5)
    connection_id = connect(client, bank, item)
    first = newest(client)
    empty = sync(client, connection_id)
    refused(client.get(f"/api/accounts/sync-history/{empty['id']}/undo"), 409, "nothing_to_undo")
    undo(client, first)
    refused(client.post(f"/api/accounts/sync-history/{first['id']}/undo"), 409, "nothing_to_undo")
    refused(client.get("/api/accounts/sync-history/99999/undo"), 404, "no_such_sync")
