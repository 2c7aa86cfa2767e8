"""QIF files: what is read, what is asked, what is left out, what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import EmptyFile, MappingDoesNotFit, NoStatementInside, UnreadableFile
from backend.imports.formats.qif.reader import read_qif
from backend.imports.formats.qif.records import NotQif
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import StatedBalance, Statement
from backend.transactions.draft import SplitDraft


def read(
    text: str, *, mapping: ColumnMapping | None = None, currency: str = "USD", encoding: str = "utf-8"
) -> list[Statement]:
    return read_qif(
        text.encode(encoding),
        filename="export.qif",
        default_currency=currency,
        mapping=mapping,
        account_type=None,
        today=date(2026, 7, 1),
    )


def read_one(text: str, *, mapping: ColumnMapping | None = None, currency: str = "USD") -> Statement:
    (only,) = read(text, mapping=mapping, currency=currency)
    return only


def record(day: str = "2024-01-15", amount: str = "-12.50", more: str = "PCOFFEE BAR") -> str:
    return f"D{day}\nT{amount}\n{more}\n^\n"


def bank(*records: str, heading: str = "!Type:Bank") -> str:
    return heading + "\n" + "".join(records)


def test_a_record_becomes_a_draft() -> None:
    found = read_one(bank("D15/01/2024\nT-12.50\nPCOFFEE BAR\nMlatte\nLFood:Out/Trip\nN123\nCX\n^\n"))
    draft = found.drafts[0]
    assert (draft.on, draft.amount_minor, draft.currency) == (date(2024, 1, 15), 1250, "USD")
    assert (draft.description, draft.category_hint, draft.notes) == ("COFFEE BAR latte", "Food:Out", "Check 123")
    assert (draft.line_no, draft.raw.splitlines()[0]) == (2, "D15/01/2024")
    assert (found.format, found.account_type_hint, found.part, found.currency) == ("qif", "checking", None, None)


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("!Type:Bank", "!type:bank "),
        lambda text: "# made by a program\n\n" + text,
        lambda text: text.replace("!Type:Bank\n", "!Type:Bank\n^\n"),
        lambda text: text.removeprefix("!Type:Bank\n"),
        lambda text: "!Option:AutoSwitch\n!Clear:AutoSwitch\n" + text,
    ],
)
def test_every_shape_of_the_same_file_reads_the_same(shape) -> None:  # type: ignore[no-untyped-def]
    found = read_one(shape(bank(record(), record("2024-01-16", "200.00", "PSALARY"))))
    assert [(d.on.day, d.amount_minor, d.description) for d in found.drafts] == [
        (15, 1250, "COFFEE BAR"),
        (16, -20000, "SALARY"),
    ]


@pytest.mark.parametrize(
    ("day", "on"),
    [
        ("1/25'04", date(2004, 1, 25)),
        ("1/25' 4", date(2004, 1, 25)),
        ("1/25'2004", date(2004, 1, 25)),
        (" 1/25/94", date(1994, 1, 25)),
        ("25.12.2020", date(2020, 12, 25)),
        ("31-12-20", date(2020, 12, 31)),
        ("2024/9.5", date(2024, 9, 5)),
        ("20240905", date(2024, 9, 5)),
        ("5 Sep 2024", date(2024, 9, 5)),
        ("2024-09-05", date(2024, 9, 5)),
    ],
)
def test_a_day_is_read_in_each_way_it_is_written(day: str, on: date) -> None:
    found = read_one(bank(record(day)))
    assert ([draft.on for draft in found.drafts], found.questions) == ([on], ())


def test_a_slash_is_the_last_century_where_apostrophes_are_this_one() -> None:
    found = read_one(bank(record("12/31/01"), record("1/25'01")))
    assert [draft.on.year for draft in found.drafts] == [1901, 2001]


@pytest.mark.parametrize("day", ["", "31/31/2024", "yesterday", "03/25/099", "2024"])
def test_an_unreadable_day_is_a_problem_and_never_today(day: str) -> None:
    found = read_one(bank(record("13/01/2024"), record("14/01/2024"), record(day)))
    assert (len(found.drafts), [problem.line_no for problem in found.problems]) == (2, [10])


@pytest.mark.parametrize("amount", ["", "abc", "12.345", "1-2", "9999999999999999", "NaN", "--5"])
def test_an_unreadable_amount_is_a_problem_and_never_nought(amount: str) -> None:
    found = read_one(bank(record(), record(), record(), record(amount=amount)))
    assert (len(found.drafts), [problem.line_no for problem in found.problems]) == (3, [14])


@pytest.mark.parametrize(
    ("amount", "out_minor"),
    [("-1,234.56", 123456), ("-1.234,56", 123456), ("1 234,56", -123456), ("+5", -500), ("-.5", 50), ("$-5.00", 500)],
)
def test_amounts_are_read_as_people_write_them(amount: str, out_minor: int) -> None:
    assert read_one(bank(record(amount=amount))).drafts[0].amount_minor == out_minor


def test_the_second_amount_stands_in_for_the_first_and_must_not_differ() -> None:
    assert read_one(bank("D2024-01-15\nU-5.00\n^\n")).drafts[0].amount_minor == 500
    assert read_one(bank("D2024-01-15\nU-5.00\nT-5\n^\n")).drafts[0].amount_minor == 500
    assert read_one(bank("D2024-01-15\nU-5.00\nT-6.00\n^\n")).problems[0].code == "amount_twice"


def test_the_order_of_days_is_asked_when_nothing_tells_it_and_obeyed_when_told() -> None:
    text = bank(record("01/02/2024"))
    found = read_one(text, currency="GBP")
    assert (found.questions, found.needs_mapping) == (("date_order",), True)
    assert found.mapping is not None
    for order, month in (("DMY", 2), ("MDY", 1)):
        told = ColumnMapping.from_json({**found.mapping.to_json(), "date_format": order})
        again = read_one(text, mapping=told)
        assert (again.drafts[0].on.month, again.questions, again.mapping) == (month, (), told)


def test_an_option_tells_the_order_of_days() -> None:
    found = read_one("!Option:DMY\n" + bank(record("01/02/2024")))
    assert (found.drafts[0].on, found.questions) == (date(2024, 2, 1), ())


def test_a_day_above_twelve_in_one_account_decides_for_all() -> None:
    one, other = read(
        "!Account\nNA\nTBank\n^\n" + bank(record("01/02/2024")) + "!Account\nNB\nTCash\n^\n"
        + bank(record("25/02/2024"), heading="!Type:Cash")
    )  # fmt: skip
    assert (one.drafts[0].on, one.questions, other.questions) == (date(2024, 2, 1), (), ())


def test_a_mark_that_may_be_both_is_asked_and_obeyed() -> None:
    text = bank(record(amount="-1.234"))
    found = read_one(text)
    assert found.questions == ("decimal",)
    assert found.mapping is not None
    told = ColumnMapping.from_json({**found.mapping.to_json(), "decimal": ","})
    assert read_one(text, mapping=told).drafts[0].amount_minor == 123400


def test_the_sign_and_the_description_of_a_mapping_are_obeyed() -> None:
    text = bank(record(more="PCOFFEE BAR\nMlatte"))
    mapping = read_one(text).mapping
    assert mapping is not None
    told = ColumnMapping.from_json({**mapping.to_json(), "sign": "plus_is_out", "description": [3]})
    draft = read_one(text, mapping=told).drafts[0]
    assert (draft.amount_minor, draft.description) == (-1250, "latte")


def test_a_mapping_made_for_another_table_is_refused() -> None:
    told = ColumnMapping(delimiter=",", encoding="utf-8", date=0, description=(1,), amount=9)
    with pytest.raises(MappingDoesNotFit):
        read_one(bank(record()), mapping=told)


def test_the_columns_can_be_shown() -> None:
    columns = read_one(bank(record(), record(amount="-1.00"))).columns
    assert [(column.header, column.samples) for column in columns[:3]] == [
        ("Date", ("2024-01-15",)),
        ("Amount", ("-12.50", "-1.00")),
        ("Payee", ("COFFEE BAR",)),
    ]


def test_the_parts_of_a_record_are_its_splits() -> None:
    parts = "L--Split--\nSFood\nEbread\n$-9.00\nS[Savings]\n$-4.00\nSRefund/Class\n$0.50"
    draft = read_one(bank(record(more=parts))).drafts[0]
    assert draft.category_hint is None
    assert draft.splits == (
        SplitDraft(900, "Food", "bread"),
        SplitDraft(400, None, "Transfer: Savings"),
        SplitDraft(-50, "Refund"),
    )


@pytest.mark.parametrize("parts", ["SFood\n$-9.00", "SFood\n$-12.50x", "SFood\n$-9\nSTea\n%20"])
def test_parts_that_do_not_sum_are_not_taken_and_it_is_said(parts: str) -> None:
    found = read_one(bank(record(more=parts)))
    assert (found.drafts[0].amount_minor, found.drafts[0].splits) == (1250, ())
    assert "do not sum" in found.warnings[0]


def test_a_transfer_is_a_note_and_no_category() -> None:
    draft = read_one(bank(record(more="L[Savings]/Trip"))).drafts[0]
    assert (draft.category_hint, draft.notes) == (None, "Transfer: Savings")


def test_an_address_is_kept() -> None:
    assert read_one(bank(record(more="PX\nAMain Street 1\nA\nANowhere"))).drafts[0].notes == "Main Street 1, Nowhere"


def test_an_opening_balance_is_stated_and_is_no_movement() -> None:
    found = read_one(bank(record("2024-01-01", "1,000.00", "POpening Balance\nL[Giro]"), record()))
    assert found.balances == (StatedBalance(date(2024, 1, 1), 100000, "opening"),)
    assert ([row.code for row in found.left_out], len(found.drafts), found.name_hint) == (["balance_row"], 1, "Giro")


def test_a_transfer_of_an_account_to_itself_is_its_opening_balance_in_any_language() -> None:
    text = "!Account\nNGiro\nTBank\n^\n" + bank(record("2024-01-01", "5.00", "PErster Eintrag\nL[Giro]"))
    assert read_one(text).balances[0].balance_minor == 500


def test_a_starting_balance_with_a_category_is_income_as_its_owner_wrote_it() -> None:
    assert len(read_one(bank(record(more="PStarting Balance\nLIncome"))).drafts) == 1


def test_each_account_gives_a_statement_and_two_sections_of_one_give_one() -> None:
    text = (
        "!Account\nNGiro\nTBank\n^\n" + bank(record())
        + "!Account\nNCard\nTCCard\n^\n" + bank(record(amount="-1.00"), heading="!Type:CCard")
        + "!Account\nNGiro\nTBank\n^\n" + bank(record(amount="-2.00"))
    )  # fmt: skip
    giro, card = read(text)
    assert (giro.part, giro.account_type_hint, [d.amount_minor for d in giro.drafts]) == (
        "Giro",
        "checking",
        [1250, 200],
    )
    assert (card.part, card.part_label, card.account_type_hint, len(card.drafts)) == ("Card", "Card", "credit", 1)


def test_sections_without_an_account_stay_apart_by_kind() -> None:
    one, other = read(bank(record()) + bank(record(), heading="!Type:Cash"))
    assert (one.part, other.part, other.account_type_hint) == ("!Type:bank", "!Type:cash", "cash")
    assert (one.part_label, other.part_label) == ("Bank", "Cash")


@pytest.mark.parametrize(
    ("kind", "hint"),
    [("Bank", "checking"), ("Cash", "cash"), ("CCard", "credit"), ("Oth A", "asset"), ("Oth L", "liability"),
     ("Invst", "investment"), ("Whatever", None)],
)  # fmt: skip
def test_the_section_tells_the_kind_of_account(kind: str, hint: str | None) -> None:
    assert read_one(bank(record(more="NXOut"), heading=f"!Type:{kind}")).account_type_hint == hint


def test_lists_of_a_program_are_passed_over() -> None:
    lists = "".join(
        f"!Type:{name}\nNThing\nD2024-01-15\nT5.00\n^\n"
        for name in ("Cat", "Class", "Memorized", "Prices", "Security", "Tag")
    )
    found = read_one(lists + bank(record()) + lists)
    assert (len(found.drafts), found.problems, found.left_out) == (1, [], [])


def test_the_list_of_all_accounts_names_none_of_them() -> None:
    accounts = "!Option:AutoSwitch\n!Account\nNA\nTBank\n^\nNB\nTBank\n^\n!Clear:AutoSwitch\n"
    assert read_one(accounts + bank(record())).part is None


@pytest.mark.parametrize(
    ("more", "out_minor"),
    [
        ("NXIn\nL[Giro]", -1250), ("NXOut\nL[Giro]", 1250), ("NMiscExp", 1250), ("NMiscInc", -1250),
        ("NIntInc", -1250), ("NCash", -1250), ("NBuy\nYSTOCK", None), ("NDiv\nYSTOCK", None),
        ("NMiscExp\nYSTOCK", None), ("NShrsIn\nYSTOCK", None), ("NDivX\nYSTOCK\nL[Giro]", None),
    ],
)  # fmt: skip
def test_an_investment_section_gives_its_cash_and_says_the_rest(more: str, out_minor: int | None) -> None:
    found = read_one(bank(record(amount="12.50", more=more), heading="!Type:Invst"))
    assert [draft.amount_minor for draft in found.drafts] == ([] if out_minor is None else [out_minor])
    assert [row.code for row in found.left_out] == (["investment_movement"] if out_minor is None else [])


def test_a_minus_that_contradicts_the_action_is_a_problem() -> None:
    found = read_one(bank(record(more="NXOut"), heading="!Type:Invst"))
    assert [problem.code for problem in found.problems] == ["direction_unknown"]


def test_a_file_cut_in_the_middle_of_a_record_is_told() -> None:
    found = read_one(bank(record(), "D2024-01-16\nT-99"))
    assert ([problem.code for problem in found.problems], len(found.drafts)) == (["cut_off"], 1)
    assert "cut off" in found.warnings[0]


def test_a_last_record_without_its_mark_is_read_and_told() -> None:
    found = read_one(bank(record(), "D2024-01-16\nT-99.00\n"))
    assert ([draft.amount_minor for draft in found.drafts], len(found.warnings)) == ([1250, 9900], 1)


def test_two_records_without_a_mark_between_them_are_a_problem() -> None:
    found = read_one(bank("D2024-01-15\nT-10.00\nPTEA\nD2024-01-16\nT-10.00\nPTEA\n^\n", record()))
    assert ([problem.code for problem in found.problems], len(found.drafts)) == (["end_missing"], 1)


def test_old_western_files_are_read() -> None:
    (found,) = read(bank(record("15/01/2024", "-1 234,50", "PCafé de la Gare\nLAlimentation")), encoding="cp1252")
    assert (found.drafts[0].description, found.drafts[0].amount_minor) == ("Café de la Gare", 123450)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyFile),
        ("\r\n", EmptyFile),
        ("Date,Amount\n2024-01-15,5\n", NotQif),
        ("!Type:Cat\nNFood\n^\n", NoStatementInside),
        ("!Account\nNGiro\nTBank\n^\n", NoStatementInside),
    ],
)
def test_a_file_without_movements_is_refused(text: str, error: type[UnreadableFile]) -> None:
    with pytest.raises(error):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "^\n" * 50_000, "D" + " " * 500_000 + "\nT1\n^\n", "D2024-01-15\nT" + "9" * 500_000 + "\n^\n",
        "!Account\n" * 50_000, "D2024-01-15\nTx\nL" + "[" * 500_000 + "\n^\n", "P" + "x" * 1_100_000 + "\n^\n",
    ],
)  # fmt: skip
def test_a_bomb_is_quick_and_harmless(text: str) -> None:
    assert not any(one.drafts for one in read("!Type:Bank\n" + text))


def test_progress_is_told_and_may_stop() -> None:
    told: list[int] = []
    read_qif(
        bank(*[record()] * 2500).encode(),
        filename="", default_currency="USD", mapping=None, account_type=None, today=None, on_progress=told.append,
    )  # fmt: skip
    assert told == [1000, 2000, 2500]


days = st.dates(date(1990, 1, 1), date(2026, 6, 1))


@given(st.lists(st.tuples(days, st.integers(-(10**10), 10**10)), max_size=8), st.sampled_from(["%m/%d", "%d/%m"]))
def test_a_written_file_reads_back_exactly(rows: list[tuple[date, int]], order: str) -> None:
    rows = [(date(2020, 1, 13), 1), *((on + timedelta(days=1), minor) for on, minor in rows)]
    text = bank(
        *(
            record(
                f"{on:{order}/%Y}", f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}", f"PS {n}"
            )
            for n, (on, minor) in enumerate(rows)
        )
    )
    found = read_one(text)
    assert [(d.on, -d.amount_minor, d.description) for d in found.drafts] == [
        (on, minor, f"S {n}") for n, (on, minor) in enumerate(rows)
    ]
    assert not found.questions


pieces = st.sampled_from(
    ["!Type:Bank", "!Type:Invst", "!Type:Cat", "!Account", "!Clear:AutoSwitch", "NGiro", "TBank", "D2024-01-15",
     "D1/ 2'04", "T-1.50", "T1,234", "U-1.50", "PTEA", "Mmilk", "L[Giro]", "LFood", "SFood", "$-1.50", "E", "NXIn",
     "POpening Balance", "^", "^", "", "x"]
)  # fmt: skip


@given(st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=40))
def test_anything_gives_statements_or_says_why_not(lines: list[str]) -> None:
    text = "\n".join(["!Type:Bank", *lines, "^", ""]).encode("utf-8", "replace").decode()
    try:
        found = read(text)
    except UnreadableFile:
        return
    parts = [one.part for one in found]
    assert len(set(parts)) == len(parts)
    assert all(len({draft.line_no for draft in one.drafts}) == len(one.drafts) for one in found)


@given(st.lists(st.lists(pieces.filter(lambda line: line[:1] not in ("!", "^")), max_size=6), max_size=10))
def test_each_record_is_accounted_for_exactly_once(records: list[list[str]]) -> None:
    found = read_one("!Type:Bank\n" + "".join("\n".join([*lines, "^", ""]) for lines in records))
    filled = sum(any(line.strip() for line in lines) for lines in records)
    assert len(found.drafts) + len(found.problems) + len(found.left_out) == filled


@given(st.binary(max_size=300))
def test_any_bytes_give_statements_or_say_why_not(data: bytes) -> None:
    try:
        read_qif(
            b"!Type:Bank\nD" + data, filename="", default_currency="USD", mapping=None, account_type=None, today=None
        )
    except UnreadableFile:
        return


def test_a_day_inside_the_parts_of_a_record_makes_it_no_second_one() -> None:
    text = "!Type:Bank\nD2/20'2020\nT-100.00\nPAmazon\nSFood\nD1/10'2020\n$-60.00\nSCar\n$-40.00\n^\n"
    (found,) = read(text)
    assert [(draft.amount_minor, len(draft.splits)) for draft in found.drafts] == [(10000, 2)]
    assert not found.problems
