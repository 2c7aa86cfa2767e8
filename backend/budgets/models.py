"""What a person means to spend: one amount for each category and month."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, CurrencyCode, Id, Minor, bounded
from backend.infra.tables import BudgetBase, Owned


class Budget(Owned, BudgetBase):
    __tablename__ = "budgets"
    __table_args__ = (
        UniqueConstraint("user_id", "category_id", "month"),
        CheckConstraint("month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'", name="month").ddl_if(dialect="sqlite"),
        bounded("amount_minor"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(BigId, ForeignKey("categories.id"))
    month: Mapped[str] = mapped_column(String(7))
    amount_minor: Mapped[Minor]
    currency: Mapped[CurrencyCode]
    rollover: Mapped[bool] = mapped_column(default=False)
