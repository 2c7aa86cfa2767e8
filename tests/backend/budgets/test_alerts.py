"""Thresholds of alerts: at 80, 100 and 110 %, to the cent."""

import pytest

from backend.budgets.alerts import threshold_of
from backend.budgets.envelope import Envelope


@pytest.mark.parametrize(
    ("available", "spent", "threshold"),
    [
        (20_000, 15_999, None),
        (20_000, 16_000, 80),
        (20_000, 20_000, 100),
        (20_000, 21_999, 100),
        (20_000, 22_000, 110),
        (0, 1, 110),
        (-500, 1, 110),
        (0, 0, None),
        (20_000, -300, None),
    ],
)
def test_the_highest_threshold_that_was_reached(available: int, spent: int, threshold: int | None) -> None:
    assert threshold_of(Envelope(available, 0, spent), is_fixed=False) == threshold


def test_a_fixed_cost_alerts_only_when_it_takes_more_than_its_budget() -> None:
    assert threshold_of(Envelope(200_000, 0, 200_000), is_fixed=True) is None
    assert threshold_of(Envelope(200_000, 0, 200_001), is_fixed=True) == 100
