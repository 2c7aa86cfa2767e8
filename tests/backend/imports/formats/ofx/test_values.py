"""Days, currencies and amounts as OFX writes them."""

from datetime import date

import pytest

from backend.imports.formats.ofx.values import (
    OfxDates,
    count_positions,
    currency_of,
    decimal_of,
    is_empty_date,
    money_reader,
    security_movements,
)
from backend.imports.values.amounts import UnreadableAmount
from backend.imports.values.dates import UnreadableDate


@pytest.mark.parametrize("text", ["20240229", "20240229235959.999[-5:EST]", " 202402290000 "])
def test_the_day_stays_as_written_whatever_the_zone(text: str) -> None:
    assert OfxDates()[text] == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["29022024", "02/29/2024", "20240230", "tomorrow"])
def test_other_orders_are_not_guessed(text: str) -> None:
    with pytest.raises(UnreadableDate):
        OfxDates()[text]


@pytest.mark.parametrize(("text", "empty"), [("", True), ("00000000", True), ("20240101", False)])
def test_noughts_are_no_day(text: str, empty: bool) -> None:
    assert is_empty_date(text) is empty


def test_currencies_by_code_sign_and_old_code() -> None:
    assert [currency_of(text) for text in ("usd", "€", "RUR", "", None)] == ["USD", "EUR", "RUB", None, None]
    with pytest.raises(UnreadableAmount):
        currency_of("QQQ")


def amounts(*written: str, currency: str = "USD") -> list[int]:
    text = "".join(f"<TRNAMT>{amount}" for amount in written) + "<"
    read = money_reader(decimal_of(text, 0, len(text)), currency)
    return [read(amount).minor for amount in written]


def test_a_statement_agrees_on_its_decimal_mark() -> None:
    assert amounts("-5,50", "1200,00") == [-550, 120_000]
    assert amounts("-5.50", "1,200.00") == [-550, 120_000]
    assert amounts("1.234", currency="TND") == [1234]


def test_an_amount_that_may_be_thousands_is_not_guessed() -> None:
    with pytest.raises(UnreadableAmount):
        amounts("1.234")


def test_securities_are_counted_but_not_spent() -> None:
    text = "<BUYSTOCK>a</BUYSTOCK><INCOME>b<LOANSTMTTRN>c</LOANSTMTTRN><POSSTOCK><POSMF>"
    assert [found.reason.code for found in security_movements(text, 0, len(text))][-1] == "loan_movement"
    assert len(list(security_movements(text, 0, len(text)))) == 3
    assert count_positions(text, 0, len(text)) == 2
