"""Assistants that connect over MCP, and their calls."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, MOMENT, owned, reference

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mcp_clients",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("last_used_at", MOMENT, nullable=True),
        *owned("mcp_clients"),
        sa.CheckConstraint("scope = 'read' OR scope = 'draft'", name=op.f("ck_mcp_clients_scope")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mcp_clients")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mcp_clients_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mcp_calls",
        sa.Column("id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("session_no", sa.Integer(), nullable=False),
        sa.Column("tool", sa.String(length=100), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("change_id", ID, nullable=True),
        *owned("mcp_calls"),
        reference("mcp_calls", "client_id", "mcp_clients", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mcp_calls")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mcp_calls_client_id_session_no"), "mcp_calls", ["client_id", "session_no"])
