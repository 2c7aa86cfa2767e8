"""Tables: recurring series, and the payees by which their transactions are recognised."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, CurrencyCode, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.recurring.kinds import KINDS, STATUSES
from backend.recurring.schedule import SHIFTS, UNITS, Shift, Unit


class Series(Owned, BudgetBase):
    """Something that repeats: confirmed by the person, ignored by them, or entered by hand.

    `expected_minor` is the person's own amount, positive is money out; None: what the last payments were.
    """

    __tablename__ = "series"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("status", STATUSES),
        one_of("unit", UNITS),
        one_of("shift", SHIFTS),
        bounded("expected_minor"),
        CheckConstraint("interval >= 1", name="interval_positive"),
        CheckConstraint("notice_days >= 0", name="notice_days_positive"),
        Index(None, "user_id", "status"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    currency: Mapped[CurrencyCode]
    is_money_in: Mapped[bool]
    expected_minor: Mapped[Minor | None]
    is_variable: Mapped[bool]
    anchor_on: Mapped[date]
    unit: Mapped[Unit] = mapped_column(String(5))
    interval: Mapped[int]
    shift: Mapped[Shift] = mapped_column(String(6))
    ends_on: Mapped[date | None]
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id", ondelete="SET NULL"))
    account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    trial_ends_on: Mapped[date | None]
    notice_days: Mapped[int | None]
    notes: Mapped[str | None] = mapped_column(String(500))


class SeriesPayee(Owned, BudgetBase):
    """A payee whose transactions belong to a series; with bounds, only those of such an amount (both included)."""

    __tablename__ = "series_payees"
    __table_args__ = (
        UniqueConstraint("series_id", "merchant_key", "lowest_minor"),
        bounded("lowest_minor"),
        bounded("highest_minor"),
        Index(None, "user_id", "merchant_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    series_id: Mapped[int] = mapped_column(BigId, owned_by("series"))
    merchant_key: Mapped[str] = mapped_column(String(200))
    lowest_minor: Mapped[Minor | None]
    highest_minor: Mapped[Minor | None]
