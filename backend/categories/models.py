"""What money is for: two levels of categories, addressed by a key that never changes."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, one_of
from backend.infra.tables import BudgetBase, Owned

KINDS = ("expense", "income", "transfer")


class Category(Owned, BudgetBase):
    __tablename__ = "categories"
    __table_args__ = (
        one_of("kind", KINDS),
        UniqueConstraint("user_id", "short_desc"),
        Index(None, "parent_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    short_desc: Mapped[str] = mapped_column(String(100))
    display_name: Mapped[str] = mapped_column(String(100))
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id"))
    color: Mapped[str | None] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(10), default="expense")
    is_income: Mapped[bool] = mapped_column(default=False)
    is_recurring: Mapped[bool] = mapped_column(default=False)
    plaid_detailed: Mapped[str | None] = mapped_column(String(100))
    is_archived: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
