"""PDF statements of many layouts: found by geometry, read as tables are, proved by their printed balances."""

from datetime import date
from typing import Any

import pytest

from backend.imports.errors import UnreadableFile
from backend.imports.formats.pdf import reader
from backend.imports.formats.pdf.reader import read_pdf_statement
from backend.imports.model.statement import Statement
from backend.text_extraction.pages import Page, Word
from tests.backend.imports.formats.pdf.layouts import LAYOUTS, MOVEMENTS, OPENING, Layout, Movement, closing, draw
from tests.backend.text_extraction.in_process import pages_of


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: test_service.py reads in the real child; starting one for each layout takes too long."""
    monkeypatch.setattr(reader, "read_pdf", pages_of)


def read(data: bytes, **options: Any) -> Statement:
    default = {
        "filename": "statement.pdf", "default_currency": "USD", "mapping": None, "account_type": None,
        "today": date(2026, 4, 2),
    }  # fmt: skip
    [found] = read_pdf_statement(data, **(default | options))
    return found


def sorted_rows(statement: Statement) -> list[tuple[date, int]]:
    return sorted((draft.on, -draft.amount_minor) for draft in statement.drafts)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_movements_are_read_and_proved(name: str) -> None:
    layout = LAYOUTS[name]
    statement = read(draw(layout), default_currency=layout.currency, account_type="credit" if layout.is_owed else None)
    expected = [(each.on, each.minor) for each in MOVEMENTS]
    assert sorted_rows(statement) == sorted(expected)
    assert not statement.is_unproved, statement.warnings
    assert not statement.problems
    texts = " / ".join(draft.description for draft in statement.drafts)
    assert all(each.text in texts for each in MOVEMENTS)


def test_a_text_of_two_lines_is_one_text() -> None:
    found = next(
        draft for draft in read(draw(LAYOUTS["debit and credit columns"])).drafts if "Salary" in draft.description
    )
    assert found.description == "Salary Alder Software Ref 2026-03 monthly"


def test_the_printed_balances_are_stated() -> None:
    balances = read(draw(LAYOUTS["German, minus behind"])).balances
    assert [(each.kind, each.balance_minor, each.on) for each in balances] == [
        ("opening", OPENING, date(2026, 2, 28)),
        ("closing", closing(), date(2026, 3, 27)),
    ]


def test_a_card_states_what_is_owed() -> None:
    balances = read(draw(LAYOUTS["credit card, charges without a sign"]), account_type="credit").balances
    assert [each.balance_minor for each in balances] == [OPENING, closing()]


def test_a_row_that_is_missing_leaves_all_to_the_person() -> None:
    layout = Layout(LAYOUTS["debit and credit without a balance"].columns, opening="Opening balance")
    data = draw(layout)
    assert not read(data).is_unproved
    one_more = (*MOVEMENTS[:-1], Movement(date(2026, 3, 27), "Transfer to savings", -100_001))
    tampered = draw(Layout(layout.columns, movements=one_more, has_balances=False))
    statement = read(tampered)
    assert statement.is_unproved
    assert "do not prove" in statement.warnings[-1]


def test_a_scan_and_a_letter_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(reader, "read_pdf", lambda _data: [Page(600, 800, ())])
    with pytest.raises(UnreadableFile, match=r"is a scan.*Install Tesseract"):
        read(b"")
    monkeypatch.setenv("TESSERACT_PATH", "/usr/bin/tesseract")
    monkeypatch.setattr(reader, "read_pdf", lambda _data: [Page(600, 800, ())] * 40)
    with pytest.raises(UnreadableFile, match="It has 40 pages; up to 12 are read"):
        read(b"")
    letter = Page(600, 800, (Word("Dear", 50, 50, 80, 60), Word("customer", 85, 50, 130, 60)))
    monkeypatch.setattr(reader, "read_pdf", lambda _data: [letter])
    with pytest.raises(UnreadableFile, match="no movements"):
        read(b"")


def test_the_wrong_sign_is_not_proved_for_an_account_that_owes_nothing() -> None:
    data = draw(LAYOUTS["credit card, charges without a sign"])
    card = read(data, account_type="credit")
    assert not card.is_unproved
    # Read alike, a checking account would owe what it holds.
    assert read(data, account_type="checking", mapping=card.mapping).is_unproved
