"""Table: exchange rates by day."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.exchange_rates.rate_table import SOURCES
from backend.infra.columns import CurrencyCode, ExactDecimal, Id, one_of
from backend.infra.tables import BudgetBase, Owned


class ExchangeRate(Owned, BudgetBase):
    """How many units of `currency` one unit of `base_currency` was worth on a day."""

    __tablename__ = "exchange_rates"
    __table_args__ = (
        one_of("source", SOURCES),
        UniqueConstraint("user_id", "currency", "base_currency", "on", "source"),
    )

    id: Mapped[Id]
    base_currency: Mapped[CurrencyCode]
    currency: Mapped[CurrencyCode]
    on: Mapped[date]
    rate: Mapped[Decimal] = mapped_column(ExactDecimal)
    source: Mapped[str] = mapped_column(String(10))
