"""How text becomes rows."""

from backend.imports.formats.csv_file import dialect_for, is_wrapped, read_records, unwrapped


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


def test_a_backslash_may_stand_before_a_quote() -> None:
    assert cells_of('"a","say \\"hi\\" now",1\n') == [["a", 'say "hi" now', "1"]]
