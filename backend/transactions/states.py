"""The closed sets of a transaction: where it stands, where it came from, who decided it."""

from typing import Literal, get_args

Status = Literal["pending_review", "pending_save", "confirmed", "auto_confirmed"]
Source = Literal["csv_import", "file_import", "plaid", "simplefin", "manual", "archive"]
Tier = Literal["import", "amount_rule", "merchant_map", "rule", "brand", "model", "ai", "user", "unmatched"]
STATUSES: tuple[str, ...] = get_args(Status)
SOURCES: tuple[str, ...] = get_args(Source)
TIERS: tuple[str, ...] = get_args(Tier)
# Spending, budgets and insights count these and no others.
COUNTED = ("confirmed", "auto_confirmed")
# Rows that a bank connection brings.
CONNECTIONS = frozenset({"plaid", "simplefin"})
