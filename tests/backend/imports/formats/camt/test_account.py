"""The account and the balances of a CAMT statement."""

from datetime import date
from xml.etree.ElementTree import Element, fromstring

from backend.imports.formats.camt.account import account_in, balances_of, currency_of, missing_between


def balance(code: str, amount: str, on: str, *, direction: str = "CRDT", currency: str = "EUR") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='{currency}'>{amount}</Amt>"
        f"<CdtDbtInd>{direction}</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def statement(*balances: str, account: str = "") -> Element:
    return fromstring(f"<Stmt><Acct>{account}</Acct>{''.join(balances)}</Stmt>")


def test_an_account_is_known_by_number_and_currency() -> None:
    found = account_in(
        statement(
            account="<Id><IBAN>de00 1234</IBAN></Id><Ccy>eur</Ccy><Tp><Cd>SVGS</Cd></Tp><Ownr><Nm>Ana</Nm></Ownr>"
        )
    )
    assert (found.number, found.part, found.name, found.kind) == ("DE001234", "DE001234 EUR", "Ana", "savings")


def test_the_currency_comes_from_booked_balances_before_rows() -> None:
    booked = statement(balance("CLBD", "1", "2024-01-31"), balance("CLAV", "1", "2024-01-31", currency="USD"))
    assert currency_of(booked, ["CHF"]) == "EUR"
    assert currency_of(statement(), ["CHF", "CHF"]) == "CHF"
    assert currency_of(statement(), ["CHF", "USD"]) is None


def test_what_is_owed_is_a_negative_balance() -> None:
    (found,) = balances_of(statement(balance("CLBD", "87.50", "2024-01-31", direction="DBIT")), "EUR", None)
    assert (found.balance.kind, found.balance.balance_minor) == ("closing", -8750)


def test_an_opening_balance_of_the_evening_before_opens_the_next_day() -> None:
    found = balances_of(
        statement(balance("OPBD", "100", "2023-12-31"), balance("CLBD", "90", "2024-01-31")), "EUR", date(2024, 1, 2)
    )
    assert [each.balance.on for each in found] == [date(2024, 1, 1), date(2024, 1, 31)]


def test_balances_in_another_currency_or_with_credit_state_nothing() -> None:
    credit = balance("CLAV", "500", "2024-01-31").replace("<Amt", "<CdtLine><Incl>true</Incl></CdtLine><Amt")
    assert balances_of(statement(credit, balance("CLBD", "1", "2024-01-31", currency="USD")), "EUR", None) == []


def test_the_difference_between_balances_and_rows_is_returned() -> None:
    both = balances_of(
        statement(balance("OPBD", "100", "2024-01-01"), balance("CLBD", "87.50", "2024-01-31")), "EUR", None
    )
    assert missing_between(both, out_minor=1250) == 0
    assert missing_between(both, out_minor=1000) == -250
    assert missing_between(both[:1], out_minor=0) is None
