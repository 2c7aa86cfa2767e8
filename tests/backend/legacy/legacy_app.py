"""Databases such as the older app left behind, at three ages. The schemas are written here, from what is known."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

# What its very first version wrote down.
OLDEST = """
CREATE TABLE categories (id INTEGER PRIMARY KEY, short_desc VARCHAR(100) NOT NULL UNIQUE,
    display_name VARCHAR(100) NOT NULL, parent_id INTEGER REFERENCES categories(id), color VARCHAR(7),
    is_income BOOLEAN, is_recurring BOOLEAN, created_at DATETIME);
CREATE TABLE accounts (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, institution VARCHAR(50),
    account_type VARCHAR(20), created_at DATETIME);
CREATE TABLE transactions (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts(id),
    date DATE NOT NULL, description TEXT NOT NULL, merchant_name VARCHAR(200), amount FLOAT NOT NULL,
    category_id INTEGER REFERENCES categories(id), status VARCHAR(20), source VARCHAR(20), created_at DATETIME);
CREATE TABLE merchant_mappings (id INTEGER PRIMARY KEY, merchant_pattern VARCHAR(200) NOT NULL UNIQUE,
    category_id INTEGER NOT NULL REFERENCES categories(id), confidence INTEGER, created_at DATETIME);
"""
# Then came banks, suggestions, rules, budgets and settings.
MIDDLE = (
    OLDEST
    + """
ALTER TABLE accounts ADD COLUMN plaid_item_id VARCHAR(100);
ALTER TABLE accounts ADD COLUMN plaid_access_token TEXT;
ALTER TABLE accounts ADD COLUMN plaid_cursor TEXT;
ALTER TABLE transactions ADD COLUMN plaid_transaction_id VARCHAR(100);
ALTER TABLE transactions ADD COLUMN predicted_category_id INTEGER REFERENCES categories(id);
ALTER TABLE transactions ADD COLUMN is_pending BOOLEAN;
ALTER TABLE transactions ADD COLUMN categorization_tier VARCHAR(20);
CREATE TABLE amount_rules (id INTEGER PRIMARY KEY, description_pattern VARCHAR(100) NOT NULL, amount FLOAT NOT NULL,
    tolerance FLOAT, short_desc VARCHAR(100), category_id INTEGER REFERENCES categories(id), notes TEXT,
    created_at DATETIME);
CREATE TABLE budgets (id INTEGER PRIMARY KEY, category_id INTEGER NOT NULL REFERENCES categories(id),
    month VARCHAR(7) NOT NULL, amount FLOAT NOT NULL, created_at DATETIME, UNIQUE (category_id, month));
CREATE TABLE notification_log (id INTEGER PRIMARY KEY, transaction_id INTEGER REFERENCES transactions(id),
    email_message_id VARCHAR(200), sent_at DATETIME, replied_at DATETIME, reply_category VARCHAR(100));
CREATE TABLE app_settings (key VARCHAR(100) PRIMARY KEY, value TEXT, updated_at DATETIME);
"""
)
# Its last version.
NEWEST = (
    MIDDLE
    + """
ALTER TABLE accounts ADD COLUMN plaid_account_id VARCHAR(100);
ALTER TABLE accounts ADD COLUMN plaid_connection_status VARCHAR(20) DEFAULT 'disconnected';
ALTER TABLE accounts ADD COLUMN last_synced_at DATETIME;
ALTER TABLE accounts ADD COLUMN last_sync_error VARCHAR(500);
ALTER TABLE accounts ADD COLUMN balance_current FLOAT;
ALTER TABLE accounts ADD COLUMN balance_available FLOAT;
ALTER TABLE accounts ADD COLUMN balance_limit FLOAT;
ALTER TABLE accounts ADD COLUMN balance_updated_at DATETIME;
ALTER TABLE transactions ADD COLUMN prediction_confidence FLOAT;
CREATE TABLE deleted_transactions (id INTEGER PRIMARY KEY, original_id INTEGER, account_id INTEGER,
    account_name VARCHAR(100), date DATE, description TEXT, merchant_name VARCHAR(200), amount FLOAT,
    category_name VARCHAR(100), status VARCHAR(20), source VARCHAR(20), deleted_at DATETIME);
CREATE TABLE sync_log (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts(id),
    "trigger" VARCHAR(20), status VARCHAR(20), added INTEGER, modified INTEGER, removed INTEGER,
    error_message VARCHAR(500), duration_seconds FLOAT, started_at DATETIME);
"""
)
INVESTMENTS = """
CREATE TABLE investment_accounts (id INTEGER PRIMARY KEY, plaid_item_id VARCHAR(100), plaid_account_id VARCHAR(100),
    account_name VARCHAR(100), account_type VARCHAR(20), institution_name VARCHAR(100), last_synced_at DATETIME,
    last_sync_error VARCHAR(500), connection_status VARCHAR(20), created_at DATETIME, updated_at DATETIME);
CREATE TABLE securities (id INTEGER PRIMARY KEY, plaid_security_id VARCHAR(100), ticker VARCHAR(20), name VARCHAR(300),
    security_type VARCHAR(50), sector VARCHAR(100), isin VARCHAR(20), close_price FLOAT, close_price_as_of DATETIME,
    price_source VARCHAR(20), created_at DATETIME);
CREATE TABLE holdings (id INTEGER PRIMARY KEY, investment_account_id INTEGER NOT NULL, security_id INTEGER NOT NULL,
    quantity FLOAT, cost_basis FLOAT, cost_basis_per_unit FLOAT, current_value FLOAT, as_of_date DATE);
CREATE TABLE investment_transactions (id INTEGER PRIMARY KEY, investment_account_id INTEGER NOT NULL,
    security_id INTEGER, plaid_investment_transaction_id VARCHAR(100), date DATE, type VARCHAR(50), quantity FLOAT,
    price FLOAT, amount FLOAT, fees FLOAT DEFAULT 0, notes TEXT);
"""


def make(path: Path, schema: str, tables: dict[str, list[dict[str, Any]]]) -> Path:
    """Write a database of an age with these rows, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.executescript(schema)
        for table, rows in tables.items():
            insert(file, table, rows)
        file.commit()
    return path


def insert(file: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Put rows into a table; each names the columns that it has."""
    for row in rows:
        columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        file.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
