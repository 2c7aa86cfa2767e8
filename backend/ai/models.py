"""Receipts of calls, what AI answered about merchants, and the rules that it proposed."""

from datetime import datetime
from typing import Any, get_args

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.ai.states import ProposalStatus, Purpose
from backend.infra.columns import BigId, CurrencyCode, Id, Minor, UtcDateTime, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned


class AiCall(Owned, BudgetBase):
    """The receipt of one call, whatever became of it.

    `sent` is the system text, the message and the schema, word for word. `merchants` pairs each text that was sent
    with the one it was made of; `withheld` has those that the never-send list held back, each with the entry.
    `outcome` is "answered" or the kind of the failure.
    """

    __tablename__ = "ai_calls"
    __table_args__ = (
        one_of("purpose", get_args(Purpose)),
        Index(None, "user_id", "created_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    purpose: Mapped[str] = mapped_column(String(20))
    provider: Mapped[str] = mapped_column(String(20))
    host: Mapped[str] = mapped_column(String(200))
    model: Mapped[str] = mapped_column(String(100))
    sent: Mapped[dict[str, Any]] = mapped_column(JSON)
    merchants: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    withheld: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    input_tokens: Mapped[int] = mapped_column(default=0)
    output_tokens: Mapped[int] = mapped_column(default=0)
    # Millionths of a US dollar; null if the price of the model is not known.
    cost_micro_usd: Mapped[Minor | None]
    duration_ms: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(20))
    message: Mapped[str | None] = mapped_column(String(500))


class AiAnswer(Owned, BudgetBase):
    """What AI said about a merchant, so that nothing is paid for twice. No category: it did not know one."""

    __tablename__ = "ai_answers"
    __table_args__ = (
        UniqueConstraint("user_id", "merchant_key", "direction"),
        one_of("direction", ("out", "in")),
        Index(None, "call_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    merchant_key: Mapped[str] = mapped_column(String(200))
    direction: Mapped[str] = mapped_column(String(3))
    category_id: Mapped[int | None] = mapped_column(BigId, owned_by("categories"))
    model: Mapped[str] = mapped_column(String(100))
    call_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("ai_calls.id", ondelete="SET NULL"))


class AiProposal(Owned, BudgetBase):
    """A rule that AI proposed: with an amount it becomes an amount rule, without one a merchant mapping."""

    __tablename__ = "ai_proposals"
    __table_args__ = (
        one_of("status", get_args(ProposalStatus)),
        bounded("amount_minor"),
        Index(None, "user_id", "status"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    pattern: Mapped[str] = mapped_column(String(200))
    amount_minor: Mapped[Minor | None]
    currency: Mapped[CurrencyCode | None]
    category_id: Mapped[int] = mapped_column(BigId, owned_by("categories"))
    status: Mapped[str] = mapped_column(String(20), default="proposed")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    call_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("ai_calls.id", ondelete="SET NULL"))
