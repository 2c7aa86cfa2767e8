"""What is asked of a file without a header, although it could be read."""

import pytest

from backend.imports.csv_statement import read_csv

SURE = "2024-01-15,TEA SHOP,-12.50\n2024-01-16,PAYROLL,1000.00\n2024-01-17,BOOKS,-7.25\n"


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (SURE, ()),
        (SURE.replace(".", ""), ("decimal",)),
        (SURE.replace("\n", ",False\n", 2).replace("7.25", "7.25,True"), ("columns",)),
        ("2024-01-14," + SURE.replace("\n", "\n2024-01-16,", 2), ("columns",)),
        (SURE.replace("2024-01-15", "15-01-2024"), ("columns",)),
    ],
    ids=["nothing", "units or cents", "flags without a name", "purchase or booking", "a line of totals above"],
)
def test_a_guess_without_names_is_less_sure(text: str, questions: tuple[str, ...]) -> None:
    assert read_csv(text.encode()).questions == questions
