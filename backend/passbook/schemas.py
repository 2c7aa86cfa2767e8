"""What deleting, restoring and covering answer."""

from typing import Literal

from backend.accounts.schemas import Account
from backend.infra.fields import Answer


class AccountDeleted(Answer):
    status: Literal["deleted"]
    deleted_transactions: int


class AccountRestored(Answer):
    status: Literal["restored"]
    account: Account
    restored_transactions: int


class MonthCount(Answer):
    month: str
    count: int
