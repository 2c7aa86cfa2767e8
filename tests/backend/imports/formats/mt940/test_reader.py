"""MT940: lines and their words in the dialects of banks, balances, several accounts, and any damage."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import UnreadableFile
from backend.imports.formats.mt940.reader import read_mt940
from backend.imports.model.statement import StatedBalance, Statement

HEAD = ":20:STARTUMS\r\n:25:12030000/0123456789\r\n:28C:1/1\r\n:60F:C260312EUR1000,00\r\n"


def line(text: str = "2603130313D12,50NTRFNONREF", more: str = ":86:BREAD") -> str:
    return f":61:{text}\r\n" + (f"{more}\r\n" if more else "")


def file(*lines: str, head: str = HEAD, tail: str = "") -> str:
    return head + "".join(lines) + tail


def read(text: str, currency: str = "USD") -> list[Statement]:
    return read_mt940(text.encode(), default_currency=currency)


def only(*lines: str, head: str = HEAD, tail: str = "") -> Statement:
    (found,) = read(file(*lines, head=head, tail=tail))
    return found


def test_a_line_becomes_a_draft() -> None:
    found = only(line())
    (draft,) = found.drafts
    assert (draft.on, draft.amount_minor, draft.currency, draft.description) == (
        date(2026, 3, 13),
        1250,
        "EUR",
        "BREAD",
    )
    assert (draft.line_no, draft.provider_id) == (5, None)
    assert draft.raw == ":61:2603130313D12,50NTRFNONREF\n:86:BREAD"
    assert (found.part, found.account_hint, found.currency) == ("12030000/0123456789 EUR", "12030000/0123456789", "EUR")


@pytest.mark.parametrize(
    ("text", "out_minor"),
    [
        ("2603130313D12,50NTRFNONREF", 1250),
        ("2603130313C12,50NTRFNONREF", -1250),
        ("2603130313RC12,50NTRFNONREF", 1250),
        ("2603130313RD12,50NTRFNONREF", -1250),
        ("2603130313DR12,50NTRFNONREF", 1250),
        ("2603130313CR12,50NTRFNONREF", -1250),
        ("2603130313RCR12,50NTRFNONREF", 1250),
        ("2603130313d12,50NTRFNONREF", 1250),
        ("260313CN12,50NZ10NONREF", -1250),
        ("260313D12,50NOV NONREF", 1250),
        ("260313D000000000012,50N102EREF", 1250),
        ("2603130313D12,NTRFNONREF", 1200),
        ("2603130313D,50NTRFNONREF", 50),
        ("2603130313D12,5NTRFNONREF", 1250),
        ("2603130313D1.234,56NTRFNONREF", 123456),
        ("2603130313D12.50NTRFNONREF", 1250),
        ("2603130313D500NTRFNONREF", 50000),
        ("2603130313D12,500NTRFNONREF", 1250),
        ("2603130313D0,00NTRFNONREF", 0),
        ("2603130313D1,234.56NTRFNONREF", None),
        ("2603130313D12,505NTRFNONREF", None),
        ("2603130313D1.2.3,4NTRFNONREF", None),
        ("2603130313X12,50NTRFNONREF", None),
        ("2603130313DNTRFNONREF", None),
        ("9999999999", None),
        ("", None),
    ],
)
def test_an_amount_has_the_direction_of_its_mark_or_is_a_problem(text: str, out_minor: int | None) -> None:
    found = only(line(text), line("2603130313D1,00NTRFNONREF"))
    assert [draft.amount_minor for draft in found.drafts] == ([] if out_minor is None else [out_minor]) + [100]
    assert [problem.line_no for problem in found.problems] == ([5] if out_minor is None else [])


@pytest.mark.parametrize(
    ("days", "on"),
    [
        ("260313", date(2026, 3, 13)),
        ("2603130315", date(2026, 3, 15)),
        ("2512310102", date(2026, 1, 2)),
        ("2601021231", date(2025, 12, 31)),
        ("2402290229", date(2024, 2, 29)),
        ("2602300302", date(2026, 3, 2)),
        ("9912310103", date(2000, 1, 3)),
        ("2603130230", date(2026, 3, 13)),
        ("2603130000", date(2026, 3, 13)),
        ("260230", None),
        ("261301", None),
        ("2613010301", None),
    ],
)
def test_the_entry_day_has_the_year_that_lies_nearest(days: str, on: date | None) -> None:
    found = only(line(f"{days}D12,50NTRFNONREF"))
    assert [draft.on for draft in found.drafts] == ([] if on is None else [on])
    assert [problem.code for problem in found.problems] == (["date_impossible"] if on is None else [])


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("NONREF", None),
        ("KREF+", None),
        ("NONREF//0724710345313905", "0724710345313905"),
        ("NONREF//B7B27AG0MQ000001", "B7B27AG0MQ000001"),
        ("NONREF//NONREF", None),
        ("NONREF//0000000000000001", None),
        ("NONREF//20260313", None),
        ("NONREF//260313", None),
        ("NONREF//ABC1", None),
        ("NONREF//", None),
    ],
)
def test_only_a_number_that_says_something_is_the_bank_s_number(reference: str, number: str | None) -> None:
    assert only(line(f"2603130313D12,50NTRF{reference}")).drafts[0].provider_id == number


@pytest.mark.parametrize(
    ("more", "description", "name"),
    [
        # Germany: numbered pieces of 27 letters, lines of 65.
        (
            ":86:166?00GUTSCHRIFT?109310?20EREF+NOTPROVIDED?21SVWZ+Rechnung 4711 vom 12.?2203.2026 danke"
            "?30BYLADEM1001?31DE02120300000000202051?32BLUMEN MUELLER GMBH UND CO. ?33KG",
            "Rechnung 4711 vom 12. 03.2026 danke", "BLUMEN MUELLER GMBH UND CO. KG",
        ),
        (":86:177?00UEBERWEISUNG?20SVWZ+Verwendungszweck mit z?21wei Zeilen?32ANNA", "Verwendungszweck mit zwei Zeilen",
         "ANNA"),
        (":86:177?00UEBERWEISUNG?20EREF+12345678901234567890AB?21SVWZ+Miete?32ANNA", "Miete", "ANNA"),
        (":86:808?00ENTGELT?109310", "ENTGELT", None),
        (":86:166?00GUTSCHRIFT?20Miete Maerz?60und Nebenkosten?32ANNA", "Miete Maerz und Nebenkosten", "ANNA"),
        (":86:177?00UEBERWEISUNG?20EINE?21ZEILE?32ANNA?33            SCHMIDT", "EINE ZEILE", "ANNA SCHMIDT"),
        # The Netherlands: slash-coded, broken anywhere in lines of 65.
        (":86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/NAME/J JAN\r\nSEN/REMI/Huur maart/EREF/NOT",
         "Huur maart", "J JAN SEN"),
        (f":86:/TRTP/SEPA/NAME/{'X' * 43}JA\r\nNSEN/REMI/Huur", "Huur", f"{'X' * 43}JANSEN"),
        (":86:/EREF/1//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV///REMI/USTD//EV10001/", "EV10001", "ING BANK NV"),
        (":86:/BENM//NAME/Waterbedrijf/REMI/Nota 7/ISDT/2026-03-13", "Nota 7", "Waterbedrijf"),
        (":86:/TRTP/SEPA BATCH/PREF/109180/NRTX/162", "SEPA BATCH", None),
        # Poland: the address stands below the name.
        (":86:>20oplata lokal>31491050195310000>32SPOLDZIELNIA\r\nUL. SPOKOJNA 3", "oplata lokal", "SPOLDZIELNIA"),
        (":86:~00VE02~20za energie~21 marzec~32ZAKLAD~33", "za energie marzec", "ZAKLAD"),
        # Old German programs.
        (":NS:01Rechnung\r\n02Nummer 7\r\n15Verein\r\n17LASTSCHRIFT", "Rechnung Nummer 7", "Verein"),
        # Plain words, a line that begins with a dash, several tags, none.
        (":86:CARD 1234\r\n- COFFEE BAR", "CARD 1234 - COFFEE BAR", None),
        (":86:BETALING\r\n:86:FACTUUR 9", "BETALING FACTUUR 9", None),
        (":86:IS 5>3 AND 4>3", "IS 5>3 AND 4>3", None),
        ("", "NTRF", None),
        ("FEE FOR CARD", "FEE FOR CARD", None),
    ],
)  # fmt: skip
def test_the_words_of_each_country(more: str, description: str, name: str | None) -> None:
    (draft,) = only(line(more=more)).drafts
    assert (draft.description, draft.merchant_name) == (description, name)


def test_a_name_may_stand_in_the_line_itself_or_below_it() -> None:
    asn = line("2603130313D65,00NOVBNL47INGB9999999999\r\nhr j jansen", ":86:Huur")
    rabo = line("260313D000000000044,95N0600733959555      TELEFOON BV", ":86:NOTA")
    assert [draft.merchant_name for draft in only(asn, rabo).drafts] == ["hr j jansen", "TELEFOON BV"]


def test_the_amount_in_another_currency_is_kept() -> None:
    (draft,) = only(line("2603130313D12,50NTRFNONREF\r\n/OCMT/USD13,60/")).drafts
    assert (draft.original_amount_minor, draft.original_currency) == (1360, "USD")


def test_a_line_that_cannot_be_read_keeps_its_words_and_is_told_with_its_place() -> None:
    (problem,) = only(line(), line("2603130313X12,50NTRF", ":86:Broken")).problems
    assert (problem.code, problem.line_no, "Broken" in problem.raw) == ("line_unreadable", 7, True)
    assert problem.message.startswith("Line 7 ")


def test_a_text_tag_that_the_bank_named_wrongly_belongs_to_the_row() -> None:
    found = only(line(more=":25:BREAD"))
    assert (found.account_hint, found.drafts[0].description) == ("12030000/0123456789", "BREAD")


def test_what_the_bank_only_expects_is_left_out() -> None:
    found = only(line("2603130313ED12,50NTRFNONREF"), line())
    assert ([row.code for row in found.left_out], len(found.drafts)) == (["pending"], 1)


def test_balances_that_the_rows_lead_to() -> None:
    found = only(line(), tail=":62F:C260313EUR987,50\r\n:64:C260313EUR980,00\r\n-\r\n")
    assert found.balances == (
        StatedBalance(date(2026, 3, 13), 100000, "opening"),
        StatedBalance(date(2026, 3, 13), 98750, "closing"),
        StatedBalance(date(2026, 3, 13), 98000, "available"),
    )
    assert not found.warnings


def test_a_closing_balance_that_the_rows_do_not_reach_is_told() -> None:
    found = only(line(), tail=":62F:D260313EUR12,50\r\n")
    assert found.balances[1].balance_minor == -1250
    assert "of 13 March 2026: 1,000.00 EUR more went out" in found.warnings[0]


def test_pages_of_one_statement_are_one_and_balances_between_them_are_not_stated() -> None:
    second = HEAD.replace(":60F:C260312EUR1000,00", ":60M:C260313EUR987,50")
    text = file(line(), tail=":62M:C260313EUR987,50\r\n-\r\n") + file(line(), head=second, tail=":62F:C260313EUR975,00")
    (found,) = read(text)
    assert [each.balance_minor for each in found.balances] == [100000, 97500]
    assert len({draft.line_no for draft in found.drafts}) == 2
    assert not found.warnings


def test_an_opening_balance_dated_after_its_rows_is_not_believed() -> None:
    found = only(line("2603010301D12,50NTRFNONREF"), tail=":62F:C260312EUR987,50\r\n")
    assert [each.kind for each in found.balances] == ["closing"]


def test_each_account_is_a_statement_also_by_currency() -> None:
    other = HEAD.replace("0123456789", "0999999999")
    dollars = HEAD.replace("EUR", "USD")
    found = read("".join(file(line(), head=head, tail=":62F:C260313EUR1,00\r\n-\r\n") for head in (HEAD, other)))
    assert [one.part for one in found] == ["12030000/0123456789 EUR", "12030000/0999999999 EUR"]
    assert [one.currency for one in read(file(line()) + file(line(), head=dollars))] == ["EUR", "USD"]


@pytest.mark.parametrize(
    ("account", "number"),
    [
        ("NL28BUNQ0000000002 EUR", "NL28BUNQ0000000002"),
        ("1291.99.348EUR", "1291.99.348"),
        ("12030000/0123456789EUR", "12030000/0123456789"),
        ("MYCASHABC", "MYCASHABC"),
        ("DE02120300000000202051", "DE02120300000000202051"),
    ],
)
def test_a_currency_behind_the_account_is_no_part_of_its_number(account: str, number: str) -> None:
    assert only(line(), head=HEAD.replace("12030000/0123456789", account)).account_hint == number


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text,
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n", "\r"),
        lambda text: text.replace("\r\n", "\r\n\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "{1:F01BANKDEFFXXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\r\n" + text + "-}{5:{MAC:1}{CHK:2}}\r\n",
        lambda text: "{1:F01BANKDEFFXXXX0000000000}{2:I940BANKDEFFXXXXN}{3:{108:1}}{4:" + text + "-}",
        lambda text: "ABNANL2A\r\n940\r\nABNANL2A\r\n" + text + "-\r\n",
        lambda text: "0000 01INGBNL2AXXXX00001\r\n940 00\r\n" + text + "-XXX",
        lambda text: ":940:\r\n" + text,
        lambda text: text.replace(":25:", ":25P:").replace(":28C:", "BANKDEFF\r\n:28C:"),
        lambda text: text.replace(":61:", "  :61:"),
        lambda text: text.removesuffix("\r\n"),
        lambda text: "@@" + text.replace("\r\n", "@@") + "-@@",
        lambda text: "@@\r\n" + text.replace("\r\n", "@@\r\n") + "-@@\r\n",
    ],
)
def test_every_wrapping_of_the_same_file_reads_the_same(shape) -> None:  # type: ignore[no-untyped-def]
    text = shape(file(line(), line("2603130313C1,00NTRFNONREF"), tail=":62F:C260313EUR988,50\r\n"))
    (found,) = read(text)
    assert [(draft.amount_minor, draft.description) for draft in found.drafts] == [(1250, "BREAD"), (-100, "BREAD")]
    assert (found.account_hint, found.warnings) == ("12030000/0123456789", ())


def test_an_interim_report_takes_its_currency_from_the_floor_limit() -> None:
    head = ":20:1\n:25:123456\n:28C:1\n:34F:CHF0,\n:13D:2603131200+0100\n"
    assert only(line(), head=head, tail=":90D:1CHF12,50\n").drafts[0].currency == "CHF"


def test_amounts_in_an_unknown_currency_are_problems_and_never_ours() -> None:
    found = only(line(), head=HEAD.replace("EUR", "XYZ"))
    assert ([problem.code for problem in found.problems], list(found.drafts)) == (["currency_unknown"], [])


def test_money_from_before_the_euro_is_read() -> None:
    found = only(line(), head=HEAD.replace("EUR", "DEM"))
    assert [(draft.amount_minor, draft.currency) for draft in found.drafts] == [(1250, "DEM")]
    assert found.currency == "DEM"


def test_letters_of_an_old_encoding_are_read() -> None:
    (found,) = read_mt940(file(line(more=":86:Bäckerei Müller")).encode("cp1252"), default_currency="EUR")
    assert found.drafts[0].description == "Bäckerei Müller"


@pytest.mark.parametrize("text", ["", ":20:X", ":62F:C100323EUR42570,04\n-", ":86:BREAD", "hello"])
def test_a_file_without_account_and_lines_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="no list of transactions"):
        read(text)


@given(
    st.lists(
        st.tuples(
            st.dates(date(1970, 1, 2), date(2069, 12, 30)),
            st.integers(0, 10**13),
            st.sampled_from(("C", "D", "RC", "RD")),
        )
    )
)
def test_a_written_statement_reads_back_exactly(written: list[tuple[date, int, str]]) -> None:
    lines = [line(f"{on:%y%m%d%m%d}{mark}{minor // 100},{minor % 100:02}NTRFNONREF") for on, minor, mark in written]
    found = only(*lines)
    assert [(draft.on, draft.amount_minor) for draft in found.drafts] == [
        (on, minor if mark in ("D", "RC") else -minor) for on, minor, mark in written
    ]
    assert len({draft.line_no for draft in found.drafts}) == len(written)


GOOD = file(line(), line(more=":86:166?00X?20SVWZ+A?32B"), tail=":62F:C260313EUR975,00\r\n-\r\n").encode()


@given(st.binary(max_size=60), st.integers(0, len(GOOD) - 1))
def test_any_damage_is_refused_or_read_and_never_breaks_us(noise: bytes, at: int) -> None:
    with contextlib.suppress(UnreadableFile):
        read_mt940(GOOD[:at] + noise + GOOD[at + len(noise) :], default_currency="EUR")


@given(st.lists(st.sampled_from((":20:", ":25:", ":60F:C260101EUR1,", ":61:", ":86:", ":62F:D260101", "?20", "\n", "-",
                                 "{4:", "260101C1,NTRF//", "/NAME/", ":NS:", "0", "E"))).map("".join))  # fmt: skip
def test_any_order_of_tags_is_refused_or_read(text: str) -> None:
    with contextlib.suppress(UnreadableFile):
        found = read(text)
        lines = sum(text_line.lstrip(" \t").startswith(":61:") for text_line in text.replace("{4:", "").split("\n"))
        assert sum(len(one.drafts) + len(one.problems) + len(one.left_out) for one in found) == lines


def test_a_text_of_megabytes_is_cut_and_the_rows_behind_it_are_read() -> None:
    text = (
        ":20:X\n:25:NL00BANK0123456789\n:60F:C260101EUR100,00\n:61:2601020102D10,00NTRFNONREF\n:86:"
        + "TEA BAR /TRCD/ \n" * 300_000
        + ":61:2601030103D5,00NTRFNONREF\n:86:CAKE\n:62F:C260103EUR85,00\n-\n"
    )
    (found,) = read_mt940(text.encode(), default_currency="EUR")
    assert [draft.amount_minor for draft in found.drafts] == [1000, 500]
    assert len(found.drafts[0].raw) < 50_000
