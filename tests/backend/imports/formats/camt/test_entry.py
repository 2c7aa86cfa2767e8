"""One booking of a CAMT statement: one transaction, or one for each of its details."""

from xml.etree.ElementTree import fromstring

from backend.imports.formats.camt.entry import is_left_out, rows_of
from backend.imports.model.statement import Problem
from backend.transactions.draft import Draft

HEAD = "<Amt Ccy='EUR'>30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2024-03-05</Dt></BookgDt>"


def part(amount: str, number: str = "") -> str:
    reference = f"<Refs><AcctSvcrRef>{number}</AcctSvcrRef></Refs>" if number else ""
    return f"<TxDtls>{reference}<Amt Ccy='EUR'>{amount}</Amt></TxDtls>"


def rows(inside: str) -> list[Draft | Problem]:
    return list(rows_of(fromstring(f"<Ntry>{inside}</Ntry>"), 1, "EUR", None))


def drafts(inside: str) -> list[Draft]:
    return [row for row in rows(inside) if isinstance(row, Draft)]


def test_a_booking_without_details_is_one_transaction() -> None:
    (row,) = drafts(f"{HEAD}<AcctSvcrRef>REF-77</AcctSvcrRef>")
    assert (row.amount_minor, row.currency, row.provider_id) == (3000, "EUR", "REF-77")


def test_details_that_add_up_become_a_transaction_each() -> None:
    inside = f"{HEAD}<NtryDtls>{part('10.00')}{part('20.00')}</NtryDtls>"
    assert [(row.line_no, row.amount_minor) for row in drafts(inside)] == [(1, 1000), (2, 2000)]


def test_details_that_do_not_add_up_leave_the_booking_whole() -> None:
    assert [row.amount_minor for row in drafts(f"{HEAD}<NtryDtls>{part('10.00')}{part('10.00')}</NtryDtls>")] == [3000]


def test_details_are_numbered_under_the_booking() -> None:
    inside = f"{HEAD}<AcctSvcrRef>B100</AcctSvcrRef><NtryDtls>{part('10', 'D001')}{part('20', 'D002')}</NtryDtls>"
    assert [row.provider_id for row in drafts(inside)] == ["B100/D001", "B100/D002"]


def test_words_that_stand_for_no_number_are_none() -> None:
    assert [row.provider_id for row in drafts(f"{HEAD}<AcctSvcrRef>NONREF</AcctSvcrRef>")] == [None]


def test_what_is_not_booked_yet_is_left_out_with_its_reason() -> None:
    (row,) = rows(f"{HEAD}<Sts>PDNG</Sts>")
    assert isinstance(row, Problem)
    assert is_left_out(row)


def test_a_booking_without_a_day_is_shown_with_its_reason() -> None:
    (row,) = rows("<Amt Ccy='EUR'>1</Amt><CdtDbtInd>DBIT</CdtDbtInd>")
    assert isinstance(row, Problem)
    assert row.code == "date_missing"
    assert not is_left_out(row)


def test_the_amount_in_the_currency_of_the_purchase_is_kept() -> None:
    details = "<AmtDtls><InstdAmt><Amt Ccy='USD'>33.00</Amt></InstdAmt></AmtDtls>"
    (row,) = drafts(f"{HEAD}<NtryDtls><TxDtls>{details}</TxDtls></NtryDtls>")
    assert (row.original_amount_minor, row.original_currency) == (3300, "USD")
