"""Rows of a sheet: each kind of cell by itself, gaps, and numbers of rows and columns that cannot be true."""

import io

import pytest

from backend.imports.errors import TooManyColumns
from backend.imports.formats.excel.sheet import NOT_CALCULATED, DamagedWorkbook
from backend.imports.formats.excel.xlsx_rows import rows_in

DAYS = frozenset({1})


def rows(cells: str, *, counts_from_1904: bool = False) -> list[tuple[int, list[object]]]:
    """The rows of a sheet with this content; the texts are "BAKERY" and "RENT", style 1 shows days."""
    file = io.BytesIO(f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode())
    texts = ("BAKERY", "RENT")
    read = rows_in(file, texts=texts, day_styles=DAYS, counts_from_1904=counts_from_1904)
    return [(number, list(cells)) for number, cells in read]


def value(cell: str, *, counts_from_1904: bool = False) -> object:
    ((_, cells),) = rows(f"<row>{cell}</row>", counts_from_1904=counts_from_1904)
    return cells[0] if cells else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><v>12.5</v></c>", "12.5"),
        ("<c><v>0.30000000000000004</v></c>", 0.30000000000000004),
        ("<c><v>1E3</v></c>", 1000.0),
        ('<c t="s"><v>1</v></c>', "RENT"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="d"><v>2026-03-14T00:00:00Z</v></c>', "2026-03-14"),
        ('<c t="d"><v>2026-03-14T09:30:00</v></c>', "2026-03-14 09:30:00"),
        ('<c t="inlineStr"><is><t>CAFE</t><rPh><t>kafe</t></rPh></is></c>', "CAFE"),
        ('<c t="inlineStr"><is><t>A_x000D_B</t></is></c>', "A B"),
        ("<c><f>A1+B1</f></c>", NOT_CALCULATED),
        ('<c t="str"><f>A1</f><v></v></c>', None),
    ],
)
def test_a_cell_of_each_kind_has_its_value(cell: str, expected: object) -> None:
    assert value(cell) == expected


def test_a_number_in_a_style_of_days_is_a_day_counted_from_the_workbooks_first_year() -> None:
    assert str(value('<c s="1"><v>46095</v></c>')) == "2026-03-14 00:00:00"
    assert str(value('<c s="1"><v>44633</v></c>', counts_from_1904=True)) == "2026-03-14 00:00:00"
    assert value('<c s="1"><v>-5</v></c>') == "#VALUE!"


def test_cells_that_nobody_wrote_are_empty_and_rows_keep_their_numbers() -> None:
    sheet = '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="7"><c r="A7"><v>3</v></c></row>'
    assert rows(sheet) == [(3, ["", "1", "", "2"]), (7, ["3"])]


def test_a_row_number_that_was_there_before_hides_no_row() -> None:
    assert [number for number, _ in rows('<row r="2"/><row r="2"/><row r="1"/>')] == [2, 3, 4]


@pytest.mark.parametrize(
    "sheet",
    [
        '<row><c t="s"><v>2</v></c></row>',
        '<row><c t="s"><v>first</v></c></row>',
        '<row r="1048577"/>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="ABCD1"><v>1</v></c></row>',
        "<row><c>",
    ],
)
def test_what_no_workbook_can_hold_is_damage(sheet: str) -> None:
    with pytest.raises(DamagedWorkbook):
        rows(sheet)


def test_a_sheet_with_too_many_columns_names_the_row() -> None:
    with pytest.raises(TooManyColumns, match="4"):
        rows('<row r="4"><c r="XFD4"><v>1</v></c></row>')
