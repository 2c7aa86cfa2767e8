"""What deleting, restoring and covering answer, and the totals over all accounts."""

from datetime import date, datetime
from typing import Literal

from backend.account_overview.net_total import Kind
from backend.accounts.schemas import Account, AccountType
from backend.infra.fields import ResponseBody
from backend.reconciliation.balance_proof import State
from backend.transactions.schemas import TransactionOut


class AccountDeleted(ResponseBody):
    status: Literal["deleted"]
    deleted_transactions: int


class DeletedAccount(ResponseBody):
    id: int
    name: str
    institution: str | None
    mask: str | None
    account_type: AccountType
    transaction_count: int
    deleted_at: datetime


class AccountRestored(ResponseBody):
    status: Literal["restored"]
    account: Account
    restored_transactions: int


class MonthCount(ResponseBody):
    month: str
    count: int


class TotalTerm(ResponseBody):
    kind: Kind
    value_minor: int | None


class TotalMention(ResponseBody):
    account_id: int
    name: str
    on: date | None


class NetTotal(ResponseBody):
    """What the accounts of one currency hold together; a debt is negative. Null while a balance is `unknown`;
    `known_minor` is without those. The `stale` ones are in it as of an earlier day."""

    currency: str
    value_minor: int | None
    known_minor: int
    terms: list[TotalTerm]
    unknown: list[TotalMention]
    stale: list[TotalMention]


class ProofMonth(ResponseBody):
    month: str
    state: State
    missing_minor: int


class AccountProof(ResponseBody):
    """Whether the transactions explain the stated balances of an account, month by month."""

    account_id: int
    name: str
    currency: str
    months: list[ProofMonth]
    stated_to: date | None


class Overview(ResponseBody):
    """`left_out` names the open accounts that the totals do not count by the person's choice."""

    totals: list[NetTotal]
    left_out: list[str]
    months: list[str]
    proofs: list[AccountProof]


class RegisterRow(ResponseBody):
    """`balance_minor` is null while the transaction is pending, or if no balance of the account was ever stated."""

    transaction: TransactionOut
    balance_minor: int | None


class StatedBalance(ResponseBody):
    """`unexplained_minor` is the part that the transactions since the stated balance before do not explain."""

    on: date
    balance_minor: int
    unexplained_minor: int | None


class DayBalance(ResponseBody):
    on: date
    balance_minor: int | None


class Register(ResponseBody):
    rows: list[RegisterRow]
    total: int
    statements: list[StatedBalance]
    days: list[DayBalance]
