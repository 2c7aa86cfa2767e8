"""Days without a year."""

import pytest

from backend.imports.csv_statement import read_csv
from backend.imports.yearless import with_years

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
    assert with_years(row, "2024-01-20.csv") == dated


def test_without_a_period_nothing_is_made_up() -> None:
    assert with_years(ROWS, "statement.csv") is None
