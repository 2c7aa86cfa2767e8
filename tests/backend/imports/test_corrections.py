"""A bank corrects rows of an earlier OFX file: the transactions change with the import and back with its undo."""

from typing import Any

from starlette.testclient import TestClient

from tests.backend.imports.test_undo import ofx, undone
from tests.backend.journeys import is_sound, open_account, rows
from tests.makers import imported, preview


def line(fitid: str, day: str, amount: str, name: str, more: str = "") -> str:
    row = f"<TRNTYPE>DEBIT<DTPOSTED>202601{day}<TRNAMT>-{amount}<FITID>{fitid}<NAME>{name}{more}"
    return f"<STMTTRN>{row}</STMTTRN>"


def correction(fitid: str, day: str, amount: str, name: str, *, of: str, action: str) -> str:
    return line(fitid, day, amount, name, f"<CORRECTFITID>{of}<CORRECTACTION>{action}")


JANUARY = ofx(line("1", "05", "100.00", "Hotel"), line("2", "06", "40.00", "Taxi"))
CORRECTED = ofx(
    correction("11", "05", "90.00", "Hotel", of="1", action="REPLACE"),
    correction("12", "06", "40.00", "Taxi", of="2", action="DELETE"),
    line("13", "25", "7.00", "Bus"),
)


def short(client: TestClient) -> list[tuple[str, int]]:
    return [(row["description"], row["amount_minor"]) for row in rows(client)]


def lines(client: TestClient, import_id: int, fate: str) -> list[str]:
    found: list[dict[str, Any]] = client.get(f"/api/import/{import_id}/rows?fate={fate}").json()["items"]
    return [row["reason"] for row in found]


def test_corrections_change_and_delete_the_transactions_of_an_earlier_file(client: TestClient) -> None:
    account = open_account(client)
    imported(client, JANUARY, account_id=account)
    seen = preview(client, CORRECTED, account_id=account).json()
    assert seen["counts"] == {"total": 3, "new": 1, "repeated": 0, "doubtful": 0, "unreadable": 0, "left_out": 2}
    replaces, deletes = lines(client, seen["id"], "left_out")
    assert "corrects the earlier transaction “Hotel”: 100.00 USD on 5 January 2026 becomes 90.00 USD" in replaces
    assert "takes back the earlier transaction “Taxi”" in deletes
    assert short(client) == [("Taxi", 4_000), ("Hotel", 10_000)]
    imported(client, CORRECTED, account_id=account)
    assert short(client) == [("Bus", 700), ("Hotel", 9_000)]
    assert is_sound(client)


def test_undoing_the_import_reverses_its_corrections(client: TestClient) -> None:
    account = open_account(client)
    imported(client, JANUARY, account_id=account)
    before = [{**row, "updated_at": None} for row in rows(client)]
    done = imported(client, CORRECTED, account_id=account)
    undone(client, done["import_id"])
    assert [{**row, "updated_at": None} for row in rows(client)] == before
    assert is_sound(client)


def test_the_corrections_of_a_file_that_comes_again_change_nothing(client: TestClient) -> None:
    account = open_account(client)
    imported(client, JANUARY, account_id=account)
    imported(client, CORRECTED, account_id=account)
    seen = preview(client, CORRECTED, account_id=account).json()
    assert all("is here already" in reason for reason in lines(client, seen["id"], "left_out"))
    assert imported(client, CORRECTED, account_id=account)["added"] == 0
    assert short(client) == [("Bus", 700), ("Hotel", 9_000)]
    assert is_sound(client)


def test_a_statement_that_lists_the_corrected_row_plainly_does_not_add_it(client: TestClient) -> None:
    account = open_account(client)
    imported(client, JANUARY, account_id=account)
    imported(client, CORRECTED, account_id=account)
    later = ofx(line("11", "05", "90.00", "Hotel"), line("14", "28", "3.00", "Kiosk"))
    assert imported(client, later, account_id=account)["added"] == 1
    assert short(client) == [("Kiosk", 300), ("Bus", 700), ("Hotel", 9_000)]


def test_a_correction_of_a_row_that_is_not_here_is_shown_with_what_to_do(client: TestClient) -> None:
    account = open_account(client)
    done = imported(client, CORRECTED, account_id=account)
    assert (done["added"], done["unreadable"]) == (1, 2)
    replaces, deletes = lines(client, done["import_id"], "unreadable")
    assert "If the earlier one is here, change it by hand; the bank's number for it is 1." in replaces
    assert "If it is here, delete it by hand; the bank's number for it is 2." in deletes
