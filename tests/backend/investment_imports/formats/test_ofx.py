"""Investment statements of OFX files, aggregate by aggregate."""

from decimal import Decimal

import pytest

from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.formats.ofx import read_ofx

HEAD = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>Invented Brokers</FI></SONRS></SIGNONMSGSRSV1>
<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS>
<DTASOF>20240402160000.000[-5:EST]
<CURDEF>USD
<INVACCTFROM><BROKERID>inv.example<ACCTID>41700001</INVACCTFROM>
<INVTRANLIST><DTSTART>20240101<DTEND>20240402
"""
LISTED = """</INVTRANLIST>
<INVPOSLIST><POSSTOCK><INVPOS><SECID><UNIQUEID>000417000<UNIQUEIDTYPE>CUSIP</SECID><HELDINACCT>CASH<POSTYPE>LONG
<UNITS>17.5<UNITPRICE>62.30<MKTVAL>1090.25<DTPRICEASOF>20240402</INVPOS></POSSTOCK></INVPOSLIST>
<INVBAL><AVAILCASH>310.55<MARGINBALANCE>0<SHORTBALANCE>0</INVBAL>
</INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1>
<SECLISTMSGSRSV1><SECLIST>
<STOCKINFO><SECINFO><SECID><UNIQUEID>000417000<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>Adler Works &amp; Sons<TICKER>ADLR
</SECINFO></STOCKINFO>
<MFINFO><SECINFO><SECID><UNIQUEID>000417001<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>Broad Field Fund<TICKER>BFTAX
</SECINFO></MFINFO></SECLIST></SECLISTMSGSRSV1></OFX>
"""
STOCK = "<SECID><UNIQUEID>000417000<UNIQUEIDTYPE>CUSIP</SECID>"
FUND = "<SECID><UNIQUEID>000417001<UNIQUEIDTYPE>CUSIP</SECID>"


def tran(day: str) -> str:
    return f"<INVTRAN><FITID>x{day}<DTTRADE>{day}<MEMO>said</INVTRAN>"


def read(*aggregates: str) -> BrokerFile:
    return read_ofx((HEAD + "\n".join(aggregates) + LISTED).encode())


@pytest.mark.parametrize(
    ("aggregate", "type_", "label", "quantity", "amount"),
    [
        (f"<BUYSTOCK><INVBUY>{tran('20240115')}{STOCK}<UNITS>10<UNITPRICE>58.4<COMMISSION>4.95<TOTAL>-588.95"
         "<SUBACCTSEC>CASH<SUBACCTFUND>CASH</INVBUY><BUYTYPE>BUY</BUYSTOCK>", "buy", "ADLR", "10", "588.95"),
        (f"<SELLSTOCK><INVSELL>{tran('20240215')}{STOCK}<UNITS>-4<UNITPRICE>62<FEES>0.01<TOTAL>247.99</INVSELL>"
         "<SELLTYPE>SELL</SELLSTOCK>", "sell", "ADLR", "4", "-247.99"),
        (f"<BUYMF><INVBUY>{tran('20240116')}{FUND}<UNITS>5.125<UNITPRICE>100<TOTAL>-512.5</INVBUY><BUYTYPE>BUY</BUYMF>",
         "buy", "BFTAX", "5.125", "512.5"),
        (f"<INCOME>{tran('20240301')}{STOCK}<INCOMETYPE>DIV<TOTAL>12.40<SUBACCTSEC>CASH</INCOME>",
         "dividend", "ADLR", None, "-12.40"),
        (f"<INCOME>{tran('20240301')}{FUND}<INCOMETYPE>CGLONG<TOTAL>3.10</INCOME>",
         "capital_gain", "BFTAX", None, "-3.10"),
        (f"<REINVEST>{tran('20240302')}{FUND}<INCOMETYPE>DIV<TOTAL>-46.57<UNITS>0.398<UNITPRICE>117.01</REINVEST>",
         "reinvest", "BFTAX", "0.398", "46.57"),
        (f"<INVEXPENSE>{tran('20240303')}{STOCK}<TOTAL>-1.35</INVEXPENSE>", "fee", "ADLR", None, "1.35"),
        (f"<MARGININTEREST>{tran('20240303')}<TOTAL>-2.50</MARGININTEREST>", "interest", None, None, "2.50"),
        (f"<RETOFCAP>{tran('20240304')}{STOCK}<TOTAL>7</RETOFCAP>", "return_of_capital", "ADLR", None, "-7"),
        (f"<TRANSFER>{tran('20240305')}{STOCK}<UNITS>3<TFERACTION>IN<POSTYPE>LONG</TRANSFER>",
         "transfer_in", "ADLR", "3", None),
        ("<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240110<TRNAMT>5000.00<FITID>b1<NAME>ACH</STMTTRN>"
         "<SUBACCTFUND>CASH</INVBANKTRAN>", "deposit", None, None, "-5000.00"),
    ],
)  # fmt: skip
def test_each_kind_of_aggregate_is_an_activity(
    aggregate: str, type_: str, label: str | None, quantity: str | None, amount: str | None
) -> None:
    file = read(aggregate)
    assert (file.broker, file.unreadable) == ("Invented Brokers", [])
    (part,) = file.parts
    (activity,) = part.activities
    assert (part.label, part.currency, activity.type) == ("41700001", "USD", type_)
    assert (activity.security.label if activity.security else None) == label
    assert activity.quantity == (Decimal(quantity) if quantity else None)
    assert activity.amount == (Decimal(amount) if amount else None)


def test_a_split_says_its_ratio() -> None:
    split = f"<SPLIT>{tran('20240306')}{STOCK}<OLDUNITS>5<NEWUNITS>10<NUMERATOR>2<DENOMINATOR>1</SPLIT>"
    (activity,) = read(split).parts[0].activities
    assert (activity.type, activity.numerator, activity.denominator) == ("split", Decimal(2), Decimal(1))


def test_positions_and_cash_are_the_holdings_of_the_day() -> None:
    (part,) = read().parts
    assert part.holdings_on is not None
    assert part.holdings_on.isoformat() == "2024-04-02"
    assert [(each.security.label, each.quantity, each.value) for each in part.holdings] == [
        ("ADLR", Decimal("17.5"), Decimal("1090.25")),
        ("Cash (USD)", Decimal("310.55"), Decimal("310.55")),
    ]
    assert part.holdings[0].security.name == "Adler Works & Sons"


def test_a_move_between_subaccounts_is_left_out_and_an_option_that_ended_is_entered_by_hand() -> None:
    file = read(
        f"<JRNLSEC>{tran('20240307')}{STOCK}<SUBACCTFROM>CASH<SUBACCTTO>MARGIN<UNITS>3</JRNLSEC>",
        f"<CLOSUREOPT>{tran('20240308')}{STOCK}<OPTACTION>EXPIRE<UNITS>1</CLOSUREOPT>",
    )
    assert len(file.left_out) == len(file.unreadable) == 1


def test_a_file_with_a_bank_statement_only_is_refused() -> None:
    with pytest.raises(NotABrokerFile):
        read_ofx(b"OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTRS><CURDEF>USD</STMTRS></BANKMSGSRSV1></OFX>")
