"""Which bank connections also have investments, and when they were asked."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, UtcDateTime
from backend.infra.tables import InvestmentsBase, Timed


class BrokerageConnection(Timed, InvestmentsBase):
    """`bank_connection_id` is the row of `connections` in budget.db. One that `is_off` has no investments at its
    provider, and is not asked again by itself."""

    __tablename__ = "brokerage_connections"
    __table_args__ = (UniqueConstraint("user_id", "bank_connection_id"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    bank_connection_id: Mapped[int] = mapped_column(BigId)
    is_off: Mapped[bool] = mapped_column(default=False)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error_code: Mapped[str | None] = mapped_column(String(100))
    error: Mapped[str | None] = mapped_column(String(500))
