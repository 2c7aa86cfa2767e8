"""Tables: documents that a person keeps, and what they belong to. Their bytes are in the folder documents/, by hash."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from backend.documents.kinds import KINDS, READINGS
from backend.infra.columns import BigId, CurrencyCode, Id, bounded, one_of
from backend.infra.tables import BudgetBase, Owned


class Document(Owned, BudgetBase):
    """One file, kept once. `amount_minor` is what it states, as printed; `reading` says whether its text was read.

    `extracted` holds what was read from a receipt or an order history (see reading.py). The table document_search,
    kept by triggers, indexes the name, the notes and the text.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("user_id", "sha256"),
        one_of("kind", KINDS),
        one_of("reading", READINGS),
        bounded("amount_minor"),
        Index(None, "user_id", "tax_year"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10), default="other")
    tax_year: Mapped[int | None]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    amount_minor: Mapped[int | None] = mapped_column(BigId)
    currency: Mapped[CurrencyCode | None]
    notes: Mapped[str | None] = mapped_column(Text)
    reading: Mapped[str] = mapped_column(String(10), default="waiting")
    reading_note: Mapped[str | None] = mapped_column(String(500))
    page_count: Mapped[int | None]
    text: Mapped[str | None] = deferred(mapped_column(Text))
    extracted: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))


class DocumentLink(Owned, BudgetBase):
    """What a document belongs to: one of the three is set. No foreign keys to them: what is deleted can come back."""

    __tablename__ = "document_links"
    __table_args__ = (
        UniqueConstraint("document_id", "transaction_id"),
        UniqueConstraint("document_id", "account_id"),
        UniqueConstraint("document_id", "goal_id"),
        Index(None, "transaction_id"),
        Index(None, "account_id"),
        Index(None, "goal_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(BigId, ForeignKey("documents.id", ondelete="CASCADE"))
    transaction_id: Mapped[int | None] = mapped_column(BigId)
    account_id: Mapped[int | None] = mapped_column(BigId)
    goal_id: Mapped[int | None] = mapped_column(BigId)
