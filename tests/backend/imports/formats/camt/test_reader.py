"""CAMT: entries and their details, reversals and what is not booked, balances, several accounts, and attacks."""

import contextlib
import re
import tracemalloc
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import UnreadableFile
from backend.imports.formats.camt.reader import read_camt
from backend.imports.model.statement import StatedBalance, Statement
from backend.kit.money import in_units

IBAN = "DE02120300000000202051"


def account(iban: str = IBAN, ccy: str = "EUR") -> str:
    bank = "<Svcr><FinInstnId><BIC>BYLADEM1001</BIC></FinInstnId></Svcr>"
    return f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{ccy}</Ccy><Nm>Giro</Nm>{bank}</Acct>"


def balance(code: str, amount: str, on: str, mark: str = "CRDT") -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{kind}<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>'


def entry(
    amount: str = "12.50", mark: str = "DBIT", *, on: str | None = "2026-03-14", sts: str = "BOOK", inside: str = ""
) -> str:
    booked = f"<BookgDt><Dt>{on}</Dt></BookgDt>" if on else ""
    head = f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd><Sts>{sts}</Sts>{booked}'
    return f"<Ntry>{head}{inside}</Ntry>"


def details(amount: str | None = None, *, words: str = "Bread", to: str = "Bakery", more: str = "") -> str:
    money = f'<AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>' if amount else ""
    parties = f"<RltdPties><Dbtr><Nm>Me</Nm></Dbtr><Cdtr><Nm>{to}</Nm></Cdtr></RltdPties>"
    return f"<TxDtls>{more}{money}{parties}<RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>"


def document(*inside: str, message: str = "BkToCstmrStmt", part: str = "Stmt", head: str = "") -> bytes:
    name = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    content = "".join(f"<{part}><Id>1</Id>{each}</{part}>" for each in inside)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Document xmlns="{name}"><{message}>'
        f"<GrpHdr><MsgId>1</MsgId></GrpHdr>{content}</{message}></Document>"
    ).encode()


def read(data: bytes) -> list[Statement]:
    return read_camt(data, default_currency="EUR")


def only(*inside: str, **more: Any) -> Statement:
    (found,) = read(document("".join((account(), *inside)), **more))
    return found


def amounts(found: Statement) -> list[int]:
    return [draft.amount_minor for draft in found.drafts]


def test_money_out_is_positive_and_the_other_side_is_named() -> None:
    found = only(
        entry(inside=f"<NtryDtls>{details()}</NtryDtls>"),
        entry("2840.00", "CRDT", inside=f"<NtryDtls>{details()}</NtryDtls>"),
    )
    bread, pay = found.drafts
    assert (bread.on, bread.amount_minor, bread.merchant_name, bread.description) == (
        date(2026, 3, 14), 1250, "Bakery", "Bread",
    )  # fmt: skip
    assert (pay.amount_minor, pay.merchant_name) == (-284000, "Me")
    assert (found.account_hint, found.part, found.institution_hint) == (IBAN, f"{IBAN} EUR", "BYLADEM1001")


@pytest.mark.parametrize(
    ("message", "part", "layout"),
    [
        ("BkToCstmrStmt", "Stmt", "CAMT.053"),
        ("BkToCstmrAcctRpt", "Rpt", "CAMT.052"),
        ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "CAMT.054"),
    ],
)
def test_statements_reports_and_notifications(message: str, part: str, layout: str) -> None:
    found = only(entry(), message=message, part=part)
    assert (found.layout, amounts(found)) == (layout, [1250])


def test_a_batch_that_adds_up_is_its_parts() -> None:
    parts = details("7.50", words="one") + details("5.00", words="two")
    found = only(entry(inside=f"<AcctSvcrRef>BK01</AcctSvcrRef><NtryDtls>{parts}</NtryDtls>"))
    assert [(d.amount_minor, d.description, d.provider_id, d.line_no) for d in found.drafts] == [
        (750, "one", "BK01/1", 1),
        (500, "two", "BK01/2", 2),
    ]


@pytest.mark.parametrize("parts", [("7.50", "4.00"), (None, None), ("7.50", None)])
def test_a_batch_that_does_not_add_up_stays_whole(parts: tuple[str | None, str | None]) -> None:
    inside = f"<NtryDtls>{''.join(details(part) for part in parts)}</NtryDtls>"
    assert amounts(only(entry(inside=inside))) == [1250]


def test_in_the_oldest_version_the_details_stand_in_the_entry_itself() -> None:
    found = only(entry(inside=details("7.50", words="one") + details("5.00", words="two")))
    assert [(d.amount_minor, d.description) for d in found.drafts] == [(750, "one"), (500, "two")]


@pytest.mark.parametrize(
    ("whole", "own", "expected"),
    [
        ("BK01", ("P001", "P002"), ["BK01/P001", "BK01/P002"]),
        ("BK01", ("P001", "P001"), ["BK01/1", "BK01/2"]),
        ("BK01", ("P001", "NOTPROVIDED"), ["BK01/1", "BK01/2"]),
        ("NONREF", ("P001", "P002"), ["P001", "P002"]),
        ("NONREF", ("P001", "P001"), [None, None]),
        ("0000000", ("", ""), [None, None]),
    ],
)
def test_each_part_of_a_batch_has_a_number_of_its_own(
    whole: str, own: tuple[str, str], expected: list[str | None]
) -> None:
    refs = [f"<Refs><AcctSvcrRef>{each}</AcctSvcrRef></Refs>" for each in own]
    parts = details("7.50", more=refs[0]) + details("5.00", more=refs[1])
    found = only(entry(inside=f"<AcctSvcrRef>{whole}</AcctSvcrRef><NtryDtls>{parts}</NtryDtls>"))
    assert [draft.provider_id for draft in found.drafts] == expected


def test_a_batch_may_hold_parts_of_both_directions() -> None:
    back = "<CdtDbtInd>CRDT</CdtDbtInd>"
    found = only(entry("2.50", inside=f"<NtryDtls>{details('7.50')}{details('5.00', more=back)}</NtryDtls>"))
    assert amounts(found) == [750, -500]


def test_a_reversed_payment_is_booked_as_its_mark_says() -> None:
    inside = f"<RvslInd>true</RvslInd><NtryDtls>{details()}</NtryDtls>"
    (draft,) = only(entry(mark="CRDT", inside=inside)).drafts
    assert (draft.amount_minor, draft.merchant_name) == (-1250, "Bakery")


@pytest.mark.parametrize(
    ("parties", "name"),
    [
        ("<Cdtr><Nm>Bakery</Nm></Cdtr><UltmtCdtr><Nm>Baker</Nm></UltmtCdtr>", "Bakery"),
        ("<Cdtr><Pty><Nm>Bakery</Nm></Pty></Cdtr>", "Bakery"),
        ("<Cdtr><Agt><FinInstnId><Nm>Bank</Nm></FinInstnId></Agt></Cdtr>", "Bank"),
        ("<Cdtr><Nm>NOTPROVIDED</Nm></Cdtr><UltmtCdtr><Nm>Bakery</Nm></UltmtCdtr>", "Bakery"),
        ("<CdtrAcct><Id/><Nm>CARDS</Nm></CdtrAcct>", "CARDS"),
        ("<TradgPty><Nm>Broker</Nm></TradgPty>", "Broker"),
        ("<Dbtr><Nm>Me</Nm></Dbtr>", None),
        ("", None),
    ],
)
def test_the_other_side_is_looked_for_where_banks_write_it(parties: str, name: str | None) -> None:
    inside = f"<NtryDtls><TxDtls><RltdPties>{parties}</RltdPties></TxDtls></NtryDtls>"
    assert only(entry(inside=inside)).drafts[0].merchant_name == name


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<RmtInf><Ustrd>one</Ustrd><Ustrd> two </Ustrd></RmtInf><AddtlTxInf>info</AddtlTxInf>", "one two"),
        ("<RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>", "RF18"),
        ("<RmtInf><Strd><RfrdDocInf><Nb>42</Nb></RfrdDocInf></Strd></RmtInf>", "42"),
        ("<AddtlTxInf>info</AddtlTxInf>", "info"),
        ("<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd></Fmly></Domn></BkTxCd>", "Card payment"),
        ("<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>", "NTRF"),
        ("", ""),
    ],
)
def test_the_words_come_from_the_most_telling_place(inside: str, words: str) -> None:
    assert only(entry(inside=f"<NtryDtls><TxDtls>{inside}</TxDtls></NtryDtls>")).drafts[0].description == words


@pytest.mark.parametrize("sts", ["PDNG", "INFO", "<Cd>PDNG</Cd>", "<Cd>FUTR</Cd>"])
def test_what_is_not_booked_is_left_out_with_its_reason(sts: str) -> None:
    found = only(entry(sts=sts), entry(sts="<Cd>BOOK</Cd>"))
    assert (len(found.left_out), amounts(found)) == (1, [1250])


def test_days_are_taken_as_written() -> None:
    late = "<BookgDt><DtTm>2026-03-14T23:59:00+13:00</DtTm></BookgDt>"
    valued = "<ValDt><Dt>2026-03-16</Dt></ValDt>"
    found = only(entry(on=None, inside=late), entry(on=None, inside=valued))
    assert [draft.on for draft in found.drafts] == [date(2026, 3, 14), date(2026, 3, 16)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (entry(on=None), "date_missing"),
        (entry(on="2026-02-30"), "date_impossible"),
        (entry("12.505"), "too_many_decimals"),
        (entry("twelve"), "amount_unreadable"),
        (entry("-12.50"), "amount_sign_twice"),
        (entry(""), "amount_missing"),
        (entry(mark="OUT"), "direction_missing"),
        (entry().replace('"EUR"', '"QQQ"'), "currency_unknown"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_row(row: str, code: str) -> None:
    found = only(row, entry("1.00"))
    assert ([problem.code for problem in found.problems], amounts(found)) == ([code], [100])
    assert found.problems[0].message.endswith(".")
    assert found.problems[0].raw.startswith("<Ntry>")


def test_five_decimals_that_are_noughts_are_none() -> None:
    assert amounts(only(entry("12.50000"))) == [1250]


@pytest.mark.parametrize("place", ["InstdAmt", "TxAmt"])
@pytest.mark.parametrize("is_at_entry", [True, False])
def test_a_payment_in_another_currency_keeps_what_was_asked_for(place: str, *, is_at_entry: bool) -> None:
    more = f'<AmtDtls><{place}><Amt Ccy="USD">13.60</Amt></{place}></AmtDtls>'
    inside = more + f"<NtryDtls>{details()}</NtryDtls>" if is_at_entry else f"<NtryDtls>{details(more=more)}</NtryDtls>"
    (draft,) = only(entry(inside=inside)).drafts
    assert (draft.amount_minor, draft.original_amount_minor, draft.original_currency) == (1250, 1360, "USD")


def test_balances_and_rows_that_lead_from_one_to_the_other() -> None:
    found = only(balance("PRCD", "100.00", "2026-03-13"), balance("CLBD", "87.50", "2026-03-14"), entry())
    assert found.balances == (
        StatedBalance(date(2026, 3, 14), 10000, "opening"),
        StatedBalance(date(2026, 3, 14), 8750, "closing"),
    )
    assert not found.warnings


@pytest.mark.parametrize(
    ("said_on", "first_row", "opens_on"),
    [("2026-03-13", "2026-03-14", 14), ("2026-03-14", "2026-03-14", 14), ("2026-03-12", "2026-03-14", 13)],
)
def test_an_opening_balance_dated_with_the_evening_before_opens_the_morning_after(
    said_on: str, first_row: str, opens_on: int
) -> None:
    found = only(balance("OPBD", "100.00", said_on), balance("CLBD", "87.50", "2026-03-14"), entry(on=first_row))
    assert found.balances[0] == StatedBalance(date(2026, 3, opens_on), 10000, "opening")


def test_balances_between_the_pages_of_a_statement_are_weighed_and_not_stated() -> None:
    interim = balance("CLBD", "87.50", "2026-03-14").replace("</CdOrPrtry>", "</CdOrPrtry><SubTp><Cd>INTM</Cd></SubTp>")
    found = only(balance("OPBD", "100.00", "2026-03-14"), interim, entry("2.50"))
    assert [each.kind for each in found.balances] == ["opening"]
    assert "10.00 EUR more went out" in found.warnings[0]


def test_what_the_bank_would_lend_is_not_what_is_available() -> None:
    line = "<CdtLine><Incl>true</Incl><Amt Ccy='EUR'>500</Amt></CdtLine>"
    with_loan = balance("CLAV", "600.00", "2026-03-14").replace("<Amt", f"{line}<Amt", 1)
    assert only(with_loan, balance("CLAV", "100.00", "2026-03-14")).balances == (
        StatedBalance(date(2026, 3, 14), 10000, "available"),
    )


def test_an_account_without_a_currency_has_that_of_its_booked_balances_else_of_its_rows() -> None:
    bare = f"<Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>"
    dollars = balance("CLAV", "5", "2026-03-14").replace('"EUR"', '"USD"')
    by_rows, by_balance = read(document(bare + dollars + entry())), read(document(bare + balance("CLBD", "5", "2026")))
    assert [found.currency for found in by_rows + by_balance] == ["EUR", "EUR"]


def test_rows_in_another_currency_than_the_account_are_told() -> None:
    found = only(entry(), entry().replace('"EUR"', '"USD"'))
    assert [draft.currency for draft in found.drafts] == ["EUR", "USD"]
    assert found.warnings == ("Some rows are in USD though the account is in EUR, as the file says."
                              " Compare them with your bank.",)  # fmt: skip


def test_a_closing_balance_that_the_rows_do_not_reach_is_told() -> None:
    found = only(balance("OPBD", "10.00", "2026-03-14"), balance("CLBD", "10.00", "2026-03-14", "DBIT"), entry())
    assert found.balances[1].balance_minor == -1000
    assert "7.50 EUR more went out" in found.warnings[0]


def test_each_account_is_a_statement_and_two_statements_of_one_are_one() -> None:
    other = account("DE75512108001245126199")
    data = document(account() + entry("1.00"), other + entry("2.00"), account() + entry("3.00"))
    assert [(found.account_hint, amounts(found)) for found in read(data)] == [
        (IBAN, [100, 300]),
        ("DE75512108001245126199", [200]),
    ]


def test_a_wrongly_declared_encoding_is_seen_through() -> None:
    data = document(account() + entry(inside=f"<NtryDtls>{details(to='Bäckerei')}</NtryDtls>"))
    (found,) = read(data.decode().encode("latin-1"))
    assert found.drafts[0].merchant_name == "Bäckerei"


ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (document(account() + entry(), head=ENTITY), "dangerous_xml"),
        (document(account() + entry(), head=LAUGHS), "dangerous_xml"),
        (b"<a>" * 100_000, "dangerous_xml"),
        (document(account() + entry())[:-40], "damaged_xml"),
        (b"<Document><CstmrCdtTrfInitn><PmtInf/></CstmrCdtTrfInitn></Document>", "not_camt"),
        (b"<?xml version='1.0'?><songs><song/></songs>", "not_camt"),
        (b"<", "damaged_xml"),
        (document(account() + f"<Ntry>{'<a>' * 200}{'</a>' * 200}</Ntry>"), "dangerous_xml"),
        (b"<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>", "no_statement_inside"),
        (b'<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:x"><Worksheet/></Workbook>', "not_camt"),
    ],
)
def test_what_is_no_statement_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text,
        lambda text: text.replace("\n", "").replace("><", ">\r\n\t<"),
        lambda text: text.replace("Bakery", "Bakery & Sons").replace("&amp;", "&"),
        lambda text: text.replace("Bakery", "Bakery&nbsp;Sons"),
        lambda text: text.replace("Bakery", "Bak\x1aery"),
        lambda text: text.replace("Bakery", "Bak&#x1f;ery"),
        lambda text: text + "\x1a",
        lambda text: "\ufeff\n" + text,
        lambda text: re.sub(r"<(/?)(?=[A-Z])", r"<\1ns2:", text).replace("xmlns=", "xmlns:ns2="),
        lambda text: f"<Envelope><Body>{text.partition('?>')[2]}</Body></Envelope>",
        lambda text: text.replace("camt.053.001.02", "camt.053.001.99"),
        lambda text: text.replace("<Ntry>", "<!-- <Ntry> --><Ntry>"),
        lambda text: text.replace("Bakery", "<![CDATA[Bakery]]>"),
    ],
    ids=["plain", "pretty", "bare and", "web page's space", "control sign", "control number", "end sign", "mark",
         "prefix", "envelope", "unknown version", "comment", "cdata"],
)  # fmt: skip
def test_every_shape_of_the_same_file_reads_the_same(shape) -> None:  # type: ignore[no-untyped-def]
    (found,) = read(shape(GOOD.decode()).encode())
    (draft,) = found.drafts
    assert not found.problems
    assert (draft.on, draft.amount_minor, draft.description) == (date(2026, 3, 14), 1250, "Bread")
    assert (draft.merchant_name or "").startswith("Bak")
    assert found.account_hint == IBAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_declared_encoding_is_followed(encoding: str) -> None:
    text = document(account() + entry(inside=f"<NtryDtls>{details(to='Bäckerei')}</NtryDtls>")).decode()
    (found,) = read(text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding))
    assert found.drafts[0].merchant_name == "Bäckerei"


def test_several_documents_in_one_file_are_all_read() -> None:
    (found,) = read(document(account() + entry("1.00")) + b"\n" + document(account() + entry("2.00")))
    assert amounts(found) == [100, 200]
    assert [draft.line_no for draft in found.drafts] == [1, 2]


def test_memory_stays_flat_over_a_long_file() -> None:
    data = document(account() + "<Junk><a/></Junk>" * 50_000 + entry())
    assert data.count(b"<a/>") == 50_000
    tracemalloc.start()
    try:
        read(data)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_bookings_without_a_statement_around_them_are_not_lost() -> None:
    (found,) = read(f"<Document>{entry()}</Document>".encode())
    assert (amounts(found), found.part) == ([1250], "EUR")


GOOD = document(account() + entry(inside=f"<NtryDtls>{details()}</NtryDtls>"))
rows = st.lists(
    st.tuples(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(1, 10**11), st.booleans()), max_size=20
)


@given(rows)
def test_a_written_statement_reads_back_exactly(written: list[tuple[date, int, bool]]) -> None:
    entries = [entry(in_units(m, "EUR"), "DBIT" if out else "CRDT", on=on.isoformat()) for on, m, out in written]
    found = only(*entries)
    assert [(d.on, d.amount_minor) for d in found.drafts] == [(on, m if out else -m) for on, m, out in written]
    assert len({draft.line_no for draft in found.drafts}) == len(written)


@given(st.binary(max_size=60), st.integers(0, len(GOOD) - 1))
def test_any_damage_is_refused_or_read_and_never_breaks_us(noise: bytes, at: int) -> None:
    with contextlib.suppress(UnreadableFile):
        read(GOOD[:at] + noise + GOOD[at + len(noise) :])


def test_a_file_of_declarations_is_refused_at_once() -> None:
    data = b"<?xml version='1.0'?><Document xmlns='camt.053'>" + b"<?xml " * 32_000
    with pytest.raises(UnreadableFile):
        read_camt(data, default_currency="EUR")
