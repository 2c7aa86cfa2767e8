"""An amount is converted by the newest rate on or before its day, rounded once; without a rate it has no value."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.exchange_rates.rate_table import Converted, NoRate, QuotedRate, RateTable, Source

FRIDAY = date(2026, 11, 20)
SUNDAY = date(2026, 11, 22)


def quote(currency: str, rate: str, *, on: date = FRIDAY, base: str = "EUR", source: Source = "ecb") -> QuotedRate:
    return QuotedRate(base, currency, on, Decimal(rate), source)


RATES = RateTable([quote("USD", "1.0872"), quote("SEK", "11.0500"), quote("JPY", "168.40"), quote("KWD", "0.3340")])


def converted(minor: int, there: str, here: str, *, on: date = FRIDAY, rates: RateTable = RATES) -> Converted:
    found = rates.convert(minor, there, here, on=on)
    assert isinstance(found, Converted)
    return found


@pytest.mark.parametrize(
    ("minor", "there", "here", "expected"),
    [
        (2_313_60, "EUR", "USD", 2_515_35),  # 2,313.60 x 1.0872 = 2,515.34592
        (110_00, "USD", "EUR", 101_18),  # 110 / 1.0872 = 101.177…
        (8_200_00, "SEK", "USD", 806_79),  # 8,200 / 11.05 x 1.0872 = 806.7909…
        (100_00, "EUR", "JPY", 16_840),  # no minor digits
        (100_00, "EUR", "KWD", 33_400),  # three minor digits
        (-1, "EUR", "USD", -1),
        (0, "SEK", "USD", 0),
        (12_345, "USD", "USD", 12_345),
    ],
)
def test_an_amount_is_worth_this_in_another_currency(minor: int, there: str, here: str, expected: int) -> None:
    assert converted(minor, there, here).minor == expected


def test_half_a_minor_unit_rounds_to_even() -> None:
    rates = RateTable([quote("USD", "1.5")])
    assert [converted(minor, "EUR", "USD", rates=rates).minor for minor in (1, 3, -1)] == [2, 4, -2]


def test_at_the_weekend_the_rate_of_friday_counts_and_says_its_age() -> None:
    found = converted(1, "EUR", "USD", on=SUNDAY)
    assert (found.rate.on, found.age_days, found.is_stale) == (FRIDAY, 2, False)


def test_a_rate_of_long_ago_is_stale() -> None:
    assert converted(1, "EUR", "USD", on=FRIDAY + timedelta(days=8)).is_stale


def test_there_is_no_rate_before_the_first_one() -> None:
    found = RATES.convert(100, "SEK", "USD", on=date(2026, 11, 19))
    assert found == NoRate("no exchange rate from SEK to USD on or before Nov 19, 2026")


def test_a_currency_that_nobody_quotes_has_no_rate_and_never_a_rate_of_one() -> None:
    assert isinstance(RATES.convert(100, "ISK", "USD", on=FRIDAY), NoRate)


def test_a_rate_by_hand_counts_before_the_bank_of_the_same_day() -> None:
    rates = RateTable(
        [quote("USD", "1.0872"), quote("USD", "1.10", source="manual"), quote("USD", "1.2", source="file")]
    )
    assert converted(100, "EUR", "USD", rates=rates).minor == 110


def test_a_newer_rate_counts_before_an_older_one_by_hand() -> None:
    older = quote("USD", "1.10", on=date(2026, 11, 19), source="manual")
    assert converted(100_00, "EUR", "USD", rates=RateTable([older, quote("USD", "1.0872")])).minor == 108_72


def test_a_rate_between_two_currencies_counts_before_one_through_the_euro_of_the_same_day() -> None:
    by_hand = quote("SEK", "10", base="USD", source="manual")
    rates = RateTable([quote("USD", "1.0872"), quote("SEK", "11.05"), by_hand])
    assert converted(100_00, "SEK", "USD", rates=rates).minor == 10_00
    assert converted(100_00, "USD", "SEK", rates=rates).minor == 1_000_00


def test_a_rate_through_the_euro_is_as_old_as_its_older_half() -> None:
    thursday = date(2026, 11, 19)
    rates = RateTable([quote("USD", "1.0872"), quote("SEK", "11.05", on=thursday)])
    assert converted(1, "SEK", "USD", rates=rates).rate.on == thursday


@given(
    minor=st.integers(-(10**12), 10**12),
    dollars=st.decimals("0.01", "10000", places=4),
    kronor=st.decimals("0.01", "10000", places=4),
)
def test_there_and_back_differs_by_what_rounding_can_do(minor: int, dollars: Decimal, kronor: Decimal) -> None:
    rates = RateTable([quote("USD", str(dollars)), quote("SEK", str(kronor))])
    there = converted(minor, "SEK", "USD", rates=rates)
    back = converted(there.minor, "USD", "SEK", rates=rates)
    assert abs(back.minor - minor) <= Fraction(kronor) / Fraction(dollars) / 2 + Fraction(1, 2)
    assert abs(there.minor - minor * there.rate.value) <= Fraction(1, 2)
