"""Every SELECT over what was taken over."""

from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.legacy.models import WAITING, LegacyInvestmentRow, LegacyInvestmentsReport, LegacyReport

_INVESTMENT_TABLES = ("investment_accounts", "securities", "holdings", "investment_transactions")


def report(db: Session, user_id: int) -> dict[str, Any] | None:
    """Return the newest report about a budget.db, None if none was taken over."""
    stored = db.scalar(
        select(LegacyReport.report).where(LegacyReport.user_id == user_id).order_by(LegacyReport.id.desc())
    )
    return orjson.loads(stored) if stored else None


def has_waiting_investments(db: Session, user_id: int) -> bool:
    """Say whether rows of an older investments.db wait to become accounts, securities, holdings and activities."""
    query = select(LegacyInvestmentRow.id).where(
        LegacyInvestmentRow.user_id == user_id,
        LegacyInvestmentRow.reason == WAITING,
        LegacyInvestmentRow.table_name.in_(_INVESTMENT_TABLES),
    )
    return db.scalar(query.limit(1)) is not None


def investments_report(db: Session, user_id: int) -> dict[str, Any] | None:
    """Return the newest report about an investments.db, None if none was taken over."""
    mine = select(LegacyInvestmentsReport.report).where(LegacyInvestmentsReport.user_id == user_id)
    stored = db.scalar(mine.order_by(LegacyInvestmentsReport.id.desc()))
    return orjson.loads(stored) if stored else None
