"""MT940: the dialects of banks, reversals, days at New Year, balances, several accounts, and lines that are no line."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import UnreadableFile
from backend.imports.formats.mt940_file import read_mt940
from backend.imports.formats.mt940_texts import Words, words_of
from backend.imports.statement import StatedBalance, Statement
from backend.kit.money import in_units

ROW = ":61:2603140314D12,50NTRFNONREF\n:86:Bakery\n"


def statement(
    *rows: str, account: str = "12345678/0000202051", opening: str = "C260313EUR100,", closing: str = "C260314EUR87,50"
) -> str:
    return f":20:STARTUMS\n:25:{account}\n:28C:1/1\n:60F:{opening}\n{''.join(rows)}:62F:{closing}\n-\n"


def read(*texts: str) -> list[Statement]:
    return read_mt940("".join(texts).encode(), default_currency="EUR")


def only(*texts: str) -> Statement:
    (found,) = read(*texts)
    return found


def amounts(found: Statement) -> list[int]:
    return [draft.amount_minor for draft in found.drafts]


def test_a_statement_with_its_account_its_balances_and_its_row() -> None:
    found = only(statement(ROW))
    (draft,) = found.drafts
    assert (draft.on, draft.amount_minor, draft.currency, draft.description, draft.line_no) == (
        date(2026, 3, 14), 1250, "EUR", "Bakery", 5,
    )  # fmt: skip
    assert draft.raw == ROW.strip()
    assert (found.account_hint, found.part) == ("12345678/0000202051", "12345678/0000202051 EUR")
    assert found.balances == (
        StatedBalance(date(2026, 3, 14), 10000, "opening"),
        StatedBalance(date(2026, 3, 14), 8750, "closing"),
    )
    assert not found.warnings


@pytest.mark.parametrize(
    ("mark", "minor"),
    [("D", 1250), ("C", -1250), ("RC", 1250), ("RD", -1250), ("DR", 1250), ("CR", -1250), ("d", 1250)],
)
def test_marks_of_direction_reversals_and_letters_of_the_currency(mark: str, minor: int) -> None:
    assert amounts(only(statement(ROW.replace("D12,50", f"{mark}12,50")))) == [minor]


@pytest.mark.parametrize(
    ("text", "minor"),
    [("12,", 1200), ("12,5", 1250), (",50", 50), ("000000000012,50", 1250), ("1.234,56", 123456), ("12.50", 1250)],
)
def test_ways_to_write_an_amount(text: str, minor: int) -> None:
    assert amounts(only(statement(ROW.replace("12,50", text)))) == [minor]


@pytest.mark.parametrize(
    ("days", "on"),
    [
        ("260314", date(2026, 3, 14)),
        ("2603140316", date(2026, 3, 16)),
        ("2512310102", date(2026, 1, 2)),
        ("2601021231", date(2025, 12, 31)),
        ("2603140000", date(2026, 3, 14)),
        ("9912311231", date(1999, 12, 31)),
    ],
)
def test_the_day_is_that_of_booking_with_the_year_beside_it(days: str, on: date) -> None:
    assert only(statement(ROW.replace("2603140314", days))).drafts[0].on == on


def test_what_the_bank_only_expects_is_left_out() -> None:
    found = only(statement(ROW, ROW.replace("D12,50", "ED9,99")))
    assert (amounts(found), [row.code for row in found.left_out]) == ([1250], ["pending"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2613990314D12,50NTRF", "date_impossible"),
        ("2603140314D12,505NTRF", "too_many_decimals"),
        ("2603140314X12,50NTRF", "line_unreadable"),
        ("2603140314D,NTRF", "line_unreadable"),
        ("", "line_unreadable"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_problem_and_no_row(line: str, code: str) -> None:
    found = only(statement(ROW, f":61:{line}\n:86:Broken\n"))
    assert ([problem.code for problem in found.problems], amounts(found)) == ([code], [1250])
    assert "Broken" in found.problems[0].raw
    assert found.problems[0].message.startswith("Line 7 ")


def test_the_blocks_of_the_network_are_passed_over() -> None:
    head = "{1:F01KNABNL2HAXXX0000000000}{2:I940KNABNL2HXXXXN3020}{4:\n"
    found = only(head + statement(ROW).replace("-\n", "-}{5:{MAC:ABCDEFG}}\n") + head + statement(ROW))
    assert amounts(found) == [1250, 1250]


def test_each_account_is_a_statement() -> None:
    found = read(statement(ROW), statement(ROW, ROW, account="NL50RABO0123456789 EUR"))
    assert [(one.account_hint, len(one.drafts)) for one in found] == [
        ("12345678/0000202051", 1),
        ("NL50RABO0123456789", 2),
    ]


def test_pages_of_one_statement_are_one_and_only_its_ends_are_balances() -> None:
    first = statement(ROW).replace(":62F:", ":62M:")
    second = statement(ROW, opening="C260314EUR87,50", closing="C260314EUR75,").replace(":60F:", ":60M:")
    found = only(first, second)
    assert amounts(found) == [1250, 1250]
    assert [each.balance_minor for each in found.balances] == [10000, 7500]
    assert not found.warnings


def test_a_closing_balance_that_the_rows_do_not_reach_is_told() -> None:
    assert "7.50 EUR more came in" in only(statement(ROW, closing="C260314EUR95,")).warnings[0]


def test_the_number_of_the_bank_and_what_was_asked_for_in_another_currency() -> None:
    line = ":61:2603140314D12,50NTRFNONREF//B4E07XM00J000023\n/OCMT/USD13,60/\n:86:Hotel\n"
    (draft,) = only(statement(line)).drafts
    assert (draft.provider_id, draft.original_amount_minor, draft.original_currency) == (
        "B4E07XM00J000023",
        1360,
        "USD",
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Bakery", "Main street"], Words("Bakery Main street", None)),
        (["x" * 65, "yz"], Words("x" * 65 + "yz", None)),
        (
            [
                "166?00SEPA-UEBERWEISUNG?100399?20EREF+NR 4711?21SVWZ+Rent for March and a b?22it more",
                "?32ANNA?33 SCHMIDT",
            ],
            Words("Rent for March and a bit more", "ANNA SCHMIDT"),
        ),
        (["105?00FOLGELASTSCHRIFT?32POWER CO"], Words("FOLGELASTSCHRIFT", "POWER CO")),
        (["000>100555>20Fee for card>32Bank>33"], Words("Fee for card", "Bank")),
        (["/TRTP/SEPA/IBAN/NL02/NAME/J. Jansen/REMI/Invoice 12/EREF/X"], Words("Invoice 12", "J. Jansen")),
        (["/CNTP/NL02ABNA/ABNANL2A/J. Jansen/Utrecht/REMI/USTD//Invoice 12"], Words("Invoice 12", "J. Jansen")),
        (["/ORDP//NAME/Bedrijf B.V./REMI/"], Words("Bedrijf B.V.", "Bedrijf B.V.")),
        (["Is this right? Yes, 20 times"], Words("Is this right? Yes, 20 times", None)),
        ([], Words("", None)),
    ],
)
def test_words_as_each_country_cuts_them(lines: list[str], words: Words) -> None:
    assert words_of(lines) == words


def test_a_text_tag_that_the_bank_named_wrongly_belongs_to_the_row() -> None:
    found = only(statement(ROW.replace(":86:", ":25:")))
    assert (found.account_hint, found.drafts[0].description) == ("12345678/0000202051", "Bakery")


def test_a_file_without_movements_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no list of transactions"):
        read(":20:TELEREPORTING\n")


row = st.tuples(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.integers(1, 10**11), st.sampled_from(["D", "C", "RC", "RD"])
)


@given(st.lists(row, max_size=20))
def test_a_written_statement_reads_back_exactly(rows: list[tuple[date, int, str]]) -> None:
    lines = [
        f":61:{on:%y%m%d}{on:%m%d}{mark}{in_units(minor, 'EUR').replace('.', ',')}NTRFNONREF\n:86:x\n"
        for on, minor, mark in rows
    ]
    found = only(statement(*lines))
    assert [(draft.on, draft.amount_minor) for draft in found.drafts] == [
        (on, minor if mark in ("D", "RC") else -minor) for on, minor, mark in rows
    ]


GOOD = statement(ROW, ROW).encode()


@given(st.binary(max_size=60), st.integers(0, len(GOOD) - 1))
def test_any_damage_is_refused_or_read_and_never_breaks_us(noise: bytes, at: int) -> None:
    with contextlib.suppress(UnreadableFile):
        read_mt940(GOOD[:at] + noise + GOOD[at + len(noise) :], default_currency="EUR")
