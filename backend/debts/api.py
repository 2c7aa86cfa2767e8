"""HTTP: /api/debts, and the terms of cards and loans."""

from typing import Annotated, Any

from fastapi import Query

from backend.accounts import queries as accounts
from backend.debts import overview, schemas, service
from backend.debts.errors import NoTerms
from backend.debts.kinds import Strategy
from backend.infra import clock
from backend.infra.fields import Currency
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.settings import service as settings

router = Router(prefix="/api", tags=["debts"])


@router.get("/debts", response_model=schemas.DebtsOut)
def list_debts(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return every open credit card and loan with its terms and figures."""
    return overview.overview(db, user_id, today=clock.today())


@router.get("/debts/payoff", response_model=schemas.PayoffOut)
def plan_payoff(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    currency: Currency | None = None,
    strategy: Strategy | None = None,
    extra_minor: Annotated[int | None, Query(ge=0, lt=10**12)] = None,
    order: Annotated[list[int] | None, Query(max_length=600)] = None,
) -> Any:
    """Return how the debts of a currency are paid off; what is given here is tried without being stored."""
    return overview.payoff(
        db,
        user_id,
        currency=currency or settings.base_currency(db, user_id),
        today=clock.today(),
        strategy=strategy,
        extra_minor=extra_minor,
        own_order=order,
    )


@router.put("/debts/plan", response_model=schemas.DebtChange)
def set_plan(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.PlanIn) -> Any:
    """Store the plan of a currency."""
    return {"change_id": service.set_plan(db, user_id, body.model_dump())}


@router.post("/debts/splits", response_model=schemas.DebtChange)
def split_payments(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.SplitsIn) -> Any:
    """Split loan payments into principal and interest, as proposed."""
    return {"change_id": service.split_payments(db, user_id, body.transaction_ids, today=clock.today())}


@router.patch("/accounts/{account_id}/card-terms", response_model=schemas.DebtChange)
def set_card_terms(db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId, body: schemas.CardTermsIn) -> Any:
    """Set the limit, APR, minimum payment and days of a card."""
    return {"change_id": service.set_card_terms(db, user_id, account_id, body.sent_fields())}


@router.put("/accounts/{account_id}/loan-terms", response_model=schemas.DebtChange)
def set_loan_terms(db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId, body: schemas.LoanTermsIn) -> Any:
    """Set the terms of a loan with its later rates and extra payments."""
    return {"change_id": service.set_loan_terms(db, user_id, account_id, body.model_dump())}


@router.delete("/accounts/{account_id}/loan-terms", response_model=schemas.DebtChange)
def remove_loan_terms(db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Forget the terms of a loan."""
    return {"change_id": service.remove_loan_terms(db, user_id, account_id)}


@router.get("/accounts/{account_id}/loan-schedule", response_model=list[schemas.InstallmentOut])
def loan_schedule(db: ReadSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Return every payment of a loan, the past ones as scheduled."""
    found = overview.installments(db, user_id, account_id)
    if found is None:
        raise NoTerms(accounts.one(db, user_id, account_id).name)
    return found
