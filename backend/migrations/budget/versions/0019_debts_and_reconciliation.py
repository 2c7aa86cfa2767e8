"""Groups of accounts, reconciled statements, and the terms of cards and loans."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _group_accounts()
    _reconcile()
    _describe_cards_and_loans()


def _group_accounts() -> None:
    _create(
        "account_groups",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        unique=("user_id", "name"),
    )
    op.add_column("accounts", sa.Column("group_id", ID, nullable=True))
    op.add_column("accounts", sa.Column("is_in_totals", sa.Boolean(), nullable=False, server_default=sa.true()))


def _reconcile() -> None:
    _create(
        "reconciliations",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("opening_on", sa.Date(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        *_money("reconciliations", "opening_minor", "balance_minor", nullable=False),
        reference("reconciliations", "account_id", "accounts", "CASCADE"),
        unique=("account_id", "on"),
    )
    _create(
        "reconciled_transactions",
        sa.Column("reconciliation_id", ID, nullable=False),
        sa.Column("transaction_id", ID, nullable=False),
        *_money("reconciled_transactions", "amount_minor", nullable=False),
        reference("reconciled_transactions", "reconciliation_id", "reconciliations", "CASCADE"),
        unique=("transaction_id",),
    )
    op.create_index(
        op.f("ix_reconciled_transactions_reconciliation_id"), "reconciled_transactions", ["reconciliation_id"]
    )


def _describe_cards_and_loans() -> None:
    _create(
        "card_terms",
        sa.Column("account_id", ID, nullable=False),
        *_money("card_terms", "limit_minor", "minimum_payment_minor", "statement_minor", nullable=True),
        sa.Column("apr_percent", sa.String(length=50), nullable=True),
        sa.Column("statement_day", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("statement_on", sa.Date(), nullable=True),
        sa.Column("is_overdue", sa.Boolean(), nullable=True),
        sa.CheckConstraint("due_day BETWEEN 1 AND 31", name=op.f("ck_card_terms_due_day")),
        sa.CheckConstraint("statement_day BETWEEN 1 AND 31", name=op.f("ck_card_terms_statement_day")),
        reference("card_terms", "account_id", "accounts", "CASCADE"),
        unique=("account_id",),
    )
    _create(
        "loan_terms",
        sa.Column("account_id", ID, nullable=False),
        *_money("loan_terms", "principal_minor", nullable=False),
        *_money("loan_terms", "payment_minor", nullable=True),
        sa.Column("rate_percent", sa.String(length=50), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("first_payment_on", sa.Date(), nullable=False),
        sa.Column("interest_method", sa.String(length=10), nullable=False),
        sa.CheckConstraint("term_months BETWEEN 1 AND 600", name=op.f("ck_loan_terms_term_months")),
        sa.CheckConstraint(
            "interest_method = 'monthly' OR interest_method = 'daily'", name=op.f("ck_loan_terms_interest_method")
        ),
        reference("loan_terms", "account_id", "accounts", "CASCADE"),
        unique=("account_id",),
    )
    _create(
        "loan_rates",
        sa.Column("loan_id", ID, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("rate_percent", sa.String(length=50), nullable=False),
        reference("loan_rates", "loan_id", "loan_terms", "CASCADE"),
        unique=("loan_id", "from_on"),
    )
    _create(
        "loan_extra_payments",
        sa.Column("loan_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        *_money("loan_extra_payments", "amount_minor", nullable=False),
        reference("loan_extra_payments", "loan_id", "loan_terms", "CASCADE"),
        unique=("loan_id", "on"),
    )
    _create(
        "payoff_plans",
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("strategy", sa.String(length=10), nullable=False),
        *_money("payoff_plans", "extra_minor", nullable=False),
        sa.Column("account_order", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "strategy = 'avalanche' OR strategy = 'snowball' OR strategy = 'own'", name=op.f("ck_payoff_plans_strategy")
        ),
        unique=("user_id", "currency"),
    )


def _create(table: str, *parts: sa.schema.SchemaItem, unique: tuple[str, ...]) -> None:
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        *parts,
        *owned(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
        sqlite_autoincrement=True,
    )


def _money(table: str, *columns: str, nullable: bool) -> list[sa.schema.SchemaItem]:
    made: list[sa.schema.SchemaItem] = []
    for column in columns:
        made += [sa.Column(column, sa.BigInteger(), nullable=nullable), bounded(table, column)]
    return made
