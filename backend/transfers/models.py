"""Tables: transfers between own accounts, possible ones to ask about, and those that a person rejected.

No foreign keys to transactions: a deleted transaction leaves its pairs here until they are unlinked.
"""

from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import false

from backend.infra.columns import BigId, Id, one_of
from backend.infra.tables import BudgetBase, Owned


class TransferPair(Owned, BudgetBase):
    """Money that left one own account and came into another. One side is null if its account is not here."""

    __tablename__ = "transfer_pairs"
    __table_args__ = (
        one_of("decided_by", ("matcher", "user")),
        UniqueConstraint("out_transaction_id"),
        UniqueConstraint("in_transaction_id"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    out_transaction_id: Mapped[int | None] = mapped_column(BigId)
    in_transaction_id: Mapped[int | None] = mapped_column(BigId)
    decided_by: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300))
    # The account of one side was deleted, and the person said that the other one still is a transfer.
    is_kept_without_account: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What linking replaced, by transaction: unlinking puts it back.
    before: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)


class PossiblePair(Owned, BudgetBase):
    """Two transactions that may be one transfer; the person is asked."""

    __tablename__ = "possible_pairs"
    __table_args__ = (
        UniqueConstraint("out_transaction_id", "in_transaction_id"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    out_transaction_id: Mapped[int] = mapped_column(BigId)
    in_transaction_id: Mapped[int] = mapped_column(BigId)
    reason: Mapped[str] = mapped_column(String(300))


class RejectedPair(Owned, BudgetBase):
    """Two transactions of which a person said that they are no transfer."""

    __tablename__ = "rejected_pairs"
    __table_args__ = (
        UniqueConstraint("out_transaction_id", "in_transaction_id"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    out_transaction_id: Mapped[int] = mapped_column(BigId)
    in_transaction_id: Mapped[int] = mapped_column(BigId)
