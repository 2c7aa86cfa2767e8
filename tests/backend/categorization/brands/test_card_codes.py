"""Merchant category codes of card networks and the merchant types they stand for."""

from itertools import pairwise

import pytest

from backend.categorization.brands.card_codes import _GROUPS, type_of_code
from backend.categorization.brands.merchant_types import CATEGORY_KEYS


@pytest.mark.parametrize(
    ("code", "kind"),
    [("5411", "groceries"), ("5542", "fuel"), ("3058", "airline"), ("0742", "veterinary"), ("8021", "dentist")],
)
def test_a_code_stands_for_a_merchant_type(code: str, kind: str) -> None:
    assert type_of_code(code) == kind


@pytest.mark.parametrize("text", ["", "0000", "9999", "5412", "411", "54110", "5411a", "٥٤١١", "Groceries"])
def test_other_texts_and_codes_stand_for_none(text: str) -> None:
    assert type_of_code(text) is None


def test_the_groups_are_in_order_and_each_has_categories() -> None:
    assert all(first[1] < second[0] for first, second in pairwise(_GROUPS))
    assert all(first <= last and kind in CATEGORY_KEYS for first, last, kind in _GROUPS)
