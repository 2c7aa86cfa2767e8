"""A QIF text in records, each with its section and account."""

import pytest

from backend.imports.formats.qif.records import split_records


def test_records_belong_to_the_account_named_before_them() -> None:
    found = split_records("!Account\nNEveryday\nTBank\n^\n!Type:Bank\nD1/5/24\nT-5.00\n^\nD1/6/24\nT-6.00\n^\n")
    assert [(record.line_no, record.account.name, record.first("T")) for record in found.records] == [
        (6, "Everyday", "-5.00"),
        (9, "Everyday", "-6.00"),
    ]
    assert found.has_headings


def test_lists_of_categories_and_prices_hold_no_transactions() -> None:
    assert not split_records("!Type:Cat\nNFood\nD1/1/24\nT5\n^\n!Type:Prices\n\"ABC\",5,'1/1/24'\n^\n").records


def test_remarks_above_the_first_heading_are_passed_over() -> None:
    found = split_records("Exported for Ana\n^\nD1/5/24\nT-5.00\n^\n")
    assert [record.first("T") for record in found.records] == ["-5.00"]


def test_a_last_record_without_its_end_mark_is_not_closed() -> None:
    closed, cut = split_records("!Type:Bank\nD1/5/24\nT-5.00\n^\nD1/6/24\nT-6.0").records
    assert (closed.is_closed, closed.is_whole) == (True, True)
    assert (cut.is_closed, cut.is_whole) == (False, False)


@pytest.mark.parametrize(
    ("lines", "is_two"),
    [
        ("D1/5/24\nT-5.00\nD1/6/24\nT-6.00", True),
        ("D1/5/24\nT-5.00\nPTea\nThe second line of the payee", False),
        ("D1/5/24\nT-5.00\nSFood\n$-2.00\nD1/6/24", False),
    ],
)
def test_a_missing_end_mark_is_seen(lines: str, is_two: bool) -> None:
    assert split_records(f"!Type:Bank\n{lines}\n^\n").records[0].is_two is is_two


def test_an_option_states_the_date_order() -> None:
    assert split_records("!Option:DMY\n!Type:Bank\nD5/1/24\nT1\n^\n").date_order == "DMY"
