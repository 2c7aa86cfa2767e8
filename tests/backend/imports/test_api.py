"""A file over HTTP: preview, fates, commit, overlap, undo; nothing is added before the commit."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused

Json = dict[str, Any]
HEADER = "Date,Description,Amount"
MARCH = ("2026-03-01,TRADER JOE'S #552,-84.12", "2026-03-02,COPPER KETTLE,-6.75", "2026-03-02,COPPER KETTLE,-6.75")
APRIL = ("2026-04-01,ACME PAYROLL,2840.00",)


def csv(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *rows, "")).encode()


def preview(client: TestClient, content: bytes, *, name: str = "march.csv", **fields: Any) -> Json:
    answer = client.post("/api/import/preview", files={"file": (name, content)}, data=fields)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def commit(client: TestClient, import_id: int, **body: Any) -> Json:
    answer = client.post(f"/api/import/{import_id}/commit", json=body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def bring(client: TestClient, account_id: int, content: bytes, **body: Any) -> Json:
    return commit(client, preview(client, content, account_id=account_id)["id"], account_id=account_id, **body)


def rows(client: TestClient) -> list[tuple[str, int]]:
    items = client.get("/api/transactions?sort=on").json()["items"]
    return [(item["description"], item["amount_minor"]) for item in items]


def test_a_preview_tells_everything_and_adds_nothing(client: TestClient) -> None:
    found = preview(client, csv(*MARCH, "2026-13-01,BROKEN,1.00"))
    assert found["counts"] == {"total": 4, "new": 3, "repeated": 0, "doubtful": 0, "unreadable": 1, "left_out": 0}
    assert (found["out_minor"], found["in_minor"]) == (9762, 0)
    assert (found["first_on"], found["last_on"]) == ("2026-03-01", "2026-03-02")
    shown = client.get(f"/api/import/{found['id']}/rows").json()
    assert [item["fate"] for item in shown["items"]] == ["new", "new", "new", "unreadable"]
    assert shown["items"][0]["prediction"]["category_short_desc"] == "groceries"
    assert shown["items"][3]["line_no"] == 5
    assert "2026-13-01" in shown["items"][3]["raw"]
    assert client.get("/api/stats").json()["total_transactions"] == 0


def test_a_commit_into_a_new_account_saves_and_categorises(client: TestClient) -> None:
    new = {"name": "Everyday", "account_type": "checking", "currency": "USD"}
    done = commit(client, preview(client, csv(*MARCH))["id"], new_account=new)
    assert (done["added"], done["auto_confirmed"], done["predicted"], done["unmatched"]) == (3, 0, 1, 2)
    assert done["account"]["name"] == "Everyday"
    assert len(rows(client)) == 3


def test_an_import_needs_an_account(client: TestClient) -> None:
    waiting = preview(client, csv(*MARCH))["id"]
    refused(client.post(f"/api/import/{waiting}/commit", json={}), 422, "account_needed")
    refused(client.post(f"/api/import/{waiting}/commit", json={"account_id": 99}), 404, "no_such_account")
    assert client.get("/api/accounts").json() == []


def test_a_file_that_found_its_account_can_be_meant_for_a_new_one(client: TestClient) -> None:
    bring(client, open_account(client), csv(*MARCH))
    found = preview(client, csv(*MARCH, *APRIL))
    assert (found["account"]["name"], found["counts"]["new"], found["counts"]["repeated"]) == ("Everyday", 1, 3)
    again = client.post(f"/api/import/{found['id']}/preview", json={"is_for_new_account": True}).json()
    assert (again["account"], again["counts"]["new"], again["counts"]["repeated"]) == (None, 4, 0)
    new = {"name": "Second", "account_type": "checking", "currency": "USD"}
    done = commit(client, found["id"], new_account=new)
    assert (done["added"], done["account"]["name"]) == (4, "Second")


def test_an_account_that_is_named_counts_more_than_a_new_one(client: TestClient) -> None:
    account = open_account(client)
    found = preview(client, csv(*MARCH))
    told = {"is_for_new_account": True, "account_id": account}
    again = client.post(f"/api/import/{found['id']}/preview", json=told).json()
    assert again["account"]["id"] == account


def test_an_overlapping_file_adds_only_the_new_rows_and_says_why(client: TestClient) -> None:
    account = open_account(client)
    bring(client, account, csv(*MARCH))
    found = preview(client, csv(*MARCH[1:], *APRIL), account_id=account)
    assert (found["counts"]["new"], found["counts"]["repeated"]) == (1, 2)
    known = client.get(f"/api/import/{found['id']}/rows?fate=repeated").json()["items"]
    assert known[0]["reason"].startswith("Came with a file on ")
    assert known[0]["twin"]["description"] == "COPPER KETTLE"
    assert commit(client, found["id"], account_id=account)["added"] == 1
    assert len(rows(client)) == 4


def test_a_deleted_row_does_not_come_back(client: TestClient) -> None:
    account = open_account(client)
    bring(client, account, csv(*MARCH))
    gone = client.get("/api/transactions?search=trader").json()["items"][0]
    client.delete(f"/api/transactions/{gone['id']}")
    found = preview(client, csv(*MARCH), account_id=account)
    assert found["counts"]["new"] == 0
    known = client.get(f"/api/import/{found['id']}/rows").json()["items"]
    assert known[0]["reason"].startswith("You deleted this transaction")


def test_the_same_file_in_two_accounts_is_two_histories(client: TestClient) -> None:
    for name in ("One", "Two"):
        assert bring(client, open_account(client, name), csv(*MARCH))["added"] == 3


def test_a_doubtful_row_is_left_out_unless_kept_and_never_asks_again(client: TestClient) -> None:
    account = open_account(client)
    header = f"{HEADER},Balance"
    bring(client, account, csv("2026-03-02,KETTLE,-6.75,100.00", header=header))
    again = csv("2026-03-02,KETTLE,-6.75,50.00", header=header)
    left = bring(client, account, again)
    assert (left["added"], left["doubtful"]) == (0, 1)
    found = preview(client, again, account_id=account)
    assert found["counts"]["repeated"] == 1
    other = csv("2026-03-02,KETTLE,-6.75,25.00", "2026-03-03,LUNCH,-9.00,16.00", header=header)
    waiting = preview(client, other, account_id=account)
    doubtful = client.get(f"/api/import/{waiting['id']}/rows?fate=doubtful").json()["items"]
    assert len(doubtful) == 1
    kept = commit(client, waiting["id"], account_id=account, keep=[doubtful[0]["line_no"]])
    assert kept["added"] == 2


def test_a_row_typed_by_hand_is_met_by_the_bank_s(client: TestClient) -> None:
    account = open_account(client)
    body = {"account_id": account, "on": "2026-03-01", "description": "Copper Kettle", "amount_minor": 675}
    client.post("/api/transactions", json=body)
    done = bring(client, account, csv(*MARCH))
    assert (done["added"], done["repeated"]) == (2, 1)
    assert bring(client, account, csv(*MARCH))["added"] == 0


def test_undo_takes_the_rows_out_keeps_what_a_person_decided_and_lets_the_file_in_again(client: TestClient) -> None:
    account = open_account(client)
    done = bring(client, account, csv(*MARCH))
    kettle = client.get("/api/transactions?search=kettle").json()["items"][0]
    client.post(f"/api/transactions/{kettle['id']}/review", json={"category_short_desc": "coffee"})
    undone = client.post(f"/api/import/{done['import_id']}/undo").json()
    assert undone["removed"] == 2
    assert [row["id"] for row in undone["kept"]] == [kettle["id"]]
    refused(client.post(f"/api/import/{done['import_id']}/undo"), 409, "not_done")
    assert client.get("/api/import").json()[0]["status"] == "undone"
    assert bring(client, account, csv(*MARCH))["added"] == 2
    assert len(rows(client)) == 3


def test_a_note_of_the_file_goes_with_its_row_and_a_note_of_a_person_keeps_it(client: TestClient) -> None:
    account = open_account(client)
    table = b"Date,Description,Amount,Notes\n2026-03-05,KETTLE,-6.75,order 17\n2026-03-06,BAKER,-3.10,order 18\n"
    done = bring(client, account, table)
    baker = client.get("/api/transactions?search=baker").json()["items"][0]
    assert baker["notes"] == "order 18"
    client.patch(f"/api/transactions/{baker['id']}", json={"notes": "with Kim"})
    undone = client.post(f"/api/import/{done['import_id']}/undo").json()
    assert (undone["removed"], [row["id"] for row in undone["kept"]]) == (1, [baker["id"]])


def test_an_undone_import_can_be_done_again(client: TestClient) -> None:
    account = open_account(client)
    done = bring(client, account, csv(*MARCH))
    client.post(f"/api/import/{done['import_id']}/undo")
    again = client.post(f"/api/import/{done['import_id']}/preview", json={}).json()
    assert again["counts"]["new"] == 3
    assert commit(client, done["import_id"], account_id=account)["added"] == 3


def test_a_finished_import_is_not_done_twice(client: TestClient) -> None:
    account = open_account(client)
    done = bring(client, account, csv(*MARCH))
    refused(client.post(f"/api/import/{done['import_id']}/commit", json={"account_id": account}), 409, "not_a_preview")
    assert preview(client, csv(*MARCH), account_id=account)["previously"]["import_id"] == done["import_id"]


def test_a_corrected_mapping_is_remembered_for_the_account(client: TestClient) -> None:
    account = open_account(client)
    content = csv("2026-03-01,SHOP,10.00", "2026-03-02,BAR,20.00")
    found = preview(client, content, account_id=account)
    mapping = found["column_mapping"] | {"sign": "plus_is_out"}
    again = client.post(f"/api/import/{found['id']}/preview", json={"column_mapping": mapping}).json()
    assert (again["out_minor"], again["in_minor"]) == (3000, 0)
    commit(client, found["id"], account_id=account)
    later = preview(client, csv("2026-04-01,SHOP,12.00"), account_id=account)
    assert (later["out_minor"], later["in_minor"]) == (1200, 0)
    elsewhere = preview(client, csv("2026-05-01,SHOP,12.00"))
    assert elsewhere["account"]["id"] == account
    assert elsewhere["account_reason"] == "Files like this one went into it before"


def test_a_mapping_that_cannot_be_is_refused(client: TestClient) -> None:
    found = preview(client, csv(*MARCH))
    for mapping in ({}, {"delimiter": ",", "encoding": "utf-8", "date": 0}, found["column_mapping"] | {"sign": "odd"}):
        answer = client.post(f"/api/import/{found['id']}/preview", json={"column_mapping": mapping})
        refused(answer, 422, "bad_mapping")


def test_a_file_in_another_currency_than_the_account_is_refused(client: TestClient) -> None:
    account = open_account(client, currency="EUR")
    content = csv("2026-03-01,SHOP,-10.00,USD", header=f"{HEADER},Currency")
    waiting = preview(client, content)["id"]
    refused(client.post(f"/api/import/{waiting}/commit", json={"account_id": account}), 409, "wrong_currency")


def test_a_file_without_a_currency_takes_that_of_its_account(client: TestClient) -> None:
    account = open_account(client, currency="JPY")
    bring(client, account, csv("2026-03-01,SHOP,-1200"))
    row = client.get("/api/transactions").json()["items"][0]
    assert (row["amount_minor"], row["currency"]) == (1200, "JPY")


def test_a_preview_that_is_put_away_is_gone(client: TestClient) -> None:
    waiting = preview(client, csv(*MARCH))["id"]
    assert client.delete(f"/api/import/{waiting}").status_code == 200
    refused(client.get(f"/api/import/{waiting}/rows"), 404, "no_such_import")


@pytest.mark.parametrize("path", ["csv", "csv/", "csv/auto-detect"])
def test_one_step_as_of_old_answers_in_the_old_words(client: TestClient, path: str) -> None:
    answer = client.post(f"/api/import/{path}", files={"file": ("march.csv", csv(*MARCH))}).json()
    assert {name: answer[name] for name in ("status", "file", "imported", "skipped_duplicates", "total_rows")} == {
        "status": "ok",
        "file": "march.csv",
        "imported": 3,
        "skipped_duplicates": 0,
        "total_rows": 3,
    }
    again = client.post(f"/api/import/{path}", files={"file": ("march.csv", csv(*MARCH))}).json()
    assert (again["imported"], again["skipped_duplicates"]) == (0, 3)


def test_rows_of_a_preview_come_in_pages(client: TestClient) -> None:
    waiting = preview(client, csv(*(f"2026-03-{day:02},SHOP {day},-{day}.00" for day in range(1, 8))))["id"]
    lines: list[int] = []
    cursor = ""
    while True:
        found = client.get(f"/api/import/{waiting}/rows?limit=3{cursor}").json()
        lines += [item["line_no"] for item in found["items"]]
        if found["next_cursor"] is None:
            break
        cursor = f"&cursor={found['next_cursor']}"
    assert lines == list(range(2, 9))


def test_a_preview_shows_several_currencies_beside_each_other(client: TestClient) -> None:
    header = "Date,Description,Amount,Currency\n"
    seen = preview(client, csv("2026-03-14,TEA,-20.00,USD", "2026-03-15,CAKE,-18.50,EUR", header=header))
    parts = [
        {"currency": "EUR", "out_minor": 1850, "in_minor": 0},
        {"currency": "USD", "out_minor": 2000, "in_minor": 0},
    ]
    assert (seen["out_minor"], seen["in_minor"], seen["sums"]) == (None, None, parts)
    account = {"name": "Wallet", "account_type": "checking", "currency": "USD"}
    done = commit(client, seen["id"], new_account=account)
    assert (done["out_minor"], done["sums"]) == (None, parts)
    history = client.get("/api/import").json()[0]
    assert (history["out_minor"], history["in_minor"], history["sums"]) == (None, None, parts)


@pytest.mark.parametrize("is_in_memory", [True, False], ids=["still in memory", "no longer in memory"])
def test_a_commit_takes_the_mapping_with_it(client: TestClient, is_in_memory: bool) -> None:
    seen = preview(client, csv("03/04/2026,TEA,-20.00", "05/04/2026,CAKE,-18.50"))
    mapping = {**seen["column_mapping"], "date_format": "MDY"}
    if not is_in_memory:
        client.app.state.data.import_service.cache.remove(seen["id"])  # type: ignore[attr-defined]
    account = {"name": "Wallet", "account_type": "checking", "currency": "USD"}
    commit(client, seen["id"], new_account=account, column_mapping=mapping)
    assert [row["on"] for row in client.get("/api/transactions").json()["items"]] == ["2026-05-04", "2026-03-04"]
