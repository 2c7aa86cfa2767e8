"""Workbooks: real days and numbers, several sheets, web pages called .xls, and those that nobody should open."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from backend.imports.errors import UnreadableFile
from backend.imports.formats.excel.sheet import NOT_CALCULATED, cell_text, table_rows
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Statement
from backend.imports.readers import read

HEADER = ("Date", "Description", "Amount")
BAKERY = (date(2026, 3, 14), "BAKERY", -12.5)
PAY = (date(2026, 3, 15), "ACME PAYROLL", 2840)

Row = Sequence[object]


def xlsx(*rows: Row, title: str = "Sheet1", **more: list[Row]) -> bytes:
    """A workbook with a sheet of these rows, and one for each further list."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = title
    for name, content in {title: rows, **more}.items():
        sheet: Any = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(*rows: Row) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Export")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            sheet.write(y, x, value, *([day] if isinstance(value, date) else []))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def statements(
    data: bytes, name: str = "export.xlsx", currency: str = "USD", mapping: ColumnMapping | None = None
) -> list[Statement]:
    return read(data, filename=name, mapping=mapping, currency=currency, account_type=None)


def only(data: bytes, **more: Any) -> Statement:
    (found,) = statements(data, **more)
    return found


def movements(found: Statement) -> list[tuple[date, str, int]]:
    return [(draft.on, draft.description, draft.amount_minor) for draft in found.drafts]


BOTH = [(date(2026, 3, 14), "BAKERY", 1250), (date(2026, 3, 15), "ACME PAYROLL", -284000)]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_days_and_numbers_are_those_of_the_cells(make: Any) -> None:
    found = only(make(HEADER, BAKERY, PAY))
    assert movements(found) == BOTH
    assert [draft.line_no for draft in found.drafts] == [2, 3]
    assert not found.questions
    assert not found.problems


def test_a_single_sheet1_is_no_account_of_its_own() -> None:
    assert only(xlsx(HEADER, BAKERY)).part is None


def test_lines_above_the_table_blank_rows_and_a_total_do_not_disturb() -> None:
    rows: list[Row] = [("My bank",), (), ("Account 00112233",), (), HEADER, BAKERY, (), PAY, ("Total", None, 2827.5)]
    found = only(xlsx(*rows))
    assert movements(found) == BOTH
    assert [draft.line_no for draft in found.drafts] == [6, 8]


def test_each_sheet_with_movements_is_an_account() -> None:
    found = statements(xlsx(HEADER, BAKERY, title="Checking", Visa=[HEADER, PAY], Notes=[("Thank you",)], Empty=[]))
    assert [(one.part, one.name_hint, len(one.drafts)) for one in found] == [
        ("Checking", "Checking", 1),
        ("Visa", "Visa", 1),
    ]
    assert "“Notes”" in found[0].warnings[-1]


def test_a_hidden_sheet_counts_only_where_nothing_else_does() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(HEADER, BAKERY, title="Now", Old=[HEADER, PAY])))
    book["Old"].sheet_state = "hidden"
    found = only(saved(book))
    assert movements(found) == BOTH[:1]
    assert found.warnings[-1] == "The sheet “Old” is hidden in the workbook; it was left out."
    book["Now"].delete_rows(1, 2)
    assert movements(only(saved(book))) == BOTH[1:]


def test_a_sheet_that_is_too_wide_does_not_hide_the_others() -> None:
    found = only(xlsx(HEADER, BAKERY, title="May", Pivot=[range(600)]))
    assert movements(found) == BOTH[:1]
    assert "“Pivot”" in found.warnings[-1]


def test_the_reason_is_that_of_the_sheet_with_the_most_rows() -> None:
    with pytest.raises(UnreadableFile) as refused:
        statements(xlsx(range(600), title="Pivot", Text=[("Dear customer",), ("Thank you",)]))
    assert refused.value.code == "not_a_table"


def test_three_decimals_are_no_thousands() -> None:
    found = only(xlsx(("Date", "Description", "Amount", "Currency"), (date(2026, 3, 14), "SOUK", -1.234, "KWD")))
    assert found.drafts[0].amount_minor == 1234


def test_the_noise_of_computed_numbers_goes() -> None:
    assert only(xlsx(HEADER, (date(2026, 3, 14), "SUM", -(0.1 + 0.2)))).drafts[0].amount_minor == 30


def test_a_formula_that_was_never_calculated_is_a_problem_and_never_0() -> None:
    found = only(xlsx(HEADER, BAKERY, (date(2026, 3, 15), "BOOKS", "=C2*2"), PAY))
    assert movements(found) == BOTH
    assert [(problem.line_no, NOT_CALCULATED in problem.raw) for problem in found.problems] == [(3, True)]


def test_a_calculated_formula_counts_as_what_it_shows() -> None:
    data = xlsx(HEADER, BAKERY, (date(2026, 3, 15), "BOOKS", "=C2*2"))
    assert movements(only(edited(data, b"<v></v>", b"<v>-25</v>", also=b"<v />")))[1][2] == 2500


def test_days_without_a_format_and_workbooks_that_count_from_1904() -> None:
    plain: list[Row] = [(46000 + day, f"SHOP {day}", -day - 0.5) for day in range(1, 9)]
    assert only(xlsx(HEADER, *plain)).drafts[0].on == date(1899, 12, 30) + timedelta(days=46001)
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in (HEADER, *plain):
        book.active.append(list(row))
    assert only(saved(book)).drafts[0].on == date(1904, 1, 1) + timedelta(days=46001)


def test_real_days_of_a_workbook_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in (HEADER, BAKERY, PAY):
        book.active.append(row)
    assert movements(only(saved(book))) == BOTH


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    data = xlsx(HEADER, BAKERY, PAY)
    assert movements(only(edited(data, b'ref="A1:C3"', b'ref="A1:A1"'))) == BOTH


PAGE = """<html><head><meta charset="utf-8"><title>x</title></head><body><table><tr><td>
<table><tr><th>Date<th>Description<th>Amount</tr>
<tr><td>14.03.2026</td><td>B&auml;ckerei<br>M&uuml;ller</td><td>-12,50</td></tr>
<tr><td>15.03.2026</td><td>ACME PAYROLL</td><td>2.840,00</td></tr></table></td></tr></table></body></html>"""


def test_a_web_page_with_a_table_is_a_table() -> None:
    found = only(PAGE.encode(), name="umsaetze.xls", currency="EUR")
    assert found.format == "html"
    assert movements(found) == [
        (date(2026, 3, 14), "Bäckerei Müller", 1250),
        (date(2026, 3, 15), "ACME PAYROLL", -284000),
    ]


def test_text_that_is_called_xls_is_read_as_text() -> None:
    data = b"Date\tDescription\tAmount\n2026-03-14\tBAKERY\t-12.50\n2026-03-15\tACME PAYROLL\t2840.00\n"
    assert movements(only(data, name="export.xls")) == BOTH


def edited(data: bytes, old: bytes, new: bytes, *, also: bytes | None = None) -> bytes:
    """The workbook with some bytes of its parts replaced."""
    made = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            for each in filter(None, (old, also)):
                count += content.count(each)
                content = content.replace(each, new)
            target.writestr(entry.filename, content)
    assert count
    return made.getvalue()


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


GOOD = xlsx(HEADER, BAKERY, PAY)
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet '


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD[: len(GOOD) // 2], "damaged_workbook"),
        (GOOD[:40], "damaged_workbook"),
        (edited(GOOD, b"<worksheet ", BOMB), "damaged_workbook"),
        (edited(GOOD, b"</row>", b""), "damaged_workbook"),
        (zipped(mimetype=b"application/epub+zip"), "not_a_workbook"),
        (zipped(content_xml=b"<a/>"), "not_a_workbook"),
        (zipped(word__document_xml=b"<a/>"), "not_a_workbook"),
        (zipped(xl__workbook_xml=b"<a/>"), "damaged_workbook"),
        (zipped(xl__workbook_xml=b"<a/>", xl__sharedStrings_xml=bytes(61_000_000)), "workbook_too_large"),
        (xlsx(), "empty_workbook"),
        (xlsx(("Dear customer",), ("Thank you",)), "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "damaged_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked_workbook"),
        (b"<html><body>Please log in</body></html>", "not_a_table"),
    ],
    # The bytes of a workbook hold the moment it was made, so they are no name for a test.
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        statements(data)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_an_outside_file_is_never_looked_at(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    attack = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><worksheet '
    with pytest.raises(UnreadableFile, match="damaged"):
        statements(edited(GOOD, b"<worksheet ", attack.encode()))


# Cells know no zone.
MORNING = datetime(2026, 3, 14, 9, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (12, "12"),
        (12.0, "12"),
        (-12.5, "-12.5"),
        (1.234, "1.2340"),
        (1234.567, "1234.5670"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (float("inf"), "Infinity"),
        (Decimal("1.10"), "1.1"),
        (MORNING.replace(hour=0, minute=0), "2026-03-14"),
        (MORNING, "2026-03-14 09:30:00"),
        ("two\nlines\tand a tab ", "two lines and a tab"),
    ],
)
def test_cells_can_be_read_in_one_way_only(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_rows_are_as_wide_as_the_widest() -> None:
    found = table_rows([(1, ["a"]), (2, []), (4, [1, None, 3]), (9, [None])]).records()
    assert [(record.line_no, record.cells) for record in found] == [(1, ["a", "", ""]), (4, ["1", "", "3"])]


TOLD = ColumnMapping("\t", "utf-8", date=0, description=(1,), amount=2, header_line=1, header=HEADER)
row = st.tuples(
    st.dates(date(2000, 1, 1), date(2039, 12, 31)),
    st.from_regex(r"[B-Y]{3,20}", fullmatch=True),
    st.integers(-(10**9), 10**9).filter(bool),
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.lists(row, min_size=3, max_size=30), st.booleans())
def test_a_written_statement_reads_back_exactly(rows: list[tuple[date, str, int]], is_old: bool) -> None:
    written = [(on, text, minor / 100) for on, text, minor in rows]
    found = only((xls if is_old else xlsx)(HEADER, *written), mapping=TOLD)
    assert movements(found) == [(on, text, -minor) for on, text, minor in rows]
    assert not found.problems


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(GOOD) - 1), st.booleans())
def test_any_damage_is_refused_or_read_and_never_breaks_us(noise: bytes, at: int, is_old: bool) -> None:
    good = OLD if is_old else GOOD
    at %= len(good)
    try:
        found = statements(good[:at] + noise + good[at + len(noise) :])
    except UnreadableFile:
        return
    assert all(one.drafts or one.problems or one.left_out for one in found)


OLD = xls(HEADER, BAKERY, PAY)


@pytest.mark.parametrize("tag", ["<a ", "<a b='", "<!--", "<![", "</", "&#", "<script>"])
def test_a_web_page_of_unclosed_tags_is_read_at_once(tag: str) -> None:
    rows = "<tr><td>Date</td><td>Text</td><td>Amount</td></tr><tr><td>2026-03-14</td><td>TEA</td><td>-2.50</td></tr>"
    found = only(f"<html><table>{rows}</table>{tag * 100_000}".encode())
    assert [draft.amount_minor for draft in found.drafts] == [250]


def test_what_a_web_page_hides_is_no_text_of_a_cell() -> None:
    rows = "<tr><td>Date<td>Text<td>Amount<tr><td>2026-03-14<td>TEA &amp; <!-- <td>no</td> -->CAKE<td>-2.50"
    found = only(f"<html><title>T</title><style>td {{}}</style><table>{rows}</table></html>".encode())
    assert [(draft.description, draft.amount_minor) for draft in found.drafts] == [("TEA & CAKE", 250)]
