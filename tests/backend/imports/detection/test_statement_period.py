"""Dates in the name of a file and above its table."""

import re
from datetime import date

import pytest

from backend.imports.detection.statement_period import dates_in_name, latest_date, year_completer
from backend.imports.formats.csv.reader import read_csv


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


ROWS = "28 Dec,COFFEE,-3.00\n05 Jan,PAY,100.00\n"


def test_the_name_of_the_file_tells_the_year_and_december_was_the_year_before() -> None:
    statement = read_csv(ROWS.encode(), filename="statement_2024-01-20.csv")
    assert [draft.on.isoformat() for draft in statement.drafts] == ["2023-12-28", "2024-01-05"]
    assert statement.drafts[0].raw == "28 Dec,COFFEE,-3.00"


@pytest.mark.parametrize(
    ("row", "dated"),
    [
        ("01/17,TEA,-1.00", "01/17/2024,TEA,-1.00"),
        ("17/01,TEA,-1.00", "17/01/2024,TEA,-1.00"),
        ("17.01.;TEA;-1,00", "17.01.2024;TEA;-1,00"),
        ("TEA,Jan 17,-1.00", "TEA,Jan 17 2024,-1.00"),
    ],
)
def test_the_year_is_written_behind_the_day(row: str, dated: str) -> None:
    complete = year_completer([row], "2024-01-20.csv")
    assert complete is not None
    assert complete(re.split("[,;]", row)) == re.split("[,;]", dated)


def test_without_a_period_nothing_is_made_up() -> None:
    assert year_completer(ROWS.splitlines(), "statement.csv") is None
