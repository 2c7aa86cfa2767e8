"""The sample of an activity statement, section by section."""

from decimal import Decimal
from pathlib import Path

from backend.investment_imports.formats.interactive_brokers import is_statement, read_statement

TEXT = Path("tests/samples/investments/interactive_brokers_activity.csv").read_text()


def test_each_currency_is_a_part_with_its_activities_and_positions() -> None:
    assert is_statement(TEXT)
    file = read_statement(TEXT)
    euro, dollar = sorted(file.parts, key=lambda part: part.currency)
    assert (euro.label, dollar.label) == ("U0000417", "U0000417")
    assert sorted(each.type for each in euro.activities) == ["buy", "deposit", "interest"]
    assert sorted(each.type for each in dollar.activities) == ["buy", "dividend", "fee", "fee", "sell", "split"]
    (holding,) = dollar.holdings
    assert (holding.quantity, holding.cost, holding.value) == tuple(map(Decimal, (30, 1753, 1869)))
    assert dollar.holdings_on is not None
    assert dollar.holdings_on.isoformat() == "2024-03-31"
    assert file.unreadable == []


def test_commission_is_part_of_what_was_paid_and_received() -> None:
    dollar = next(part for part in read_statement(TEXT).parts if part.currency == "USD")
    bought, sold = (next(each for each in dollar.activities if each.type == type_) for type_ in ("buy", "sell"))
    assert (bought.amount, bought.fees) == (Decimal(585), Decimal(1))
    assert (sold.amount, sold.fees) == (Decimal("-122.4977"), Decimal("1.0023"))


def test_a_security_has_the_isin_that_another_section_gives() -> None:
    dollar = next(part for part in read_statement(TEXT).parts if part.currency == "USD")
    split = next(each for each in dollar.activities if each.type == "split")
    assert split.security is not None
    assert (split.security.isin, split.security.name) == ("US0000004175", "ADLER WORKS INC")
    assert (split.numerator, split.denominator) == (Decimal(4), Decimal(1))


def test_an_exchange_of_currency_is_left_out_with_its_reason() -> None:
    (row,) = [row for row in read_statement(TEXT).left_out if "Forex" in row.raw]
    assert row.reason.startswith("Currency was exchanged;")


def test_a_spin_off_names_the_company_that_its_shares_are_of() -> None:
    row = (
        'Corporate Actions,Data,Stocks,USD,2024-03-21,"2024-03-20, 20:25:00",'
        '"ADLR(US0000004175) Spinoff  1 for 3 (STRG, STORGATA AS, NO0010000011)",10,0,0,0,\n'
    )
    text = TEXT.replace("Corporate Actions,Data", row + "Corporate Actions,Data")
    dollar = next(part for part in read_statement(text).parts if part.currency == "USD")
    new = next(each for each in dollar.activities if each.type == "transfer_in")
    assert new.security is not None
    assert (new.security.ticker, new.security.isin, new.security.name) == ("STRG", "NO0010000011", "STORGATA AS")
    assert new.quantity == 10
