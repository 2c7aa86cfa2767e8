"""Investment accounts, securities with prices and splits, holdings, activities, portfolios, and what is computed of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("undone_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "investment_accounts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("bank_connection_id", _ID, nullable=True),
        sa.Column("plaid_item_id", sa.String(length=200), nullable=True),
        sa.Column("plaid_account_id", sa.String(length=200), nullable=True),
        sa.Column("account_name", sa.String(length=100), nullable=False),
        sa.Column("account_type", sa.String(length=20), nullable=False),
        sa.Column("institution_name", sa.String(length=100), nullable=False),
        sa.Column("mask", sa.String(length=10), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("lot_method", sa.String(length=10), nullable=False),
        sa.Column("tracks_cash", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("connection_status", sa.String(length=20), nullable=False),
        sa.Column("last_synced_at", _MOMENT, nullable=True),
        sa.Column("last_sync_error", sa.String(length=500), nullable=True),
        sa.Column("deleted_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "account_type = 'taxable' OR account_type = 'roth' OR account_type = 'traditional_ira' OR account_type = '401k' OR account_type = 'hsa' OR account_type = 'other'",
            name=op.f("ck_investment_accounts_account_type"),
        ),
        sa.CheckConstraint(
            "connection_status = 'manual' OR connection_status = 'connected' OR connection_status = 'disconnected'",
            name=op.f("ck_investment_accounts_connection_status"),
        ),
        sa.CheckConstraint(
            "lot_method = 'fifo' OR lot_method = 'lifo' OR lot_method = 'hifo' OR lot_method = 'average' OR lot_method = 'chosen'",
            name=op.f("ck_investment_accounts_lot_method"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investment_accounts")),
        sa.UniqueConstraint(
            "user_id", "plaid_account_id", name=op.f("uq_investment_accounts_user_id_plaid_account_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_investment_accounts_plaid_item_id"), "investment_accounts", ["plaid_item_id"], unique=False
    )
    op.create_index(op.f("ix_investment_accounts_user_id"), "investment_accounts", ["user_id"], unique=False)
    op.create_table(
        "securities",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("plaid_security_id", sa.String(length=200), nullable=True),
        sa.Column("ticker", sa.String(length=30), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("security_type", sa.String(length=20), nullable=False),
        sa.Column("sector", sa.String(length=100), nullable=True),
        sa.Column("isin", sa.String(length=12), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("accepts_old_price", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "security_type = 'equity' OR security_type = 'etf' OR security_type = 'mutual_fund' OR security_type = 'fixed_income' OR security_type = 'cash' OR security_type = 'cryptocurrency' OR security_type = 'derivative' OR security_type = 'other'",
            name=op.f("ck_securities_security_type"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_securities")),
        sa.UniqueConstraint("user_id", "plaid_security_id", name=op.f("uq_securities_user_id_plaid_security_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_securities_ticker"), "securities", ["ticker"], unique=False)
    op.create_index(op.f("ix_securities_user_id"), "securities", ["user_id"], unique=False)
    op.create_table(
        "account_values",
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("value_change_minor", sa.BigInteger(), nullable=False),
        sa.Column("cost_change_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_in_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_out_minor", sa.BigInteger(), nullable=False),
        sa.Column("unvalued", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["investment_accounts.id"],
            name=op.f("fk_account_values_account_id_investment_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "currency", "on", name=op.f("pk_account_values")),
    )
    op.create_index(op.f("ix_account_values_user_id_on"), "account_values", ["user_id", "on"], unique=False)
    op.create_table(
        "holdings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("security_id", _ID, nullable=False),
        sa.Column("as_of_date", sa.Date(), nullable=False),
        sa.Column("quantity", sa.String(length=50), nullable=False),
        sa.Column("cost_basis_minor", sa.BigInteger(), nullable=True),
        sa.Column("current_value_minor", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "source = 'manual' OR source = 'plaid' OR source = 'file' OR source = 'legacy'",
            name=op.f("ck_holdings_source"),
        ),
        sa.CheckConstraint(
            "cost_basis_minor > -1000000000000000 AND cost_basis_minor < 1000000000000000",
            name=op.f("ck_holdings_cost_basis_minor_bounded"),
        ),
        sa.CheckConstraint(
            "current_value_minor > -1000000000000000 AND current_value_minor < 1000000000000000",
            name=op.f("ck_holdings_current_value_minor_bounded"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["investment_accounts.id"],
            name=op.f("fk_holdings_account_id_investment_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["security_id"], ["securities.id"], name=op.f("fk_holdings_security_id_securities"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
        sa.UniqueConstraint(
            "account_id", "security_id", "as_of_date", name=op.f("uq_holdings_account_id_security_id_as_of_date")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_holdings_account_id_as_of_date"), "holdings", ["account_id", "as_of_date"], unique=False)
    op.create_index(op.f("ix_holdings_security_id"), "holdings", ["security_id"], unique=False)
    op.create_index(op.f("ix_holdings_user_id"), "holdings", ["user_id"], unique=False)
    op.create_table(
        "investment_transactions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("security_id", _ID, nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.String(length=50), nullable=True),
        sa.Column("price", sa.String(length=50), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("fees_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("security_amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("cost_basis_minor", sa.BigInteger(), nullable=True),
        sa.Column("acquired_on", sa.Date(), nullable=True),
        sa.Column("related_security_id", _ID, nullable=True),
        sa.Column("cost_fraction", sa.String(length=50), nullable=True),
        sa.Column("lot_picks", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("notes", sa.String(length=500), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "source = 'manual' OR source = 'plaid' OR source = 'file' OR source = 'legacy'",
            name=op.f("ck_investment_transactions_source"),
        ),
        sa.CheckConstraint(
            "type = 'buy' OR type = 'transfer_in' OR type = 'reinvest' OR type = 'sell' OR type = 'transfer_out' OR type = 'dividend' OR type = 'interest' OR type = 'capital_gain' OR type = 'return_of_capital' OR type = 'spin_off' OR type = 'fee' OR type = 'deposit' OR type = 'withdrawal'",
            name=op.f("ck_investment_transactions_type"),
        ),
        sa.CheckConstraint(
            "amount_minor > -1000000000000000 AND amount_minor < 1000000000000000",
            name=op.f("ck_investment_transactions_amount_minor_bounded"),
        ),
        sa.CheckConstraint(
            "cost_basis_minor > -1000000000000000 AND cost_basis_minor < 1000000000000000",
            name=op.f("ck_investment_transactions_cost_basis_minor_bounded"),
        ),
        sa.CheckConstraint(
            "fees_minor > -1000000000000000 AND fees_minor < 1000000000000000",
            name=op.f("ck_investment_transactions_fees_minor_bounded"),
        ),
        sa.CheckConstraint(
            "security_amount_minor > -1000000000000000 AND security_amount_minor < 1000000000000000",
            name=op.f("ck_investment_transactions_security_amount_minor_bounded"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["investment_accounts.id"],
            name=op.f("fk_investment_transactions_account_id_investment_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["related_security_id"],
            ["securities.id"],
            name=op.f("fk_investment_transactions_related_security_id_securities"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["security_id"],
            ["securities.id"],
            name=op.f("fk_investment_transactions_security_id_securities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investment_transactions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_investment_transactions_account_id_on"), "investment_transactions", ["account_id", "on"], unique=False
    )
    op.create_index(
        op.f("ix_investment_transactions_security_id_on"),
        "investment_transactions",
        ["security_id", "on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_investment_transactions_user_id_on_id"),
        "investment_transactions",
        ["user_id", "on", "id"],
        unique=False,
    )
    op.create_index(
        "uq_investment_transactions_account_id_source_source_key",
        "investment_transactions",
        ["account_id", "source", "source_key"],
        unique=True,
        sqlite_where=sa.text("source_key IS NOT NULL"),
    )
    op.create_table(
        "portfolios",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("benchmark_security_id", _ID, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["benchmark_security_id"],
            ["securities.id"],
            name=op.f("fk_portfolios_benchmark_security_id_securities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolios")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_portfolios_user_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_portfolios_user_id"), "portfolios", ["user_id"], unique=False)
    op.create_table(
        "positions",
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("security_id", _ID, nullable=False),
        sa.Column("quantity", sa.String(length=50), nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), nullable=True),
        sa.Column("security_cost_minor", sa.BigInteger(), nullable=True),
        sa.Column("realised_minor", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["investment_accounts.id"],
            name=op.f("fk_positions_account_id_investment_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["security_id"], ["securities.id"], name=op.f("fk_positions_security_id_securities"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "security_id", name=op.f("pk_positions")),
    )
    op.create_index(op.f("ix_positions_security_id"), "positions", ["security_id"], unique=False)
    op.create_index(op.f("ix_positions_user_id"), "positions", ["user_id"], unique=False)
    op.create_table(
        "prices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("security_id", _ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("close", sa.String(length=50), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "source = 'plaid' OR source = 'market' OR source = 'manual' OR source = 'file' OR source = 'trade'",
            name=op.f("ck_prices_source"),
        ),
        sa.ForeignKeyConstraint(
            ["security_id"], ["securities.id"], name=op.f("fk_prices_security_id_securities"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prices")),
        sa.UniqueConstraint("security_id", "on", name=op.f("uq_prices_security_id_on")),
    )
    op.create_table(
        "splits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("security_id", _ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("numerator", sa.String(length=50), nullable=False),
        sa.Column("denominator", sa.String(length=50), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["security_id"], ["securities.id"], name=op.f("fk_splits_security_id_securities"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_splits")),
        sa.UniqueConstraint("security_id", "on", name=op.f("uq_splits_security_id_on")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "portfolio_members",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("portfolio_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=True),
        sa.Column("security_id", _ID, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "account_id IS NOT NULL OR security_id IS NOT NULL", name=op.f("ck_portfolio_members_names_something")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["investment_accounts.id"],
            name=op.f("fk_portfolio_members_account_id_investment_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_portfolio_members_portfolio_id_portfolios"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["security_id"],
            ["securities.id"],
            name=op.f("fk_portfolio_members_security_id_securities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_members")),
        sa.UniqueConstraint(
            "portfolio_id",
            "account_id",
            "security_id",
            name=op.f("uq_portfolio_members_portfolio_id_account_id_security_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "target_weights",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("portfolio_id", _ID, nullable=False),
        sa.Column("security_id", _ID, nullable=True),
        sa.Column("security_type", sa.String(length=20), nullable=True),
        sa.Column("weight_percent", sa.String(length=50), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "security_type = 'equity' OR security_type = 'etf' OR security_type = 'mutual_fund' OR security_type = 'fixed_income' OR security_type = 'cash' OR security_type = 'cryptocurrency' OR security_type = 'derivative' OR security_type = 'other'",
            name=op.f("ck_target_weights_security_type"),
        ),
        sa.CheckConstraint(
            "(security_id IS NULL) <> (security_type IS NULL)", name=op.f("ck_target_weights_names_one")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_target_weights_portfolio_id_portfolios"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["security_id"],
            ["securities.id"],
            name=op.f("fk_target_weights_security_id_securities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_weights")),
        sa.UniqueConstraint("portfolio_id", "security_id", name=op.f("uq_target_weights_portfolio_id_security_id")),
        sa.UniqueConstraint("portfolio_id", "security_type", name=op.f("uq_target_weights_portfolio_id_security_type")),
        sqlite_autoincrement=True,
    )
    # Changes of this file are numbered apart from those of budget.db, so that a number says where its change is.
    op.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('changes', 1000000000000)")
