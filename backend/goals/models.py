"""Tables: goals, and money that was put aside for them by hand."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.goals.states import KINDS, STATUSES
from backend.infra.columns import BigId, CurrencyCode, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned


class Goal(Owned, BudgetBase):
    """Something to save for, or a debt to pay off.

    With an account, `share_percent` of what it holds belongs to the goal (of a debt: of what was paid off since
    `started_on`, when `start_minor` was owed). Without one, what was put aside stands in `GoalContribution`.
    """

    __tablename__ = "goals"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("status", STATUSES),
        bounded("target_minor"),
        bounded("start_minor"),
        CheckConstraint("target_minor > 0", name="target_minor_positive"),
        CheckConstraint("share_percent BETWEEN 1 AND 100", name="share_percent"),
        Index(None, "user_id", "status"),
        Index(None, "account_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10))
    # 1 is the first; goals of one priority are in the order in which they were made.
    priority: Mapped[int]
    currency: Mapped[CurrencyCode]
    target_minor: Mapped[Minor]
    start_minor: Mapped[Minor] = mapped_column(default=0)
    started_on: Mapped[date]
    due_on: Mapped[date | None]
    account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    share_percent: Mapped[int] = mapped_column(default=100)
    # Since when it is in its status.
    status_on: Mapped[date]
    # What an accepted plan puts aside for it a month.
    planned_monthly_minor: Mapped[Minor | None]
    notes: Mapped[str | None] = mapped_column(String(500))


class GoalContribution(Owned, BudgetBase):
    """Money that a person put aside for a goal without an account; negative where it was taken out again."""

    __tablename__ = "goal_contributions"
    __table_args__ = (bounded("amount_minor"), Index(None, "goal_id", "on"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    goal_id: Mapped[int] = mapped_column(BigId, owned_by("goals"))
    on: Mapped[date]
    amount_minor: Mapped[Minor]
    note: Mapped[str | None] = mapped_column(String(200))
