"""Tables: things and debts that a person keeps by hand, their values, and the net worth of each day."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, CurrencyCode, ExactDecimal, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.net_worth.depreciation import METHODS, Method

ASSET_KINDS = ("home", "car", "other", "debt")


class ManualAsset(Owned, BudgetBase):
    """A thing that is owned, or a debt, without an account. The person owns `ownership_percent` of it.

    `depreciation` says how the last value becomes less by itself; see backend/net_worth/depreciation.py.
    """

    __tablename__ = "manual_assets"
    __table_args__ = (
        one_of("kind", ASSET_KINDS),
        one_of("depreciation", METHODS),
        CheckConstraint("ownership_percent BETWEEN 1 AND 100", name="ownership_percent"),
        bounded("residual_minor"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    currency: Mapped[CurrencyCode]
    ownership_percent: Mapped[int] = mapped_column(default=100)
    depreciation: Mapped[Method] = mapped_column(String(20), default="none")
    depreciation_percent: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    life_months: Mapped[int | None]
    residual_minor: Mapped[Minor] = mapped_column(default=0)
    rounded_to_minor: Mapped[Minor] = mapped_column(default=1)
    # A loan that was taken for it.
    loan_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    disposed_on: Mapped[date | None]
    notes: Mapped[str | None] = mapped_column(String(200))


class ManualValuation(Owned, BudgetBase):
    """What the whole of a manual asset was worth on a day; a debt is negative."""

    __tablename__ = "manual_valuations"
    __table_args__ = (UniqueConstraint("asset_id", "on"), bounded("value_minor"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    asset_id: Mapped[int] = mapped_column(BigId, owned_by("manual_assets"))
    on: Mapped[date]
    value_minor: Mapped[Minor]
    origin: Mapped[str | None] = mapped_column(String(100))


class NetWorthSnapshot(Owned, BudgetBase):
    """The net worth of a day as it was known on that day, in one currency.

    `breakdown` has the value of each account and thing by its key, null where it was unknown; the sums leave those out.
    """

    __tablename__ = "net_worth_snapshots"
    __table_args__ = (UniqueConstraint("user_id", "on", "currency"),)

    id: Mapped[Id]
    on: Mapped[date]
    currency: Mapped[CurrencyCode]
    assets_minor: Mapped[Minor]
    liabilities_minor: Mapped[Minor]
    breakdown: Mapped[dict[str, Any]] = mapped_column(JSON)
