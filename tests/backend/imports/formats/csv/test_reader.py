"""Whole files: what is read, what is asked, what is refused."""

import csv
import io
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import (
    BinaryFile,
    EmptyFile,
    FieldTooLarge,
    MappingDoesNotFit,
    NotATable,
    TooManyColumns,
    UnreadableFile,
    UnterminatedQuote,
)
from backend.imports.formats.csv.reader import read_csv
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import ReadSettings, Statement

HEADER = "Date,Description,Amount\n"


def read(text: str, **options: str) -> Statement:
    return read_csv(text.encode(), default_currency=options.get("currency", "USD"))


def test_a_row_becomes_a_draft() -> None:
    draft = read(HEADER + "2024-01-15,COFFEE BAR 0042,-12.50\n").drafts[0]
    assert (draft.on, draft.description, draft.amount_minor) == (date(2024, 1, 15), "COFFEE BAR 0042", 1250)
    assert (draft.line_no, draft.raw, draft.currency) == (2, "2024-01-15,COFFEE BAR 0042,-12.50", "USD")


def test_equal_rows_are_all_kept() -> None:
    assert len(read(HEADER + "2024-01-15,COFFEE,-2.50\n" * 3).drafts) == 3


@pytest.mark.parametrize("amount", ["NaN", "inf", "1e400", "", "12.345", "99999999999999999", "10 XQZ", "1,50"])
def test_an_unreadable_amount_is_a_problem_and_never_nought(amount: str) -> None:
    good = "2024-01-14,TEA,-2.50\n2024-01-14,TEA,-3.50\n2024-01-14,TEA,-4.50\n"
    statement = read(HEADER + good + f'2024-01-15,COFFEE,"{amount}"\n')
    assert len(statement.drafts) == 3
    assert [problem.line_no for problem in statement.problems] == [5]


@pytest.mark.parametrize("day", ["31/02/2024", "", "yesterday", "2024"])
def test_an_unreadable_day_is_a_problem_and_never_today(day: str) -> None:
    good = "13/01/2024,TEA,-2.50\n14/01/2024,TEA,-3.50\n15/01/2024,TEA,-4.50\n"
    statement = read(HEADER + good + f"{day},COFFEE,-1.00\n")
    assert len(statement.drafts) == 3
    assert [problem.line_no for problem in statement.problems] == [5]


def test_a_thousand_without_quotes_does_not_lose_its_thousands() -> None:
    statement = read("Date,Amount,Description\n2024-01-14,-2.50,TEA\n2024-01-15,-1,234.56,RENT\n2024-01-16,-3.50,TEA\n")
    assert [problem.code for problem in statement.problems] == ["too_many_cells"]


def test_the_order_of_days_is_asked_when_nothing_tells_it() -> None:
    statement = read(HEADER + "01/02/2024,TEA,-2.50\n", currency="GBP")
    assert statement.questions == ("date_order",)
    assert statement.drafts[0].on == date(2024, 2, 1)


def test_a_day_above_twelve_far_down_decides_for_all() -> None:
    rows = [f"0{1 + i % 9}/0{1 + i % 3}/2024,TEA {i},-2.50\n" for i in range(3000)]
    statement = read(HEADER + "".join(rows[:2900]) + "25/03/2024,TEA,-2.50\n" + "".join(rows[2900:]))
    assert statement.mapping is not None
    assert statement.mapping.date_format == "DMY"
    assert not statement.needs_mapping


def test_the_running_balance_tells_the_sign() -> None:
    statement = read(
        "Date,Description,Amount,Balance\n2024-01-14,A,5.00,95.00\n2024-01-15,B,7.00,88.00\n2024-01-16,C,8.00,80.00\n"
    )
    assert [draft.amount_minor for draft in statement.drafts] == [500, 700, 800]
    assert not statement.needs_mapping


def test_a_break_in_the_balance_is_said() -> None:
    rows = "".join(
        f"2024-01-{10 + i},T{i},-1.0{i},{100 - sum(100 + j for j in range(i + 1)) / 100:.2f}\n" for i in range(9)
    )
    broken = rows.replace("2024-01-14,T4,-1.04,", "2024-01-14,T4,-9.99,")
    statement = read("Date,Description,Amount,Balance\n" + broken)
    assert "line 6" in statement.warnings[0]


def test_all_positive_amounts_without_a_word_are_asked_about() -> None:
    assert read(HEADER + "2024-01-14,THINGS,5.00\n2024-01-15,MORE,7.00\n").questions == ("sign",)
    card = read_csv((HEADER + "2024-01-14,THINGS,5.00\n2024-01-15,MORE,7.00\n").encode(), account_type="credit")
    assert card.drafts[0].amount_minor == 500


def test_rows_in_several_currencies_keep_their_own() -> None:
    statement = read("Date,Description,Amount,Currency\n2024-01-14,A,-5.00,EUR\n2024-01-15,B,-700,JPY\n")
    assert [(draft.amount_minor, draft.currency) for draft in statement.drafts] == [(500, "EUR"), (700, "JPY")]
    assert statement.currency is None


def test_an_id_that_repeats_is_no_identity() -> None:
    text = "Transaction ID,Date,Description,Amount\n"
    unique = read(text + "A1001,2024-01-14,TEA,-1.00\nA1002,2024-01-15,TEA,-1.00\n")
    repeated = read(text + "A1001,2024-01-14,TEA,-1.00\nA1001,2024-01-15,TEA,-1.00\n")
    assert [draft.provider_id for draft in unique.drafts] == ["A1001", "A1002"]
    assert [draft.provider_id for draft in repeated.drafts] == [None, None]


def test_a_line_in_another_encoding_is_a_problem() -> None:
    good = "2024-01-14,Café,-1.00\n2024-01-14,Bäcker,-1.00\n".encode()
    statement = read_csv(HEADER.encode() + good + "2024-01-15,Käse,-2.00\n".encode("cp1252"))
    assert [problem.code for problem in statement.problems] == ["damaged_text"]
    assert len(statement.drafts) == 2


def test_nul_bytes_do_not_matter() -> None:
    assert read("\0" + HEADER + "2024-01-15,COF\0FEE,-12.50\n").drafts[0].description == "COFFEE"


def test_a_mapping_survives_json_and_is_obeyed() -> None:
    text = "Date,Description,Amount\n01/02/2024,TEA,2.50\n"
    guessed = read(text).mapping
    assert guessed is not None
    told = ColumnMapping.from_json({**guessed.to_json(), "date_format": "DMY", "sign": "plus_is_out"})
    statement = read_csv(("Bank of Nowhere\n\n" + text).encode(), mapping=told)
    assert (statement.drafts[0].on, statement.drafts[0].amount_minor) == (date(2024, 2, 1), 250)
    assert not statement.needs_mapping


def test_a_mapping_that_does_not_fit_is_refused() -> None:
    told = ColumnMapping(delimiter=",", encoding="utf-8", date=0, description=(1,), amount=9, header_line=1)
    with pytest.raises(MappingDoesNotFit):
        read_csv((HEADER + "2024-01-15,TEA,-1.00\n").encode(), mapping=told)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf\r\n", EmptyFile),
        (b"%PDF-1.7 ...", BinaryFile),
        (b"PK\x03\x04....", BinaryFile),
        (b"SQLite format 3\x00", BinaryFile),
        (b"\x89PNG\r\n", BinaryFile),
        (b"<OFX><STMTTRN>", NotATable),
        (b"Dear customer,\nyour statement is ready.\n", NotATable),
        (("a," * 600 + "\n" + HEADER + "2024-01-15,TEA,-1.00\n").encode(), TooManyColumns),
        ((HEADER + "2024-01-15,TEA,-1.00\n2024-01-15," + "x" * 1_100_000 + ",-1.00\n").encode(), FieldTooLarge),
    ],
)
def test_what_is_refused(data: bytes, error: type[UnreadableFile]) -> None:
    with pytest.raises(error) as refused:
        read_csv(data)
    assert refused.value.message.endswith(".")


def test_a_field_may_be_longer_than_the_usual_limit() -> None:
    assert len(read(HEADER + f"2024-01-15,{'x' * 200_000},-1.00\n").drafts) == 1


@pytest.mark.parametrize("rest", ["", '2024-01-17,"BREAD",-1.00\n2024-01-18,CAKE,-1.00\n'])
def test_a_quote_that_stays_open_refuses_the_file(rest: str) -> None:
    with pytest.raises(UnterminatedQuote) as refused:
        read(HEADER + '2024-01-15,TEA,-1.00\n2024-01-16,"MILK,-1.00\n' + rest)
    assert refused.value.extra["line_no"] == 3


def test_progress_is_told_and_may_stop_the_reading() -> None:
    seen: list[int] = []
    read_csv((HEADER + "2024-01-15,TEA,-1.00\n" * 2500).encode(), on_progress=seen.append)
    assert seen == [1000, 2000, 2500]


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert read_csv(data).format == "csv"


HEADERS = {
    "en": ("Date", "Description", "Amount", "Balance"),
    "de": ("Buchungstag", "Verwendungszweck", "Betrag", "Saldo"),
    "fr": ("Date opération", "Libellé", "Montant", "Solde"),
}


@given(
    language=st.sampled_from(sorted(HEADERS)),
    delimiter=st.sampled_from(",;\t|"),
    mark=st.sampled_from(".,"),
    has_header=st.booleans(),
    order=st.permutations(range(4)),
    # A balance that only rises may be one of debt; that is asked about.
    amounts=st.lists(st.integers(-99999, 99999).filter(bool), min_size=4, max_size=12, unique_by=abs).filter(
        lambda amounts: min(amounts) < 0
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_statement_in_any_layout_reads_back(
    language: str, delimiter: str, mark: str, has_header: bool, order: list[int], amounts: list[int], encoding: str
) -> None:
    balance, rows = 1_000_000, []
    for index, amount in enumerate(amounts):
        balance += amount
        day = (date(2024, 1, 20) + timedelta(days=index)).isoformat()
        rows.append((day, f"Bäcker {index}", written(amount, mark), written(balance, mark)))
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=delimiter)
    table = [HEADERS[language], *rows] if has_header else rows
    writer.writerows([[row[column] for column in order] for row in table])
    statement = read_csv(page.getvalue().encode(encoding))
    assert [-draft.amount_minor for draft in statement.drafts] == amounts
    assert not statement.needs_mapping


def written(minor: int, mark: str) -> str:
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}{mark}{abs(minor) % 100:02d}"


def test_days_as_excel_counts_them() -> None:
    rows = b"".join(b"%d,SHOP %d,-%d.50\n" % (46000 + day, day, day) for day in range(1, 9))
    statement = read_csv(b"Date,Description,Amount\n" + rows)
    assert [draft.on for draft in statement.drafts[:2]] == [date(2025, 12, 10), date(2025, 12, 11)]
    assert not statement.questions


WHOLE = (
    b"11/01/2014,0,Deposit,0,500,500\n11/02/2014,101,Check,100,0,400\n11/03/2014,102,Check,100,0,300\n"
    b"11/04/2014,103,Check,100,0,200\n11/17/2014,0,Deposit,0,700,900\n"
)
ONE_SIDE_WHOLE = b"2013-10-07,Bank,,500\n2013-10-09,ATM,20.00,\n2013-10-12,Shop,19.77,\n2013-10-14,ATM,100.00,\n"


def test_whole_amounts_without_a_header_are_found_by_the_balance_they_move() -> None:
    statement = read_csv(WHOLE)
    assert [draft.amount_minor for draft in statement.drafts] == [-50000, 10000, 10000, 10000, -70000]
    assert [draft.balance_minor for draft in statement.drafts] == [50000, 40000, 30000, 20000, 90000]
    assert not statement.questions


def test_a_side_of_whole_amounts_that_nothing_proves_is_asked_about() -> None:
    assert "columns" in read_csv(ONE_SIDE_WHOLE).questions


@pytest.mark.parametrize(
    ("last", "codes"),
    [
        ("2024-01-17,TOTAL,980.25", ["total_row"]),
        ("2024-01-17,Grand total,980.25", ["total_row"]),
        ("2024-01-17,Summe Umsätze,980.25", ["total_row"]),
        ("2024-01-17,TOTAL,-45.00", []),
        ("2024-01-17,TOTAL 4521 PARIS,980.25", []),
    ],
)
def test_a_total_with_a_day_is_left_out_if_it_is_the_sum_and_a_petrol_station_stays(
    last: str, codes: list[str]
) -> None:
    rows = "2024-01-15,BAR,-12.50\n2024-01-16,WAGES,1000.00\n2024-01-17,POWER,-7.25\n"
    statement = read(f"{HEADER}{rows}{last}\n")
    assert [problem.code for problem in statement.left_out] == codes
    assert len(statement.drafts) == 4 - len(codes)


STATUS_HEADER = "Transaction ID,Date,Description,Amount\n"


def test_an_id_that_comes_again_far_down_is_none_for_all() -> None:
    rows = "".join(f"A{i},2024-01-15,TEA,-2.50\n" for i in range(1000, 2000))
    assert read_csv((STATUS_HEADER + rows).encode()).drafts[0].provider_id == "A1000"
    repeated = read_csv((STATUS_HEADER + rows + "A1000,2024-01-16,TEA,-2.50\n").encode())
    assert {draft.provider_id for draft in repeated.drafts} == {None}
    assert repeated.mapping is not None
    assert repeated.mapping.provider_id is None


def test_a_day_above_twelve_far_down_is_read_with_all_others() -> None:
    rows = "".join(f"A{i},01/02/2024,TEA,-2.50\n" for i in range(1000, 2000))
    statement = read_csv((STATUS_HEADER + rows + "B1,13/02/2024,TEA,-2.50\n").encode())
    assert {draft.on.month for draft in statement.drafts} == {2}
    assert statement.questions == ()


def test_the_account_of_a_table_says_how_its_rows_are_read_before_they_are() -> None:
    heads: list[Statement] = []

    def settle(head: Statement) -> ReadSettings:
        heads.append(head)
        assert head.mapping is not None
        return ReadSettings(replace(head.mapping, date_format="MDY"), "EUR", "checking")

    found = read_csv(b"Date,Text,Amount\n03/04/2024,TEA,-1.00\n05/04/2024,PAY,9.00\n", settle=settle)
    assert [(draft.on.isoformat(), draft.currency) for draft in found.drafts] == [
        ("2024-03-04", "EUR"),
        ("2024-05-04", "EUR"),
    ]
    (head,) = heads
    assert (len(head.drafts), [column.header for column in head.columns]) == (0, ["Date", "Text", "Amount"])


def test_an_account_in_another_currency_settles_how_its_amounts_are_read() -> None:
    found = read_csv(b"Date,Text,Amount\n2024-03-04,TEA,-1500\n", settle=lambda _: ReadSettings(None, "JPY", None))
    assert [(draft.amount_minor, draft.currency) for draft in found.drafts] == [(1500, "JPY")]
