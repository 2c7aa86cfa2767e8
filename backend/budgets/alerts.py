"""Alerts of budget lines: at 80, 100 and 110 % of what a period may spend."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from backend.budgets.envelope import Envelope
from backend.budgets.plan_lines import LineState

THRESHOLDS = (80, 100, 110)


@dataclass(frozen=True, slots=True)
class Alert:
    """A line whose spending reached a threshold in the period that runs."""

    state: LineState
    threshold_percent: int


def threshold_of(envelope: Envelope, *, is_fixed: bool) -> int | None:
    """Return the highest threshold that the spending reached, None if none.

    Spending from nothing is above all of them. A fixed cost is expected to use all of its budget, so that it alerts
    only when it takes more.
    """
    spent, available = envelope.spent_minor, envelope.available_minor
    if spent <= 0 or (is_fixed and spent <= available):
        return None
    if available <= 0:
        return THRESHOLDS[-1]
    return max((each for each in THRESHOLDS if spent * 100 >= available * each), default=None)


def alerts(
    states: Iterable[LineState], *, today: date, dismissed: Collection[tuple[int, date, int]] = ()
) -> list[Alert]:
    """Return the alerts of the periods that run today, the worst first; those dismissed are left out.

    `dismissed` has the category, the first day of the period and the threshold: a higher one alerts again.
    """
    found = []
    for state in states:
        if not state.own_days.holds(today):
            continue
        threshold = threshold_of(state.own, is_fixed=state.is_fixed)
        if threshold and (state.line.category.id, state.own_days.start, threshold) not in dismissed:
            found.append(Alert(state, threshold))
    return sorted(found, key=lambda each: (-each.threshold_percent, -each.state.own.percent_used))
