"""HTTP: completeness of accounts, and reconciling them to statements."""

from datetime import timedelta
from typing import Any

from backend.infra import clock
from backend.infra.fields import Day
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.reconciliation import completeness, schemas, service
from backend.reconciliation.errors import PeriodTooLong

router = Router(prefix="/api", tags=["accounts"])
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


@router.get("/accounts/{account_id}/reconciliation", response_model=schemas.ReconciliationDraft)
def draft_reconciliation(db: ReadSessionDep, user_id: CurrentUserId, account_id: RowId, on: Day) -> Any:
    """Return what a statement of this day starts from, the transactions that can be on it, and earlier statements."""
    return service.draft(db, user_id, account_id, on)


@router.post("/accounts/{account_id}/reconciliations", response_model=schemas.FinishedReconciliation, status_code=201)
def finish_reconciliation(
    db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId, body: schemas.FinishReconciliation
) -> Any:
    """Reconcile an account to a statement; the ticked transactions must explain its closing balance."""
    return service.finish(db, user_id, account_id, today=clock.today(), **body.model_dump())


@router.delete("/reconciliations/{reconciliation_id}", response_model=schemas.ReopenedReconciliation)
def reopen_reconciliation(db: WriteSessionDep, user_id: CurrentUserId, reconciliation_id: RowId) -> Any:
    """Reopen the newest reconciled statement of an account."""
    return {"change_id": service.reopen(db, user_id, reconciliation_id)}
