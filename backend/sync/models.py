"""How far each connection was read, what every sync did, and links that wait for the person."""

from datetime import datetime
from typing import Any, get_args

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, UtcDateTime, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.sync.states import LinkStatus, SyncStatus, Trigger


class SyncCursor(Owned, BudgetBase):
    """The provider's cursor of a connection. Saved in the transaction that saves the rows before it."""

    __tablename__ = "sync_cursors"
    __table_args__ = (UniqueConstraint("connection_id"),)

    id: Mapped[Id]
    connection_id: Mapped[int] = mapped_column(BigId, owned_by("connections"))
    cursor: Mapped[str] = mapped_column(Text)


class SyncLog(Owned, BudgetBase):
    """One sync of one connection.

    `details` has the balances before and after by account, and the ids of settled, changed and removed transactions;
    added, matched and doubtful ones are in the row ledger under this log's id.
    """

    __tablename__ = "sync_log"
    __table_args__ = (
        one_of("trigger", get_args(Trigger)),
        one_of("status", get_args(SyncStatus)),
        Index(None, "user_id", "started_at"),
        Index(None, "connection_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    connection_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("connections.id", ondelete="SET NULL"))
    # Only on entries of the older app, which synced account by account.
    account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    connection_name: Mapped[str] = mapped_column(String(100))
    trigger: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    added: Mapped[int] = mapped_column(default=0)
    modified: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    settled: Mapped[int] = mapped_column(default=0)
    matched: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)
    unreadable: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(100))
    error_message: Mapped[str | None] = mapped_column(String(500))
    pages: Mapped[int] = mapped_column(default=0)
    request_id: Mapped[str | None] = mapped_column(String(100))
    # When the bank itself was last read by the provider; our own clock says nothing about that.
    data_as_of: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    duration_ms: Mapped[int] = mapped_column(default=0)
    # What it changed, in the undo log. No foreign key: that log may be shortened without touching this one.
    change_id: Mapped[int | None] = mapped_column(BigId)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class LinkSession(Owned, BudgetBase):
    """One attempt to connect a bank, kept so that it can be finished after a restart. `link_token` is encrypted."""

    __tablename__ = "link_sessions"
    __table_args__ = (
        one_of("status", get_args(LinkStatus)),
        Index(None, "user_id", "status"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    provider: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    link_token: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The connection that is repaired, or the one that was made.
    connection_id: Mapped[int | None] = mapped_column(BigId, owned_by("connections"))
    is_repair: Mapped[bool] = mapped_column(default=False)
    # The account that the person started from, if any.
    account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id", ondelete="SET NULL"))
    events: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    found_accounts: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    error_code: Mapped[str | None] = mapped_column(String(100))
    error_message: Mapped[str | None] = mapped_column(String(500))
