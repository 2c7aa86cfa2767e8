"""The kinds of account, and which of them owe."""

ACCOUNT_TYPES = ("checking", "savings", "credit", "loan", "investment", "cash", "asset", "liability")
# The balance of these is a debt, so it is negative unless the person has paid too much.
OWED = frozenset({"credit", "loan", "liability"})
