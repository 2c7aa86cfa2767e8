"""Tables: payees that a person named, and the merchant keys that stand for each."""

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, owned_by
from backend.infra.tables import BudgetBase, Owned


class Payee(Owned, BudgetBase):
    """A payee with the name that a person gave it. A merchant that nobody renamed or merged has no row here."""

    __tablename__ = "payees"
    __table_args__ = (Index(None, "user_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))


class PayeeSpelling(Owned, BudgetBase):
    """One merchant key of a payee; the oldest is the key by which the payee is known."""

    __tablename__ = "payee_spellings"
    __table_args__ = (
        UniqueConstraint("user_id", "merchant_key"),
        Index(None, "payee_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    payee_id: Mapped[int] = mapped_column(BigId, owned_by("payees"))
    merchant_key: Mapped[str] = mapped_column(String(200))
