"""Which column names the currency of the account, and which that of a purchase abroad."""

import pytest

from backend.imports.csv_statement import read_csv


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
