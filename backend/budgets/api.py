"""HTTP: /api/budgets."""

from typing import Annotated, Any, Literal

from fastapi import Query

from backend.budgets import (
    budget_lines,
    cards,
    line_changes,
    overview,
    queries,
    schemas,
    service,
    suggestions,
    summary,
    template_changes,
)
from backend.budgets.periods import PeriodKind
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
from backend.infra.columns import MAX_MINOR
from backend.infra.fields import Day, Month
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.kit.period import month_of
from backend.settings import service as settings

router = Router(prefix="/api/budgets", tags=["budgets"])
PlanId = Annotated[int | None, Query(ge=1, le=MAX_ID)]
Code = Annotated[str | None, Query(pattern=r"^[A-Z]{3}$")]
IncomeMinor = Annotated[int | None, Query(ge=0, lt=MAX_MINOR)]
RepeatedPeriod = Literal["week", "two_weeks", "payday", "month", "quarter", "year"]


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
        carries_debt=body.carries_debt,
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


@router.get("/overview", response_model=schemas.BudgetOverview)
def budget_overview(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    kind: PeriodKind = "month",
    day: Day | None = None,
    plan_id: PlanId = None,
    currency: Code = None,
) -> Any:
    """Return the lines of a plan (the main one if none is named) in the period of a day (today if left out)."""
    today = clock.today()
    plan = queries.one_plan(db, user_id, plan_id) if plan_id is not None else None
    return overview.overview(
        db,
        user_id,
        kind=kind,
        day=day or today,
        plan=plan,
        currency=currency or settings.base_currency(db, user_id),
        today=today,
    )


@router.get("/cards", response_model=schemas.CardReserves)
def list_card_reserves(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return what is set aside from budgets for the payment of each card."""
    return cards.card_reserves(db, user_id, currency=settings.base_currency(db, user_id), today=clock.today())


@router.get("/period-suggestions", response_model=list[schemas.PeriodSuggestion])
def suggest_for_period(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    kind: RepeatedPeriod = "month",
    count: Annotated[int, Query(ge=1, le=24)] = 6,
) -> Any:
    """Return the median spending of each category in the last periods of a kind, the largest first."""
    currency = settings.base_currency(db, user_id)
    return suggestions.period_suggestions(db, user_id, kind=kind, count=count, currency=currency, today=clock.today())


@router.post("/lines", response_model=schemas.BudgetChangeSaved, status_code=201)
def add_line(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewLine) -> Any:
    """Add a line that stands for every period of its kind until it ends."""
    fields = body.model_dump()
    return line_changes.add_line(db, user_id, category_key=fields.pop("category_short_desc"), **fields)


@router.patch("/lines/{line_id}", response_model=schemas.BudgetChangeSaved)
def change_line(db: WriteSessionDep, user_id: CurrentUserId, line_id: RowId, body: schemas.LineChanges) -> Any:
    """Change a standing line."""
    return line_changes.change_line(db, user_id, line_id, body.sent_fields())


@router.delete("/lines/{line_id}", response_model=schemas.BudgetChangeRemoved)
def remove_line(db: WriteSessionDep, user_id: CurrentUserId, line_id: RowId) -> Any:
    """Remove a standing line."""
    return {"change_id": line_changes.remove_line(db, user_id, line_id)}


@router.post("/moves", response_model=schemas.BudgetChangeSaved, status_code=201)
def move_money(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewMove) -> Any:
    """Move money between two lines, to cover one from another, or to assign income."""
    return line_changes.move(
        db,
        user_id,
        plan_id=body.plan_id,
        from_key=body.from_short_desc,
        to_key=body.to_short_desc,
        amount_minor=body.amount_minor,
        on=body.on,
    )


@router.delete("/moves/{move_id}", response_model=schemas.BudgetChangeRemoved)
def remove_move(db: WriteSessionDep, user_id: CurrentUserId, move_id: RowId) -> Any:
    """Take a move back."""
    return {"change_id": line_changes.remove_move(db, user_id, move_id)}


@router.get("/plans", response_model=list[schemas.PlanOut])
def list_plans(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the named plans."""
    return queries.plans(db, user_id)


@router.post("/plans", response_model=schemas.BudgetChangeSaved, status_code=201)
def add_plan(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewPlan) -> Any:
    """Add a named plan."""
    return line_changes.add_plan(db, user_id, **body.model_dump())


@router.patch("/plans/{plan_id}", response_model=schemas.BudgetChangeSaved)
def change_plan(db: WriteSessionDep, user_id: CurrentUserId, plan_id: RowId, body: schemas.PlanChanges) -> Any:
    """Change a named plan, or archive it."""
    return line_changes.change_plan(db, user_id, plan_id, body.sent_fields())


@router.post("/plans/{plan_id}/copy", response_model=schemas.BudgetChangeSaved, status_code=201)
def copy_plan(db: WriteSessionDep, user_id: CurrentUserId, plan_id: RowId, body: schemas.PlanCopy) -> Any:
    """Add a plan with the same lines for other days."""
    return line_changes.copy_plan(db, user_id, plan_id, **body.model_dump())


@router.delete("/plans/{plan_id}", response_model=schemas.BudgetChangeRemoved)
def remove_plan(db: WriteSessionDep, user_id: CurrentUserId, plan_id: RowId) -> Any:
    """Remove a named plan with its lines."""
    return {"change_id": line_changes.remove_plan(db, user_id, plan_id)}


@router.get("/pay-days", response_model=schemas.PayDaysOut)
def list_pay_days(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the pay days entered by hand."""
    return {"days": [each.on for each in queries.entered_pay_days(db, user_id)]}


@router.put("/pay-days", response_model=schemas.BudgetChangeRemoved)
def set_pay_days(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.PayDays) -> Any:
    """Enter pay days by hand; without any, those of a recurring income are used."""
    return {"change_id": line_changes.set_pay_days(db, user_id, body.days)}


@router.post("/alerts/dismiss", response_model=schemas.BudgetChangeRemoved)
def dismiss_alert(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.AlertDismissal) -> Any:
    """Put an alert away until the line reaches a higher threshold or its next period."""
    fields = body.model_dump()
    change_id = line_changes.dismiss_alert(db, user_id, category_key=fields.pop("category_short_desc"), **fields)
    return {"change_id": change_id}


@router.get("/templates", response_model=schemas.TemplatePreview)
def preview_templates(
    db: ReadSessionDep, user_id: CurrentUserId, month: Month | None = None, income_minor: IncomeMinor = None
) -> Any:
    """Return the templates in their order and what each would give its category in a month (this one if left out)."""
    today = clock.today()
    return template_changes.preview(db, user_id, month=month or month_of(today), income_minor=income_minor, today=today)


@router.post("/templates", response_model=schemas.BudgetChangeSaved, status_code=201)
def add_template(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewTemplate) -> Any:
    """Add a template."""
    fields = body.model_dump()
    key = fields.pop("category_short_desc")
    return template_changes.add_template(db, user_id, category_key=key, today=clock.today(), **fields)


@router.patch("/templates/{template_id}", response_model=schemas.BudgetChangeSaved)
def change_template(
    db: WriteSessionDep, user_id: CurrentUserId, template_id: RowId, body: schemas.TemplateChanges
) -> Any:
    """Change a template."""
    return template_changes.change_template(db, user_id, template_id, body.sent_fields(), today=clock.today())


@router.delete("/templates/{template_id}", response_model=schemas.BudgetChangeRemoved)
def remove_template(db: WriteSessionDep, user_id: CurrentUserId, template_id: RowId) -> Any:
    """Remove a template."""
    return {"change_id": template_changes.remove_template(db, user_id, template_id)}


@router.post("/templates/fill", response_model=schemas.TemplatesFilled)
def fill_from_templates(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.TemplateFill) -> Any:
    """Set the budgets of a month to what the templates give."""
    filled = template_changes.fill(db, user_id, month=body.month, income_minor=body.income_minor, today=clock.today())
    return {"count": filled.budgets, "change_id": filled.change_id}


@router.delete("/{budget_id}", response_model=BudgetRemoved)
def remove_budget(db: WriteSessionDep, user_id: CurrentUserId, budget_id: RowId) -> Any:
    """Remove one budget."""
    return {"status": "removed", "change_id": service.remove(db, user_id, budget_id)}
