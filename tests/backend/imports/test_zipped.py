"""A ZIP of statements: each file in it is read as if it had come alone, and no ZIP does harm."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from backend.imports import reading
from backend.imports.errors import UnreadableFile
from backend.imports.formats.zip_file import MOST_FILES, holds_files
from backend.imports.statement import Statement
from tests.backend.imports.test_api import preview

CSV = b"Date,Description,Amount\n2026-03-14,BAKERY,-12.50\n2026-03-15,ACME PAYROLL,2840.00\n"
MT940 = b":20:1\r\n:25:12030000/0123456789\r\n:28C:1\r\n:60F:C260312EUR100,\r\n:61:2603130313D12,50NTRFNONREF\r\n"
CAMT = (
    b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>'
    b"DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy='EUR'>7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
    b"<Sts>BOOK</Sts><BookgDt><Dt>2026-03-14</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>"
)


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return made.getvalue()


def statements(data: bytes) -> list[Statement]:
    return reading.read(data, filename="bank.zip", mapping=None, currency="USD", account_type=None)


def sums(found: list[Statement]) -> list[tuple[str, str | None, int]]:
    return [(one.format, one.part, sum(draft.amount_minor for draft in one.drafts)) for one in found]


def test_a_file_that_is_alone_is_read_as_if_it_were_not_packed() -> None:
    (packed,) = statements(zipped({"march.csv": CSV}))
    assert packed == reading.read(CSV, filename="march.csv", mapping=None, currency="USD", account_type=None)[0]


def test_a_day_without_a_year_gets_it_from_the_name_of_the_file_inside() -> None:
    data = CSV.replace(b"2026-03-14", b"14 Mar").replace(b"2026-03-15", b"15 Mar")
    (found,) = statements(zipped({"statement_2026-03-31.csv": data}))
    assert {draft.on.year for draft in found.drafts} == {2026}


def test_each_file_is_a_part_whatever_its_format() -> None:
    found = statements(zipped({"b/day1.xml": CAMT, "a/march.csv": CSV, "c.sta": MT940, "__MACOSX/x": b"?", ".y": b"?"}))
    assert sums(found) == [
        ("csv", "a/march.csv", -282750),
        ("camt", "b/day1.xml / DE02120300000000202051 EUR", 700),
        ("mt940", "c.sta / 12030000/0123456789 EUR", 1250),
    ]
    assert [one.account_hint for one in found] == [None, "DE02120300000000202051", "12030000/0123456789"]


def test_files_without_movements_are_named() -> None:
    found = statements(zipped({"day.xml": CAMT, "read me.pdf": b"%PDF-1.7", "more.zip": zipped({"a.csv": CSV})}))
    assert len(found) == 1
    assert found[0].warnings[-1] == "No transactions were found in “more.zip”, “read me.pdf” inside the ZIP; left out."


def test_columns_that_were_told_for_one_file_do_not_take_the_others_away() -> None:
    wide = CSV.replace(b"Date,", b"Nr,Text,Date,").replace(b"2026", b"1,x,2026")
    data = zipped({"narrow.csv": CSV, "wide.csv": wide})
    told = statements(data)[1].mapping
    found = reading.read(data, filename="bank.zip", mapping=told, currency="USD", account_type=None)
    assert [len(one.drafts) for one in found] == [2, 2]


def test_several_accounts_of_a_zip_wait_side_by_side(client: TestClient) -> None:
    first = preview(client, zipped({"day.xml": CAMT, "march.sta": MT940}), name="bank.zip")
    (sibling,) = first["siblings"]
    second = client.get(f"/api/import/{sibling}").json()
    assert [found["counts"]["new"] for found in (first, second)] == [1, 1]


def locked() -> bytes:
    data = bytearray(zipped({"march.csv": CSV}))
    # The bit that says so, in the list at the end.
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(zipped({"march.csv": CSV * 10}))
    data[60] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"zeros.csv": bytes(60_000_000)}), "zip_too_large"),
        (zipped({f"{n}.csv": b"" for n in range(MOST_FILES + 1)}), "too_many_inside"),
        (zipped({}), "empty_zip"),
        (zipped({"a/": b"", ".DS_Store": b"x"}), "empty_zip"),
        (zipped({"inner.zip": zipped({"march.csv": CSV})}), "binary_file"),
        (zipped({"a.pdf": b"%PDF-1.7"}), "binary_file"),
        (locked(), "locked_zip"),
        (damaged(), "damaged_zip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_gives_no_statement_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        statements(data)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    data = bytearray(zipped({"zeros.csv": bytes(60_000_000)}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        statements(bytes(data))


def test_documents_of_office_programs_are_no_zips_of_files() -> None:
    assert holds_files(zipped({"march.csv": CSV}))
    assert not holds_files(zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))
    assert not holds_files(b"PK\x03\x04 and no more")


WHOLE = zipped({"day.xml": CAMT, "march.csv": CSV, "c.sta": MT940})


@given(noise=st.binary(min_size=1, max_size=8), at=st.integers(0, len(WHOLE)), is_cut=st.booleans())
def test_any_damage_is_refused_or_read_and_never_breaks_us(noise: bytes, at: int, is_cut: bool) -> None:
    data = WHOLE[:at] + noise + (b"" if is_cut else WHOLE[at + len(noise) :])
    try:
        found = statements(data)
    except UnreadableFile:
        return
    # What a ZIP gives carries a sum of its bytes: a row is as it was, or not there.
    assert {draft.amount_minor for one in found for draft in one.drafts} <= {1250, -284000, 700}
