"""Bank connections, their cursors and sync log, open links, and the provider's ids of accounts."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, MOMENT, owned, reference

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "connections",
        sa.Column("id", ID, nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("provider_item_id", sa.String(length=200), nullable=False),
        sa.Column("institution_id", ID, nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("access_token", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("last_error_kind", sa.String(length=30), nullable=True),
        sa.Column("last_error_code", sa.String(length=100), nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("consent_expires_at", MOMENT, nullable=True),
        sa.Column("left_out", sa.JSON(), nullable=True),
        sa.Column("is_removal_due", sa.Boolean(), nullable=False),
        *owned("connections"),
        sa.CheckConstraint(
            "status = 'connected' OR status = 'disconnected' OR status = 'login_required' OR status = 'error'",
            name=op.f("ck_connections_status"),
        ),
        reference("connections", "institution_id", "institutions", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connections")),
        sa.UniqueConstraint("provider", "provider_item_id", name=op.f("uq_connections_provider_provider_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_connections_user_id"), "connections", ["user_id"])
    op.add_column("accounts", sa.Column("connection_id", ID, nullable=True))
    op.add_column("accounts", sa.Column("provider_account_id", sa.String(length=200), nullable=True))
    op.add_column("accounts", sa.Column("persistent_account_id", sa.String(length=200), nullable=True))
    op.create_index(
        "uq_accounts_connection_id_provider_account_id",
        "accounts",
        ["connection_id", "provider_account_id"],
        unique=True,
        sqlite_where=sa.text("connection_id IS NOT NULL"),
    )
    op.create_table(
        "sync_cursors",
        sa.Column("id", ID, nullable=False),
        sa.Column("connection_id", ID, nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        *owned("sync_cursors"),
        reference("sync_cursors", "connection_id", "connections", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_cursors")),
        sa.UniqueConstraint("connection_id", name=op.f("uq_sync_cursors_connection_id")),
    )
    op.create_table(
        "sync_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("connection_id", ID, nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("connection_name", sa.String(length=100), nullable=False),
        sa.Column("trigger", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("added", "modified", "removed", "settled", "matched", "doubtful", "unreadable")
        ),
        sa.Column("error_code", sa.String(length=100), nullable=True),
        sa.Column("error_message", sa.String(length=500), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(length=100), nullable=True),
        sa.Column("data_as_of", MOMENT, nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=True),
        *owned("sync_log"),
        sa.CheckConstraint(
            "trigger = 'initial' OR trigger = 'manual' OR trigger = 'scheduled' OR trigger = 'retry' OR trigger = 'tray'",
            name=op.f("ck_sync_log_trigger"),
        ),
        sa.CheckConstraint(
            "status = 'success' OR status = 'error' OR status = 'partial'", name=op.f("ck_sync_log_status")
        ),
        reference("sync_log", "connection_id", "connections", "SET NULL"),
        reference("sync_log", "account_id", "accounts", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sync_log_user_id_started_at"), "sync_log", ["user_id", "started_at"])
    op.create_index(op.f("ix_sync_log_connection_id_id"), "sync_log", ["connection_id", "id"])
    op.create_table(
        "link_sessions",
        sa.Column("id", ID, nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("link_token", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("connection_id", ID, nullable=True),
        sa.Column("is_repair", sa.Boolean(), nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("events", sa.JSON(), nullable=True),
        sa.Column("found_accounts", sa.JSON(), nullable=True),
        sa.Column("error_code", sa.String(length=100), nullable=True),
        sa.Column("error_message", sa.String(length=500), nullable=True),
        *owned("link_sessions"),
        sa.CheckConstraint(
            "status = 'waiting' OR status = 'accounts' OR status = 'done' OR status = 'cancelled'"
            " OR status = 'expired' OR status = 'failed'",
            name=op.f("ck_link_sessions_status"),
        ),
        reference("link_sessions", "connection_id", "connections", "CASCADE"),
        reference("link_sessions", "account_id", "accounts", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_sessions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_sessions_user_id_status"), "link_sessions", ["user_id", "status"])
    op.add_column("source_rows", sa.Column("sync_log_id", ID, nullable=True))
    op.add_column("source_rows", sa.Column("candidate_id", ID, nullable=True))
    op.create_index(
        "ix_source_rows_sync_log_id", "source_rows", ["sync_log_id"], sqlite_where=sa.text("sync_log_id IS NOT NULL")
    )
