"""Receipts of AI calls, what AI answered about merchants, and the rules that it proposed."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, MOMENT, bounded, owned, reference

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ai_calls",
        sa.Column("id", ID, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("merchants", sa.JSON(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cost_micro_usd", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=True),
        *owned("ai_calls"),
        sa.CheckConstraint(
            "purpose = 'categories' OR purpose = 'rules' OR purpose = 'test'", name=op.f("ck_ai_calls_purpose")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_calls")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ai_calls_user_id_created_at"), "ai_calls", ["user_id", "created_at"])
    op.create_table(
        "ai_answers",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_key", sa.String(length=200), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("call_id", ID, nullable=True),
        *owned("ai_answers"),
        sa.CheckConstraint("direction = 'out' OR direction = 'in'", name=op.f("ck_ai_answers_direction")),
        reference("ai_answers", "category_id", "categories", "CASCADE"),
        reference("ai_answers", "call_id", "ai_calls", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_answers")),
        sa.UniqueConstraint(
            "user_id", "merchant_key", "direction", name=op.f("uq_ai_answers_user_id_merchant_key_direction")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ai_answers_call_id"), "ai_answers", ["call_id"])
    op.create_table(
        "ai_proposals",
        sa.Column("id", ID, nullable=False),
        sa.Column("pattern", sa.String(length=200), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("call_id", ID, nullable=True),
        *owned("ai_proposals"),
        sa.CheckConstraint(
            "status = 'proposed' OR status = 'accepted' OR status = 'rejected'", name=op.f("ck_ai_proposals_status")
        ),
        bounded("ai_proposals", "amount_minor"),
        reference("ai_proposals", "category_id", "categories", "CASCADE"),
        reference("ai_proposals", "call_id", "ai_calls", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_proposals")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ai_proposals_user_id_status"), "ai_proposals", ["user_id", "status"])
