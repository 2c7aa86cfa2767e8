"""Rules of the person, what they decided, and dismissed suggestions."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned, reference

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rules",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("last_matched_at", sa.DateTime(), nullable=True),
        *owned("rules"),
        reference("rules", "category_id", "categories", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rules_user_id_stage_position"), "rules", ["user_id", "stage", "position"])
    op.create_table(
        "rule_matches",
        sa.Column("id", ID, nullable=False),
        sa.Column("rule_id", ID, nullable=False),
        sa.Column("transaction_id", ID, nullable=False),
        sa.Column("category_id", ID, nullable=False),
        *owned("rule_matches"),
        reference("rule_matches", "rule_id", "rules", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_matches")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_rule_matches_transaction_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rule_matches_rule_id"), "rule_matches", ["rule_id"])
    op.create_table(
        "dismissed_suggestions",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        *owned("dismissed_suggestions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed_suggestions")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_dismissed_suggestions_user_id_key")),
        sqlite_autoincrement=True,
    )
