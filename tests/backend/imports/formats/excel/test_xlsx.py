"""What stands in an .xlsx, written by hand: shapes that Excel opens though few programs write them, and attacks."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import TooManyColumns, UnreadableFile
from backend.imports.formats.excel.sheet import (
    NOT_CALCULATED,
    DamagedWorkbook,
    NotAWorkbook,
    WorkbookTooLarge,
    table_rows,
)
from backend.imports.formats.excel.xlsx import open_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="s.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/chartsheet" Target="c.xml"/>'
    f'<Relationship Id="r3" Type="{OFFICE}/sharedStrings" Target="/xl/texts.xml"/>'
    f'<Relationship Id="r4" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="May" r:id="r1"/>'
    '<sheet name="Chart" r:id="r2"/></sheets></workbook>',
    "xl/texts.xml": f'<sst xmlns="{MAIN}"><si><t>BAKERY</t></si><si><r><t>Café </t></r><r><t>Nero</t></r>'
    "<rPh><t>ka-fe</t></rPh></si><si><t>two_x000D_ lines</t></si></sst>",
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="d.m.yyyy"/></numFmts>'
    '<fills><fill/><fill><patternFill><fgColor rgb="no colour"/></patternFill></fill></fills>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
}  # fmt: skip


def made(rows: str, **changes: tuple[str, str]) -> bytes:
    """A workbook of these rows; each change replaces a text in all parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, "xl/s.xml": sheet(rows)}.items():
            told = content
            for old, new in changes.values():
                told = told.replace(old, new)
            archive.writestr(name, told)
    return file.getvalue()


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'


def text(data: bytes) -> str:
    (found,) = open_xlsx(data)
    return "".join(f"{line}\n" for line in table_rows(found.rows()).lines())


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c><v>12.5</v></c>', "12.5"),
        ('<c><v>0.30000000000000004</v></c>', "0.3"),
        ('<c><v>-1.25E+1</v></c>', "-12.5"),
        ('<c><v>1.234</v></c>', "1.2340"),
        ('<c><v>12345678901234567890</v></c>', "12345678901234567890"),
        ('<c s="1"><v>46095</v></c>', "2026-03-14"),
        ('<c s="1"><v>46095.5</v></c>', "2026-03-14 12:00:00"),
        ('<c s="1"><v>1E+12</v></c>', "#VALUE!"),
        ('<c s="99"><v>46095</v></c>', "46095"),
        ('<c t="d"><v>2026-03-14T00:00:00.000Z</v></c>', "2026-03-14"),
        ('<c t="s"><v>0</v></c>', "BAKERY"),
        ('<c t="s"><v>1</v></c>', "Café Nero"),
        ('<c t="s"><v>2</v></c>', "two  lines"),
        ('<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', "inline"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c><f>A1*2</f><v>25</v></c>', "25"),
        ('<c><f>A1*2</f><v/></c>', NOT_CALCULATED),
        ('<c><f>A1*2</f></c>', NOT_CALCULATED),
        ('<c t="shared"><f t="shared" si="0"/></c>', NOT_CALCULATED),
    ],
)  # fmt: skip
def test_what_a_cell_holds(cell: str, told: str) -> None:
    assert text(made(f"<row>{cell}</row>")) == f"{told}\n"


def test_a_text_that_a_formula_left_empty_is_empty() -> None:
    assert text(made('<row><c t="str"><f>IF(1,"","")</f><v></v></c><c><v>1</v></c></row>')) == "\t1\n"


def test_cells_and_rows_stand_where_their_names_say() -> None:
    rows = (
        '<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row><row><c/><c><v>3</v></c></row>'
    )
    (found,) = open_xlsx(made(rows))
    records = table_rows(found.rows()).records()
    assert [(record.line_no, record.cells) for record in records] == [(2, ["", "1"]), (5, ["2", ""]), (6, ["", "3"])]


def test_a_row_whose_number_was_there_before_is_not_lost() -> None:
    assert text(made('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>')) == "1\n2\n"


def test_blank_rows_down_to_the_last_one_are_no_lines() -> None:
    assert text(made('<row r="1"><c><v>1</v></c></row><row r="1048576"><c s="1"/></row>')) == "1\n"


@pytest.mark.parametrize(
    "change",
    [
        ("spreadsheetml/2006/main", "spreadsheetml/strict"),
        ('Target="s.xml"', 'Target="/XL/S.xml"'),
        ('Target="s.xml"', 'Target=".\\s.xml"'),
    ],
)
def test_other_ways_to_name_the_parts(change: tuple[str, str]) -> None:
    assert text(made("<row><c><v>1</v></c></row>", change=change)) == "1\n"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="ZZZZZZZ1"><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<row><c t="s"><v>3</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        "<a>" * 200 + "</a>" * 200,
        "<row>",
        "&unknown;",
    ],
)
def test_what_no_workbook_holds_is_damage(rows: str) -> None:
    with pytest.raises(DamagedWorkbook):
        text(made(rows))


def test_columns_beyond_all_statements_are_refused_and_take_no_room() -> None:
    with pytest.raises(TooManyColumns):
        text(made('<row r="7"><c r="XFD7"><v>1</v></c></row>'))


def test_one_long_text_in_very_many_cells_is_refused() -> None:
    long = made('<row><c t="s"><v>0</v></c></row>' * 10_000, change=("BAKERY", "x" * 30_000))
    with pytest.raises(WorkbookTooLarge):
        text(long)


def test_a_file_of_nothing_over_and_over_again_is_refused() -> None:
    with pytest.raises(WorkbookTooLarge):
        open_xlsx(made("<row/>" * 9_000_000))


def test_a_dtd_is_refused_wherever_it_stands() -> None:
    dtd = ("<worksheet", '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet')
    with pytest.raises(DamagedWorkbook):
        text(made("<row><c><v>&b;</v></c></row>", change=dtd))


def test_a_workbook_without_any_sheet_of_rows_is_damaged() -> None:
    with pytest.raises(DamagedWorkbook):
        open_xlsx(made("", change=('r:id="r1"', 'r:id="r9"')))


def test_an_archive_of_something_else_says_what_it_is() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    with pytest.raises(NotAWorkbook, match="xlsb"):
        open_xlsx(file.getvalue())


@given(st.lists(st.tuples(st.dates(date(1950, 1, 1)), st.decimals(-(10**8), 10**8, places=2)), min_size=1, max_size=20))
def test_days_and_amounts_read_back_exactly(rows: list[tuple[date, Decimal]]) -> None:
    def serial(day: date) -> int:
        return (day - date(1899, 12, 30)).days

    written = "".join(f'<row><c s="1"><v>{serial(day)}</v></c><c><v>{amount}</v></c></row>' for day, amount in rows)
    read = [line.split("\t") for line in text(made(written)).splitlines()]
    assert [(datetime.fromisoformat(day).date(), Decimal(amount)) for day, amount in read] == rows


GOOD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>46095</v></c></row>'


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8), st.integers(0, len(GOOD) - 1))
def test_any_damage_of_a_sheet_is_refused_or_read(noise: str, at: int) -> None:
    try:
        text(made(GOOD[:at] + noise + GOOD[at + len(noise) :]))
    except UnreadableFile:
        return
