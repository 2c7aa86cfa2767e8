"""Values of the older app: what a person would read in them, or nothing at all."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.legacy.values import UnreadableLegacyValue, parse_amount, parse_day, parse_flag, parse_moment, parse_month


@pytest.mark.parametrize(
    ("told", "currency", "minor", "is_rounded"),
    [
        (12.1, "USD", 1210, False),
        (5484.4800000000005, "USD", 548448, False),
        (0.1 + 0.2, "USD", 30, False),
        (5.005, "USD", 500, True),
        (5.015, "USD", 502, True),
        (-0.07, "USD", -7, False),
        (3, "USD", 300, False),
        ("12.50", "USD", 1250, False),
        (1250.0, "JPY", 1250, False),
        (1.2345, "KWD", 1234, True),
    ],
)
def test_an_amount_is_what_a_person_reads_in_it(told: object, currency: str, minor: int, *, is_rounded: bool) -> None:
    assert parse_amount(told, currency) == (minor, is_rounded)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_amount_of_cents_comes_back_from_its_float(minor: int) -> None:
    assert parse_amount(minor / 100, "USD") == (minor, False)


@pytest.mark.parametrize(
    "told", [None, "", "twelve", float("nan"), float("inf"), 1e15, 10**400, "1e999999999", True, b"1"]
)
def test_an_amount_that_is_none_is_never_zero(told: object) -> None:
    with pytest.raises(UnreadableLegacyValue):
        parse_amount(told, "USD")


@pytest.mark.parametrize("told", ["2025-03-09", "2025-03-09 00:00:00.000000", "03/09/2025", "03/09/25", "20250309"])
def test_a_day_is_read_in_each_of_its_forms(told: str) -> None:
    assert parse_day(told) == date(2025, 3, 9)


@pytest.mark.parametrize("told", [None, "", "someday", "2025-13-01", 0, 1.5])
def test_a_day_that_is_none_is_unreadable(told: object) -> None:
    with pytest.raises(UnreadableLegacyValue):
        parse_day(told)


def test_a_moment_without_a_zone_is_utc() -> None:
    assert parse_moment("2025-05-06 07:08:09.123456") == datetime(2025, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
    assert parse_moment("2025-05-06T07:08:09+02:00") == datetime(2025, 5, 6, 5, 8, 9, tzinfo=UTC)
    assert parse_moment("long ago") is None
    assert parse_moment(None) is None


def test_a_month_is_year_and_month() -> None:
    assert [parse_month(told) for told in ("2025-03", "2025-3", " 2025/03 ", "2025-03-01")] == ["2025-03"] * 4
    for told in ("March", "2025-13", "0000-01", "", None, 202503):
        with pytest.raises(UnreadableLegacyValue):
            parse_month(told)


def test_what_is_empty_is_a_no() -> None:
    assert [parse_flag(told) for told in (None, 0, "0", "", 1, True, "true")] == [
        False,
        False,
        False,
        False,
        True,
        True,
        True,
    ]
