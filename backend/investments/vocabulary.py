"""The closed sets of investments: kinds of accounts, securities, activities, and ways to match lots."""

from typing import Literal, get_args

AccountType = Literal["taxable", "roth", "traditional_ira", "401k", "hsa", "other"]
ConnectionStatus = Literal["manual", "connected", "disconnected"]
LotMethod = Literal["fifo", "lifo", "hifo", "average", "chosen"]
SecurityType = Literal["equity", "etf", "mutual_fund", "fixed_income", "cash", "cryptocurrency", "derivative", "other"]
# A trade gives the price of its day until a better source states one.
PriceSource = Literal["plaid", "market", "manual", "file", "trade"]
ACCOUNT_TYPES: tuple[AccountType, ...] = get_args(AccountType)
CONNECTION_STATUSES: tuple[ConnectionStatus, ...] = get_args(ConnectionStatus)
LOT_METHODS: tuple[LotMethod, ...] = get_args(LotMethod)
SECURITY_TYPES: tuple[SecurityType, ...] = get_args(SecurityType)
PRICE_SOURCES: tuple[PriceSource, ...] = get_args(PriceSource)
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
