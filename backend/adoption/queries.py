"""Every SELECT over what was taken over."""

from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adoption.models import Adoption, InvestmentsAdoption


def report(db: Session, user_id: int) -> dict[str, Any] | None:
    """Return the newest report about a budget.db, None if none was taken over."""
    found = db.scalar(select(Adoption.report).where(Adoption.user_id == user_id).order_by(Adoption.id.desc()))
    return orjson.loads(found) if found else None


def investments_report(db: Session, user_id: int) -> dict[str, Any] | None:
    """Return the newest report about an investments.db, None if none was taken over."""
    mine = select(InvestmentsAdoption.report).where(InvestmentsAdoption.user_id == user_id)
    found = db.scalar(mine.order_by(InvestmentsAdoption.id.desc()))
    return orjson.loads(found) if found else None
