"""The name by which people see the merchant of a bank text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kit.merchant_title import merchant_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("TST* KESTREL & SON LOCKSMITH 0042", "Kestrel & Son Locksmith"),
        ("POS TRADER JOE'S #552 PORTLAND OR", "Trader Joe's"),
        ("REWE Markt 0123", "REWE Markt"),
        ("MÜLLER DROGERIE", "Müller Drogerie"),
        ("H&M 123", "H&M"),
        ("CARD PAYMENT THANK YOU 8850", "Card Payment Thank You"),
        ("Transfer to 4417", "Transfer to"),
        ("", ""),
    ],
)
def test_the_title_is_the_key_as_the_bank_wrote_it(text: str, title: str) -> None:
    assert merchant_title(text) == title


@given(st.text(max_size=60))
def test_any_text_has_a_title(text: str) -> None:
    assert isinstance(merchant_title(text), str)
