"""Where money lies: accounts, and the institutions that keep them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.accounts.kinds import ACCOUNT_TYPES
from backend.infra.columns import BigId, CurrencyCode, Id, Minor, UtcDateTime, bounded, one_of
from backend.infra.tables import BudgetBase, Owned


class Institution(Owned, BudgetBase):
    __tablename__ = "institutions"
    __table_args__ = (UniqueConstraint("user_id", "provider", "name"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    provider: Mapped[str] = mapped_column(String(20), default="manual")
    provider_institution_id: Mapped[str | None] = mapped_column(String(100))
    url: Mapped[str | None] = mapped_column(String(300))
    color: Mapped[str | None] = mapped_column(String(7))
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)


class Account(Owned, BudgetBase):
    __tablename__ = "accounts"
    __table_args__ = (
        one_of("account_type", ACCOUNT_TYPES),
        bounded("balance_current_minor"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    institution_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("institutions.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(100))
    official_name: Mapped[str | None] = mapped_column(String(200))
    mask: Mapped[str | None] = mapped_column(String(4))
    account_type: Mapped[str] = mapped_column(String(20))
    currency: Mapped[CurrencyCode]
    balance_current_minor: Mapped[Minor | None]
    balance_available_minor: Mapped[Minor | None]
    balance_limit_minor: Mapped[Minor | None]
    balance_updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    # A deleted account keeps its row, so that everything it had can come back.
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
