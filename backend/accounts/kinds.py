"""The kinds of account, and which of them owe."""

ACCOUNT_TYPES = ("checking", "savings", "credit", "loan", "investment", "cash", "asset", "liability")
OWED = frozenset({"credit", "loan", "liability"})
