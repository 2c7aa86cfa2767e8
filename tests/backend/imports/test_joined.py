"""Files of one account in a ZIP, one for each day: together they are one statement, unless they tell a day twice."""

from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from backend.imports.formats.zip_file import MOST_SIDE_BY_SIDE, TooManyInside
from backend.imports.statement import Statement
from tests.backend.imports.test_api import preview
from tests.backend.imports.test_zipped import statements, zipped

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
