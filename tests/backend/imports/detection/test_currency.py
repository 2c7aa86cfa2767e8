"""Which column names the currency of the account, and which that of a purchase abroad."""

import pytest

from backend.imports.detection.currency import currency_in_header
from backend.imports.formats.csv.reader import read_csv


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Betrag EUR", "EUR"),
        ("Amount (eur)", "EUR"),
        ("Betrag DEM", "DEM"),
        ("Importo (ITL)", "ITL"),
        # The article is no currency.
        ("Betrag auf dem Konto", None),
        ("BETRAG AUF DEM KONTO", None),
    ],
)
def test_a_header_names_its_currency(header: str, currency: str | None) -> None:
    assert currency_in_header([header], []) == currency


@pytest.mark.parametrize(
    ("header", "rows", "currencies", "originals"),
    [
        (
            "Date;Text;Symbol;Amount",
            ("2024-01-15;FUND;BND;-1.50", "2024-01-16;FUND;CUP;-2.50"),
            ["USD", "USD"],
            [None, None],
        ),
        (
            "Date;Text;Amount in EUR;Currency;Original amount",
            ("2024-01-15;CAFE;-1.50;GBP;-1.25", "2024-01-16;RENT;-2.50;;"),
            ["EUR", "EUR"],
            ["GBP", None],
        ),
        (
            "Date;Text;Original amount;Currency;Amount",
            ("2024-01-15;CAFE;-1.25;GBP;-1.50", "2024-01-16;RENT;;;-2.50"),
            ["USD", "USD"],
            ["GBP", None],
        ),
        (
            "Date;Text;Amount;Currency",
            ("2024-01-15;CAFE;-1.25;GBP", "2024-01-16;RENT;-2.50;EUR"),
            ["GBP", "EUR"],
            [None, None],
        ),
    ],
    ids=["tickers", "told by the amount", "beside amounts abroad", "each row its own"],
)
def test_a_currency_belongs_to_the_amount_it_stands_for(
    header: str, rows: tuple[str, ...], currencies: list[str], originals: list[str | None]
) -> None:
    drafts = read_csv("\n".join([header, *rows, ""]).encode()).drafts
    assert [draft.currency for draft in drafts] == currencies
    assert [draft.original_currency for draft in drafts] == originals


def test_coins_are_no_money_of_one_s_own_currency() -> None:
    text = b"Date,Text,Amount,Currency\n2024-01-15,A,0.50,BTC\n2024-01-16,B,-2.00,USDT\n2024-01-17,C,-3.00,BTC\n"
    statement = read_csv(text)
    assert statement.drafts == []
    assert {problem.code for problem in statement.problems} == {"currency_unknown"}


def test_the_euro_may_be_written_out() -> None:
    text = b"Date,Text,Amount,Currency\n2024-01-15,A,-0.50,EURO\n2024-01-16,B,-2.00,EURO\n"
    assert {draft.currency for draft in read_csv(text).drafts} == {"EUR"}


def test_without_a_header_a_row_that_has_slipped_does_not_hide_the_currency() -> None:
    text = b"2024-01-15,A,-0.50,PLN\n2024-01-16,B,-2.00,PLN\n2024-01-17,B|C,D,-3.00,PLN\n"
    assert {draft.currency for draft in read_csv(text).drafts} == {"PLN"}
