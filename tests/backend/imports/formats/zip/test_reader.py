"""A ZIP of statements: each file in it is read as if it had come alone, and no ZIP does harm."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from backend.imports import readers
from backend.imports.errors import UnreadableFile
from backend.imports.formats.zip.archive import MOST_FILES, MOST_SIDE_BY_SIDE, TooManyInside, holds_files
from backend.imports.model.statement import Statement
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
    return readers.read(data, filename="bank.zip", mapping=None, currency="USD", account_type=None)


def sums(found: list[Statement]) -> list[tuple[str, str | None, int]]:
    return [(one.format, one.part, sum(draft.amount_minor for draft in one.drafts)) for one in found]


def test_a_file_that_is_alone_is_read_as_if_it_were_not_packed() -> None:
    (packed,) = statements(zipped({"march.csv": CSV}))
    assert packed == readers.read(CSV, filename="march.csv", mapping=None, currency="USD", account_type=None)[0]


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
    found = readers.read(data, filename="bank.zip", mapping=told, currency="USD", account_type=None)
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
        (zipped({"a.pdf": b"%PDF-1.7"}), "pdf_unreadable"),
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


FIRST = date(2026, 1, 1)
IBAN = "DE02120300000000202051"


def day(on: date, cents: int, *, iban: str = IBAN, booked: str | None = None) -> bytes:
    before, after = 100_000 - cents * (on - FIRST).days, 100_000 - cents * ((on - FIRST).days + 1)
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{_balance('OPBD', on, before)}"
        f"{_balance('CLBD', on, after)}<Ntry><Amt Ccy='EUR'>{cents / 100:.2f}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>"
        f"BOOK</Cd></Sts><BookgDt><Dt>{booked or on}</Dt></BookgDt><AddtlNtryInf>Bakery</AddtlNtryInf></Ntry>"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _balance(code: str, on: date, cents: int) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{cents / 100:.2f}</Amt>"
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def days(count: int) -> dict[str, bytes]:
    # Named so that their order is not that of the days.
    spans = [FIRST + timedelta(number) for number in range(count)]
    return {f"{on:%d-%m-%Y}.xml": day(on, 250) for on in spans}


def lines(found: Statement) -> list[tuple[int, date]]:
    return [(draft.line_no, draft.on) for draft in found.drafts]


def test_a_file_for_each_day_of_a_year_is_one_statement() -> None:
    (found,) = statements(zipped(days(365)))
    assert [draft.on for draft in found.drafts] == [FIRST + timedelta(number) for number in range(365)]
    assert len({draft.line_no for draft in found.drafts}) == 365
    assert (found.account_hint, found.part, found.warnings) == (IBAN, f"{IBAN} EUR", ())
    closing = [balance for balance in found.balances if balance.kind == "closing"]
    assert closing[-1].balance_minor == 100_000 - 365 * 250


def test_accounts_and_formats_stay_apart() -> None:
    other = {"x.xml": day(FIRST, 100, iban="DE75512108001245126199")}
    found = statements(zipped({**days(3), **other, "a.csv": b"Date,Text,Amount\n2026-03-14,BAKERY,-1.00\n"}))
    assert sorted((one.format, len(one.drafts)) for one in found) == [("camt", 1), ("camt", 3), ("csv", 1)]


def test_files_that_tell_a_day_twice_are_compared_as_imports_of_their_own() -> None:
    found = statements(zipped({"1.xml": day(FIRST, 250), "again.xml": day(FIRST, 250)}))
    assert [len(one.drafts) for one in found] == [1, 1]


def test_a_row_that_cannot_be_read_says_in_which_file_it_is() -> None:
    (found,) = statements(zipped({**days(2), "3.xml": day(FIRST, 250, booked="2026-02-31")}))
    (problem,) = found.problems
    assert problem.message.startswith("In “3.xml”: ")
    assert problem.line_no not in [line for line, _ in lines(found)]


def test_too_many_accounts_are_refused() -> None:
    many = {f"{number}.xml": day(FIRST, 250, iban=f"DE{number:020}") for number in range(MOST_SIDE_BY_SIDE + 1)}
    with pytest.raises(TooManyInside, match="61 statements"):
        statements(zipped(many))


def test_a_quarter_by_days_becomes_one_import_that_adds_nothing_when_it_comes_again(client: TestClient) -> None:
    data = zipped(days(90))
    first = preview(client, data, name="Umsaetze.zip")
    assert (first["siblings"], first["counts"]["new"]) == ([], 90)
    new = {"name": "Giro", "account_type": "checking", "currency": "EUR"}
    done = client.post(f"/api/import/{first['id']}/commit", json={"new_account": new}).json()
    assert (done["added"], done["out_minor"]) == (90, 90 * 250)
    later = preview(client, zipped({"92.xml": day(FIRST + timedelta(91), 250), **days(91)}), name="Umsaetze.zip")
    assert (later["account"]["name"], later["counts"]["repeated"], later["counts"]["new"]) == ("Giro", 90, 2)
