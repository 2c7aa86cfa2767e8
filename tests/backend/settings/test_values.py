"""What a setting may be, and what of a secret is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.settings.errors import BadSetting
from backend.settings.preferences import PREFERENCES
from backend.settings.values import MASK, is_allowed, is_masked, masked, members, validated


def test_a_secret_shows_its_last_four_characters() -> None:
    assert masked("sk-ant-123456789") == MASK + "6789"


@pytest.mark.parametrize("secret", ["1", "1234", "12345678"])
def test_a_short_secret_shows_nothing(secret: str) -> None:
    assert masked(secret) == MASK


@given(some.text(min_size=1))
def test_what_is_shown_is_known_again_and_tells_at_most_four_characters(secret: str) -> None:
    assert is_masked(masked(secret))
    assert len(masked(secret)) <= len(MASK) + 4


@pytest.mark.parametrize("value", ["1", "3", "100", " 7 "])
def test_a_threshold_is_a_whole_number_from_1_to_100(value: str) -> None:
    assert validated(PREFERENCES["auto_confirm_threshold"], value) == value.strip()


@pytest.mark.parametrize("value", ["0", "101", "-3", "3.5", "three", "1e2", "²", "٣", "9" * 5000, "nan"])
def test_anything_else_is_no_threshold(value: str) -> None:
    with pytest.raises(BadSetting, match="whole number"):
        validated(PREFERENCES["auto_confirm_threshold"], value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("base_currency", "eur"),
        ("base_currency", "EURO"),
        ("base_currency", "XXX"),
        ("base_currency", "DEM"),
        ("theme", "pink"),
        ("plaid_env", "prod"),
        ("plaid_client_id", "a\nb"),
        ("plaid_client_id", "a\0b"),
        ("plaid_client_id", "a\x1bb"),
        ("plaid_secret", "x" * 10_001),
    ],
)
def test_values_that_cannot_be(key: str, value: str) -> None:
    with pytest.raises(BadSetting):
        validated(PREFERENCES[key], value)
    assert not is_allowed(PREFERENCES[key], value)


def test_a_set_holds_some_of_its_choices_or_none() -> None:
    notices = PREFERENCES["notices_on_desktop"]
    assert members(validated(notices, "price_rise,budget_over")) == {"price_rise", "budget_over"}
    assert members(validated(notices, "none")) == frozenset()
    with pytest.raises(BadSetting, match="weather is none of"):
        validated(notices, "price_rise,weather")
