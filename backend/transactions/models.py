"""Tables: transactions, their texts, splits, tags and counted parts, their monthly totals, and deleted transactions."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, PrimaryKeyConstraint, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import false

from backend.infra.columns import BigId, CurrencyCode, Id, Minor, UtcDateTime, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned
from backend.transactions.states import SOURCES, STATUSES, TIERS

# What a search counts and sums is in the index of texts, so that it need not read the rows themselves.
_COUNTED_AND_SUMMED = (
    "category_id", "predicted_category_id", "currency", "status", "is_excluded", "is_internal", "has_parts",
    "account_id", "amount_minor",
)  # fmt: skip


class Descriptor(BudgetBase):
    """One distinct bank text (with the payee, where the source names one). Searching and learning look here,
    once for all rows that share it. `merchant_name` is '' where there is none, so that the pair stays unique."""

    __tablename__ = "descriptors"
    __table_args__ = (
        UniqueConstraint("user_id", "description", "merchant_name"),
        Index(None, "user_id", "merchant_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId, owned_by("users"))
    description: Mapped[str] = mapped_column(Text)
    merchant_name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(Text)
    merchant_key: Mapped[str] = mapped_column(String(200))


class Transaction(Owned, BudgetBase):
    __tablename__ = "transactions"
    __table_args__ = (
        one_of("status", STATUSES),
        one_of("source", SOURCES),
        one_of("categorization_tier", TIERS),
        bounded("amount_minor"),
        Index(
            "uq_transactions_account_id_provider_transaction_id",
            "account_id",
            "provider_transaction_id",
            unique=True,
            sqlite_where=text("provider_transaction_id IS NOT NULL"),
        ),
        # Each begins with the owner: an index that has more of the conditions than another one is then seen to.
        Index("ix_transactions_newest", "user_id", "on", "id"),
        Index("ix_transactions_account", "user_id", "account_id", "on", "id"),
        Index("ix_transactions_status", "user_id", "status", "on", "id"),
        Index("ix_transactions_category", "user_id", "category_id", "on", "id"),
        # Not the owner first: it would seem cheaper than the others wherever only the owner is asked for.
        Index("ix_transactions_amount", "amount_minor", "user_id"),
        Index("ix_transactions_descriptor", "descriptor_id", "user_id", "on", "id", *_COUNTED_AND_SUMMED),
        Index("ix_transactions_import", "import_id"),
        Index("ix_transactions_pending", "user_id", "account_id", sqlite_where=text("is_pending = 1")),
        Index("ix_transactions_noted", "user_id", "id", sqlite_where=text("notes IS NOT NULL")),
        Index("ix_transactions_parts", "user_id", "account_id", "on", sqlite_where=text("has_parts = 1")),
        # Answers how many waiting rows have a sure prediction without a look at the rows.
        Index(
            "ix_transactions_waiting",
            "user_id",
            "prediction_confidence",
            "account_id",
            "status",
            "predicted_category_id",
            sqlite_where=text("status = 'pending_review' AND predicted_category_id IS NOT NULL"),
        ),
        Index(
            "ix_transactions_predicted",
            "user_id",
            "predicted_category_id",
            "on",
            "id",
            sqlite_where=text("predicted_category_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("accounts.id"))
    import_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("imports.id", ondelete="SET NULL"))
    provider_transaction_id: Mapped[str | None] = mapped_column(String(200))
    on: Mapped[date]
    authorized_on: Mapped[date | None]
    descriptor_id: Mapped[int] = mapped_column(BigId, ForeignKey("descriptors.id"))
    description: Mapped[str] = mapped_column(Text)
    merchant_name: Mapped[str | None] = mapped_column(String(200))
    amount_minor: Mapped[Minor]
    currency: Mapped[CurrencyCode]
    balance_minor: Mapped[Minor | None]
    original_amount_minor: Mapped[Minor | None]
    original_currency: Mapped[CurrencyCode | None]
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id"))
    predicted_category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id"))
    # The category this row taught its merchant, so that looking at it twice does not teach twice.
    learned_category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id"))
    status: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    categorization_tier: Mapped[str | None] = mapped_column(String(20))
    prediction_confidence: Mapped[float | None]
    # The tier whose category the person replaced by another one.
    overruled_tier: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(300))
    locked_fields: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    notes: Mapped[str | None] = mapped_column(Text)
    is_pending: Mapped[bool] = mapped_column(default=False)
    is_internal: Mapped[bool] = mapped_column(default=False)
    is_excluded: Mapped[bool] = mapped_column(default=False)
    is_flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The part of the amount that is the person's own; null: as the account says (see Account.ownership_percent).
    own_minor: Mapped[Minor | None]
    # Who owes the rest.
    shared_with: Mapped[str | None] = mapped_column(String(100))
    # Its money counts by its rows in counted_parts, because it is split, shared or a linked refund.
    has_parts: Mapped[bool] = mapped_column(default=False, server_default=false())


class TransactionSplit(Owned, BudgetBase):
    """One part of a movement that its source divided, in its order; the parts sum to the row.

    No foreign key to the row: a deleted transaction leaves its parts here, and has them again when it is restored.
    """

    __tablename__ = "transaction_splits"
    __table_args__ = (
        UniqueConstraint("transaction_id", "position"),
        bounded("amount_minor"),
        Index(None, "user_id"),
        Index(None, "category_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    transaction_id: Mapped[int] = mapped_column(BigId)
    position: Mapped[int]
    amount_minor: Mapped[Minor]
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id", ondelete="SET NULL"))
    category_hint: Mapped[str | None] = mapped_column(String(200))
    memo: Mapped[str | None] = mapped_column(Text)
    # Names of tags that this part has besides those of the whole transaction.
    tags: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class CountedPart(BudgetBase):
    """What one transaction with `has_parts` adds to the sums of a day, an account and a category (0: none).

    Derived from splits, shares and refund links (see parts.py). Position 0 stands for the transaction itself: its
    `row_count` is 1 and `moved_minor` is what it moved its account by; both are 0 in the others.
    """

    __tablename__ = "counted_parts"
    __table_args__ = (
        PrimaryKeyConstraint("transaction_id", "position"),
        Index(None, "user_id", "account_id", "on"),
        {"sqlite_with_rowid": False},
    )

    transaction_id: Mapped[int] = mapped_column(BigId, owned_by("transactions"))
    position: Mapped[int]
    user_id: Mapped[int] = mapped_column(BigId, owned_by("users"))
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    on: Mapped[date]
    category_id: Mapped[int] = mapped_column(BigId)
    amount_minor: Mapped[Minor]
    moved_minor: Mapped[Minor]
    row_count: Mapped[int]
    part_count: Mapped[int]


class Tag(Owned, BudgetBase):
    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("user_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(50))


class TransactionTag(Owned, BudgetBase):
    """A tag on a transaction. No foreign key to the transaction: a deleted one leaves its tags here."""

    __tablename__ = "transaction_tags"
    __table_args__ = (
        UniqueConstraint("transaction_id", "tag_id"),
        Index(None, "tag_id"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    transaction_id: Mapped[int] = mapped_column(BigId)
    tag_id: Mapped[int] = mapped_column(BigId, owned_by("tags"))


class RefundLink(Owned, BudgetBase):
    """Money that came back: `amount_minor` (positive) of the refund pays back part of the purchase.

    `kind` is "refund" (lowers the spending of the purchase's category) or "settlement" (someone paid their share, so
    it is no income). `counts_in` is the month in which a refund lowers spending. Without a refund transaction a
    settlement was paid outside of the accounts here. No foreign keys: deleted transactions leave their links here.
    """

    __tablename__ = "refund_links"
    __table_args__ = (
        one_of("kind", ("refund", "settlement")),
        one_of("counts_in", ("purchase", "refund")),
        bounded("amount_minor"),
        UniqueConstraint("refund_id", "purchase_id"),
        Index(None, "purchase_id"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    refund_id: Mapped[int | None] = mapped_column(BigId)
    purchase_id: Mapped[int] = mapped_column(BigId)
    amount_minor: Mapped[Minor]
    kind: Mapped[str] = mapped_column(String(20))
    counts_in: Mapped[str] = mapped_column(String(20))


class MonthlyTotal(BudgetBase):
    """Sums of one account, month, category and status. Rebuilt from the rows in the transaction that changes them.

    `category_id` is 0 for rows without a category. `in_minor` and `out_minor` are both positive; a split transaction
    counts by its parts, a shared one by the person's share, a linked refund where its purchase counts.
    `moved_minor` is what the whole transactions moved the account by. `row_count` counts each transaction once,
    `part_count` in each of its categories.
    """

    __tablename__ = "monthly_totals"
    __table_args__ = (
        # In the order in which month × category is summed, so that nothing has to be sorted for it.
        PrimaryKeyConstraint("user_id", "month", "category_id", "currency", "is_left_out", "status", "account_id"),
        Index(None, "account_id", "month"),
        {"sqlite_with_rowid": False},
    )

    user_id: Mapped[int] = mapped_column(BigId, owned_by("users"))
    month: Mapped[str] = mapped_column(String(7))
    category_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    status: Mapped[str] = mapped_column(String(20))
    currency: Mapped[CurrencyCode]
    is_left_out: Mapped[bool] = mapped_column(default=False)
    out_minor: Mapped[Minor]
    in_minor: Mapped[Minor]
    row_count: Mapped[int]
    part_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    moved_minor: Mapped[Minor] = mapped_column(default=0, server_default=text("0"))


class DeletedTransaction(Owned, BudgetBase):
    """A deleted row: readable by itself, and whole (`row` is every column) so that it can come back."""

    __tablename__ = "deleted_transactions"
    __table_args__ = (Index(None, "user_id", "id"), Index(None, "original_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    original_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int] = mapped_column(BigId)
    account_name: Mapped[str] = mapped_column(String(100))
    category_name: Mapped[str | None] = mapped_column(String(100))
    on: Mapped[date]
    description: Mapped[str] = mapped_column(Text)
    merchant_name: Mapped[str | None] = mapped_column(String(200))
    amount_minor: Mapped[Minor]
    currency: Mapped[CurrencyCode]
    status: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    row: Mapped[dict[str, object]] = mapped_column(JSON)
    deleted_at: Mapped[datetime] = mapped_column(UtcDateTime)
