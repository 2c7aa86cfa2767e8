"""The closed sets of investments: kinds of accounts, securities, activities, and ways to match lots."""

ACCOUNT_TYPES = ("taxable", "roth", "traditional_ira", "401k", "hsa", "other")
CONNECTION_STATUSES = ("manual", "connected", "disconnected")
LOT_METHODS = ("fifo", "lifo", "hifo", "average", "chosen")
SECURITY_TYPES = (
    "equity",
    "etf",
    "mutual_fund",
    "fixed_income",
    "cash",
    "cryptocurrency",
    "derivative",
    "other",
)
# A trade gives the price of its day until a better source states one.
PRICE_SOURCES = ("plaid", "market", "manual", "file", "trade")
# Who entered a holding or an activity.
SOURCES = ("manual", "plaid", "file", "legacy")

# Shares come in or go out, by what each type means for the lots and for the cash of the account.
OPENING_TYPES = ("buy", "transfer_in", "reinvest")
CLOSING_TYPES = ("sell", "transfer_out")
INCOME_TYPES = ("dividend", "interest", "capital_gain")
TRANSACTION_TYPES = (
    *OPENING_TYPES,
    *CLOSING_TYPES,
    *INCOME_TYPES,
    "return_of_capital",
    "spin_off",
    "fee",
    "deposit",
    "withdrawal",
)
# What a person can enter: a split is a fact of the security and stands in a table of its own.
ACTIVITY_TYPES = (*TRANSACTION_TYPES, "split")
# These concern one security; the others may name one, or none.
TYPES_WITH_SHARES = (*OPENING_TYPES, *CLOSING_TYPES, "spin_off", "split")
