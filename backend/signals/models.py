"""Tables: what the person agreed to, and the signals of each day on which they were computed."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, ExactDecimal, Id, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.signals.kinds import SIGNAL_KEYS, WINDOWS

CONSENT_ACTIONS = ("granted", "revoked", "erased")


class ConsentEvent(Owned, BudgetBase):
    """One entry of the consent log. The last one that is not "erased" says whether signals may be computed.

    `erased` counts what an erasure removed, by table.
    """

    __tablename__ = "consent_events"
    __table_args__ = (one_of("action", CONSENT_ACTIONS), Index(None, "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    action: Mapped[str] = mapped_column(String(10))
    erased: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))


class SignalRun(Owned, BudgetBase):
    """A day on which signals were computed; computing again on that day replaces it.

    `first_on` is the day of the oldest transaction that could be read.
    """

    __tablename__ = "signal_runs"
    __table_args__ = (UniqueConstraint("user_id", "on"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    on: Mapped[date]
    first_on: Mapped[date | None]
    transaction_count: Mapped[int]


class StoredSignal(Owned, BudgetBase):
    """One signal of one window. `figure` explains the value; only the newest run keeps it.

    `parts` are the figures of the single cards.
    """

    __tablename__ = "signals"
    __table_args__ = (
        one_of("window", WINDOWS),
        one_of("key", SIGNAL_KEYS),
        UniqueConstraint("run_id", "window", "key"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(BigId, owned_by("signal_runs"))
    window: Mapped[str] = mapped_column(String(4))
    key: Mapped[str] = mapped_column(String(30))
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    unit: Mapped[str] = mapped_column(String(10))
    is_met: Mapped[bool | None]
    figure: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    parts: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
