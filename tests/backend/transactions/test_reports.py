"""What counts as spending and as income, and what is usual."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.transactions.reports import Flow, add_flows, flow_of, mean, report_month, usual


@pytest.mark.parametrize(
    ("kind", "flow"),
    [("expense", Flow(750, 0)), ("income", Flow(0, -750)), ("transfer", Flow(0, 0)), (None, Flow(1000, 250))],
)
def test_a_refund_lowers_spending_and_a_transfer_is_neither(kind: str | None, flow: Flow) -> None:
    assert flow_of(kind, out_minor=1000, in_minor=250) == flow


def test_flows_add_up() -> None:
    assert add_flows([Flow(1, 2), Flow(3, 4)]) == Flow(4, 6)
    assert add_flows([]) == Flow(0, 0)


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


@pytest.mark.parametrize(
    ("latest", "month"), [(None, "2026-04"), ("2026-04", "2026-04"), ("2026-03", "2026-04"), ("2024-12", "2024-12")]
)
def test_reports_of_old_statements_open_with_their_latest_month(latest: str | None, month: str) -> None:
    assert report_month("2026-04", latest) == month
