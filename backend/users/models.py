"""Who owns the data. On the desktop there is one person without an e-mail address."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import Id, one_of
from backend.infra.tables import BudgetBase, Timed

ROLES = ("owner", "member", "operator")


class User(Timed, BudgetBase):
    __tablename__ = "users"
    __table_args__ = (one_of("role", ROLES),)

    id: Mapped[Id]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20), default="owner")
    is_active: Mapped[bool] = mapped_column(default=True)
