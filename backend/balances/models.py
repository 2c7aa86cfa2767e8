"""What accounts held on certain days, as somebody stated it: a statement, a bank connection, a person."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned

SOURCES = ("sync", "statement", "manual", "computed")


class BalanceSnapshot(Owned, BudgetBase):
    """What an account held at the end of a day, in minor units of its currency; what is owed is negative.

    Each import keeps its own balance of a day; the one stated last counts. `is_sign_unclear`: the source states a
    positive balance of a card or loan, and nobody has said yet whether that is owed.
    """

    __tablename__ = "balance_snapshots"
    __table_args__ = (
        one_of("source", SOURCES),
        bounded("balance_minor"),
        UniqueConstraint("account_id", "on", "import_id"),
        Index(None, "import_id"),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    on: Mapped[date]
    balance_minor: Mapped[Minor]
    source: Mapped[str] = mapped_column(String(20))
    import_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("imports.id", ondelete="CASCADE"))
    is_sign_unclear: Mapped[bool] = mapped_column(default=False)
