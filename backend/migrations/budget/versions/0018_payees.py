"""Payees with the merchant keys that stand for each."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned, reference

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payees",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        *owned("payees"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payees")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payees_user_id_name"), "payees", ["user_id", "name"])
    op.create_table(
        "payee_spellings",
        sa.Column("id", ID, nullable=False),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("merchant_key", sa.String(length=200), nullable=False),
        *owned("payee_spellings"),
        reference("payee_spellings", "payee_id", "payees", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee_spellings")),
        sa.UniqueConstraint("user_id", "merchant_key", name=op.f("uq_payee_spellings_user_id_merchant_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payee_spellings_payee_id"), "payee_spellings", ["payee_id"])
