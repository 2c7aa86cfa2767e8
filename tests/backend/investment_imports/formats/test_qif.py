"""Investment sections of QIF files."""

from decimal import Decimal

import pytest

from backend.investment_imports.broker_file import FileActivity
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.formats.qif import read_qif

LIST = "!Type:Security\nNAdler Works\nSADLR\nTStock\n^\n!Account\nNBrokerage\nTInvst\n^\n!Type:Invst\n"


def read(*records: str) -> list[FileActivity]:
    file = read_qif((LIST + "^\n".join(records) + "^\n").encode(), default_currency="USD")
    assert file.unreadable == []
    (part,) = file.parts
    assert part.label == "Brokerage"
    return part.activities


@pytest.mark.parametrize(
    ("record", "type_", "quantity", "amount"),
    [
        ("D1/15'24\nNBuy\nYAdler Works\nI58.40\nQ10\nO4.95\nT588.95\n", "buy", "10", "588.95"),
        ("D2/15'24\nNSell\nYAdler Works\nI62.00\nQ4\nT1,247.99\n", "sell", "4", "-1247.99"),
        ("D3/1'24\nNDiv\nYAdler Works\nT12.40\n", "dividend", None, "-12.40"),
        ("D3/1'24\nNIntInc\nT1.26\n", "interest", None, "-1.26"),
        ("D3/1'24\nNMargInt\nT2.50\n", "interest", None, "2.50"),
        ("D3/1'24\nNMiscExp\nT1.35\n", "fee", None, "1.35"),
        ("D3/1'24\nNReinvDiv\nYAdler Works\nI60\nQ0.5\nT30.00\n", "reinvest", "0.5", "30.00"),
        ("D3/1'24\nNRtrnCap\nYAdler Works\nT7.00\n", "return_of_capital", None, "-7.00"),
        ("D3/1'24\nNShrsIn\nYAdler Works\nQ3\n", "transfer_in", "3", None),
        ("D3/1'24\nNXIn\nT500.00\nL[Checking]\n$500.00\n", "deposit", None, "-500.00"),
    ],
)
def test_each_action_is_an_activity(record: str, type_: str, quantity: str | None, amount: str | None) -> None:
    (activity,) = read(record)
    assert activity.type == type_
    if "Adler" in record:
        assert activity.security is not None
        assert (activity.security.ticker, activity.security.security_type) == ("ADLR", "equity")
    assert activity.quantity == (Decimal(quantity) if quantity else None)
    assert activity.amount == (Decimal(amount) if amount else None)


def test_an_action_that_ends_with_x_also_moves_its_cash() -> None:
    bought, came = read("D1/15'24\nNBuyX\nYAdler Works\nI58.40\nQ10\nT584.00\nL[Checking]\n$584.00\n")
    assert (bought.type, came.type, came.amount) == ("buy", "deposit", Decimal("-584.00"))


def test_a_split_counts_new_shares_for_ten_old_ones() -> None:
    (split,) = read("D1/15'24\nNStkSplit\nYAdler Works\nQ20\n")
    assert (split.numerator, split.denominator) == (Decimal(20), Decimal(10))


def test_days_beyond_twelve_say_that_the_day_comes_first() -> None:
    activities = read("D15/01/2024\nNDiv\nT1.00\n", "D02/01/2024\nNDiv\nT1.00\n")
    assert [each.on.isoformat() for each in activities] == ["2024-01-15", "2024-01-02"]


def test_a_file_without_investments_is_refused() -> None:
    with pytest.raises(NotABrokerFile):
        read_qif(b"!Type:Bank\nD1/15/2024\nT-5.00\nPShop\n^\n", default_currency="USD")
