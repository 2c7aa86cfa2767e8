"""How text becomes rows."""

import pytest

from backend.imports.errors import FieldTooLarge, UnterminatedQuote
from backend.imports.table.csv_reader import dialect_for, is_wrapped, read_records, unwrapped


def cells_of(text: str) -> list[list[str]]:
    return [record.cells for record in read_records(text, dialect_for(text, ","))]


def test_a_row_knows_its_line_and_its_text() -> None:
    rows = list(read_records('a,"b\nc"\nd,e\n', dialect_for("", ",")))
    assert [(row.line_no, row.raw) for row in rows] == [(1, 'a,"b\nc"\n'), (3, "d,e\n")]


def test_lines_that_are_quoted_as_a_whole() -> None:
    text = '"Date,""Text"",Amount"\n"2024-01-15,""TEA, GREEN"",-2.50"\n'
    assert cells_of(text) == [["Date", "Text", "Amount"], ["2024-01-15", "TEA, GREEN", "-2.50"]]


def test_quoted_fields_are_not_quoted_lines() -> None:
    assert not is_wrapped(['"a","b","c"', '"d","e","f"'])
    assert unwrapped('"a","b"') is None


def test_a_backslash_is_no_escape() -> None:
    assert cells_of('"AMZ MKTP US\\","-12.50"\n"COFFEE \\ TEA","-8.00"\n') == [
        ["AMZ MKTP US\\", "-12.50"],
        ["COFFEE \\ TEA", "-8.00"],
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('x,"SMITH "THE BAKER" CO",-12.50', ["x", 'SMITH "THE BAKER" CO', "-12.50"]),
        ('x,PIPE 6" COPPER,-8.00', ["x", 'PIPE 6" COPPER', "-8.00"]),
        ('x,"JOE\'S 12" PIZZA",-22.00', ["x", "JOE'S 12\" PIZZA", "-22.00"]),
        ('x,"MONITOR 24"",-200.00', ["x", 'MONITOR 24"', "-200.00"]),
        ('x,"6" PIPE", "4" PIPE",-1', ["x", '6" PIPE', '4" PIPE', "-1"]),
        ('x,"SAY ""HI"" NOW",-1', ["x", 'SAY "HI" NOW', "-1"]),
        ('x,"",-1', ["x", "", "-1"]),
    ],
)
def test_inner_quotation_marks_stay_in_the_text(line: str, cells: list[str]) -> None:
    rows = f'{line}\n"next","row",-3\n'
    assert cells_of(rows) == [cells, ["next", "row", "-3"]]


def test_a_closed_cell_may_hold_lines_that_look_like_rows() -> None:
    note = "Paid:\n2024-01-15,TEA,-2.50\n2024-01-16,CAKE,-3.00"
    assert cells_of(f'2024-01-17,"{note}",-5.50\n') == [["2024-01-17", note, "-5.50"]]


def test_a_quotation_mark_that_is_never_closed_is_refused() -> None:
    with pytest.raises(UnterminatedQuote):
        cells_of('2024-01-15,"TEA,-2.50\n2024-01-16,"CAKE",-3.00\n')


def test_a_line_of_a_million_quotation_marks_is_refused_at_once() -> None:
    text = "Date,Text,Amount\n" + '"' * 999_000 + "\n2024-01-15,TEA,-2.50\n"
    with pytest.raises(FieldTooLarge):
        cells_of(text)
