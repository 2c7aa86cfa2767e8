"""The fields of QIF records as columns: days, the direction in investment sections, and what is asked."""

from datetime import date

import pytest

from backend.imports.formats.qif.fields import (
    QifDateTexts,
    cells_of,
    detect_qif_mapping,
    direction,
    is_cash_alone,
    qif_columns,
)
from backend.imports.formats.qif.records import QifRecord, split_records


def record(lines: str, kind: str = "Bank") -> QifRecord:
    return split_records(f"!Type:{kind}\n{lines}\n^\n").records[0]


@pytest.mark.parametrize(
    ("texts", "text", "plain"),
    [
        (["1/ 5'04"], "1/ 5'04", "1/5/2004"),
        (["1/5'4"], "1/5'4", "1/5/2004"),
        (["1/5/94", "1/5'04"], "1/5/94", "1/5/1994"),
        (["1/5/94"], "1/5/94", "1/5/94"),
        (["2024-01-05"], "2024-01-05", "2024-01-05"),
        (["sometime"], "sometime", "sometime"),
    ],
)
def test_days_are_written_plainly(texts: list[str], text: str, plain: str) -> None:
    assert QifDateTexts(texts)[text] == plain


def test_a_record_becomes_one_row_of_cells() -> None:
    found = record("D1/5/24\nT-5.00\nPTea House\nMcard\nM0042\nLFood:Tea\nN17\nA1 Main St\nASpringfield")
    row = cells_of(found, {"1/5/24": "1/5/24"})
    assert row == ["1/5/24", "-5.00", "Tea House", "card 0042", "Food:Tea", "17", "1 Main St, Springfield"]
    assert qif_columns([row])[2].samples == ("Tea House",)


@pytest.mark.parametrize(
    ("lines", "is_cash", "way"),
    [
        ("D1/5/24\nNXIn\nT500.00", True, "in"),
        ("D1/5/24\nNXOut\nT500.00", True, "out"),
        ("D1/5/24\nNCash\nT-5.00", True, None),
        ("D1/5/24\nNBuy\nYABC\nT500.00", False, None),
    ],
)
def test_the_action_of_an_investment_record_says_the_direction(lines: str, is_cash: bool, way: str | None) -> None:
    found = record(lines, "Invst")
    assert (is_cash_alone(found), direction(found)) == (is_cash, way)


@pytest.mark.parametrize(
    ("days", "order", "questions"),
    [
        (["25/1/24", "1/2/24"], "DMY", ()),
        (["1/25/24"], "MDY", ()),
        (["01/02/2024", "03/04/2024"], None, ("date_order",)),
    ],
)
def test_a_date_order_that_nothing_shows_is_asked(
    days: list[str], order: str | None, questions: tuple[str, ...]
) -> None:
    qif = split_records("!Type:Bank\n" + "".join(f"D{day}\nT-5.00\nPTea\n^\n" for day in days))
    mapping, asked = detect_qif_mapping(
        qif,
        QifDateTexts(days),
        encoding="utf-8",
        home_currency="CAD",
        stated_order=None,
        filename="export.qif",
        today=date(2024, 6, 1),
    )
    assert asked == questions
    assert order in (None, mapping.date_format)
