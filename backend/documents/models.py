"""Table: files that a person keeps with transactions. The bytes are in the folder documents/, named by their hash."""

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id
from backend.infra.tables import BudgetBase, Owned


class Document(Owned, BudgetBase):
    """One file on one transaction. No foreign key to it: a deleted transaction leaves its files here."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("user_id", "sha256", "transaction_id"),
        Index(None, "transaction_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    transaction_id: Mapped[int | None] = mapped_column(BigId)
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
