"""Parts of a movement, stated balances, several accounts in one file, and a ledger for each kind of file."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MAX = 10**15


def upgrade() -> None:
    op.add_column("imports", sa.Column("part", sa.String(length=200), nullable=True))
    op.add_column("imports", sa.Column("part_label", sa.String(length=200), nullable=True))
    op.create_table(
        "transaction_splits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("transaction_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("category_id", _ID, nullable=True),
        sa.Column("category_hint", sa.String(length=200), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            f"amount_minor > -{_MAX} AND amount_minor < {_MAX}", name=op.f("ck_transaction_splits_amount_minor_bounded")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_transaction_splits_category_id_categories"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_transaction_splits_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_splits")),
        sa.UniqueConstraint("transaction_id", "position", name=op.f("uq_transaction_splits_transaction_id_position")),
    )
    op.create_index(op.f("ix_transaction_splits_user_id"), "transaction_splits", ["user_id"])
    op.create_table(
        "balance_snapshots",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("import_id", _ID, nullable=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            f"balance_minor > -{_MAX} AND balance_minor < {_MAX}",
            name=op.f("ck_balance_snapshots_balance_minor_bounded"),
        ),
        sa.CheckConstraint(
            "source = 'sync' OR source = 'statement' OR source = 'manual' OR source = 'computed'",
            name=op.f("ck_balance_snapshots_source"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_balance_snapshots_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_balance_snapshots_import_id_imports"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_balance_snapshots_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_snapshots")),
        sa.UniqueConstraint("account_id", "on", name=op.f("uq_balance_snapshots_account_id_on")),
    )
    op.create_index(op.f("ix_balance_snapshots_import_id"), "balance_snapshots", ["import_id"])
    # Until now all files shared one ledger; what they brought counts as brought by a table.
    op.execute("UPDATE source_rows SET source = 'table' WHERE source = 'file'")
