"""Amounts as programs write them into CSV."""

from decimal import Decimal

import pytest

from backend.moving_in.readers.csv_rows import read_amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", "0"),
        ("12.50", "12.50"),
        ("-12,50", "-12.50"),
        ("$1,234.00", "1234.00"),
        ("€1.234,00", "1234.00"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("(7.70)", "-7.70"),
        ("\u22125", "-5"),
        ("1,234,567", "1234567"),
        ("12,34,567.00", "1234567.00"),
        (".5", "0.5"),
    ],
)
def test_signs_grouping_and_decimal_commas_are_read(text: str, value: str) -> None:
    assert read_amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1..2,3", "abc", "1,2,3", "1.2.3,4"])
def test_what_is_no_amount_is_never_guessed(text: str) -> None:
    assert read_amount(text) is None
