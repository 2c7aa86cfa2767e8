"""Every SELECT over what was taken over."""

from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.legacy.models import LegacyInvestmentsReport, LegacyReport


def report(db: Session, user_id: int) -> dict[str, Any] | None:
    """Return the newest report about a budget.db, None if none was taken over."""
    stored = db.scalar(
        select(LegacyReport.report).where(LegacyReport.user_id == user_id).order_by(LegacyReport.id.desc())
    )
    return orjson.loads(stored) if stored else None


def investments_report(db: Session, user_id: int) -> dict[str, Any] | None:
    """Return the newest report about an investments.db, None if none was taken over."""
    mine = select(LegacyInvestmentsReport.report).where(LegacyInvestmentsReport.user_id == user_id)
    stored = db.scalar(mine.order_by(LegacyInvestmentsReport.id.desc()))
    return orjson.loads(stored) if stored else None
