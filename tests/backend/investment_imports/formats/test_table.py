"""Tables of brokers: the samples, and tables that no layout knows."""

from decimal import Decimal
from pathlib import Path

import pytest

from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.formats.table import read_table

SAMPLES = Path("tests/samples/investments")


def read(name: str) -> BrokerFile:
    return read_table((SAMPLES / name).read_text(), filename=name, default_currency="USD").file


def test_money_that_moves_into_the_fund_of_the_cash_is_left_out() -> None:
    (reason,) = [row.reason for row in read("fidelity_activity.csv").left_out if "CORE ACCOUNT" in row.raw]
    assert reason == "Cash moved within the account, between its cash and the fund that holds it."


def test_an_action_that_nobody_knows_is_shown_and_counted() -> None:
    file = read("schwab_transactions.csv")
    assert file.unknown_actions == {"Quarterly Rebate": 1}
    (row,) = file.unreadable
    assert row.line_no == 11
    assert row.reason.startswith("“Quarterly Rebate” is an action without a meaning.")


def test_a_file_with_two_tables_gives_both() -> None:
    (part,) = read("vanguard_download.csv").parts
    assert [activity.type for activity in part.activities] == ["deposit", "buy", "dividend", "buy"]
    assert [holding.security.label for holding in part.holdings] == ["VMFXX", "BFTAX"]
    assert part.holdings_on is None


def test_prices_in_pence_and_amounts_in_another_currency_are_kept_apart() -> None:
    (part,) = read("trading212_history.csv").parts
    pence = next(each for each in part.activities if each.security and each.security.ticker == "THMS")
    assert pence.security is not None
    assert (part.currency, pence.security.currency) == ("EUR", "GBP")
    assert (pence.price, pence.amount, pence.security_amount) == (Decimal("2.155"), Decimal(50), Decimal("43.1"))


def test_the_sign_of_the_quantity_says_purchase_or_sale_where_no_word_does() -> None:
    (part,) = read("degiro_transactions.csv").parts
    assert [(each.type, each.quantity, each.amount) for each in part.activities] == [
        ("sell", Decimal(4), Decimal("-224.61")),
        ("buy", Decimal(100), Decimal("2135.05")),
        ("buy", Decimal(10), Decimal("537.78")),
    ]


def test_headers_of_no_broker_are_guessed() -> None:
    text = (
        "Trade date\tType\tTicker\tShares\tPrice\tCommission\tNet amount\tCurrency\n"
        "13/02/2024\tBuy\tADLR\t10\t58.40\t1.00\t-585.00\tUSD\n"
        "14/02/2024\tDividend\tADLR\t\t\t\t12.40\tUSD\n"
    )
    table = read_table(text, filename="x.csv", default_currency="EUR")
    assert (table.mapping.date_order, table.mapping.sign, table.is_known_layout) == ("DMY", "received_positive", False)
    (part,) = table.file.parts
    assert part.currency == "USD"
    assert [(each.type, each.amount, each.fees) for each in part.activities] == [
        ("buy", Decimal(585), Decimal(1)),
        ("dividend", Decimal("-12.40"), Decimal(0)),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("30/02/2024,Buy,ADLR,1,5,-5", "The date “30/02/2024” does not exist in the calendar."),
        ("01/02/2024,Buy,ADLR,x,5,-5", "The quantity “x” is not a number we can read."),
        ("01/02/2024,Buy,,1,5,-5", "The row names no security, so it is not known what was bought, sold or"
         " transferred."),
        ("01/02/2024,Buy,ADLR,0,5,-5", "The row has no quantity."),
        ("01/02/2024,Dividend,ADLR,,,", "The row has no amount."),
        ("01/02/2024,Merger,ADLR,1,,5", "A merger, exchange or expiry changes several securities or none;"
         " enter its result under Investments."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_stored_says_why(cells: str, reason: str) -> None:
    text = f"Date,Type,Symbol,Quantity,Price,Amount\n13/02/2024,Buy,ADLR,1,5,-5\n{cells}\n"
    (row,) = read_table(text, filename="x.csv", default_currency="USD").file.unreadable
    assert (row.line_no, row.reason) == (3, reason)


def test_a_spin_off_brings_shares_at_a_cost_that_is_not_known() -> None:
    text = "Date,Type,Symbol,Quantity,Price,Amount\n13/02/2024,Buy,ADLR,1,5,-5\n14/02/2024,Spin-off,NRDK,4,,\n"
    _, got = read_table(text, filename="x.csv", default_currency="USD").file.parts[0].activities
    assert (got.type, got.quantity, got.amount) == ("transfer_in", Decimal(4), None)
    assert got.notes == "Spin-off. The file does not say which part of the cost of the old shares goes to these."


def test_a_table_without_securities_is_no_file_of_a_broker() -> None:
    with pytest.raises(NotABrokerFile):
        read_table("Date,Description,Amount\n2024-01-05,Coffee,-3.50\n", filename="x.csv", default_currency="USD")
