"""Scenarios, what changes in them, and where a month's income goes."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def _one_of(column: str, *values: str) -> str:
    return " OR ".join(f"{column} = '{value}'" for value in values)


def upgrade() -> None:
    op.add_column("goals", sa.Column("planned_monthly_minor", sa.BigInteger(), nullable=True))
    op.create_table(
        "scenarios",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("accepted", sa.JSON(), nullable=False),
        *owned("scenarios"),
        sa.CheckConstraint(_one_of("status", "draft", "accepted", "ended"), name=op.f("ck_scenarios_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenarios")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_scenarios_user_id"), "scenarios", ["user_id"])
    op.create_table(
        "scenario_lines",
        sa.Column("id", ID, nullable=False),
        sa.Column("scenario_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("anchor_on", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(length=5), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("shift", sa.String(length=6), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("replaces_series_id", ID, nullable=True),
        *owned("scenario_lines"),
        reference("scenario_lines", "scenario_id", "scenarios", "CASCADE"),
        reference("scenario_lines", "account_id", "accounts", "SET NULL"),
        reference("scenario_lines", "category_id", "categories", "CASCADE"),
        reference("scenario_lines", "replaces_series_id", "series", "SET NULL"),
        sa.CheckConstraint(_one_of("kind", "income", "bill", "budget"), name=op.f("ck_scenario_lines_kind")),
        sa.CheckConstraint(
            _one_of("unit", "once", "day", "week", "month", "year"), name=op.f("ck_scenario_lines_unit")
        ),
        sa.CheckConstraint(_one_of("shift", "none", "before", "after"), name=op.f("ck_scenario_lines_shift")),
        bounded("scenario_lines", "amount_minor"),
        sa.CheckConstraint("interval >= 1", name=op.f("ck_scenario_lines_interval_positive")),
        sa.CheckConstraint(
            "kind != 'budget' OR category_id IS NOT NULL", name=op.f("ck_scenario_lines_budget_has_category")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_scenario_lines_scenario_id_anchor_on"), "scenario_lines", ["scenario_id", "anchor_on"])
    op.create_table(
        "scenario_allocations",
        sa.Column("id", ID, nullable=False),
        sa.Column("scenario_id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("goal_id", ID, nullable=True),
        *owned("scenario_allocations"),
        reference("scenario_allocations", "scenario_id", "scenarios", "CASCADE"),
        reference("scenario_allocations", "goal_id", "goals", "SET NULL"),
        sa.CheckConstraint(_one_of("kind", "fixed", "percent"), name=op.f("ck_scenario_allocations_kind")),
        sa.CheckConstraint(
            "(kind = 'fixed' AND amount_minor IS NOT NULL AND amount_minor >= 0 AND percent IS NULL) OR "
            "(kind = 'percent' AND percent IS NOT NULL AND percent BETWEEN 0 AND 100 AND amount_minor IS NULL)",
            name=op.f("ck_scenario_allocations_fixed_or_percent"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_allocations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_scenario_allocations_scenario_id"), "scenario_allocations", ["scenario_id"])
