"""Bank texts and the merchants behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kit.text import fold, merchant_key, words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("POS TRADER JOE'S #552 PORTLAND OR", "trader joe"),
        ("SQ *COPPER KETTLE COFFEE 0042 SEATTLE WA", "copper kettle coffee"),
        ("TST* KITE NOODLE BAR 12", "kite noodle bar"),
        ("PAYPAL *SPOTIFY", "spotify"),
        ("AMZN MKTP US*2X4Y6", "amzn mktp"),
        ("PURCHASE AUTHORIZED ON 03/04 SAFEWAY #1234 OAKLAND CA P00001 CARD 1234", "safeway"),
        ("DEBIT CARD PURCHASE - STARBUCKS STORE 00123", "starbucks store"),
        ("SHELL OIL 57444", "shell oil"),
        ("76 - FUEL STOP", "76 fuel stop"),
        ("7-ELEVEN 33445", "7 eleven"),
        ("AT&T*BILL PAYMENT", "at&t"),
        ("H&M 123", "h&m"),
        ("Kartenzahlung EDEKA München", "edeka munchen"),
        ("CHECK #1042", "check"),
        ("1234567", "1234567"),
        ("", ""),
    ],
)
def test_the_key_of_a_merchant_has_no_prefix_number_or_place(text: str, key: str) -> None:
    assert merchant_key(text) == key


def test_two_branches_of_a_merchant_have_one_key() -> None:
    assert merchant_key("SAFEWAY #1234 OAKLAND CA") == merchant_key("SAFEWAY #0099 PORTLAND OR")


def test_words_end_at_everything_that_is_no_letter_and_no_digit() -> None:
    assert words("T-MOBILE*Auto.Pay") == ("t", "mobile", "auto", "pay")
    assert words("WENDY’S") == ("wendy",)


def test_folding_drops_case_accents_and_extra_space() -> None:
    assert fold("  Café\tCRÈME \0 x") == "cafe creme x"


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    key = merchant_key(text)
    assert words(key) == tuple(key.split())
    assert bool(key) == bool(words(text))
