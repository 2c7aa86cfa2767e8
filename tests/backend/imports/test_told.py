"""What the words around a table tell of its currency."""

import pytest

from backend.imports.told import currency_told


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
    assert currency_told([header], []) == currency
