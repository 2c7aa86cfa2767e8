"""What deleting, restoring and covering answer."""

from datetime import datetime
from typing import Literal

from backend.accounts.schemas import Account, AccountType
from backend.infra.fields import ResponseBody


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
