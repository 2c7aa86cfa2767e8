"""Tables: accounts, groups of accounts, institutions, and connections to banks."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import true

from backend.accounts.kinds import ACCOUNT_TYPES, CONNECTION_STATUSES
from backend.infra.columns import BigId, CurrencyCode, Id, Minor, UtcDateTime, bounded, one_of
from backend.infra.tables import BudgetBase, Owned


class Institution(Owned, BudgetBase):
    __tablename__ = "institutions"
    __table_args__ = (UniqueConstraint("user_id", "provider", "name"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    provider: Mapped[str] = mapped_column(String(20), default="manual")
    provider_institution_id: Mapped[str | None] = mapped_column(String(100))
    url: Mapped[str | None] = mapped_column(String(300))
    color: Mapped[str | None] = mapped_column(String(7))
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)


class Connection(Owned, BudgetBase):
    """One login at a provider (a Plaid item, a SimpleFIN access). The only table that holds access tokens, encrypted.

    A disconnected connection keeps its row, so that the sync history stays readable. It keeps its token only while
    `is_removal_due`: the provider has not confirmed the removal yet.
    """

    __tablename__ = "connections"
    __table_args__ = (
        one_of("status", CONNECTION_STATUSES),
        UniqueConstraint("provider", "provider_item_id"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    provider: Mapped[str] = mapped_column(String(20))
    provider_item_id: Mapped[str] = mapped_column(String(200))
    institution_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("institutions.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(100))
    access_token: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="connected")
    last_error_kind: Mapped[str | None] = mapped_column(String(30))
    last_error_code: Mapped[str | None] = mapped_column(String(100))
    last_error: Mapped[str | None] = mapped_column(String(500))
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Accounts of the login that the person does not want here, by the provider's ids.
    left_out: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    is_removal_due: Mapped[bool] = mapped_column(default=False)


class AccountGroup(Owned, BudgetBase):
    """A named group of accounts, in the person's order. An account is in one group at most."""

    __tablename__ = "account_groups"
    __table_args__ = (UniqueConstraint("user_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)


class Account(Owned, BudgetBase):
    __tablename__ = "accounts"
    __table_args__ = (
        one_of("account_type", ACCOUNT_TYPES),
        bounded("balance_current_minor"),
        Index(None, "user_id"),
        Index(
            "uq_accounts_connection_id_provider_account_id",
            "connection_id",
            "provider_account_id",
            unique=True,
            sqlite_where=text("connection_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    institution_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("institutions.id", ondelete="SET NULL"))
    # No foreign key: SQLite can add none to a table that other rows refer to.
    connection_id: Mapped[int | None] = mapped_column(BigId)
    provider_account_id: Mapped[str | None] = mapped_column(String(200))
    # The provider's id that survives a new login, where the bank has one.
    persistent_account_id: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(100))
    official_name: Mapped[str | None] = mapped_column(String(200))
    mask: Mapped[str | None] = mapped_column(String(4))
    account_type: Mapped[str] = mapped_column(String(20))
    currency: Mapped[CurrencyCode]
    balance_current_minor: Mapped[Minor | None]
    balance_available_minor: Mapped[Minor | None]
    balance_limit_minor: Mapped[Minor | None]
    balance_updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What a positive balance in its statements is, as the person said: "owed" or "credit".
    positive_balance_means: Mapped[str | None] = mapped_column(String(10))
    # How much of the account is the person's own.
    ownership_percent: Mapped[int] = mapped_column(default=100, server_default=text("100"))
    is_hidden: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    # No foreign key, for the same reason as above; deleting a group clears it.
    group_id: Mapped[int | None] = mapped_column(BigId)
    # Whether the account counts in the totals of the page Accounts.
    is_in_totals: Mapped[bool] = mapped_column(default=True, server_default=true())
    # A deleted account keeps its row, so that everything it had can come back.
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
