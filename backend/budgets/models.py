"""What a person means to spend: monthly budgets, lines in other periods, named plans, moves and templates."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from backend.budgets.envelope import CARRIES
from backend.budgets.periods import PERIOD_KINDS
from backend.budgets.templates import TEMPLATE_KINDS
from backend.infra.columns import BigId, CurrencyCode, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned

PLAN_TYPES = ("personal", "household", "business", "project", "custom")


class Budget(Owned, BudgetBase):
    """The amount of one category for one month of the main plan. `rollover` takes along what the month before left."""

    __tablename__ = "budgets"
    __table_args__ = (
        UniqueConstraint("user_id", "category_id", "month"),
        CheckConstraint("month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'", name="month").ddl_if(dialect="sqlite"),
        bounded("amount_minor"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(BigId, ForeignKey("categories.id"))
    month: Mapped[str] = mapped_column(String(7))
    amount_minor: Mapped[Minor]
    currency: Mapped[CurrencyCode]
    rollover: Mapped[bool] = mapped_column(default=False)
    # Whether rollover also takes along what was spent too much.
    carries_debt: Mapped[bool] = mapped_column(default=True, server_default=true())


class BudgetPlan(Owned, BudgetBase):
    """A named budget with days of its own, such as a renovation. The main plan has no row here."""

    __tablename__ = "budget_plans"
    __table_args__ = (
        one_of("type", PLAN_TYPES),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    type: Mapped[str] = mapped_column(String(10))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    is_archived: Mapped[bool] = mapped_column(default=False)


class StandingLine(Owned, BudgetBase):
    """An amount for every period of one kind, from the period of `starts_on` on. `plan_id` None: the main plan."""

    __tablename__ = "standing_lines"
    __table_args__ = (
        one_of("period", PERIOD_KINDS),
        one_of("carry", CARRIES),
        bounded("amount_minor"),
        CheckConstraint("amount_minor >= 0", name="amount_minor_not_negative"),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        Index(None, "user_id", "plan_id"),
        Index(None, "category_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    plan_id: Mapped[int | None] = mapped_column(BigId, owned_by("budget_plans"))
    category_id: Mapped[int] = mapped_column(BigId, ForeignKey("categories.id"))
    period: Mapped[str] = mapped_column(String(10))
    carry: Mapped[str] = mapped_column(String(20))
    amount_minor: Mapped[Minor]
    currency: Mapped[CurrencyCode]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class BudgetMove(Owned, BudgetBase):
    """Money moved on a day from one line to another; None is what is still to be assigned."""

    __tablename__ = "budget_moves"
    __table_args__ = (
        bounded("amount_minor"),
        CheckConstraint("amount_minor > 0", name="amount_minor_positive"),
        Index(None, "user_id", "plan_id", "on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    plan_id: Mapped[int | None] = mapped_column(BigId, owned_by("budget_plans"))
    on: Mapped[date]
    from_category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id"))
    to_category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id"))
    amount_minor: Mapped[Minor]
    currency: Mapped[CurrencyCode]


class BudgetTemplate(Owned, BudgetBase):
    """How a monthly budget is filled from income: see templates.py for the kinds and what they need."""

    __tablename__ = "budget_templates"
    __table_args__ = (
        one_of("kind", TEMPLATE_KINDS),
        bounded("amount_minor"),
        CheckConstraint("basis_points > 0 AND basis_points <= 10000", name="basis_points_range"),
        CheckConstraint("weight >= 1", name="weight_positive"),
        Index(None, "user_id", "priority"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(BigId, ForeignKey("categories.id"))
    priority: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    amount_minor: Mapped[Minor | None]
    # 500 is 5 % of income.
    basis_points: Mapped[int | None]
    due_on: Mapped[date | None]
    weight: Mapped[int | None]


class DismissedAlert(Owned, BudgetBase):
    """An alert of one line, period and threshold that the person has put away."""

    __tablename__ = "dismissed_budget_alerts"
    __table_args__ = (
        Index(None, "user_id", "starts_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    plan_id: Mapped[int | None] = mapped_column(BigId, owned_by("budget_plans"))
    category_id: Mapped[int] = mapped_column(BigId, owned_by("categories"))
    starts_on: Mapped[date]
    threshold_percent: Mapped[int]


class PayDay(Owned, BudgetBase):
    """A day on which pay comes, entered by hand. Without any, the pay days of a recurring income are used."""

    __tablename__ = "pay_days"
    __table_args__ = (
        UniqueConstraint("user_id", "on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    on: Mapped[date]
