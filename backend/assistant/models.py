"""Tables: analyses of the figures, and what was asked and answered about each."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned

ROLES = ("user", "assistant")


class InsightAnalysis(Owned, BudgetBase):
    """An analysis with the figures that it was written about, as they were then."""

    __tablename__ = "insight_analyses"
    __table_args__ = (Index(None, "user_id", "created_at"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    as_of: Mapped[date]
    context: Mapped[str] = mapped_column(String(1000))
    figures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class InsightMessage(Owned, BudgetBase):
    """One message of an analysis: the analysis itself, a question of the person, or an answer.

    `content` refers to figures as [[id]] and marks numbers that no figure says as [[?words]]. `outcome` is "answered",
    or the kind of the failure that ended it early, with its sentence in `trouble`.
    """

    __tablename__ = "insight_messages"
    __table_args__ = (one_of("role", ROLES), Index(None, "analysis_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    analysis_id: Mapped[int] = mapped_column(BigId, owned_by("insight_analyses"))
    role: Mapped[str] = mapped_column(String(10))
    content: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20))
    trouble: Mapped[str | None] = mapped_column(String(500))
    unsourced_count: Mapped[int]
    call_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("ai_calls.id", ondelete="SET NULL"))
