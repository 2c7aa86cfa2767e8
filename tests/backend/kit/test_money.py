"""Money adds within a currency and never across."""

import pytest

from backend.kit.money import DifferentCurrencies, Money, in_units


def test_money_of_one_currency_adds() -> None:
    assert Money(1250, "EUR") + -Money(250, "EUR") == Money(1000, "EUR")


def test_different_currencies_do_not_add() -> None:
    with pytest.raises(DifferentCurrencies):
        Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(-123450, "USD", "-1234.50"), (5, "EUR", "0.05"), (700, "JPY", "700"), (1, "KWD", "0.001")],
)
def test_money_is_written_exactly(minor: int, currency: str, text: str) -> None:
    assert in_units(minor, currency) == text
