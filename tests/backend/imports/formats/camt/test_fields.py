"""Texts, amounts, directions and names in CAMT elements."""

from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from backend.imports.formats.camt.fields import (
    UnreadableField,
    counterparty_of,
    day_at,
    description,
    money_at,
    text_at,
)


def money(amount: str, direction: str) -> Element:
    return fromstring(f"<Ntry>{amount}<CdtDbtInd>{direction}</CdtDbtInd></Ntry>")


@pytest.mark.parametrize(
    ("amount", "direction", "minor", "currency"),
    [
        ('<Amt Ccy="EUR">12.50</Amt>', "DBIT", 1250, "EUR"),
        ('<Amt Ccy="EUR">12.50</Amt>', "CRDT", -1250, "EUR"),
        ('<Amt Ccy="JPY">1200</Amt>', "DBIT", 1200, "JPY"),
        ("<Amt>7</Amt>", "DBIT", 700, "CHF"),
    ],
)
def test_debit_is_money_out_and_positive(amount: str, direction: str, minor: int, currency: str) -> None:
    assert money_at(money(amount, direction), "CHF") == (minor, currency)


@pytest.mark.parametrize(
    ("amount", "direction", "code"),
    [
        ('<Amt Ccy="EUR">12.50</Amt>', "", "direction_missing"),
        ('<Amt Ccy="EUR">-12.50</Amt>', "DBIT", "amount_sign_twice"),
        ("<Amt></Amt>", "DBIT", "amount_missing"),
        ('<Amt Ccy="XXZ">1</Amt>', "DBIT", "currency_unknown"),
    ],
)
def test_an_amount_that_is_not_clear_says_why(amount: str, direction: str, code: str) -> None:
    with pytest.raises(UnreadableField) as caught:
        money_at(money(amount, direction), "EUR")
    assert caught.value.code == code


@pytest.mark.parametrize("written", ["<Dt>2024-02-29</Dt>", "<DtTm>2024-02-29T23:59:59+01:00</DtTm>", "2024-02-29"])
def test_a_day_is_read_as_written_without_its_zone(written: str) -> None:
    assert day_at(fromstring(f"<E><BookgDt>{written}</BookgDt></E>"), "BookgDt") == date(2024, 2, 29)


def test_the_first_path_with_a_text_wins() -> None:
    element = fromstring("<E><A> </A><B>two  words</B><C>three</C></E>")
    assert text_at(element, "A", "B", "C") == "two words"
    assert text_at(None, "A") is None


DETAILS = (
    """<TxDtls><RltdPties><Dbtr><Nm>Anna Payer</Nm></Dbtr><Cdtr><Nm>Corner Shop</Nm></Cdtr></RltdPties></TxDtls>"""
)


@pytest.mark.parametrize(
    ("is_out", "is_reversal", "name"),
    [
        (True, False, "Corner Shop"),
        (False, False, "Anna Payer"),
        (False, True, "Corner Shop"),
    ],
)
def test_the_counterparty_is_the_other_side_of_the_payment(is_out: bool, is_reversal: bool, name: str) -> None:
    found = counterparty_of(fromstring(DETAILS), is_out=is_out, is_reversal=is_reversal, own_name=None)
    assert found == name


def test_the_text_falls_back_from_remittance_to_the_entry_to_the_kind_of_booking() -> None:
    entry = fromstring("<Ntry><AddtlNtryInf>CARD 0042</AddtlNtryInf></Ntry>")
    remittance = fromstring("<TxDtls><RmtInf><Ustrd>Invoice 7</Ustrd></RmtInf></TxDtls>")
    fees = fromstring("<Ntry><BkTxCd><Domn><Fmly><Cd>CHRG</Cd></Fmly></Domn></BkTxCd></Ntry>")
    assert description(entry, remittance, None) == "Invoice 7"
    assert description(entry, None, "Corner Shop") == "CARD 0042"
    assert description(fees, None, None) == "Charges"
