"""Merchant types of bank texts."""

import pytest

from backend.categories.defaults import STARTER
from backend.categorization.brands.lookup import brands, country_of, merchant_type, types_by_word
from backend.categorization.brands.merchant_types import CATEGORY_KEYS, OSM_TYPES


@pytest.mark.parametrize(
    ("text", "name", "is_brand"),
    [
        ("POS TRADER JOE'S #552 PORTLAND OR", "groceries", True),
        ("SQ *BLUE BOTTLE COFFEE", "coffee", True),
        ("UBER *TRIP HELP.UBER.COM", "ride_share", True),
        ("UBER EATS", "food_delivery", True),
        ("COSTCO GAS #110", "fuel", True),
        ("COSTCO WHSE #110", "groceries", True),
        ("NETFLIX.COM", "streaming", True),
        ("NORTHWIND LLC PAYROLL PPD ID", "payroll", True),
        ("REWE SAGT DANKE 4411", "groceries", True),
        ("PIZZERIA MARIO", "fast_food", False),
        ("GOLDEN GATE BAKERY", "bakery", False),
        ("ZAHNARZT DR. WINTER", "dentist", False),
    ],
)
def test_a_known_name_or_a_telling_word_gives_the_type(text: str, name: str, is_brand: bool) -> None:
    found = merchant_type(text, None)
    assert found is not None
    assert (found.name, found.is_brand) == (name, is_brand)


@pytest.mark.parametrize("text", ["WENDY CHEN", "NEXT PLC STATEMENT", "CHECK 1043", "TST* KESTREL & SON 0042"])
def test_names_of_people_and_everyday_words_are_no_brands(text: str) -> None:
    found = merchant_type(text, None)
    assert found is None or not found.is_brand


def test_a_brand_of_another_country_is_left_out() -> None:
    only_norway = next(name for name, brand in brands().items() if brand.countries == {"no"} and " " in name)
    at_home, abroad = merchant_type(only_norway, "no"), merchant_type(only_norway, "us")
    assert at_home is not None
    assert at_home.is_brand
    assert abroad is None or not abroad.is_brand


def test_every_type_is_in_the_closed_list() -> None:
    listed = {brand.type for brand in brands().values()} | set(types_by_word().values()) | set(OSM_TYPES.values())
    assert listed - set(CATEGORY_KEYS) == set()


def test_most_types_have_a_starter_category() -> None:
    starter = {main.key for main in STARTER} | {child.key for main in STARTER for child in main.children}
    without = {name for name, keys in CATEGORY_KEYS.items() if starter.isdisjoint(keys)}
    assert without <= {"insurance", "laundry", "postage", "tobacco", "stationery", "heating", "storage", "alcohol"}


def test_a_currency_of_several_countries_names_none() -> None:
    assert (country_of("USD"), country_of("EUR")) == ("us", None)
