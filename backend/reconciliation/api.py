"""HTTP: completeness of accounts, and reconciling them to statements."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter

from backend.infra.fields import Day
from backend.infra.web import CurrentUserId, ReadSessionDep, RowId
from backend.reconciliation import completeness, schemas
from backend.reconciliation.errors import PeriodTooLong

router = APIRouter(prefix="/api", tags=["accounts"])
_LONGEST_PERIOD = timedelta(days=366 * 25)


@router.get("/completeness", response_model=list[schemas.IncompleteMonth])
def list_incomplete_months(db: ReadSessionDep, user_id: CurrentUserId, first: Day, last: Day) -> Any:
    """Return the months of accounts between two days in which stated balances and transactions do not agree."""
    if not timedelta() <= last - first <= _LONGEST_PERIOD:
        raise PeriodTooLong
    return completeness.incomplete_months(db, user_id, first=first, last=last)


@router.get("/accounts/{account_id}/differences", response_model=list[schemas.Difference])
def list_differences(db: ReadSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Return the days of an account that do not add up, newest first, each with what could explain it."""
    return completeness.differences(db, user_id, account_id)
