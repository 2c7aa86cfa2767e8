"""Tables: statements that an account was reconciled to, and the transactions on each of them."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, Minor, bounded, owned_by
from backend.infra.tables import BudgetBase, Owned


class Reconciliation(Owned, BudgetBase):
    """A statement whose closing balance the ticked transactions explain to the cent. A debt is negative."""

    __tablename__ = "reconciliations"
    __table_args__ = (
        UniqueConstraint("account_id", "on"),
        bounded("opening_minor"),
        bounded("balance_minor"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    # The balance from which the statement starts, at the end of that day.
    opening_on: Mapped[date]
    on: Mapped[date]
    opening_minor: Mapped[Minor]
    balance_minor: Mapped[Minor]


class ReconciledTransaction(Owned, BudgetBase):
    """A transaction that stands on a reconciled statement with this amount.

    No foreign key to the transaction: a deleted one leaves its row here, and is reconciled again when it is restored.
    """

    __tablename__ = "reconciled_transactions"
    __table_args__ = (
        UniqueConstraint("transaction_id"),
        bounded("amount_minor"),
        Index(None, "reconciliation_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    reconciliation_id: Mapped[int] = mapped_column(BigId, owned_by("reconciliations"))
    transaction_id: Mapped[int] = mapped_column(BigId)
    amount_minor: Mapped[Minor]
