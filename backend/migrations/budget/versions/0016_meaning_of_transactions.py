"""Splits, shares and refunds count in every sum; flags, tags, transfers, attachments and idempotency keys."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, MOMENT, bounded, owned, reference

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "accounts", sa.Column("ownership_percent", sa.Integer(), nullable=False, server_default=sa.text("100"))
    )
    op.add_column("transactions", sa.Column("is_flagged", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("transactions", sa.Column("own_minor", sa.BigInteger(), nullable=True))
    op.add_column("transactions", sa.Column("shared_with", sa.String(length=100), nullable=True))
    op.add_column("transactions", sa.Column("has_parts", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_transactions_parts",
        "transactions",
        ["user_id", "account_id", "on"],
        sqlite_where=sa.text("has_parts = 1"),
    )
    op.add_column("monthly_totals", sa.Column("part_count", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column(
        "monthly_totals", sa.Column("moved_minor", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
    )
    _create_tables()
    op.execute(
        "UPDATE deleted_transactions SET row = json_set(row, '$.is_flagged', 0, '$.own_minor', null,"
        " '$.shared_with', null, '$.has_parts', 0)"
    )
    _number_splits_for_good()
    _count_splits()


def _number_splits_for_good() -> None:
    """Let no split get the number of one that was removed: undo tells them apart by it."""
    op.rename_table("transaction_splits", "splits_before")
    op.drop_index(op.f("ix_transaction_splits_user_id"), "splits_before")
    op.create_table(
        "transaction_splits",
        sa.Column("id", ID, nullable=False),
        sa.Column("transaction_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("category_hint", sa.String(length=200), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        *owned("transaction_splits"),
        bounded("transaction_splits", "amount_minor"),
        reference("transaction_splits", "category_id", "categories", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_splits")),
        sa.UniqueConstraint("transaction_id", "position", name=op.f("uq_transaction_splits_transaction_id_position")),
        sqlite_autoincrement=True,
    )
    columns = (
        "id, transaction_id, position, amount_minor, category_id, category_hint, memo, user_id, created_at, updated_at"
    )
    op.execute(f"INSERT INTO transaction_splits ({columns}) SELECT {columns} FROM splits_before")  # noqa: S608
    op.drop_table("splits_before")
    op.create_index(op.f("ix_transaction_splits_user_id"), "transaction_splits", ["user_id"])
    op.create_index(op.f("ix_transaction_splits_category_id"), "transaction_splits", ["category_id"])


def _create_tables() -> None:
    op.create_table(
        "counted_parts",
        sa.Column("transaction_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("moved_minor", sa.BigInteger(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("part_count", sa.Integer(), nullable=False),
        reference("counted_parts", "transaction_id", "transactions", "CASCADE"),
        reference("counted_parts", "user_id", "users", "CASCADE"),
        reference("counted_parts", "account_id", "accounts", "CASCADE"),
        sa.PrimaryKeyConstraint("transaction_id", "position", name=op.f("pk_counted_parts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_counted_parts_user_id_account_id_on"), "counted_parts", ["user_id", "account_id", "on"])
    op.create_table(
        "tags",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        *owned("tags"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_tags_user_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "transaction_tags",
        sa.Column("id", ID, nullable=False),
        sa.Column("transaction_id", ID, nullable=False),
        sa.Column("tag_id", ID, nullable=False),
        *owned("transaction_tags"),
        reference("transaction_tags", "tag_id", "tags", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_tags")),
        sa.UniqueConstraint("transaction_id", "tag_id", name=op.f("uq_transaction_tags_transaction_id_tag_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_transaction_tags_tag_id"), "transaction_tags", ["tag_id"])
    op.create_index(op.f("ix_transaction_tags_user_id"), "transaction_tags", ["user_id"])
    op.create_table(
        "refund_links",
        sa.Column("id", ID, nullable=False),
        sa.Column("refund_id", ID, nullable=True),
        sa.Column("purchase_id", ID, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("counts_in", sa.String(length=20), nullable=False),
        *owned("refund_links"),
        sa.CheckConstraint("kind = 'refund' OR kind = 'settlement'", name=op.f("ck_refund_links_kind")),
        sa.CheckConstraint("counts_in = 'purchase' OR counts_in = 'refund'", name=op.f("ck_refund_links_counts_in")),
        bounded("refund_links", "amount_minor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_links")),
        sa.UniqueConstraint("refund_id", "purchase_id", name=op.f("uq_refund_links_refund_id_purchase_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_refund_links_purchase_id"), "refund_links", ["purchase_id"])
    op.create_index(op.f("ix_refund_links_user_id"), "refund_links", ["user_id"])
    op.create_table(
        "transfer_pairs",
        sa.Column("id", ID, nullable=False),
        sa.Column("out_transaction_id", ID, nullable=True),
        sa.Column("in_transaction_id", ID, nullable=True),
        sa.Column("decided_by", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        *owned("transfer_pairs"),
        sa.CheckConstraint("decided_by = 'matcher' OR decided_by = 'user'", name=op.f("ck_transfer_pairs_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_pairs")),
        sa.UniqueConstraint("out_transaction_id", name=op.f("uq_transfer_pairs_out_transaction_id")),
        sa.UniqueConstraint("in_transaction_id", name=op.f("uq_transfer_pairs_in_transaction_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_transfer_pairs_user_id"), "transfer_pairs", ["user_id"])
    for table in ("rejected_pairs", "possible_pairs"):
        op.create_table(
            table,
            sa.Column("id", ID, nullable=False),
            sa.Column("out_transaction_id", ID, nullable=False),
            sa.Column("in_transaction_id", ID, nullable=False),
            *([sa.Column("reason", sa.String(length=300), nullable=False)] if table == "possible_pairs" else []),
            *owned(table),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint(
                "out_transaction_id",
                "in_transaction_id",
                name=op.f(f"uq_{table}_out_transaction_id_in_transaction_id"),
            ),
            sqlite_autoincrement=True,
        )
        op.create_index(op.f(f"ix_{table}_user_id"), table, ["user_id"])
    op.create_table(
        "documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("transaction_id", ID, nullable=True),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        *owned("documents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "user_id", "sha256", "transaction_id", name=op.f("uq_documents_user_id_sha256_transaction_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_documents_transaction_id"), "documents", ["transaction_id"])
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        reference("idempotency_keys", "user_id", "users", "CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency_keys")),
    )


def _count_splits() -> None:
    """Let the parts of split transactions count, and rebuild the totals of their months."""
    op.execute("UPDATE transactions SET has_parts = 1 WHERE id IN (SELECT transaction_id FROM transaction_splits)")
    op.execute(
        """
        INSERT INTO counted_parts
        (transaction_id, position, user_id, account_id, "on", category_id, amount_minor, moved_minor, row_count,
         part_count)
        SELECT t.id, row_number() OVER (PARTITION BY t.id ORDER BY s.position) - 1, t.user_id, t.account_id, t."on",
               s.category_id, s.amount_minor,
               CASE WHEN row_number() OVER (PARTITION BY t.id ORDER BY s.position) = 1 THEN t.amount_minor ELSE 0 END,
               CASE WHEN row_number() OVER (PARTITION BY t.id ORDER BY s.position) = 1 THEN 1 ELSE 0 END,
               1
        FROM (SELECT transaction_id, coalesce(category_id, 0) AS category_id, sum(amount_minor) AS amount_minor,
                     min(position) AS position
              FROM transaction_splits GROUP BY transaction_id, coalesce(category_id, 0)) AS s
        JOIN transactions AS t ON t.id = s.transaction_id
        """
    )
    op.execute("DELETE FROM monthly_totals")
    op.execute(
        """
        INSERT INTO monthly_totals
        (user_id, month, category_id, account_id, status, currency, is_left_out, out_minor, in_minor, row_count,
         part_count, moved_minor)
        SELECT e.user_id, substr(e."on", 1, 7), e.category_id, e.account_id, t.status, t.currency,
               t.is_excluded OR t.is_internal,
               sum(max(e.amount_minor, 0)), sum(max(-e.amount_minor, 0)), sum(e.row_count), sum(e.part_count),
               sum(e.moved_minor)
        FROM (SELECT id AS transaction_id, user_id, account_id, "on", coalesce(category_id, 0) AS category_id,
                     amount_minor, amount_minor AS moved_minor, 1 AS row_count, 1 AS part_count
              FROM transactions WHERE has_parts = 0
              UNION ALL
              SELECT transaction_id, user_id, account_id, "on", category_id, amount_minor, moved_minor, row_count,
                     part_count
              FROM counted_parts) AS e
        JOIN transactions AS t ON t.id = e.transaction_id
        WHERE e.account_id IN (SELECT id FROM accounts WHERE deleted_at IS NULL)
        GROUP BY 1, 2, 3, 4, 5, 6, 7
        """
    )
