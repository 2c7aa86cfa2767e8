"""Files that were read: one row each, from preview to undo, and how each account's files are laid out."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, CurrencyCode, Id, Minor, UtcDateTime, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned


class Import(Owned, BudgetBase):
    __tablename__ = "imports"
    __table_args__ = (
        one_of("status", ("previewed", "done", "undone")),
        Index(None, "user_id", "status"),
        Index(None, "sha256"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    filename: Mapped[str] = mapped_column(String(300))
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(20))
    layout: Mapped[str] = mapped_column(String(100))
    # Which of the accounts (or sheets) of the file this is, as its reader names it, and as a person would.
    part: Mapped[str | None] = mapped_column(String(200))
    part_label: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    currency: Mapped[CurrencyCode | None]
    column_mapping: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    total: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    repeated: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)
    unreadable: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    out_minor: Mapped[Minor] = mapped_column(default=0)
    in_minor: Mapped[Minor] = mapped_column(default=0)
    # Amounts out and in by currency, if there are several; then out_minor and in_minor say nothing.
    sums: Mapped[dict[str, list[int]] | None] = mapped_column(JSON(none_as_null=True))
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    # Rows that could not be read, and those left out on purpose: line, raw text, reason.
    problems: Mapped[list[dict[str, object]] | None] = mapped_column(JSON(none_as_null=True))
    # Names by key of the categories that an archive made, in their order.
    made_categories: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    # Names of the accounts that it made, by their id as text; undo removes those that nothing uses.
    made_accounts: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    # The change that applied the corrections of earlier transactions in this file; no foreign key to the undo log.
    correction_change_id: Mapped[int | None] = mapped_column(BigId)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RememberedMapping(Owned, BudgetBase):
    """The column mapping that a person settled for files with this header in this account."""

    __tablename__ = "column_mappings"
    __table_args__ = (UniqueConstraint("account_id", "header_key"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    header_key: Mapped[str] = mapped_column(String(64))
    header_text: Mapped[str] = mapped_column(Text)
    column_mapping: Mapped[dict[str, object]] = mapped_column(JSON)
