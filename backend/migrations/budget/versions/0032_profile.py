"""Consent, signals, profiles, and what is said about items to learn from."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned, reference

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_WINDOWS = ("30d", "180d")
_KEYS = (
    "subscriptions.count", "subscriptions.monthly", "subscriptions.share", "savings.monthly", "savings.growth",
    "savings.emergency_months", "credit.used", "credit.highest", "credit.interest", "credit.minimum_only",
    "credit.overdue", "income.rhythm", "income.variation", "income.buffer_months",
)  # fmt: skip
_PERSONAS = (
    "high_utilization", "variable_income", "debt_consolidator", "subscription_heavy", "savings_builder", "balanced",
)  # fmt: skip
_FEEDBACK = ("helpful", "not_helpful", "inaccurate", "irrelevant", "other")


def _one_of(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = " OR ".join(f"{column} = '{each}'" for each in values)
    return sa.CheckConstraint(listed, name=op.f(f"ck_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "consent_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("erased", sa.JSON(none_as_null=True), nullable=True),
        *owned("consent_events"),
        _one_of("consent_events", "action", ("granted", "revoked", "erased")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consent_events_user_id"), "consent_events", ["user_id"])
    op.create_table(
        "signal_runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("transaction_count", sa.Integer(), nullable=False),
        *owned("signal_runs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_runs")),
        sa.UniqueConstraint("user_id", "on", name=op.f("uq_signal_runs_user_id_on")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "signals",
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("window", sa.String(length=4), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("value", sa.String(length=50), nullable=True),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=True),
        sa.Column("figure", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        *owned("signals"),
        reference("signals", "run_id", "signal_runs", "CASCADE"),
        _one_of("signals", "window", _WINDOWS),
        _one_of("signals", "key", _KEYS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
        sa.UniqueConstraint("run_id", "window", "key", name=op.f("uq_signals_run_id_window_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_signals_user_id"), "signals", ["user_id"])
    op.create_table(
        "personas",
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("window", sa.String(length=4), nullable=False),
        sa.Column("persona", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.String(length=50), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        *owned("personas"),
        reference("personas", "run_id", "signal_runs", "CASCADE"),
        _one_of("personas", "window", _WINDOWS),
        _one_of("personas", "persona", _PERSONAS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personas")),
        sa.UniqueConstraint("run_id", "window", "persona", name=op.f("uq_personas_run_id_window_persona")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_personas_user_id"), "personas", ["user_id"])
    op.create_table(
        "content_responses",
        sa.Column("id", ID, nullable=False),
        sa.Column("content_id", sa.String(length=80), nullable=False),
        sa.Column("feedback", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.String(length=1000), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        *owned("content_responses"),
        _one_of("content_responses", "feedback", _FEEDBACK),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_responses")),
        sa.UniqueConstraint("user_id", "content_id", name=op.f("uq_content_responses_user_id_content_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "content_reviews",
        sa.Column("id", ID, nullable=False),
        sa.Column("content_id", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("operator_id", ID, nullable=True),
        *owned("content_reviews"),
        reference("content_reviews", "operator_id", "users", "SET NULL"),
        _one_of("content_reviews", "action", ("approve", "flag")),
        sa.CheckConstraint("action = 'approve' OR reason IS NOT NULL", name=op.f("ck_content_reviews_flag_has_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_reviews")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_content_reviews_user_id"), "content_reviews", ["user_id"])
