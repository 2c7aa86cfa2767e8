"""The parts around the sheets: texts, sheet names, and which styles show days."""

import io
import zipfile

import pytest

from backend.imports.formats.excel.sheet import DamagedWorkbook, WorkbookTooLarge
from backend.imports.formats.excel.xlsx_package import Archive, related_to
from backend.imports.formats.excel.xlsx_parts import book_in, day_styles_in, sheet_parts_of, texts_in

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(**parts: str) -> Archive:
    """A workbook of these parts, by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return Archive(zipfile.ZipFile(file))


def test_texts_are_put_together_from_their_runs_without_how_they_are_pronounced() -> None:
    texts = "<sst><si><t>RENT</t></si><si><r><t>CAFE </t></r><r><t>CORTADO</t></r><rPh><t>kafe</t></rPh></si></sst>"
    assert texts_in(archive(texts=texts), "texts") == ["RENT", "CAFE CORTADO"]
    assert texts_in(archive(), "texts") == texts_in(archive(), None) == []


def test_sheets_of_rows_are_named_with_their_parts_and_whether_they_are_hidden() -> None:
    workbook = (
        f'<workbook xmlns:r="{RELATION}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="March" r:id="a"/><sheet name="Old" r:id="b" state="hidden"/><sheet name="Chart" r:id="c"/>'
        "</sheets></workbook>"
    )
    relations = (
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheets/1.xml"/>'
        '<Relationship Id="b" Type="x/worksheet" Target="/xl/sheets/2.xml"/>'
        '<Relationship Id="c" Type="x/chartsheet" Target="sheets/3.xml"/>'
        '<Relationship Id="d" Type="x/worksheet" Target="elsewhere" TargetMode="External"/></Relationships>'
    )
    packed = archive(**{"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relations})
    book, related = book_in(packed, "xl/workbook.xml"), related_to(packed, "xl/workbook.xml")
    assert book.counts_from_1904
    sheets = [("March", "/xl/sheets/1.xml", False), ("Old", "/xl/sheets/2.xml", True)]
    assert [tuple(each) for each in sheet_parts_of(book, related)] == sheets
    assert related.of_kind("chartsheet") == "/xl/sheets/3.xml"
    assert related.of_kind("styles") is None


def test_styles_that_show_days_are_those_of_built_in_and_written_formats() -> None:
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="dd.mm.yyyy"/>'
        '<numFmt numFmtId="201" formatCode="0.00 &quot;days&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/><xf/></cellXfs>'
        "</styleSheet>"
    )
    assert day_styles_in(archive(styles=styles), "styles") == {1, 2}
    assert day_styles_in(archive(), "styles") == frozenset()


def test_parts_are_found_whatever_their_letters_and_slashes() -> None:
    assert "/XL/Sheets/1.XML" in archive(**{"xl\\sheets\\1.xml": "<a/>"})


def test_a_part_that_is_missing_is_damage_and_one_that_is_too_large_is_refused_by_its_size() -> None:
    with pytest.raises(DamagedWorkbook):
        archive().open("texts")
    with pytest.raises(WorkbookTooLarge):
        archive(texts=" " * 1_000_001).open("texts", 1)


@pytest.mark.parametrize(
    "content", ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" * 101, "<a><b></a>"], ids=["entity", "deep", "broken"]
)
def test_documents_with_entities_or_too_deep_or_broken_are_damage(content: str) -> None:
    with pytest.raises(DamagedWorkbook):
        texts_in(archive(texts=content), "texts")
