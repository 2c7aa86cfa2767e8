"""What an account holds: the last stated balance, moved on by what happened afterwards."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, spend, undo
from tests.makers import imported, preview

OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD"
    "<BANKACCTFROM><BANKID>1<ACCTID>1234<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305<TRNAMT>-10.00<FITID>{fitid}<NAME>CORNER SHOP</STMTTRN>"
    "</BANKTRANLIST><LEDGERBAL><BALAMT>{balance}<DTASOF>{day}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-06-15")


def statement(balance: str, day: str = "20260310", fitid: str = "a1") -> bytes:
    return OFX.format(balance=balance, day=day, fitid=fitid).encode()


def balance(client: TestClient, account_id: int) -> tuple[Any, ...]:
    found = client.get(f"/api/accounts/{account_id}").json()
    names = ("balance_current_minor", "balance_on", "balance_stated_on", "balance_source")
    return tuple(found[name] for name in names)


def test_an_account_without_a_stated_balance_has_none(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 1000, "coffee")
    assert balance(client, account) == (None, None, None, None)


def test_the_closing_balance_of_a_statement_is_the_balance_of_its_day(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    assert balance(client, account) == (50_000, "2026-03-10", "2026-03-10", "statement")


def test_later_transactions_move_the_balance_on_and_earlier_ones_do_not(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    spend(client, account, 99_999, "coffee", on="2026-03-09")
    spend(client, account, 99_999, "coffee", on="2026-03-10")
    spend(client, account, 1_000, "coffee", on="2026-03-11")
    spend(client, account, -20_000, on="2026-05-02")
    spend(client, account, 3_000, "savings_transfer", on="2026-05-20")
    assert balance(client, account) == (66_000, "2026-05-20", "2026-03-10", "statement")


def test_only_rows_of_the_account_move_its_balance(client: TestClient) -> None:
    account, other = open_account(client), open_account(client, "Giro", currency="EUR")
    imported(client, statement("500.00"), account_id=account)
    spend(client, other, 1_000, "coffee", on="2026-04-01")
    assert balance(client, account)[0] == 50_000


def test_undoing_an_import_takes_its_balance_back(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    before = balance(client, account)
    done = imported(client, statement("300.00", "20260410", "b2"), account_id=account)
    assert balance(client, account)[0] == 30_000
    assert client.post(f"/api/import/{done['import_id']}/undo").status_code == 200
    assert balance(client, account) == before


def test_undoing_an_overlapping_import_keeps_the_balance_that_both_stated(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    again = imported(client, statement("500.00", fitid="b2"), account_id=account)
    client.post(f"/api/import/{again['import_id']}/undo")
    assert balance(client, account)[0] == 50_000


def test_a_typed_balance_is_of_today_and_newer_than_a_statement_before(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    changed = client.patch(f"/api/accounts/{account}", json={"balance_current_minor": 7_700}).json()
    assert balance(client, account) == (7_700, "2026-06-15", "2026-06-15", "manual")
    undo(client, changed["change_id"])
    assert balance(client, account) == (50_000, "2026-03-10", "2026-03-10", "statement")


def test_cash_spent_after_it_was_counted_lowers_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    account = open_account(client, account_type="cash", balance_current_minor=5_000)
    spend(client, account, 1_200, "coffee", on="2026-06-16")
    assert balance(client, account)[0] == 3_800


def test_a_deleted_account_comes_back_with_its_balance(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    spend(client, account, 1_000, "coffee", on="2026-03-11")
    before = balance(client, account)
    client.delete(f"/api/accounts/{account}")
    client.post(f"/api/accounts/{account}/restore")
    assert balance(client, account) == before == (49_000, "2026-03-11", "2026-03-10", "statement")


def test_today_shows_the_balance_that_accounts_shows(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("500.00"), account_id=account)
    spend(client, account, 1_000, "coffee", on="2026-03-11")
    (glance,) = client.get("/api/today").json()["accounts"]
    assert (glance["balance_current_minor"], glance["balance_on"]) == (49_000, "2026-03-11")
    assert (glance["balance_stated_on"], glance["balance_source"]) == ("2026-03-10", "statement")


CARD = (
    OFX.replace("BANKMSGSRSV1", "CREDITCARDMSGSRSV1")
    .replace("STMTTRNRS", "CCSTMTTRNRS")
    .replace("<STMTRS>", "<CCSTMTRS>")
    .replace("</STMTRS>", "</CCSTMTRS>")
    .replace(
        "<BANKACCTFROM><BANKID>1<ACCTID>1234<ACCTTYPE>CHECKING</BANKACCTFROM>", "<CCACCTFROM><ACCTID>1234</CCACCTFROM>"
    )
)


def card_statement(balance: str, day: str = "20260310", fitid: str = "a1") -> bytes:
    return CARD.format(balance=balance, day=day, fitid=fitid).encode()


def test_a_positive_closing_balance_of_a_card_is_asked_about(client: TestClient) -> None:
    account = open_account(client, account_type="credit")
    seen = preview(client, card_statement("1284.77"), account_id=account).json()
    assert any("1,284.77 USD has no minus" in warning for warning in seen["warnings"])
    imported(client, card_statement("1284.77"), account_id=account)
    assert balance(client, account) == (None, "2026-03-10", "2026-03-10", "statement")
    assert client.get(f"/api/accounts/{account}").json()["unclear_balance_minor"] == 128_477


@pytest.mark.parametrize(("answer", "minor"), [("owed", -128_477), ("credit", 128_477)])
def test_the_answer_about_a_card_holds_for_this_and_later_statements(
    client: TestClient, answer: str, minor: int
) -> None:
    account = open_account(client, account_type="credit")
    imported(client, card_statement("1284.77"), account_id=account)
    changed = client.patch(f"/api/accounts/{account}", json={"positive_balance_means": answer}).json()
    assert (changed["balance_current_minor"], changed["unclear_balance_minor"]) == (minor, None)
    imported(client, card_statement("1284.77", "20260410", "b2"), account_id=account)
    assert balance(client, account) == (minor, "2026-04-10", "2026-04-10", "statement")


def test_the_answer_about_a_card_can_be_undone(client: TestClient) -> None:
    account = open_account(client, account_type="credit")
    imported(client, card_statement("1284.77"), account_id=account)
    changed = client.patch(f"/api/accounts/{account}", json={"positive_balance_means": "owed"}).json()
    undo(client, changed["change_id"])
    found = client.get(f"/api/accounts/{account}").json()
    assert (found["balance_current_minor"], found["unclear_balance_minor"]) == (None, 128_477)
    assert found["positive_balance_means"] is None


def test_a_negative_closing_balance_of_a_card_needs_no_answer(client: TestClient) -> None:
    account = open_account(client, account_type="credit")
    imported(client, card_statement("-1284.77"), account_id=account)
    assert balance(client, account)[0] == -128_477
