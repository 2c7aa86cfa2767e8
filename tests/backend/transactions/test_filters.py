"""The language of the search box."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.transactions.filters import Filter, with_search
from backend.transactions.search_syntax import AmountWord, BadSearch, Span, amount_word


def found(search: str) -> Filter:
    return with_search(Filter(), search)


def test_words_are_words_and_quotes_keep_them_together() -> None:
    assert found('coffee "old mill" -tea').words == ("coffee", "old mill")
    assert found('coffee "old mill" -tea').not_words == ("tea",)


@pytest.mark.parametrize(
    ("search", "span"),
    [
        ("amount:>50", Span(Decimal(50), None, includes_ends=False)),
        ("amount:>=50", Span(Decimal(50), None)),
        ("amount:<9.99", Span(None, Decimal("9.99"), includes_ends=False)),
        ("amount:10..20", Span(Decimal(10), Decimal(20))),
        ("amount:..20", Span(None, Decimal(20))),
        ("amount:12.50", Span(Decimal("12.50"), Decimal("12.50"))),
        ("amount:-12.50", Span(Decimal("12.50"), Decimal("12.50"))),
    ],
)
def test_amounts(search: str, span: Span) -> None:
    assert found(search).amounts == (span,)


@pytest.mark.parametrize(
    ("word", "amount"),
    [
        ("12.63", AmountWord(Decimal("12.63"), is_whole=False, direction=None)),
        ("-78", AmountWord(Decimal(78), is_whole=True, direction="out")),
        ("+1,234.50", AmountWord(Decimal("1234.50"), is_whole=False, direction="in")),
        ("€9,99", AmountWord(Decimal("9.99"), is_whole=False, direction=None)),
        ("12a", None),
        ("2026-03-01", None),
        ("1.2.3", None),
    ],
)
def test_words_that_are_amounts(word: str, amount: AmountWord | None) -> None:
    assert amount_word(word) == amount


def test_a_minus_before_an_amount_is_its_sign() -> None:
    assert (found("-78").words, found("-78").not_words) == (("-78",), ())
    assert found('-"78"').not_words == ("78",)


@pytest.mark.parametrize(
    ("search", "start", "end"),
    [
        ("date:2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("date:2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("date:2026-01..2026-03", date(2026, 1, 1), date(2026, 3, 31)),
        ("date:2026-01-05", date(2026, 1, 5), date(2026, 1, 5)),
    ],
)
def test_days(search: str, start: date, end: date) -> None:
    assert (found(search).start_date, found(search).end_date) == (start, end)


def test_names_directions_and_marks() -> None:
    told = found("category:food -category:rent account:travel is:in has:note status:confirmed tier:rule")
    assert found("is:counted").is_in_reports
    assert told.categories == ("food",)
    assert told.not_categories == ("rent",)
    assert told.accounts == ("travel",)
    assert (told.direction, told.has_note) == ("in", True)
    assert told.status == ("confirmed", "auto_confirmed")
    assert told.tier == ("rule", "amount_rule")


def test_an_unknown_operator_is_a_word() -> None:
    assert found("ref:1234").words == ("ref:1234",)


@pytest.mark.parametrize("search", ["amount:abc", "amount:1e999999", "date:2026-13", "is:blue", "last:soon", "x " * 40])
def test_what_cannot_be_understood_is_said(search: str) -> None:
    with pytest.raises(BadSearch):
        found(search)


@given(st.text(max_size=80))
def test_any_text_is_a_search_or_a_clear_refusal(search: str) -> None:
    with suppress(BadSearch):
        assert isinstance(found(search), Filter)
