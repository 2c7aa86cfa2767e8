"""The kinds of account, which of them owe, and the states of a connection."""

ACCOUNT_TYPES = ("checking", "savings", "credit", "loan", "investment", "cash", "asset", "liability")
# The balance of these is a debt, so it is negative unless the person has paid too much.
LIABILITY_TYPES = frozenset({"credit", "loan", "liability"})
CONNECTION_STATUSES = ("connected", "disconnected", "login_required", "error")
