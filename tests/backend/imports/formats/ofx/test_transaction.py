"""Movements of an OFX file: their texts, and whether the signs or the types say which way the money went."""

from datetime import date

import pytest

from backend.imports.formats.ofx.transaction import describe, settle_signs
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"NAME": "CORNER SHOP", "MEMO": "CARD 0042"}, "CORNER SHOP CARD 0042"),
        ({"NAME": "CORNER SH", "MEMO": "CORNER SHOP 0042"}, "CORNER SHOP 0042"),
        ({"NAME": "CORNER SHOP 0042", "MEMO": "SHOP"}, "CORNER SHOP 0042"),
        ({"PAYEE.NAME": "CORNER SHOP"}, "CORNER SHOP"),
        ({"MEMO": "CARD", "MEMO2": "0042"}, "CARD 0042"),
        ({}, ""),
    ],
)
def test_name_and_memo_say_nothing_twice(fields: dict[str, str], text: str) -> None:
    assert describe(fields) == text


def settled(*rows: tuple[int, str]) -> tuple[list[int], bool, bool]:
    """Amounts (money out positive) with their types → amounts, by type?, doubtful?"""
    drafts = CompactRows(Draft, (Draft(1, date(2024, 1, 5), "TEA", minor, "USD", "") for minor, _ in rows))
    found = settle_signs(drafts, [kind for _, kind in rows])
    return [draft.amount_minor for draft in found.drafts], found.is_by_type, found.is_doubtful


def test_signs_that_agree_with_the_types_stay() -> None:
    assert settled((100, "DEBIT"), (-900, "CREDIT")) == ([100, -900], False, False)


def test_amounts_without_any_minus_go_by_their_types() -> None:
    assert settled((-100, "DEBIT"), (-900, "CREDIT"), (-50, "FEE")) == ([100, -900, 50], True, False)


def test_signs_that_are_all_turned_are_turned_back() -> None:
    assert settled((-100, "DEBIT"), (900, "CREDIT"), (40, "OTHER")) == ([100, -900, -40], True, False)


def test_signs_that_mostly_contradict_the_types_are_asked_about() -> None:
    rows = ((-100, "DEBIT"), (-200, "DEBIT"), (300, "DEBIT"))
    assert settled(*rows) == ([-100, -200, 300], False, True)
