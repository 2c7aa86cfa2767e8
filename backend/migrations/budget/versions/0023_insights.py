"""Analyses of the figures with their messages; receipts of the calls for them."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned, reference

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_PURPOSES = ("categories", "rules", "test", "analysis", "chat", "ask")
_CALL_COLUMNS = (
    "id, purpose, provider, host, model, sent, merchants, withheld, input_tokens, output_tokens, cost_micro_usd, "
    "duration_ms, outcome, message, user_id, created_at, updated_at"
)


def upgrade() -> None:
    _allow_more_purposes()
    op.create_table(
        "insight_analyses",
        sa.Column("id", ID, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("context", sa.String(length=1000), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        *owned("insight_analyses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_analyses")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_insight_analyses_user_id_created_at"), "insight_analyses", ["user_id", "created_at"])
    op.create_table(
        "insight_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("analysis_id", ID, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("trouble", sa.String(length=500), nullable=True),
        sa.Column("unsourced_count", sa.Integer(), nullable=False),
        sa.Column("call_id", ID, nullable=True),
        *owned("insight_messages"),
        reference("insight_messages", "analysis_id", "insight_analyses", "CASCADE"),
        reference("insight_messages", "call_id", "ai_calls", "SET NULL"),
        sa.CheckConstraint("role = 'user' OR role = 'assistant'", name=op.f("ck_insight_messages_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_messages")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_insight_messages_analysis_id"), "insight_messages", ["analysis_id"])


def _allow_more_purposes() -> None:
    """Make ai_calls anew with a wider check. Dropping the old table clears the references to it, so they are kept."""
    for table in ("ai_answers", "ai_proposals"):
        op.execute(f"CREATE TEMP TABLE {table}_calls AS SELECT id, call_id FROM {table}")  # noqa: S608
    op.drop_index(op.f("ix_ai_calls_user_id_created_at"), "ai_calls")
    op.create_table(
        "new_ai_calls",
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
        sa.CheckConstraint(" OR ".join(f"purpose = '{each}'" for each in _PURPOSES), name=op.f("ck_ai_calls_purpose")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_calls")),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO new_ai_calls ({_CALL_COLUMNS}) SELECT {_CALL_COLUMNS} FROM ai_calls")  # noqa: S608
    op.drop_table("ai_calls")
    op.rename_table("new_ai_calls", "ai_calls")
    op.create_index(op.f("ix_ai_calls_user_id_created_at"), "ai_calls", ["user_id", "created_at"])
    for table in ("ai_answers", "ai_proposals"):
        calls = f"SELECT call_id FROM {table}_calls AS kept WHERE kept.id = {table}.id"  # noqa: S608
        op.execute(f"UPDATE {table} SET call_id = ({calls})")  # noqa: S608
        op.execute(f"DROP TABLE {table}_calls")
