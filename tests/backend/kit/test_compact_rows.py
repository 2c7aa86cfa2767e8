"""Compact rows are the rows that went in, whatever their columns hold."""

import sys
from datetime import date
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from backend.kit import compact_rows
from backend.kit.compact_rows import CompactRows


class Row(NamedTuple):
    number: int
    text: str | None
    on: date
    amount: int | None
    is_open: bool


numbers = st.one_of(st.integers(-5, 5), st.integers())
texts = st.one_of(st.none(), st.sampled_from(["", "SHOP", "a\x1eb", "a\nb", "\udc80"]), st.text(max_size=5))
rows = st.lists(st.builds(Row, numbers, texts, st.dates(), st.one_of(st.none(), numbers), st.booleans()), max_size=12)


@given(rows, st.integers(-15, 15), st.integers(-15, 15), st.integers(1, 4))
def test_what_goes_in_comes_out(given_rows: list[Row], start: int, end: int, block: int) -> None:
    before, compact_rows._BLOCK = compact_rows._BLOCK, block
    try:
        found = CompactRows(Row, given_rows)
        assert (list(found), len(found)) == (given_rows, len(given_rows))
        assert [type(row.number) for row in found] == [type(row.number) for row in given_rows]
        assert found[start:end] == given_rows[start:end]
        assert [found[place] for place in range(len(given_rows))] == given_rows
        assert list(found.column("text")) == [row.text for row in given_rows]
        assert list(found.columns("on", "amount")) == [(row.on, row.amount) for row in given_rows]
        assert found == given_rows == CompactRows(Row, given_rows)
    finally:
        compact_rows._BLOCK = before


def test_a_row_takes_less_than_half_of_what_a_tuple_takes() -> None:
    given_rows = [Row(n, f"SHOP NUMBER {n}", date(2024, 1, 1), n, is_open=False) for n in range(20_000)]
    packed = CompactRows(Row, given_rows)
    as_tuples = sum(sys.getsizeof(row) + sys.getsizeof(row.text) + 2 * sys.getsizeof(row.number) for row in given_rows)
    held = sum(
        sys.getsizeof(getattr(column, slot))
        for block in packed._blocks
        for column in block
        for slot in column.__slots__
    )
    assert held < as_tuples / 2
