"""Point or comma, once for the file."""

import pytest

from backend.imports import readers
from backend.imports.values.decimal_separator import decide_decimal


@pytest.mark.parametrize(
    ("texts", "hint", "expected"),
    [
        (["12.50", "1,234"], None, (".", True)),
        (["12,50", "1.234"], None, (",", True)),
        (["1.234,56"], ".", (",", True)),
        (["1.234.567"], None, (",", True)),
        (["1.234"], ",", (",", True)),
        (["1.234"], None, (",", False)),
        (["29.000", "12.900", "111.550", "58.450"], None, (".", True)),
        (["1,234.50", "1.234,50"], None, (".", False)),
        (["500", "20"], ",", (",", True)),
        (["0.125"], None, (".", True)),
    ],
)
def test_what_decides(texts: list[str], hint: str | None, expected: tuple[str, bool]) -> None:
    assert decide_decimal(texts, hint)[:2] == expected


@pytest.mark.parametrize(
    ("table", "outs"),
    [
        (
            'Date,Description,Amount,Balance\n01/05/2024,Rent,"-1,850","4,150"\n01/15/2024,Pay,"3,000","7,150"\n'
            '01/20/2024,Machine,-40,"7,110"\n',
            [185000, -300000, 4000],
        ),
        (
            'Date,Narration,Withdrawal,Deposit,Currency\n13/01/2024,Rent,"18,500",,INR\n15/01/2024,Salary,,"85,000",INR\n'
            '20/01/2024,School,"12,340",,INR\n22/01/2024,Fees,"1,250",,INR\n',
            [1850000, -8500000, 1234000, 125000],
        ),
        ("Datum;Text;Betrag (EUR)\n13.01.2024;Miete;-1.234\n15.01.2024;Lohn;3.456\n", [123400, -345600]),
        ("Date;Text;Amount EUR\n13.01.2024;Miete;-1.234\n15.01.2024;Lohn;3.456\n", [123400, -345600]),
        (
            "Date,Text,Amount KWD\n2024-01-13,Rent,-1.234\n2024-01-15,Pay,3.450\n2024-01-16,Tea,-0.250\n",
            [1234, -3450, 250],
        ),
        ('日付,摘要,出金,入金,通貨\n2024/01/05,家賃,"85,000",,JPY\n2024/01/15,給与,,"300,000",JPY\n', [85000, -300000]),
    ],
    ids=["a bare number beside", "rupees", "German", "a named currency", "dinars", "yen in a column"],
)
def test_whole_thousands_are_not_read_as_thousandths(table: str, outs: list[int]) -> None:
    (found,) = readers.read(table.encode(), filename="a.csv", mapping=None, currency="USD", account_type=None)
    assert ([draft.amount_minor for draft in found.drafts], found.questions) == (outs, ())


def test_whole_thousands_in_an_unknown_currency_are_asked_about() -> None:
    table = b"Date,Text,Amount\n2024-01-13,Rent,-12.345\n2024-01-15,Pay,33.450\n"
    (found,) = readers.read(table, filename="a.csv", mapping=None, currency="USD", account_type=None)
    assert "decimal" in found.questions


@pytest.mark.parametrize("header", ["Amount (cents)", "amount_cents", "Amount in pence", "amount_minor"])
def test_a_header_that_names_cents_is_believed(header: str) -> None:
    table = f"Date,Description,{header},Balance\n2024-05-13,SHOP,-850,10000\n2024-05-15,PAY,50000,60000\n"
    (found,) = readers.read(table.encode(), filename="a.csv", mapping=None, currency="USD", account_type=None)
    assert [(draft.amount_minor, draft.balance_minor) for draft in found.drafts] == [(850, 10000), (-50000, 60000)]


def test_cents_with_a_decimal_mark_are_asked_about() -> None:
    table = b"Date,Description,Amount (cents)\n2024-05-13,SHOP,-8.50\n2024-05-15,PAY,500.00\n"
    (found,) = readers.read(table, filename="a.csv", mapping=None, currency="USD", account_type=None)
    assert "decimal" in found.questions


@pytest.mark.parametrize("header", ["Date,Description,Amount", "Buchungstag,Verwendungszweck,Betrag"])
def test_a_currency_without_decimals_has_only_groups(header: str) -> None:
    table = f'{header}\n2026-03-14,RAMEN,"-1,250"\n2026-03-15,SUICA,"-3,000"\n'.encode()
    (found,) = readers.read(table, filename="a.csv", mapping=None, currency="JPY", account_type=None)
    assert ([draft.amount_minor for draft in found.drafts], found.questions) == ([1250, 3000], ())
