"""The row ledger: every row that ever arrived, and what became of it."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, Minor, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned

FATES = ("added", "matched", "repeated", "doubtful", "merged", "deleted_by_user", "undone")


class SourceRow(Owned, BudgetBase):
    __tablename__ = "source_rows"
    __table_args__ = (
        one_of("fate", FATES),
        UniqueConstraint("account_id", "source", "source_key", "occurrence"),
        Index(None, "transaction_id"),
        Index(None, "import_id"),
        Index("ix_source_rows_sync_log_id", "sync_log_id", sqlite_where=text("sync_log_id IS NOT NULL")),
        Index("ix_source_rows_provider_id", "account_id", "provider_id", sqlite_where=text("provider_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    import_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("imports.id", ondelete="SET NULL"))
    # The sync that brought it. No foreign key: the log may be shortened without touching the ledger.
    sync_log_id: Mapped[int | None] = mapped_column(BigId)
    source: Mapped[str] = mapped_column(String(20))
    source_key: Mapped[str] = mapped_column(String(200))
    occurrence: Mapped[int]
    # What the file said of the row beyond its fingerprint; equal rows with other evidence are other rows.
    provider_id: Mapped[str | None] = mapped_column(String(200))
    balance_minor: Mapped[Minor | None]
    line_no: Mapped[int | None]
    raw: Mapped[str] = mapped_column(Text)
    # No foreign key: a deleted transaction leaves its number here, and takes it again when it is restored.
    transaction_id: Mapped[int | None] = mapped_column(BigId)
    # The transaction that a doubtful row may be.
    candidate_id: Mapped[int | None] = mapped_column(BigId)
    fate: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(300))
