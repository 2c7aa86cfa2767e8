"""The table of profiles: which ones applied on a day, in which window, how surely."""

from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, ExactDecimal, Id, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.signals.kinds import PERSONAS, WINDOWS


class StoredProfile(Owned, BudgetBase):
    """A profile that applied in a window on the day of a run; position 0 is the primary one.

    `reasons` are the parts of the confidence: the signal, what it says, and how much it adds.
    """

    __tablename__ = "personas"
    __table_args__ = (
        one_of("window", WINDOWS),
        one_of("persona", PERSONAS),
        UniqueConstraint("run_id", "window", "persona"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(BigId, owned_by("signal_runs"))
    window: Mapped[str] = mapped_column(String(4))
    persona: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    confidence: Mapped[Decimal] = mapped_column(ExactDecimal)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
