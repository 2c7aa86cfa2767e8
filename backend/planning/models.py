"""Tables: scenarios, what changes in them, and where a month's income goes."""

from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.recurring.schedule import SHIFTS, Shift, Unit

LINE_KINDS = ("income", "bill", "budget")
LineUnit = Literal["once", Unit]
LINE_UNITS: tuple[LineUnit, ...] = get_args(LineUnit)
SCENARIO_STATUSES = ("draft", "accepted", "ended")
ALLOCATION_KINDS = ("fixed", "percent")


class Scenario(Owned, BudgetBase):
    """A copy of how things are, with changes. `accepted` lists what was taken over, to compare with what happens."""

    __tablename__ = "scenarios"
    __table_args__ = (one_of("status", SCENARIO_STATUSES), Index(None, "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(10))
    accepted_on: Mapped[date | None]
    accepted: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class ScenarioLine(Owned, BudgetBase):
    """A planned bill or income, or the monthly budget of a category; `amount_minor` is positive for money out.

    With `replaces_series_id`, that series ends before `anchor_on` and this line takes its place.
    """

    __tablename__ = "scenario_lines"
    __table_args__ = (
        one_of("kind", LINE_KINDS),
        one_of("unit", LINE_UNITS),
        one_of("shift", SHIFTS),
        bounded("amount_minor"),
        CheckConstraint("interval >= 1", name="interval_positive"),
        CheckConstraint("kind != 'budget' OR category_id IS NOT NULL", name="budget_has_category"),
        Index(None, "scenario_id", "anchor_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    scenario_id: Mapped[int] = mapped_column(BigId, owned_by("scenarios"))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100))
    amount_minor: Mapped[Minor]
    anchor_on: Mapped[date]
    unit: Mapped[LineUnit] = mapped_column(String(5))
    interval: Mapped[int] = mapped_column(default=1)
    shift: Mapped[Shift] = mapped_column(String(6), default="none")
    ends_on: Mapped[date | None]
    account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id", ondelete="CASCADE"))
    replaces_series_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("series.id", ondelete="SET NULL"))


class ScenarioAllocation(Owned, BudgetBase):
    """Where a part of each month's income goes: a fixed amount, or a whole percentage."""

    __tablename__ = "scenario_allocations"
    __table_args__ = (
        one_of("kind", ALLOCATION_KINDS),
        CheckConstraint(
            "(kind = 'fixed' AND amount_minor IS NOT NULL AND amount_minor >= 0 AND percent IS NULL) OR "
            "(kind = 'percent' AND percent IS NOT NULL AND percent BETWEEN 0 AND 100 AND amount_minor IS NULL)",
            name="fixed_or_percent",
        ),
        Index(None, "scenario_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    scenario_id: Mapped[int] = mapped_column(BigId, owned_by("scenarios"))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    amount_minor: Mapped[Minor | None]
    percent: Mapped[int | None]
    goal_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("goals.id", ondelete="SET NULL"))
