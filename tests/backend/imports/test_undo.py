"""Undoing an import over HTTP: it says before what it will do, loses nothing and doubles nothing."""

from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import delete, is_sound, open_account, refused, restore, rows
from tests.makers import imported, statement

TEN = statement(*(f"2026-03-{day:02},ZQX SHOP {day},-{day}.00" for day in range(1, 11)))


def undone(client: TestClient, import_id: int, **wanted: Any) -> dict[str, Any]:
    answer = client.post(f"/api/import/{import_id}/undo", json=wanted)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def decide(client: TestClient, transaction_id: int) -> None:
    body = {"category_short_desc": "groceries"}
    assert client.post(f"/api/transactions/{transaction_id}/review", json=body).status_code == 200


def test_undo_says_before_what_it_will_do(client: TestClient) -> None:
    done = imported(client, TEN, account_id=open_account(client))
    first, second, third, *_ = (row["id"] for row in rows(client))
    decide(client, first)
    client.patch(f"/api/transactions/{second}", json={"notes": "with Kim"})
    delete(client, third)
    preview = client.get(f"/api/import/{done['import_id']}/undo").json()
    assert (preview["removed"], preview["deleted"]) == (7, 1)
    assert {row["id"] for row in preview["changed"]} == {first, second}
    found = undone(client, done["import_id"])
    assert (found["removed"], {row["id"] for row in found["kept"]}) == (7, {first, second})
    history = client.get("/api/import").json()[0]
    assert (history["status"], history["kept"]) == ("undone", 2)


def test_undo_can_also_remove_what_was_changed(client: TestClient) -> None:
    done = imported(client, TEN, account_id=open_account(client))
    first, second, *_ = (row["id"] for row in rows(client))
    decide(client, first)
    delete(client, second)
    assert undone(client, done["import_id"], include_changed=True) == {
        "status": "undone",
        "removed": 9,
        "kept": [],
        "shared": 0,
        "removed_categories": [],
    }
    assert (rows(client), client.get("/api/transactions/deleted").json()["total"]) == ([], 0)
    assert is_sound(client)
    refused(client.post(f"/api/import/{done['import_id']}/undo"), 409, "not_done")
    assert client.get("/api/import").json()[0]["kept"] == 0


def test_what_an_undo_left_can_be_removed_later(client: TestClient) -> None:
    done = imported(client, TEN, account_id=open_account(client))
    decide(client, rows(client)[0]["id"])
    undone(client, done["import_id"])
    refused(client.post(f"/api/import/{done['import_id']}/undo"), 409, "not_done")
    assert client.get(f"/api/import/{done['import_id']}/undo").json()["removed"] == 0
    assert undone(client, done["import_id"], include_changed=True)["removed"] == 1
    assert (rows(client), is_sound(client)) == ([], True)


def test_rows_restored_after_an_undo_are_not_imported_a_second_time(client: TestClient) -> None:
    account = open_account(client)
    done = imported(client, TEN, account_id=account)
    gone = delete(client, *(row["id"] for row in rows(client)[:2]))
    assert undone(client, done["import_id"])["removed"] == 8
    for deleted_id in gone["deleted_ids"]:
        restore(client, deleted_id)
    again = imported(client, TEN, account_id=account)
    assert (again["added"], again["repeated"]) == (8, 2)
    assert (len(rows(client)), is_sound(client)) == (10, True)


def test_rows_restored_after_an_undo_and_a_second_import_are_there_once(client: TestClient) -> None:
    account = open_account(client)
    done = imported(client, TEN, account_id=account)
    gone = delete(client, *(row["id"] for row in rows(client)[:2]))
    undone(client, done["import_id"])
    assert imported(client, TEN, account_id=account)["added"] == 8
    for deleted_id in gone["deleted_ids"]:
        restore(client, deleted_id)
    assert (len(rows(client)), is_sound(client)) == (10, True)


OFX_HEAD = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKTRANLIST>"


def ofx(*rows: str) -> bytes:
    return f"{OFX_HEAD}{''.join(rows)}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>".encode()


FIRST_SHOP = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260301<TRNAMT>-1.00<FITID>a1<NAME>ZQX SHOP 1</STMTTRN>"


def test_a_row_that_two_files_brought_stays_with_the_second_one(client: TestClient) -> None:
    account = open_account(client)
    first = imported(client, TEN, account_id=account)
    second = imported(client, ofx(FIRST_SHOP), account_id=account)
    assert second["repeated"] == 1
    assert client.get(f"/api/import/{first['import_id']}/undo").json()["shared"] == 1
    found = undone(client, first["import_id"])
    assert (found["removed"], found["shared"]) == (9, 1)
    (row,) = rows(client)
    assert (row["description"], row["import_id"], row["source"]) == ("ZQX SHOP 1", second["import_id"], "file_import")
    assert imported(client, ofx(FIRST_SHOP), account_id=account)["repeated"] == 1
    assert undone(client, second["import_id"])["removed"] == 0
    assert is_sound(client)


def test_rows_that_two_statements_share_stay_until_both_are_undone(client: TestClient) -> None:
    account = open_account(client)
    lines = [f"2026-03-{day:02},ZQX SHOP {day},-{day}.00" for day in range(1, 11)]
    first = imported(client, statement(*lines[:6]), account_id=account)
    second = imported(client, statement(*lines[3:]), account_id=account)
    assert (second["added"], second["repeated"]) == (4, 3)
    before = client.get(f"/api/import/{first['import_id']}/undo").json()
    assert (before["removed"], before["shared"]) == (3, 3)
    assert (undone(client, first["import_id"])["removed"], len(rows(client))) == (3, 7)
    assert {row["import_id"] for row in rows(client)} == {second["import_id"]}
    assert is_sound(client)
    assert imported(client, statement(*lines[3:]), account_id=account)["repeated"] == 7
    assert imported(client, statement(*lines[:6]), account_id=account)["added"] == 3


def test_rows_of_both_statements_are_gone_when_both_are_undone(client: TestClient) -> None:
    account = open_account(client)
    lines = [f"2026-03-{day:02},ZQX SHOP {day},-{day}.00" for day in range(1, 11)]
    first = imported(client, statement(*lines[:6]), account_id=account)
    second = imported(client, statement(*lines[3:]), account_id=account)
    undone(client, first["import_id"])
    assert (undone(client, second["import_id"])["removed"], rows(client)) == (7, [])
    assert is_sound(client)


def test_a_shared_row_that_was_deleted_is_not_imported_again(client: TestClient) -> None:
    account = open_account(client)
    first = imported(client, statement("2026-03-01,ZQX SHOP 1,-1.00"), account_id=account)
    both = statement("2026-03-01,ZQX SHOP 1,-1.00", "2026-03-02,ZQX SHOP 2,-2.00")
    imported(client, both, account_id=account)
    delete(client, next(row["id"] for row in rows(client) if row["description"] == "ZQX SHOP 1"))
    undone(client, first["import_id"])
    assert imported(client, both, account_id=account)["repeated"] == 2
    assert (len(rows(client)), is_sound(client)) == (1, True)


def test_the_balance_that_an_earlier_import_stated_stays_when_a_later_one_is_undone(client: TestClient) -> None:
    account = open_account(client)
    balance = "<LEDGERBAL><BALAMT>{}<DTASOF>20260310</LEDGERBAL></STMTRS>"

    def stated(amount: str, row: str) -> bytes:
        return ofx(row).replace(b"</STMTRS>", balance.format(amount).encode())

    imported(client, stated("500.00", FIRST_SHOP), account_id=account)
    later = imported(client, stated("480.00", FIRST_SHOP.replace("a1", "b2")), account_id=account)
    assert client.get(f"/api/accounts/{account}").json()["balance_current_minor"] == 48_000
    undone(client, later["import_id"])
    assert client.get(f"/api/accounts/{account}").json()["balance_current_minor"] == 50_000


def test_a_deleted_row_comes_back_although_its_import_is_gone(client: TestClient) -> None:
    account = open_account(client)
    done = imported(client, TEN, account_id=account)
    gone = delete(client, rows(client)[0]["id"])
    undone(client, done["import_id"])
    assert client.post(f"/api/import/{done['import_id']}/preview", json={}).status_code == 200
    assert client.delete(f"/api/import/{done['import_id']}").status_code == 200
    restore(client, gone["deleted_ids"][0])
    assert (len(rows(client)), is_sound(client)) == (1, True)
