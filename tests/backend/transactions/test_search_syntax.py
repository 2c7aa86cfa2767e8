"""The parser of the query language: what is grouped how, and where a fault is."""

from datetime import date
from decimal import Decimal

import pytest

from backend.transactions.search_syntax import BadSearch, Days, Expression, Group, Regex, Span, Term, parse

TODAY = date(2026, 3, 31)


def word(text: str, *, is_not: bool = False) -> Term:
    return Term("word", text, is_not)


def both(*parts: Expression) -> Group:
    return Group("and", parts)


def either(*parts: Expression) -> Group:
    return Group("or", parts)


@pytest.mark.parametrize(
    ("search", "tree"),
    [
        ("", both()),
        ("a b", both(word("a"), word("b"))),
        ("a AND b", both(word("a"), word("b"))),
        ("a b OR c", either(both(word("a"), word("b")), word("c"))),
        ("a (b OR c)", both(word("a"), either(word("b"), word("c")))),
        ("-(a OR b)", both(word("a", is_not=True), word("b", is_not=True))),
        ("-(a -b)", either(word("a", is_not=True), word("b"))),
        ("OR a", both(word("OR"), word("a"))),
        ("portland OR", both(word("portland"), word("OR"))),
        ("shop(12) x)", both(word("shop(12)"), word("x)"))),
        ("(shop(12))", word("shop(12)")),
        ('"open quote', word("open quote")),
        ("amount:>50", Term("amount", Span(Decimal(50), None, includes_ends=False))),
        ('category:"eating out"', Term("category", "eating out")),
        ("text:/a (b|c)/ d", both(Term("text", Regex("a (b|c)")), word("d"))),
        ("last:90d", Term("last", Days(date(2026, 1, 1), None))),
        ("last:1m", Term("last", Days(date(2026, 3, 1), None))),
        ("last:1y", Term("last", Days(date(2025, 4, 1), None))),
        ("date:>=2026-02", Term("date", Days(date(2026, 2, 1), None))),
        ("date:<2026-02", Term("date", Days(None, date(2026, 1, 31)))),
        ("https://shop", word("https://shop")),
    ],
)
def test_a_search_is_a_tree(search: str, tree: Expression) -> None:
    assert parse(search, today=TODAY) == tree


@pytest.mark.parametrize(
    ("search", "fault"),
    [
        ("kettle amount:x", "amount:x"),
        ("(a OR b", "("),
        ("a -(b", "-("),
        ("a ()", "()"),
        ("date:2026-13 a", "date:2026-13"),
        ("is:nothing", "is:nothing"),
        ("text:/a(b/ c", "text:/a(b/"),
        ("text:/open", "text:/open"),
        ("category: food", "category:"),
        ("last:9x", "last:9x"),
        ("last:9999y", "last:9999y"),
        ("currency:xx", "currency:xx"),
    ],
)
def test_a_fault_says_where_it_is(search: str, fault: str) -> None:
    with pytest.raises(BadSearch) as refused:
        parse(search, today=TODAY)
    assert search[refused.value.start : refused.value.end] == fault
    assert refused.value.message.endswith((".", "”."))
