"""The table of notices."""

from datetime import date
from typing import Any, get_args

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.inbox.kinds import Kind, Status
from backend.infra.columns import CurrencyCode, Id, Minor, bounded, one_of
from backend.infra.tables import BudgetBase, Owned


class InboxItem(Owned, BudgetBase):
    """A notice. `key` says what it is about, so that it is there once; "gone" means that it no longer holds.

    `dismissed_minor` is the amount at which the person dismissed it: it comes back only if that changes much.
    """

    __tablename__ = "inbox_items"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        one_of("kind", get_args(Kind)),
        one_of("status", get_args(Status)),
        bounded("amount_minor"),
        bounded("dismissed_minor"),
        Index(None, "user_id", "status"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    because: Mapped[str] = mapped_column(String(300))
    found_on: Mapped[date]
    amount_minor: Mapped[Minor | None]
    currency: Mapped[CurrencyCode]
    figure: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The address of the page that shows it.
    link: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(10))
    dismissed_minor: Mapped[Minor | None]
