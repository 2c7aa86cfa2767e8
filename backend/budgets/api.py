"""HTTP: /api/budgets."""

from typing import Any

from fastapi import APIRouter

from backend.budgets import budget_lines, service, summary
from backend.budgets.schemas import (
    BudgetCopy,
    BudgetKept,
    BudgetLine,
    BudgetRemoved,
    BudgetsCopied,
    BudgetSuggestion,
    BudgetSummary,
    NewBudget,
)
from backend.infra import clock
from backend.infra.fields import Month
from backend.infra.web import CurrentUserId, ReadSessionDep, RowId, WriteSessionDep
from backend.kit.period import month_of
from backend.settings import service as settings

router = APIRouter(prefix="/api/budgets", tags=["budgets"])


@router.get("", response_model=list[BudgetLine])
def list_budgets(db: ReadSessionDep, user_id: CurrentUserId, month: Month | None = None) -> Any:
    """Return the budgets of a month (this one when none is named), those used most first."""
    return budget_lines.budget_lines(db, user_id, month or month_of(clock.today()))


@router.post("", response_model=BudgetKept)
def put_budget(db: WriteSessionDep, user_id: CurrentUserId, body: NewBudget) -> Any:
    """Set the budget of a category and month."""
    kept = service.set_budget(
        db,
        user_id,
        category_key=body.category_short_desc,
        month=body.month,
        amount_minor=body.amount_minor,
        rollover=body.rollover,
    )
    line = next(line for line in budget_lines.budget_lines(db, user_id, body.month) if line.id == kept.budget_id)
    status = "created" if kept.is_new else "updated"
    return {"status": status, "id": kept.budget_id, "budget": line, "change_id": kept.change_id}


@router.post("/copy", response_model=BudgetsCopied)
def copy_budgets(db: WriteSessionDep, user_id: CurrentUserId, body: BudgetCopy) -> Any:
    """Set the budgets of one month for another."""
    return service.copy(db, user_id, from_month=body.from_month, to_month=body.to_month, overwrite=body.overwrite)


@router.get("/suggestions", response_model=list[BudgetSuggestion])
def suggest_budgets(db: ReadSessionDep, user_id: CurrentUserId, month: Month | None = None) -> Any:
    """Return what categories without a budget usually take: the mean of the three months before."""
    currency = settings.base_currency(db, user_id)
    return budget_lines.suggestions(db, user_id, month or month_of(clock.today()), currency=currency)


@router.get("/summary", response_model=BudgetSummary)
def summarise_budgets(db: ReadSessionDep, user_id: CurrentUserId, month: Month | None = None) -> Any:
    """Return the month at a glance."""
    today = clock.today()
    currency = settings.base_currency(db, user_id)
    return summary.summary(db, user_id, month or month_of(today), currency=currency, today=today)


@router.delete("/{budget_id}", response_model=BudgetRemoved)
def remove_budget(db: WriteSessionDep, user_id: CurrentUserId, budget_id: RowId) -> Any:
    """Remove one budget."""
    return {"status": "removed", "change_id": service.remove(db, user_id, budget_id)}
