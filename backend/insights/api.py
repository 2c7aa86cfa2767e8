"""HTTP for spending."""

from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query
from starlette.responses import Response

from backend.infra import clock
from backend.infra.fields import Day
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, WriteSessionDep, json_response
from backend.insights import cash_flow, digest, queries, schemas, service, today
from backend.insights.cash_periods import PeriodKind
from backend.insights.errors import BadRange
from backend.insights.queries import Range
from backend.kit.period import check_month, first_day, last_day, month_of
from backend.settings.service import base_currency

router = Router(prefix="/api/transactions", tags=["spending"])
today_router = Router(prefix="/api/today", tags=["today"])
cash_flow_router = Router(prefix="/api/cash-flow", tags=["cash flow"])
Id = Annotated[int | None, Query(ge=1, le=MAX_ID)]
CategoryId = Annotated[int | None, Query(ge=0, le=MAX_ID)]
Code = Annotated[str | None, Query(pattern=r"^[A-Z]{3}$")]
Text = Annotated[str | None, Query(max_length=20)]


def spending_scope(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    month: Text = None,
    start_date: date | None = None,
    end_date: date | None = None,
    account_id: Id = None,
    currency: Code = None,
) -> dict[str, Any]:
    """Return which spending a request is about: a month or a range (this month if neither is given)."""
    return {
        "days": _range(month, start_date, end_date),
        "base_currency": base_currency(db, user_id),
        "today": clock.today(),
        "currency": currency,
        "account_id": account_id,
    }


Scope = Annotated[dict[str, Any], Depends(spending_scope)]


@router.get("/spending-by-category", response_model=list[schemas.SpendingOut])
def spending_by_category(db: ReadSessionDep, user_id: CurrentUserId, scope: Scope) -> Response:
    """Return net spending by category in a month or a range (this month if neither is given), in one currency."""
    return json_response(service.spending_by_category(db, user_id, **scope))


@router.get("/spending-summary", response_model=schemas.SummaryOut)
def spending_summary(db: ReadSessionDep, user_id: CurrentUserId, scope: Scope) -> Response:
    """Return the total of a month or a range against usual and last year, and the totals of other currencies."""
    return json_response(service.summary(db, user_id, **scope))


@router.get("/monthly-trend", response_model=list[schemas.MonthOut])
def monthly_trend(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    months: Annotated[int, Query(ge=1, le=600)] = 6,
    account_id: Id = None,
    parent_category_id: CategoryId = None,
    category_id: CategoryId = None,
    currency: Code = None,
) -> Response:
    """Return net spending and income by month, up to the newest month that has rows."""
    return json_response(
        service.monthly_trend(
            db,
            user_id,
            count=months,
            currency=currency or base_currency(db, user_id),
            account_id=account_id,
            category_id=parent_category_id if category_id is None else category_id,
        )
    )


@router.get("/spending-by-merchant", response_model=list[schemas.MerchantOut])
def spending_by_merchant(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    category_id: CategoryId = None,
    parent_category_id: CategoryId = None,
    month: Text = None,
    start_date: date | None = None,
    end_date: date | None = None,
    account_id: Id = None,
    currency: Code = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """Return net spending by merchant inside a category; 0 is money out without a category."""
    wanted_category_id = parent_category_id if category_id is None else category_id
    if wanted_category_id is None:
        raise BadRange("Say which category: category_id is missing.")
    found = service.spending_by_merchant(
        db,
        user_id,
        _range(month, start_date, end_date),
        currency=currency or base_currency(db, user_id),
        category_id=wanted_category_id,
        account_id=account_id,
        limit=limit,
    )
    return json_response(found)


@router.get("/month-by-category", response_model=list[schemas.MonthCategoryOut])
def month_by_category(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    first: Annotated[str, Query(alias="from", max_length=20)] = "0001-01",
    last: Annotated[str, Query(alias="to", max_length=20)] = "9999-12",
) -> Response:
    """Return the sums of every month and category (0: none), all currencies apart."""
    names = ("month", "category_id", "out_minor", "in_minor", "count", "currency")
    rows = queries.month_by_category(db, user_id, check_month(first), check_month(last))
    return json_response([dict(zip(names, row, strict=True)) for row in rows])


@today_router.get("", response_model=schemas.TodayOut)
def look_at_today(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return what the first page shows."""
    shown = today.today_overview(
        db, user_id, today=clock.today(), now=clock.now(), base_currency=base_currency(db, user_id)
    )
    return json_response(shown)


@today_router.post("/look", status_code=204)
def record_look(db: WriteSessionDep, user_id: CurrentUserId) -> None:
    """Remember that the person looked, so that the next look says what is new since."""
    digest.record_look(db, user_id, now=clock.now())


def _range(month: str | None, start: date | None, end: date | None) -> Range:
    if month is not None:
        return Range(first_day(month), last_day(month))
    this = month_of(clock.today())
    days = Range(start or (first_day(this) if end is None else date(1, 1, 1)), end or last_day(this))
    if days.start > days.end:
        raise BadRange("The range ends before it begins. Give the earlier day as start_date.")
    return days


@cash_flow_router.get("", response_model=schemas.CashFlowOut)
def list_cash_flow(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    kind: PeriodKind = "month",
    last: Day | None = None,
    shown: Day | None = None,
    count: Annotated[int, Query(ge=1, le=60)] = 12,
    account_id: Id = None,
    currency: Code = None,
) -> Any:
    """Return what came in, went out and was kept, by period up to the one of the day `last` (today if left out)."""
    today_ = clock.today()
    return cash_flow.cash_flow(
        db,
        user_id,
        kind=kind,
        last=last or today_,
        count=count,
        chosen=shown,
        today=today_,
        currency=currency or base_currency(db, user_id),
        account_id=account_id,
    )
