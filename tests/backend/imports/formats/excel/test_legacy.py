"""Web pages that banks name .xls: which texts are cells of which row."""

import pytest

from backend.imports.errors import NotATable
from backend.imports.formats.excel.legacy import open_html


def cells(page: str) -> list[list[object]]:
    (sheet,) = open_html(page.encode())
    return [list(row) for _, row in sheet.rows()]


def test_end_tags_of_cells_and_rows_may_be_left_out() -> None:
    assert cells("<table><tr><td>14.03.<td>BAKERY<tr><td>15.03.<td>RENT</table>") == [
        ["14.03.", "BAKERY"],
        ["15.03.", "RENT"],
    ]


def test_text_is_read_with_its_references_and_line_breaks_as_blanks() -> None:
    assert cells("<table><tr><td>M&amp;S<br>LONDON</td><td> 1&nbsp;200,50 </td></tr></table>") == [
        ["M&S LONDON", "1 200,50"]
    ]


def test_a_table_within_a_cell_has_rows_of_its_own() -> None:
    page = "<table><tr><td>A<table><tr><td>inner</td></tr></table></td><td>B</td></tr></table>"
    assert cells(page) == [["A", "B"], ["inner"]]


def test_scripts_styles_and_comments_are_no_text() -> None:
    page = (
        "<table><tr><td>A<script>var a='<td>no</td>'</script></td><!-- <td>no</td> --><td>B</td></tr>"
        "<tr><td>C<!-- open <td>no</td></table>"
    )
    assert cells(page) == [["A", "B"], ["C"]]


def test_a_page_without_a_table_is_refused() -> None:
    with pytest.raises(NotATable, match="web page"):
        open_html(b"<html><p>Your session has ended.</p></html>")
