"""Which formats of cells show days, and which day a number is."""

from datetime import datetime, time

import pytest

from backend.imports.formats.excel.sheet import day_of, is_day_format, shows_days


@pytest.mark.parametrize(
    "code", ["dd/mm/yyyy", "[$-407]d. mmmm yyyy;@", "yyyy-mm-dd hh:mm:ss.000", r"dd\.mm\.yy", "m/d/yy h:mm AM/PM", "D"]
)
def test_formats_that_show_days(code: str) -> None:
    assert is_day_format(code)


@pytest.mark.parametrize(
    "code",
    [
        "General", "Standard", "@", "0.00", "#,##0.00", '#,##0.00 "kr"', '"Sold: "0', "[$kr-41D] #,##0.00", "[Red]0",
        r"_-* #,##0.00\ _D_M_-", r"#,##0.00\ \D\M", "0.00E+00", "[h]:mm", "0%", "",
    ],
)  # fmt: skip
def test_formats_that_show_numbers(code: str) -> None:
    assert not is_day_format(code)


def test_formats_without_a_code_go_by_their_number_and_those_of_the_file_go_first() -> None:
    assert shows_days(14, {})
    assert not shows_days(4, {})
    assert shows_days(164, {164: "d.m.yyyy"})
    assert not shows_days(14, {14: "0.00"})


@pytest.mark.parametrize(
    ("serial", "is_later", "day"),
    [
        (46095, False, datetime(2026, 3, 14)),  # noqa: DTZ001
        (44633, True, datetime(2026, 3, 14)),  # noqa: DTZ001
        (46095.999999999, False, datetime(2026, 3, 15)),  # noqa: DTZ001
        (46095 + 86399.999 / 86400, False, datetime(2026, 3, 14, 23, 59, 59)),  # noqa: DTZ001
        (46095.5, False, datetime(2026, 3, 14, 12)),  # noqa: DTZ001
        (1, False, datetime(1900, 1, 1)),  # noqa: DTZ001
        (61, False, datetime(1900, 3, 1)),  # noqa: DTZ001
        (0.25, False, time(6)),
        (1e12, False, None),
    ],
)
def test_a_number_is_a_day(serial: float, is_later: bool, day: datetime | time | None) -> None:
    assert day_of(serial, counts_from_1904=is_later) == day
