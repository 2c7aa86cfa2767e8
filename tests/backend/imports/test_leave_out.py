"""Rows that are no movement, and rows that only look so."""

import pytest

from backend.imports.leave_out import reason_in_description, reason_in_odd_row, reason_in_status


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
    assert reason_in_odd_row(["Total", "", "-6.50"])
    assert not reason_in_odd_row(["", "TOTAL 4521 PARIS", "-6.50"])
