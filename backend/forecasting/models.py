"""Tables: the forecasts that were made, so that they can be compared with what happened."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, CurrencyCode, Id, Minor, bounded, owned_by
from backend.infra.tables import BudgetBase, Owned


class KeptForecast(Owned, BudgetBase):
    """What was forecast on a day for an account, or without one for all accounts of a currency together.

    `said` has the balances of the days after `made_on`, in minor units; a debt is negative. The band of a day h days
    ahead is `scale` x h^`growth` wide to each side; both are null while there is too little history. `tests` has
    forecasts that were made again for past days: [made_on, said, was, schedules only, 90-day burn] for the 30th day
    after each; the last two are what simpler methods would have said.
    """

    __tablename__ = "forecasts"
    __table_args__ = (
        UniqueConstraint("user_id", "made_on", "account_id", "currency"),
        bounded("held_minor"),
        Index(None, "account_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    made_on: Mapped[date]
    account_id: Mapped[int | None] = mapped_column(BigId, owned_by("accounts"))
    currency: Mapped[CurrencyCode]
    held_minor: Mapped[Minor]
    said: Mapped[list[int]] = mapped_column(JSON)
    scale: Mapped[float | None]
    growth: Mapped[float | None]
    tests: Mapped[list[list[Any]]] = mapped_column(JSON)
