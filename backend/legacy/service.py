"""What a person may ask about older data that was taken over."""

from typing import Any

from backend.infra.database import ReadSession
from backend.legacy import queries

# A page shows so many; adoption.json beside the backup has all of them.
_SHOWN = 200
_LONG = ("could_not_keep", "changed")


def report(db: ReadSession, investments: ReadSession, user_id: int) -> dict[str, Any]:
    """Return the report about each of the two files, None for one that was not taken over."""
    reports = {
        "budget": queries.report(db, user_id),
        "investments": queries.investments_report(investments, user_id),
    }
    return {name: _shortened(report) if report else None for name, report in reports.items()}


def _shortened(report: dict[str, Any]) -> dict[str, Any]:
    counts = {f"{name}_count": len(report[name]) for name in _LONG}
    return report | counts | {name: report[name][:_SHOWN] for name in _LONG}
