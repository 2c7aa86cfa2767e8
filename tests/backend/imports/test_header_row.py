"""Which row names the columns."""

import pytest

from backend.imports.formats.csv_file import Record
from backend.imports.header_row import find_header, header_strength

MOVEMENT = "2024-01-15;TEA;-2.50"


def records(*lines: str) -> list[Record]:
    return [Record(number, line, line.split(";")) for number, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    ("lines", "index"),
    [
        (("Date;Text;Amount", MOVEMENT), 0),
        (("Period;01.01.2024", "Buchungstag;Verwendungszweck;Betrag", MOVEMENT), 1),
        ((MOVEMENT, MOVEMENT), None),
        ((MOVEMENT, "Date;Text;Amount"), None),
        (("Ngayx;Chuxyz;Tienx", MOVEMENT), 0),
        (("Date;Price;Amount", "none", "Date;Description;Amount;Balance", MOVEMENT, MOVEMENT), 2),
    ],
)
def test_the_header_stands_above_movements(lines: tuple[str, ...], index: int | None) -> None:
    assert find_header(records(*lines)) == index


def test_a_header_names_a_day_and_money() -> None:
    assert header_strength(["Date", "Description", "Amount"]) >= 2
    assert header_strength(["Name", "Description"]) < 2
    assert header_strength(["2024-01-15", "Amount"]) == 0
