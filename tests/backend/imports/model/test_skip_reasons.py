"""Rows that are no movement, and rows that only look so."""

import pytest

from backend.imports import readers
from backend.imports.model.skip_reasons import reason_in_description, reason_in_rejected_row, reason_in_status


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("Pending", "pending"),
        ("Umsatz vorgemerkt", "pending"),
        ("DECLINED", "declined"),
        ("Cancelled", "cancelled"),
        ("REVERTED", "reverted"),
        ("交易关闭", "cancelled"),
        ("Not posted", "pending"),
        ("Posted", None),
        ("processed", None),
        ("Umsatz gebucht", None),
        ("Refunded", None),
        ("Venter", "pending"),
        ("Reserverat", "pending"),
        ("ZURÜCKGESETZT", "reverted"),
        ("Udført", None),
        ("交易成功", None),
        ("", None),
    ],
)
def test_the_status_of_a_row(status: str, code: str | None) -> None:
    reason = reason_in_status(status, is_flag=False)
    assert (reason.code if reason else None) == code


def test_a_column_that_only_asks_pending() -> None:
    assert reason_in_status("True", is_flag=True)
    assert not reason_in_status("False", is_flag=True)


@pytest.mark.parametrize(
    "text",
    [
        "Opening balance",
        "BEGINNING BALANCE as of 01/01/2024",
        "Opening Balance as at 01 Jan 2024",
        "Saldo Anterior",
        "SALDO A FECHA 31/01/2024",
        "SALDO EM CONTA",
        "|SALDO FINALE",
        "** Saldo iniziale **",
        "*SALDO CONTABILE FINALE*",
        "Endsaldo",
        "Schlusssaldo",
        "Saldo di apertura",
        "Vorig saldo",
        "Nieuw saldo",
        "B/F",
        "BAL C/F",
        "Likutis pradžiai",
    ],
)
def test_a_text_that_only_names_a_balance(text: str) -> None:
    assert reason_in_description(text)


@pytest.mark.parametrize(
    "text",
    [
        "NEW BALANCE SHOES 0042",
        "WEBSITE-BALANCE-17DEC09 12",
        "TOTAL 4521 PARIS",
        "Saldo Bistro",
        "B&F BAKERY",
        "*SALDO BISTRO*",
    ],
)
def test_a_shop_keeps_its_name(text: str) -> None:
    assert not reason_in_description(text)


def test_a_total_is_left_out_where_a_row_has_no_day() -> None:
    assert reason_in_rejected_row(["Total", "", "-6.50"])
    assert not reason_in_rejected_row(["", "TOTAL 4521 PARIS", "-6.50"])


def read(text: str) -> tuple[list[str], list[str]]:
    """Return the texts of what is booked, and why other rows are left out."""
    (statement,) = readers.read(text.encode(), filename="a.csv", mapping=None, currency="USD", account_type=None)
    return [draft.description for draft in statement.drafts], [row.code for row in statement.left_out]


HEADER = "Date,Description,Amount\n"
PENDING_ROWS = "05/16/2024,HOTEL,-150.00\n05/17/2024,GAS,-1.00\n"
POSTED_ROWS = "05/13/2024,SHOP,-5.00\n05/14/2024,PAY,900.00\n"


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (f"{HEADER}Pending Transactions,,\n{PENDING_ROWS}Posted Transactions,,\n{POSTED_ROWS}", 4),
        (f"{HEADER}{POSTED_ROWS}Pending,,\n{PENDING_ROWS}", 3),
        (f"Pending Transactions\n{HEADER}{PENDING_ROWS}\nPosted Transactions\n{HEADER}{POSTED_ROWS}", 4),
        (f"{HEADER}Authorizations\n{PENDING_ROWS}Posted\n{POSTED_ROWS}", 4),
        (f"{HEADER}Vorgemerkte Umsätze\n{PENDING_ROWS}Gebuchte Umsätze\n{POSTED_ROWS}", 4),
    ],
    ids=["above", "below", "a table each", "authorizations", "German"],
)
def test_rows_under_a_heading_of_pending_rows_are_pending(text: str, left_out: int) -> None:
    booked, why = read(text)
    assert booked == ["SHOP", "PAY"]
    assert (why.count("pending"), len(why)) == (2, left_out)


def test_a_remark_about_pending_rows_heads_nothing() -> None:
    booked, _ = read(f"Pending and posted transactions\n{HEADER}{POSTED_ROWS}Pending transactions are not listed.\n")
    assert booked == ["SHOP", "PAY"]


@pytest.mark.parametrize("order", [1, -1], ids=["old first", "new first"])
def test_a_hold_that_does_not_change_the_balance_is_not_booked(order: int) -> None:
    rows = [
        "2024-05-13,SHOP,-5.00,95.00",
        "2024-05-14,GENERAL AUTHORIZATION HOTEL,-20.00,95.00",
        "2024-05-15,AUTHORIZATION FEE,-1.00,94.00",
        "2024-05-16,PAY,900.00,994.00",
    ]
    booked, why = read("Date,Description,Amount,Balance\n" + "\n".join(rows[::order]) + "\n")
    assert sorted(booked) == ["AUTHORIZATION FEE", "PAY", "SHOP"]
    assert why == ["hold"]


def test_rows_that_paypal_calls_a_memo_are_not_booked() -> None:
    text = (
        "Date,Name,Type,Status,Currency,Gross,Fee,Net,Balance Impact\n"
        "2024-05-13,Pizza Net,Payment,Completed,EUR,-30.00,0.00,-30.00,Debit\n"
        "2024-05-13,Hotel,Order,Completed,EUR,-80.00,0.00,-80.00,Memo\n"
        "2024-05-14,,Bank Deposit,Completed,EUR,100.00,0.00,100.00,Credit\n"
    )
    assert read(text) == (["Pizza Net", "Bank Deposit"], ["hold"])
