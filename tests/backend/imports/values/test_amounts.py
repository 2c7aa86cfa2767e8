"""Texts of amounts: right to the cent, or refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.values.amounts import UnreadableAmount, amount_reader, read_amount


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12.34", 1234),
        ("1'000.--", 100000),
        ("-20.-", -2000),
        ("CHF 20.–", 2000),
        ("-12.34", -1234),
        ("$1,234.50", 123450),
        ("($85.00)", -8500),
        ("- $5.00", -500),
        ("+ $12.50", 1250),
        ("-£10.99", -1099),
        ("1,00,000.50", 10000050),
        ("11'373.94", 1137394),
        ("$.23", 23),
        ("45.90-", -4590),
        ("１２３．４５", 12345),
        ("1\u00a0234.50", 123450),
        ("'5.00", 500),
        ('="5.00"', 500),
        ("−5.00", -500),
        ("29.000", 2900),
        ("1,234", 123400),
        ("٣.٥٠", 350),
    ],
)
def test_forms_of_amounts(text: str, minor: int) -> None:
    assert read_amount(text, ".", "USD").minor == minor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_missing"),
        ("-", "amount_missing"),
        ("NaN", "amount_unreadable"),
        ("inf", "amount_unreadable"),
        ("1e400", "amount_unreadable"),
        ("12,50", "amount_unreadable"),
        ("1,2,3", "amount_unreadable"),
        ("1.234.56", "amount_unreadable"),
        ("--5", "amount_sign_twice"),
        ("-5 CR", "amount_sign_twice"),
        ("1.005", "too_many_decimals"),
        ("10 XQZ", "currency_unknown"),
        ("10000000000000.00", "amount_too_large"),
        ("1_000.00", "amount_unreadable"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableAmount) as refused:
        amount_reader(".", "USD")(text)
    assert refused.value.code == code


def test_the_currency_in_the_text_counts() -> None:
    assert read_amount("10,5 €", ",", "USD")[:2] == (1050, "EUR")
    assert read_amount("JPY 1000", ".", "USD")[:2] == (1000, "JPY")
    assert read_amount("$5", ".", "CAD").currency == "CAD"
    assert read_amount("1.500 ITL", ",", "EUR")[:2] == (1500, "ITL")


def test_letters_tell_the_direction() -> None:
    assert read_amount("5.00 DR", ".", "USD").mark == "out"
    assert read_amount("5.00CR", ".", "USD").mark == "in"


GROUPS = {".": [",", "'", " ", "\u00a0", ""], ",": [".", "'", " ", "\u202f", ""]}


@given(
    minor=st.integers(-(10**14), 10**14),
    mark=st.sampled_from(".,"),
    group=st.integers(0, 4),
    sign=st.sampled_from(["-{}", "{}-", "({})", "- {}", "−{}"]),
    symbol=st.sampled_from(["{}", "€{}", "{} EUR", "€ {}"]),
)
def test_an_amount_written_in_any_style_reads_back(minor: int, mark: str, group: int, sign: str, symbol: str) -> None:
    whole, part = divmod(abs(minor), 100)
    text = f"{whole:,}".replace(",", GROUPS[mark][group]) + f"{mark}{part:02d}"
    text = symbol.format(text)
    assert read_amount(sign.format(text) if minor < 0 else text, mark, "EUR").minor == minor


@given(st.text(max_size=30))
def test_no_text_crashes_the_reader(text: str) -> None:
    for mark in (".", ","):
        with suppress(UnreadableAmount):
            assert abs(read_amount(text, mark, "USD").minor) < 10**15


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("₦1,500.00", 150000, "NGN"),
        ("Rp 50,000.00", 5000000, "IDR"),
        ("-RM 12.50", -1250, "MYR"),
        ("₲ 1,500", 1500, "PYG"),
    ],
)
def test_signs_of_currencies_of_the_whole_world(text: str, minor: int, currency: str) -> None:
    assert read_amount(text, ".", "USD")[:2] == (minor, currency)


@pytest.mark.parametrize(("text", "named"), [("₿5.00", "is in ₿"), ("5,00 Xyq1", "“5,00 Xyq1”"), ("abc", "“abc”")])
def test_what_was_not_understood_is_named(text: str, named: str) -> None:
    with pytest.raises(UnreadableAmount) as refused:
        read_amount(text, ".", "USD")
    assert named in refused.value.why
