"""Parts of a movement, stated balances, several accounts in one file, and a ledger for each kind of file."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("part", sa.String(length=200), nullable=True))
    op.add_column("imports", sa.Column("part_label", sa.String(length=200), nullable=True))
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
    )
    op.create_index(op.f("ix_transaction_splits_user_id"), "transaction_splits", ["user_id"])
    op.create_table(
        "balance_snapshots",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("import_id", ID, nullable=True),
        *owned("balance_snapshots"),
        bounded("balance_snapshots", "balance_minor"),
        sa.CheckConstraint(
            "source = 'sync' OR source = 'statement' OR source = 'manual' OR source = 'computed'",
            name=op.f("ck_balance_snapshots_source"),
        ),
        reference("balance_snapshots", "account_id", "accounts", "CASCADE"),
        reference("balance_snapshots", "import_id", "imports", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_snapshots")),
        sa.UniqueConstraint("account_id", "on", name=op.f("uq_balance_snapshots_account_id_on")),
    )
    op.create_index(op.f("ix_balance_snapshots_import_id"), "balance_snapshots", ["import_id"])
    # Until now all files shared one ledger; what they brought counts as brought by a table.
    op.execute("UPDATE source_rows SET source = 'table' WHERE source = 'file'")
