"""One QIF record as a draft: its sign, category, parts and notes."""

import pytest

from backend.imports.formats.qif.fields import cells_of, mapping_for
from backend.imports.formats.qif.records import QifRecord, split_records
from backend.imports.formats.qif.transaction import (
    PartsDoNotFit,
    QifTransactionReader,
    category_in,
    is_opening,
    splits_of,
)
from backend.imports.values.amounts import UnreadableAmount
from backend.transactions.draft import Draft


def record(lines: str, kind: str = "Bank") -> QifRecord:
    return split_records(f"!Type:{kind}\n{lines}\n^\n").records[0]


def draft(lines: str, kind: str = "Bank") -> Draft:
    reader = QifTransactionReader(mapping_for(encoding="utf-8", date_order="MDY", decimal="."), "USD")
    found = record(lines, kind)
    return reader.read(found, cells_of(found, {found.first("D"): found.first("D")}))


@pytest.mark.parametrize(
    ("text", "category", "account"),
    [
        ("Food:Tea", "Food:Tea", None),
        ("Food/Holiday", "Food", None),
        ("[Savings]", None, "Savings"),
        ("--Split--", None, None),
        ("", None, None),
    ],
)
def test_a_category_may_be_an_account(text: str, category: str | None, account: str | None) -> None:
    assert category_in(text) == (category, account)


def test_money_out_is_positive() -> None:
    row = draft("D1/25/2024\nT-1,250.00\nPTea House\nMTea House 7\nN42")
    assert (row.amount_minor, row.description, row.notes) == (125_000, "Tea House 7", "Check 42")


@pytest.mark.parametrize(("action", "minor"), [("XIn", -50_000), ("XOut", 50_000)])
def test_an_investment_action_says_which_way(action: str, minor: int) -> None:
    assert draft(f"D1/25/2024\nN{action}\nT500.00", "Invst").amount_minor == minor


def test_a_minus_that_contradicts_the_action_is_not_guessed() -> None:
    with pytest.raises(UnreadableAmount):
        draft("D1/25/2024\nNXIn\nT-500.00", "Invst")


def test_parts_that_sum_to_the_amount_become_splits() -> None:
    row = draft("D1/25/2024\nT-30.00\nSFood\nEBread\n$-10.00\nS[Savings]\n$-20.00")
    assert [(part.amount_minor, part.category_hint, part.memo) for part in row.splits] == [
        (1000, "Food", "Bread"),
        (2000, None, "Transfer: Savings"),
    ]


def test_parts_that_do_not_sum_are_left_out() -> None:
    with pytest.raises(PartsDoNotFit):
        splits_of(record("D1/25/2024\nT-30.00\nSFood\n$10"), lambda text: int(text) * 100, 3000)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("D1/1/24\nT100.00\nPOpening Balance\nL[Everyday]", True),
        ("D1/1/24\nT100.00\nPOpening Balance", True),
        ("D1/1/24\nT100.00\nPTea House\nLFood", False),
    ],
)
def test_an_opening_balance_is_no_transaction(lines: str, expected: bool) -> None:
    assert is_opening(record(lines)) is expected
