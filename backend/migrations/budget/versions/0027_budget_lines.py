"""Budgets in other periods, named plans, moves between lines, templates, dismissed alerts and pay days."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    listed = " OR ".join(f"{column} = '{value}'" for value in values)
    return sa.CheckConstraint(listed, name=op.f(f"ck_{table}_{column}"))


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    op.add_column("budgets", sa.Column("carries_debt", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "budget_plans",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        *owned("budget_plans"),
        one_of("budget_plans", "type", "personal", "household", "business", "project", "custom"),
        check("budget_plans", "days_in_order", "ends_on >= starts_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_plans")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_budget_plans_user_id"), "budget_plans", ["user_id"])
    op.create_table(
        "standing_lines",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("carry", sa.String(length=20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        *owned("standing_lines"),
        one_of("standing_lines", "period", "week", "two_weeks", "payday", "month", "quarter", "year", "once"),
        one_of("standing_lines", "carry", "nothing", "surplus", "surplus_and_debt"),
        bounded("standing_lines", "amount_minor"),
        check("standing_lines", "amount_minor_not_negative", "amount_minor >= 0"),
        check("standing_lines", "days_in_order", "ends_on >= starts_on"),
        reference("standing_lines", "plan_id", "budget_plans", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_standing_lines_category_id_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_standing_lines_user_id_plan_id"), "standing_lines", ["user_id", "plan_id"])
    op.create_index(op.f("ix_standing_lines_category_id"), "standing_lines", ["category_id"])
    op.create_table(
        "budget_moves",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("from_category_id", ID, nullable=True),
        sa.Column("to_category_id", ID, nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        *owned("budget_moves"),
        bounded("budget_moves", "amount_minor"),
        check("budget_moves", "amount_minor_positive", "amount_minor > 0"),
        reference("budget_moves", "plan_id", "budget_plans", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["from_category_id"], ["categories.id"], name=op.f("fk_budget_moves_from_category_id_categories")
        ),
        sa.ForeignKeyConstraint(
            ["to_category_id"], ["categories.id"], name=op.f("fk_budget_moves_to_category_id_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_moves")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_budget_moves_user_id_plan_id_on"), "budget_moves", ["user_id", "plan_id", "on"])
    op.create_table(
        "budget_templates",
        sa.Column("id", ID, nullable=False),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("basis_points", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=True),
        *owned("budget_templates"),
        one_of("budget_templates", "kind", "fixed", "up_to", "refill_to", "percent", "by_date", "remainder"),
        bounded("budget_templates", "amount_minor"),
        check("budget_templates", "basis_points_range", "basis_points > 0 AND basis_points <= 10000"),
        check("budget_templates", "weight_positive", "weight >= 1"),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_budget_templates_category_id_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_templates")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_budget_templates_user_id_priority"), "budget_templates", ["user_id", "priority"])
    op.create_table(
        "dismissed_budget_alerts",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("threshold_percent", sa.Integer(), nullable=False),
        *owned("dismissed_budget_alerts"),
        reference("dismissed_budget_alerts", "plan_id", "budget_plans", "CASCADE"),
        reference("dismissed_budget_alerts", "category_id", "categories", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed_budget_alerts")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_dismissed_budget_alerts_user_id_starts_on"), "dismissed_budget_alerts", ["user_id", "starts_on"]
    )
    op.create_table(
        "pay_days",
        sa.Column("id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        *owned("pay_days"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_days")),
        sa.UniqueConstraint("user_id", "on", name=op.f("uq_pay_days_user_id_on")),
        sqlite_autoincrement=True,
    )
