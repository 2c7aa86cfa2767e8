"""Every SELECT over budgets, and the sums they are held against."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.budgets.card_reserve import CardMonth
from backend.budgets.errors import NoSuchAlert, NoSuchBudget, NoSuchLine, NoSuchMove, NoSuchPlan, NoSuchTemplate
from backend.budgets.models import (
    Budget,
    BudgetMove,
    BudgetPlan,
    BudgetTemplate,
    DismissedAlert,
    PayDay,
    StandingLine,
)
from backend.budgets.periods import Days
from backend.budgets.spending import DaySum, Spending, SpendingCategory, Sum, add_up
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.kit.errors import AppError
from backend.kit.period import first_day, month_of
from backend.transactions.counted import counted_totals, entries, first_month
from backend.transactions.models import MonthlyTotal
from backend.transactions.states import COUNTED

M = MonthlyTotal
L = StandingLine
Row = TypeVar("Row", Budget, BudgetPlan, StandingLine, BudgetMove, BudgetTemplate, DismissedAlert)


def one(db: Session, user_id: int, budget_id: int) -> Budget:
    """Return one monthly budget. Raises NoSuchBudget."""
    return _one(db, user_id, Budget, budget_id, NoSuchBudget)


def one_plan(db: Session, user_id: int, plan_id: int) -> BudgetPlan:
    """Return one named plan. Raises NoSuchPlan."""
    return _one(db, user_id, BudgetPlan, plan_id, NoSuchPlan)


def one_line(db: Session, user_id: int, line_id: int) -> StandingLine:
    """Return one standing line. Raises NoSuchLine."""
    return _one(db, user_id, StandingLine, line_id, NoSuchLine)


def one_move(db: Session, user_id: int, move_id: int) -> BudgetMove:
    """Return one move. Raises NoSuchMove."""
    return _one(db, user_id, BudgetMove, move_id, NoSuchMove)


def one_template(db: Session, user_id: int, template_id: int) -> BudgetTemplate:
    """Return one template. Raises NoSuchTemplate."""
    return _one(db, user_id, BudgetTemplate, template_id, NoSuchTemplate)


def one_dismissed(db: Session, user_id: int, alert_id: int) -> DismissedAlert:
    """Return one dismissed alert. Raises NoSuchAlert."""
    return _one(db, user_id, DismissedAlert, alert_id, NoSuchAlert)


def plans(db: Session, user_id: int) -> Sequence[BudgetPlan]:
    """Return the named plans, those in use first, each by its first day."""
    query = select(BudgetPlan).where(BudgetPlan.user_id == user_id)
    return db.scalars(query.order_by(BudgetPlan.is_archived, BudgetPlan.starts_on.desc(), BudgetPlan.id)).all()


def lines(db: Session, user_id: int, plan_id: int | None, days: Days | None = None) -> Sequence[StandingLine]:
    """Return the standing lines of a plan, or those of them that stand on one of `days`."""
    query = select(L).where(L.user_id == user_id, L.plan_id.is_not_distinct_from(plan_id))
    if days is not None:
        query = query.where(L.starts_on <= days.end, or_(L.ends_on.is_(None), L.ends_on >= days.start))
    return db.scalars(query.order_by(L.id)).all()


def lines_of_category(db: Session, user_id: int, category_id: int) -> Sequence[StandingLine]:
    """Return the standing lines of a category in all plans."""
    return db.scalars(select(L).where(L.user_id == user_id, L.category_id == category_id).order_by(L.id)).all()


def moves(db: Session, user_id: int, plan_id: int | None, *, until: date | None = None) -> Sequence[BudgetMove]:
    """Return the moves of a plan up to a day, oldest first."""
    query = select(BudgetMove).where(BudgetMove.user_id == user_id, BudgetMove.plan_id.is_not_distinct_from(plan_id))
    if until is not None:
        query = query.where(BudgetMove.on <= until)
    return db.scalars(query.order_by(BudgetMove.on, BudgetMove.id)).all()


def moves_of_category(db: Session, user_id: int, category_id: int) -> Sequence[BudgetMove]:
    """Return the moves from or to a category in all plans."""
    touches = or_(BudgetMove.from_category_id == category_id, BudgetMove.to_category_id == category_id)
    return db.scalars(select(BudgetMove).where(BudgetMove.user_id == user_id, touches)).all()


def templates_of_category(db: Session, user_id: int, category_id: int) -> Sequence[BudgetTemplate]:
    """Return the templates of a category."""
    query = select(BudgetTemplate).where(BudgetTemplate.user_id == user_id, BudgetTemplate.category_id == category_id)
    return db.scalars(query).all()


def uses_of_category(db: Session, user_id: int, category_id: int) -> int:
    """Return how many monthly budgets, standing lines, moves and templates a category has."""
    found = (of_category, lines_of_category, moves_of_category, templates_of_category)
    return sum(len(rows(db, user_id, category_id)) for rows in found)


def templates(db: Session, user_id: int) -> Sequence[BudgetTemplate]:
    """Return the templates in the order in which they are served."""
    query = select(BudgetTemplate).where(BudgetTemplate.user_id == user_id)
    return db.scalars(query.order_by(BudgetTemplate.priority, BudgetTemplate.id)).all()


def dismissed(db: Session, user_id: int, *, since: date) -> Sequence[DismissedAlert]:
    """Return the dismissed alerts of periods that began on `since` or later."""
    query = select(DismissedAlert).where(DismissedAlert.user_id == user_id, DismissedAlert.starts_on >= since)
    return db.scalars(query).all()


def entered_pay_days(db: Session, user_id: int) -> Sequence[PayDay]:
    """Return the pay days entered by hand, in order."""
    return db.scalars(select(PayDay).where(PayDay.user_id == user_id).order_by(PayDay.on)).all()


def of_month(db: Session, user_id: int, month: str) -> Sequence[Budget]:
    """Return the budgets of one month."""
    return db.scalars(select(Budget).where(Budget.user_id == user_id, Budget.month == month)).all()


def of_category(db: Session, user_id: int, category_id: int) -> Sequence[Budget]:
    """Return all budgets of one category."""
    return db.scalars(select(Budget).where(Budget.user_id == user_id, Budget.category_id == category_id)).all()


def up_to(db: Session, user_id: int, month: str) -> Sequence[Budget]:
    """Return the budgets of `month` and of all months before it, oldest first."""
    query = select(Budget).where(Budget.user_id == user_id, Budget.month <= month).order_by(Budget.month)
    return db.scalars(query).all()


def months_after(db: Session, user_id: int, month: str) -> dict[tuple[int, str], int]:
    """Return the budgets of all months after `month`, by category and month."""
    query = select(Budget).where(Budget.user_id == user_id, Budget.month > month)
    return {(row.category_id, row.month): row.amount_minor for row in db.scalars(query)}


def spending(db: Session, user_id: int, *, currency: str, first: str, last: str) -> Spending:
    """Return what was spent in the months `first` to `last`: confirmed rows, none that are left out."""
    query = (
        select(M.month, M.category_id, M.currency, func.sum(M.out_minor), func.sum(M.in_minor))
        .where(M.user_id == user_id, counted_totals(), M.month >= first, M.month <= last)
        .group_by(M.month, M.category_id, M.currency)
    )
    return add_up(
        (Sum(*row) for row in db.execute(query)),
        (SpendingCategory(c.id, c.parent_id, c.kind) for c in categories.every(db, user_id)),
        currency=currency,
        first_month=first_month(db, user_id, currency=currency),
    )


def sums_by_month(db: Session, user_id: int, days: Days) -> list[DaySum]:
    """Return what was spent and received in each whole month of `days`, on its first day, in all currencies."""
    query = (
        select(M.month, M.category_id, M.currency, func.sum(M.out_minor), func.sum(M.in_minor))
        .where(M.user_id == user_id, counted_totals(), M.month >= month_of(days.start), M.month <= month_of(days.end))
        .group_by(M.month, M.category_id, M.currency)
    )
    return [
        DaySum(first_day(month), category_id, currency, out, into)
        for month, category_id, currency, out, into in db.execute(query)
    ]


def sums_by_day(db: Session, user_id: int, days: Days) -> list[DaySum]:
    """Return what was spent and received on each of `days`, in all currencies."""
    each = entries(user_id, start=days.start, end=days.end, is_counted=True).c
    out = func.sum(case((each.amount_minor > 0, each.amount_minor), else_=0))
    into = func.sum(case((each.amount_minor < 0, -each.amount_minor), else_=0))
    query = select(each.on, each.category_id, each.currency, out, into)
    return [DaySum(*row) for row in db.execute(query.group_by(each.on, each.category_id, each.currency))]


def first_budgeted_day(db: Session, user_id: int) -> date | None:
    """Return the day on which the oldest line of the main plan begins."""
    month = db.scalar(select(func.min(Budget.month)).where(Budget.user_id == user_id))
    line = db.scalar(select(func.min(L.starts_on)).where(L.user_id == user_id, L.plan_id.is_(None)))
    return min((day for day in (month and first_day(month), line) if day), default=None)


def card_months(db: Session, user_id: int, *, until: str) -> list[CardMonth]:
    """Return what was bought by each card under each category and paid to it, by month, oldest first."""
    is_payment = or_(M.is_left_out.is_(True), Category.kind == "transfer")
    query = (
        select(M.account_id, M.month, M.category_id, is_payment, func.sum(M.out_minor), func.sum(M.in_minor))
        .join(Account, Account.id == M.account_id)
        .outerjoin(Category, Category.id == M.category_id)
        .where(
            M.user_id == user_id,
            Account.account_type == "credit",
            Account.deleted_at.is_(None),
            M.currency == Account.currency,
            M.status.in_(COUNTED),
            M.month <= until,
        )
        .group_by(M.account_id, M.month, M.category_id, is_payment)
        .order_by(M.month)
    )
    bought: dict[tuple[int, str], dict[int, int]] = {}
    paid: dict[tuple[int, str], int] = {}
    for account_id, month, category_id, is_paid, out, into in db.execute(query):
        purchases = bought.setdefault((account_id, month), {})
        if is_paid:
            paid[account_id, month] = paid.get((account_id, month), 0) + into
        else:
            purchases[category_id] = out - into
    return [CardMonth(*key, purchases, paid.get(key, 0)) for key, purchases in bought.items()]


def uncategorized_count(db: Session, user_id: int, days: Days, *, currency: str) -> int:
    """Return how many counted transactions without a category there are in these days."""
    each = entries(user_id, start=days.start, end=days.end, category_ids=[0], is_counted=True).c
    return db.scalar(select(func.sum(each.part_count)).where(each.currency == currency)) or 0


def spending_categories(db: Session, user_id: int) -> dict[int, SpendingCategory]:
    """Return each category as spending sees it."""
    return {c.id: SpendingCategory(c.id, c.parent_id, c.kind) for c in categories.every(db, user_id)}


def _one(db: Session, user_id: int, table: type[Row], row_id: int, missing: type[AppError]) -> Row:
    row = db.get(table, row_id)
    if row is None or row.user_id != user_id:
        raise missing
    return row
