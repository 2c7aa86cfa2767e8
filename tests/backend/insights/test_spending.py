"""What is usual."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.insights.spending import Spent, mean, usual


def test_refunds_lower_spending() -> None:
    assert Spent(1000, 250, 3).net_minor == 750


def test_usual_is_the_mean_of_the_three_months_before() -> None:
    assert usual({"2026-01": 100, "2026-02": 200, "2026-03": 300, "2026-04": 9999}, "2026-04", "2025-12") == 200


def test_a_month_without_rows_inside_the_history_counts_as_nothing() -> None:
    assert usual({"2026-02": 300}, "2026-04", "2026-01") == 100


@pytest.mark.parametrize("first", [None, "2026-02", "2026-04"])
def test_without_three_months_of_history_nothing_is_usual(first: str | None) -> None:
    assert usual({"2026-03": 300}, "2026-04", first) is None


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20))
def test_the_mean_is_within_half_a_unit(amounts: list[int]) -> None:
    assert abs(mean(amounts) * len(amounts) - sum(amounts)) * 2 <= len(amounts)
