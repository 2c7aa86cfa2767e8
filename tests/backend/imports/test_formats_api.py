"""Files of other formats over HTTP: several accounts in one file, formats that meet, balances, parts of movements."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.imports.test_api import bring, commit, csv, preview, rows
from tests.backend.journeys import open_account, refused

Json = dict[str, Any]


def movement(day: int, amount: str, name: str, number: str) -> str:
    return f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>202603{day:02}<TRNAMT>{amount}<FITID>{number}<NAME>{name}</STMTTRN>"


def account(number: str, *movements: str, balance: str = "100.00", kind: str = "CHECKING") -> str:
    return (
        f"<STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>11<ACCTID>{number}<ACCTTYPE>{kind}</BANKACCTFROM>"
        f"<BANKTRANLIST><DTSTART>20260301<DTEND>20260331{''.join(movements)}</BANKTRANLIST>"
        f"<LEDGERBAL><BALAMT>{balance}<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS>"
    )


def ofx(*accounts: str) -> bytes:
    head = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
    return f"{head}<OFX><BANKMSGSRSV1>{''.join(accounts)}</BANKMSGSRSV1></OFX>".encode()


KETTLE = movement(2, "-6.75", "COPPER KETTLE", "k1")
PAY = movement(5, "2840.00", "ACME PAYROLL", "p1")
SAVED = movement(9, "50.00", "FROM CHECKING", "s1")
TWO = ofx(account("000111222", KETTLE, PAY), account("000333444", SAVED, kind="SAVINGS", balance="1050.00"))


def test_each_account_of_a_file_waits_by_itself(client: TestClient) -> None:
    first = preview(client, TWO, name="both.ofx")
    (sibling,) = first["siblings"]
    second = client.get(f"/api/import/{sibling}").json()
    assert [(p["counts"]["new"], p["account_hint"][-4:], p["account_type_hint"]) for p in (first, second)] == [
        (2, "1222", "checking"),
        (1, "3444", "savings"),
    ]
    assert second["siblings"] == [first["id"]]
    assert second["balances"] == [{"on": "2026-03-31", "balance_minor": 105000, "kind": "closing"}]


def test_putting_one_account_away_keeps_the_other(client: TestClient) -> None:
    first = preview(client, TWO, name="both.ofx")
    (sibling,) = first["siblings"]
    assert client.delete(f"/api/import/{first['id']}").status_code == 200
    assert client.get(f"/api/import/{sibling}").json()["counts"]["new"] == 1


def test_an_account_is_found_again_by_what_it_took_before(client: TestClient) -> None:
    first = preview(client, TWO, name="both.ofx")
    (sibling,) = first["siblings"]
    checking, savings = open_account(client, "Everyday"), open_account(client, "Rainy days", account_type="savings")
    commit(client, first["id"], account_id=checking)
    commit(client, sibling, account_id=savings)
    again = preview(client, TWO, name="renamed.ofx")
    other = client.get(f"/api/import/{again['siblings'][0]}").json()
    assert [(p["account"]["id"], p["counts"]["repeated"], p["counts"]["new"]) for p in (again, other)] == [
        (checking, 2, 0),
        (savings, 1, 0),
    ]


def test_one_step_gives_each_account_its_own_and_a_named_one_refuses(client: TestClient) -> None:
    done = client.post("/api/import/csv", files={"file": ("both.ofx", TWO)}).json()
    assert (done["imported"], len(done["import_ids"])) == (3, 2)
    made = client.get("/api/accounts").json()
    assert sorted((a["mask"], a["account_type"], a["transaction_count"]) for a in made) == [
        ("1222", "checking", 2),
        ("3444", "savings", 1),
    ]
    answer = client.post(f"/api/import/csv?account_id={made[0]['id']}", files={"file": ("both.ofx", TWO)})
    refused(answer, 422, "several_accounts")
    assert client.get("/api/stats").json()["total_transactions"] == 3


def test_a_table_of_two_accounts_is_two_statements(client: TestClient) -> None:
    table = csv(
        "Checking,2026-03-01,TRADER JOE'S,-84.12",
        "Visa,2026-03-02,COPPER KETTLE,-6.75",
        "Checking,2026-03-03,ACME PAYROLL,2840.00",
        header="Account,Date,Description,Amount",
    )
    first = preview(client, table, name="all.csv")
    other = client.get(f"/api/import/{first['siblings'][0]}").json()
    assert [(p["part_label"], p["counts"]["total"], p["warnings"]) for p in (first, other)] == [
        ("Checking", 2, []),
        ("Visa", 1, []),
    ]


CSV = csv("2026-03-02,COPPER KETTLE,-6.75", "2026-03-05,ACME PAYROLL,2840.00")


def test_another_format_of_the_same_account_adds_nothing(client: TestClient) -> None:
    account_id = open_account(client)
    assert bring(client, account_id, CSV)["added"] == 2
    file = ofx(account("000111222", KETTLE, PAY, movement(9, "-12.00", "BOOKS", "b1")))
    assert preview(client, file, account_id=account_id)["counts"] == {
        "total": 3, "new": 1, "repeated": 2, "doubtful": 0, "unreadable": 0, "left_out": 0,
    }  # fmt: skip
    done = bring(client, account_id, file)
    assert (done["added"], done["repeated"]) == (1, 2)
    # Whichever comes again, nothing is new, also where the words differ.
    reworded = file.replace(b"COPPER KETTLE", b"KETTLE COPPER 0042")
    for again in (CSV, file, reworded):
        assert bring(client, account_id, again)["added"] == 0
    assert len(rows(client)) == 3


def test_a_row_that_was_deleted_does_not_come_back_in_another_format(client: TestClient) -> None:
    account_id = open_account(client)
    bring(client, account_id, CSV)
    kettle = client.get("/api/transactions?search=kettle").json()["items"][0]["id"]
    client.delete(f"/api/transactions/{kettle}")
    assert bring(client, account_id, ofx(account("000111222", KETTLE, PAY)))["added"] == 0
    assert [text for text, _ in rows(client)] == ["ACME PAYROLL"]


def test_the_day_after_is_asked_about_and_added_if_wanted(client: TestClient) -> None:
    account_id = open_account(client)
    bring(client, account_id, CSV)
    tuesday = ofx(account("000111222", movement(3, "-6.75", "COPPER KETTLE", "k2")))
    found = preview(client, tuesday, account_id=account_id)
    assert found["counts"]["doubtful"] == 1
    (row,) = client.get(f"/api/import/{found['id']}/rows").json()["items"]
    assert row["twin"]["on"] == "2026-03-02"
    assert commit(client, found["id"], account_id=account_id, keep=[row["line_no"]])["added"] == 1


QIF = b"!Type:Bank\nD03/14/2026\nT-100.00\nPCORNER SHOP\nSGroceries\nEfood\n$-60.00\nSSomething new\n$-40.00\n^\n"


def test_parts_of_a_movement_are_kept_shown_and_come_back(client: TestClient) -> None:
    account_id = open_account(client)
    assert bring(client, account_id, QIF)["added"] == 1
    (row,) = client.get("/api/transactions").json()["items"]
    parts = client.get(f"/api/transactions/{row['id']}/why").json()["splits"]
    assert [
        (part["amount_minor"], part["memo"], part["category_short_desc"], part["category_name"]) for part in parts
    ] == [
        (6000, "food", "groceries", "Groceries"),
        (4000, None, None, "Something new"),
    ]
    deleted = client.delete(f"/api/transactions/{row['id']}").json()["deleted_ids"][0]
    client.post(f"/api/transactions/restore/{deleted}")
    assert client.get(f"/api/transactions/{row['id']}/why").json()["splits"] == parts


@pytest.fixture
def quarter(client: TestClient) -> int:
    """An account with statements of March and May, each with its balance; April is missing."""
    account_id = open_account(client)
    march = account("000111222", KETTLE, balance="100.00")
    may = account("000111222", movement(2, "-20.00", "BOOKS", "m1"), balance="30.00").replace("202603", "202605")
    for month in (march, may):
        assert bring(client, account_id, ofx(month))["added"] == 1
    return account_id


def test_coverage_tells_missing_months_and_balances_that_do_not_meet(client: TestClient, quarter: int) -> None:
    (found,) = client.get("/api/import/coverage").json()
    assert found["account_id"] == quarter
    assert [(month["month"], month["state"]) for month in found["months"]] == [
        ("2026-03", "rows"),
        ("2026-04", "missing"),
        ("2026-05", "rows"),
    ]
    # From 100.00 to 30.00 with 20.00 spent: 50.00 more went somewhere in April.
    assert found["gaps"] == [
        {"from_on": "2026-03-31", "to_on": "2026-05-31", "stated_minor": 3000, "missing_minor": -5000}
    ]


def test_an_undone_import_takes_its_balance_along(client: TestClient, quarter: int) -> None:
    newest = client.get("/api/import").json()[0]["id"]
    assert client.post(f"/api/import/{newest}/undo").status_code == 200
    (found,) = client.get("/api/import/coverage").json()
    assert (len(found["months"]), found["gaps"]) == (1, [])


def test_a_file_dropped_twice_finds_the_accounts_of_its_own_drop(client: TestClient) -> None:
    first, second = preview(client, TWO, name="both.ofx"), preview(client, TWO, name="both.ofx")
    assert first["siblings"] == [first["id"] + 1]
    assert second["siblings"] == [second["id"] + 1]
    waiting = [(each["id"], each["status"]) for each in client.get("/api/import?waiting=true").json()]
    assert waiting == [(second["id"] + 1, "previewed"), (second["id"], "previewed")]


def test_a_file_dropped_three_times_waits_once_and_is_put_away_at_once(client: TestClient) -> None:
    first, _, third = (preview(client, TWO, name="both.ofx") for _ in range(3))
    sibling = third["id"] + 1
    assert waiting_ids(client) == [sibling, third["id"]]
    assert client.delete(f"/api/import/{third['id']}").status_code == 200
    assert waiting_ids(client) == [sibling]
    # The other account of the first drop still lies there, and its file with it.
    assert client.get(f"/api/import/{first['id'] + 1}").status_code == 200


def test_what_was_imported_waits_no_more(client: TestClient) -> None:
    first = preview(client, csv("2026-03-01,SHOP,-1.00"))
    preview(client, csv("2026-03-01,SHOP,-1.00"))
    done = commit(client, first["id"], new_account={"name": "Giro", "account_type": "checking", "currency": "EUR"})
    assert waiting_ids(client) == []
    assert client.post(f"/api/import/{done['import_id']}/undo").status_code == 200
    assert len(waiting_ids(client)) == 1


def waiting_ids(client: TestClient) -> list[int]:
    return [each["id"] for each in client.get("/api/import?waiting=true").json()]


def test_how_a_person_told_to_read_a_file_holds_with_many_files_open(client: TestClient) -> None:
    table = csv("01/02/2026,SHOP,-1.00", "02/03/2026,CAFE,-2.00", "03/03/2026,BAR,-3.00")
    found = preview(client, table)
    told = {**found["column_mapping"], "date_format": "DMY"}
    client.post(f"/api/import/{found['id']}/preview", json={"column_mapping": told})
    for number in range(15):
        preview(client, csv(f"2026-03-01,ROW {number},-1.00"))
    rows_again = client.get(f"/api/import/{found['id']}/rows").json()["items"]
    assert [row["on"] for row in rows_again] == ["2026-02-01", "2026-03-02", "2026-03-03"]


def test_what_became_of_each_line_can_be_looked_at_afterwards(client: TestClient) -> None:
    account_id = open_account(client)
    bring(client, account_id, CSV)
    done = bring(
        client, account_id, csv("2026-03-02,COPPER KETTLE,-6.75", "2026-03-09,BOOKS,-12.00", "2026-03-10,X,oops")
    )
    lines = client.get(f"/api/import/{done['import_id']}/rows").json()
    assert [(row["line_no"], row["fate"], row["amount_minor"]) for row in lines["items"]] == [
        (3, "new", 1200),
        (4, "unreadable", None),
    ]
    assert client.get(f"/api/import/{done['import_id']}/rows?fate=unreadable").json()["total"] == 1


def test_a_merchant_code_of_the_bank_suggests_a_category(client: TestClient) -> None:
    coded = movement(2, "-6.75", "ZZQ 12", "k1").replace("<NAME>", "<SIC>5542<NAME>")
    account_id = open_account(client)
    bring(client, account_id, ofx(account("000111222", coded)))
    table = csv("2026-03-07,XQV 7,-9.10,4121", header="Date,Description,Amount,MCC")
    bring(client, account_id, table)
    found = {row["description"]: row for row in client.get("/api/transactions").json()["items"]}
    suggested = {text: row["predicted_category_short_desc"] for text, row in found.items()}
    assert suggested == {"ZZQ 12": "gas_station", "XQV 7": "ride_share"}
    assert {row["status"] for row in found.values()} == {"pending_review"}
