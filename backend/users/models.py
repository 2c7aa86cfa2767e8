"""Who owns the data. On the desktop there is one person without an e-mail address."""

from sqlalchemy import DDL, String, event
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


# The local user has the number 1 without asking PostgreSQL's sequence for it.
_AFTER_LOCAL_USER = DDL("ALTER SEQUENCE users_id_seq RESTART WITH 2")  # type: ignore[no-untyped-call]
event.listen(User.__table__, "after_create", _AFTER_LOCAL_USER.execute_if(dialect="postgresql"))
