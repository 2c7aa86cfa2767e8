"""Rows of a text and of a sheet are read in the same way, again and again."""

import pytest

from backend.imports.table.csv_reader import Dialect
from backend.imports.table.rows import RowSource, SheetRows, TextRows

TEXT = TextRows("Date,Text\n01/17,TEA\n", Dialect(","))
SHEET = SheetRows([(1, "Date\tText"), (4, "01/17\tTEA")], 3)


def with_year(cells: list[str]) -> list[str]:
    return [f"{cell}/2024" if cell == "01/17" else cell for cell in cells]


@pytest.mark.parametrize("source", [TEXT, SHEET], ids=["text", "sheet"])
def test_rows_can_be_read_twice(source: RowSource) -> None:
    assert list(source.records()) == list(source.records())


def test_rows_of_a_sheet_keep_their_numbers_and_are_as_wide_as_the_widest() -> None:
    assert [(row.line_no, row.cells) for row in SHEET.records()] == [
        (1, ["Date", "Text", ""]),
        (4, ["01/17", "TEA", ""]),
    ]


def test_completed_cells_leave_the_raw_row_as_it_is() -> None:
    text, sheet = TextRows(TEXT.text, TEXT.dialect, with_year), SheetRows(SHEET.numbered, 2, with_year)
    for source, raw in ((text, "01/17,TEA\n"), (sheet, "01/17\tTEA")):
        *_, last = source.records()
        assert (last.cells, last.raw) == (["01/17/2024", "TEA"], raw)


def test_a_long_table_is_sampled_behind_its_head() -> None:
    lines = [f"2024-01-{n % 28 + 1:02}\tSHOP {n}\t-{n}.50" for n in range(5000)]
    sheet = SheetRows(list(enumerate(lines, 1)), 3)
    head = list(sheet.records())[:400]
    sample = sheet.spread(head)
    assert 100 < len(sample) < 1000
    assert sample[0].cells[1] == "SHOP 400"
