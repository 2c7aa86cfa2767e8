"""What the app knows about categories: rules about amounts, and merchants it learned."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, CurrencyCode, Id, Minor, UtcDateTime, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned, Timed

MATCHES = ("word", "exact", "regex")


class AmountRule(Owned, BudgetBase):
    __tablename__ = "amount_rules"
    __table_args__ = (bounded("amount_minor"), Index(None, "description_pattern"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    description_pattern: Mapped[str] = mapped_column(String(200))
    amount_minor: Mapped[Minor]
    tolerance_minor: Mapped[Minor] = mapped_column(default=1)
    # Null: the rule holds for rows of any currency.
    currency: Mapped[CurrencyCode | None]
    category_id: Mapped[int] = mapped_column(BigId, ForeignKey("categories.id"))
    notes: Mapped[str | None] = mapped_column(String(500))
    is_seeded: Mapped[bool] = mapped_column(default=False)
    hits: Mapped[int] = mapped_column(default=0)
    last_matched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MerchantMapping(Owned, BudgetBase):
    """A merchant and its category. `confidence` counts how often a person confirmed it.

    `is_seeded`: it began in the starter list and still says what that says; as such it only suggests.
    """

    __tablename__ = "merchant_mappings"
    __table_args__ = (
        one_of("match", MATCHES),
        UniqueConstraint("user_id", "merchant_pattern"),
        Index(None, "category_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    merchant_pattern: Mapped[str] = mapped_column(String(200))
    match: Mapped[str] = mapped_column(String(10), default="word")
    category_id: Mapped[int] = mapped_column(BigId, ForeignKey("categories.id"))
    confidence: Mapped[int] = mapped_column(default=1)
    is_seeded: Mapped[bool] = mapped_column(default=False)
    hits: Mapped[int] = mapped_column(default=0)
    last_matched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TrainedModel(Timed, BudgetBase):
    """The local model of a person, trained on what they confirmed. It can be made again at any time.

    `digest` is that of `content`, `lessons` that of the decisions it was trained on. `quality` is what the replay of
    the past found (see local_training.Quality).
    """

    __tablename__ = "trained_models"

    user_id: Mapped[int] = mapped_column(BigId, owned_by("users"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    lessons: Mapped[str] = mapped_column(String(64))
    category_ids: Mapped[list[int]] = mapped_column(JSON)
    examples: Mapped[int]
    quality: Mapped[dict[str, Any]] = mapped_column(JSON)
