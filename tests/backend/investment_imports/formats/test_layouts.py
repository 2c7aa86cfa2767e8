"""The table of every broker: one row that each writes, and what it becomes."""

from decimal import Decimal

import pytest

from backend.investment_imports.formats.table import read_table

FIDELITY_MANY = (
    "Run Date,Account,Account Number,Action,Symbol,Description,Type,Quantity,Price ($),Commission ($),Fees ($),"
    "Accrued Interest ($),Amount ($),Settlement Date\n"
)
E_TRADE = "TransactionDate,TransactionType,SecurityType,Symbol,Quantity,Amount,Price,Commission,Description\n"
ROBINHOOD = (
    '"Activity Date","Process Date","Settle Date","Instrument","Description","Trans Code","Quantity","Price","Amount"\n'
)
MERRILL = (
    '"Trade Date" ,"Settlement Date" ,"Account" ,"Description" ,"Type" ,"Sy'
    'mbol/ CUSIP" ,"Quantity" ,"Price" ,"Amount"\n'
)
AMERITRADE = (
    "DATE,TRANSACTION ID,DESCRIPTION,QUANTITY,SYMBOL,PRICE,COMMISSION,AMOUNT,REG FEE,SHORT-TERM RDM FEE,"
    "FUND REDEMPTION FEE, DEFERRED SALES CHARGE\n"
)
PORTFOLIO_PERFORMANCE = (
    "Date;Type;Value;Transaction Currency;Gross Amount;Currency Gross Amount;Exchange Rate;Fees;Taxes;Shares;ISIN;WKN;"
    "Ticker Symbol;Security Name;Note\n"
)
WEALTHFOLIO = "date,symbol,quantity,activityType,unitPrice,currency,fee,amount\n"
TRADING_212_OLD = "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),Total (EUR),ID\n"


@pytest.mark.parametrize(
    ("broker", "text", "expected"),
    [
        ("Fidelity", FIDELITY_MANY + '03/15/2024,Roth IRA,X417,"YOU SOLD ADLER (ADLR) (Ca'
         'sh)",ADLR,ADLER WORKS,Cash,-5,62.1,,0.01,,310.49,\n',
         ("2024-03-15", "sell", "ADLR", "5", "62.1", "-310.49")),
        ("Fidelity", FIDELITY_MANY + "03/18/2024,Roth IRA,X417,DIRECT DEPOSIT E"
         "MPLOYER,,No Description,Cash,0,,,,,250,\n",
         ("2024-03-18", "deposit", None, None, None, "-250")),
        ("E*TRADE", "For Account:,#####1234\n\n" + E_TRADE + "03/15/24,Bought,EQ,ADLR,10,-5"
         "88.95,58.4,4.95,ADLER WORKS\n",
         ("2024-03-15", "buy", "ADLR", "10", "58.4", "588.95")),
        ("E*TRADE", E_TRADE + "03/15/24,Qualified Dividend,EQ,ADLR,0,12.4,0,0,ADLER WORKS\n",
         ("2024-03-15", "dividend", "ADLR", None, None, "-12.4")),
        ("Robinhood", ROBINHOOD + '"3/15/2024","3/15/2024","3/19/2024","ADLR","Adler Work'
         's\nCUSIP: 000417000","Buy","10","$58.40","($584.00)"\n',
         ("2024-03-15", "buy", "ADLR", "10", "58.40", "584.00")),
        ("Robinhood", ROBINHOOD + '"3/16/2024","3/16/2024","3/16/2024","","ACH Withdrawal","ACH","","","($100.00)"\n',
         ("2024-03-16", "withdrawal", None, None, None, "100.00")),
        ("Robinhood", ROBINHOOD + '"3/17/2024","3/17/2024","3/18/2024","ADLR","ADLR 4/'
         '19/2024 Call $60.00","BTO","1","$1.25","($125.04)"\n',
         ("2024-03-17", "buy", "ADLR", "1", None, "125.04")),
        ("Merrill", MERRILL + '"03/15/2024" ,"03/19/2024" ,"41X-00017" ,"Purchase  ADL'
         'ER WORKS INC" ,"" ,"ADLR" ,"10" ,"$58.40" ,"($584.00)"\n',
         ("2024-03-15", "buy", "ADLR", "10", "58.40", "584.00")),
        ("TD Ameritrade", AMERITRADE + "03/15/2024,41700001,Bought 10 ADLR @ 58.4,10,A"
         "DLR,58.40,0.00,-584.00,,,,\n***END OF FILE***\n",
         ("2024-03-15", "buy", "ADLR", "10", "58.40", "584.00")),
        ("TD Ameritrade", AMERITRADE + "03/15/2024,41700002,ORDINARY DIVIDEND (ADLR),,ADLR,,,12.40,,,,\n",
         ("2024-03-15", "dividend", "ADLR", None, None, "-12.40")),
        ("Trading 212", TRADING_212_OLD + "Limit sell,2024-03-15 09:00:00,US0000004175"
         ",ADLR,Adler Works,2,62.00,USD,114.81,EOF1\n",
         ("2024-03-15", "sell", "ADLR", "2", "62.00", "-114.81")),
        ("Portfolio Performance", PORTFOLIO_PERFORMANCE + "2024-03-15T00:00;Buy;1.085,95;EUR;;;;4,9"
         "5;;10;DE0000041707;;;Nordkap Shipping;\n",
         ("2024-03-15", "buy", "Nordkap Shipping", "10", None, "1085.95")),
        ("Portfolio Performance", PORTFOLIO_PERFORMANCE + "2024-03-16T00:00;Removal;100,00;EUR;;;;;;;;;;;\n",
         ("2024-03-16", "withdrawal", None, None, None, "100.00")),
        ("Wealthfolio", WEALTHFOLIO + "2024-03-15T00:00:00.000Z,ADLR,10,BUY,58.40,USD,1.00,584.00\n",
         ("2024-03-15", "buy", "ADLR", "10", "58.40", "585.00")),
        ("Wealthfolio", WEALTHFOLIO + "2024-03-15,$CASH-USD,1,DEPOSIT,500,USD,0,500\n",
         ("2024-03-15", "deposit", "$CASH-USD", None, None, "-500")),
    ],
)  # fmt: skip
def test_a_row_of_each_broker_is_read(broker: str, text: str, expected: tuple[str | None, ...]) -> None:
    file = read_table(text, filename="export.csv", default_currency="USD").file
    assert (file.broker, file.unreadable) == (broker, [])
    (activity,) = [activity for part in file.parts for activity in part.activities]
    on, type_, label, quantity, price, amount = expected
    assert (activity.on.isoformat(), activity.type) == (on, type_)
    assert (activity.security.label if activity.security else None) == label
    for found, wanted in ((activity.quantity, quantity), (activity.price, price), (activity.amount, amount)):
        assert found == (None if wanted is None else Decimal(wanted))


def test_a_fidelity_positions_file_is_a_snapshot_of_each_account() -> None:
    text = (
        "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,"
        "Today's Gain/Loss Dollar,Cost Basis Total,Average Cost Basis,Type\n"
        "X41700001,Individual,SPAXX**,HELD IN MONEY MARKET,,,,$310.55,,,,Cash,\n"
        "X41700001,Individual,ADLR,ADLER WORKS INC,17.5,$62.30,+$0.31,$1090.25,+$5.43,$996.17,$56.92,Cash,\n"
        "Z41700002,Roth IRA,BFTM,BROAD FIELD ETF,30,$97.90,-$0.20,$2937.00,-$6.00,$2895.00,$96.50,Cash,\n\n"
        '"Date downloaded Apr-02-2024 10:15 a.m ET"\n'
    )
    file = read_table(text, filename="Portfolio_Positions.csv", default_currency="USD").file
    first, second = file.parts
    assert first.holdings_on is not None
    assert first.holdings_on.isoformat() == "2024-04-02"
    held = [(each.security.label, each.quantity, each.cost, each.value) for each in first.holdings]
    cash = Decimal("310.55")
    assert held == [
        ("Cash (USD)", cash, cash, cash),
        ("ADLR", Decimal("17.5"), Decimal("996.17"), Decimal("1090.25")),
    ]
    assert [each.security.label for each in second.holdings] == ["BFTM"]
