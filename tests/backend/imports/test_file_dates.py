"""Dates in the name of a file and above its table."""

from datetime import date

import pytest

from backend.imports.file_dates import dates_in_name, latest_date


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("20240131_statement.csv", [date(2024, 1, 31)]),
        ("export-2024-01-01_2024-01-31.csv", [date(2024, 1, 1), date(2024, 1, 31)]),
        ("account 20241399.csv", []),
        ("statement.csv", []),
    ],
)
def test_a_name_tells_days(name: str, found: list[date]) -> None:
    assert dates_in_name(name) == found


@pytest.mark.parametrize(
    ("name", "cells", "today", "latest"),
    [
        ("20240131.csv", [], None, date(2024, 2, 3)),
        ("a.csv", ["from 1 January 2024", "to 31 January 2024"], None, date(2024, 2, 3)),
        ("a.csv", ["04/05/2024"], None, None),
        ("a.csv", [], date(2024, 1, 31), date(2024, 2, 3)),
        ("20990101.csv", [], date(2024, 1, 31), date(2024, 2, 3)),
    ],
)
def test_no_movement_is_later_than_the_file(
    name: str, cells: list[str], today: date | None, latest: date | None
) -> None:
    assert latest_date(name, cells, today) == latest
