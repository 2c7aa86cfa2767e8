"""Goals, and money put aside for them by hand."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kinds = "kind = 'emergency' OR kind = 'savings' OR kind = 'debt' OR kind = 'purchase' OR kind = 'custom'"
    states = "status = 'active' OR status = 'paused' OR status = 'reached' OR status = 'archived'"
    op.create_table(
        "goals",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("target_minor", sa.BigInteger(), nullable=False),
        sa.Column("start_minor", sa.BigInteger(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("share_percent", sa.Integer(), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=False),
        sa.Column("notes", sa.String(length=500), nullable=True),
        *owned("goals"),
        reference("goals", "account_id", "accounts", "SET NULL"),
        sa.CheckConstraint(kinds, name=op.f("ck_goals_kind")),
        sa.CheckConstraint(states, name=op.f("ck_goals_status")),
        bounded("goals", "target_minor"),
        bounded("goals", "start_minor"),
        sa.CheckConstraint("target_minor > 0", name=op.f("ck_goals_target_minor_positive")),
        sa.CheckConstraint("share_percent BETWEEN 1 AND 100", name=op.f("ck_goals_share_percent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_goals_user_id_status"), "goals", ["user_id", "status"])
    op.create_index(op.f("ix_goals_account_id"), "goals", ["account_id"])
    op.create_table(
        "goal_contributions",
        sa.Column("id", ID, nullable=False),
        sa.Column("goal_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        *owned("goal_contributions"),
        reference("goal_contributions", "goal_id", "goals", "CASCADE"),
        bounded("goal_contributions", "amount_minor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_contributions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_goal_contributions_goal_id_on"), "goal_contributions", ["goal_id", "on"])
