"""Accounts as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from backend.infra.fields import OMITTED, Currency, Day, Minor, Name, Position, RequestBody, ResponseBody, single_line
from backend.infra.web import MAX_ID

AccountType = Literal["checking", "savings", "credit", "loan", "investment", "cash", "asset", "liability"]
PositiveBalance = Literal["owed", "credit"]
BalanceSource = Literal["sync", "statement", "manual", "computed"]
# The last digits of the account's number; an empty text clears them.
Mask = Annotated[str, StringConstraints(pattern=r"^[0-9]{0,4}$"), AfterValidator(lambda mask: mask or None)]
InstitutionName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=100),
    AfterValidator(single_line),
    AfterValidator(lambda name: name or None),
]


class Account(ResponseBody):
    id: int
    name: str
    official_name: str | None
    institution: str | None
    mask: str | None
    account_type: AccountType
    currency: str
    # What the account holds on `balance_on`: what `balance_source` stated for `balance_stated_on`, moved on by the
    # transactions after it. A debt is negative; null when no balance was ever stated, or the sign of the last one is
    # unclear: `unclear_balance_minor` is then the positive balance that a statement of a card or loan states.
    balance_current_minor: int | None
    balance_on: date | None
    balance_stated_on: date | None
    balance_source: BalanceSource | None
    unclear_balance_minor: int | None
    balance_available_minor: int | None
    balance_limit_minor: int | None
    balance_updated_at: datetime | None
    # What a positive balance in a statement of this card or loan means, as the person said.
    positive_balance_means: PositiveBalance | None
    # How much of the account is the person's own; reports count that part.
    ownership_percent: int
    is_hidden: bool
    closed_on: date | None
    position: int
    group_id: int | None
    # Whether it counts in the totals of the page Accounts.
    is_in_totals: bool
    connection_id: int | None
    connection_status: Literal["manual", "connected", "login_required", "error"]
    last_sync_error: str | None
    earliest_transaction: date | None
    latest_transaction: date | None
    transaction_count: int
    pending_count: int


class ChangedAccount(Account):
    change_id: int | None


class NewAccount(RequestBody):
    name: Name
    account_type: AccountType
    institution: InstitutionName | None = None
    currency: Currency | None = None
    mask: Mask | None = None
    balance_current_minor: Minor | None = None


class AccountChanges(RequestBody):
    name: Name = OMITTED
    account_type: AccountType = OMITTED
    institution: InstitutionName | None = None
    currency: Currency = OMITTED
    mask: Mask | None = None
    ownership_percent: Annotated[int, Field(ge=0, le=100)] = OMITTED
    is_hidden: bool = OMITTED
    closed_on: Day | None = None
    balance_current_minor: Minor | None = None
    positive_balance_means: PositiveBalance = OMITTED
    position: Position = OMITTED
    group_id: Annotated[int | None, Field(ge=1, le=MAX_ID)] = None
    is_in_totals: bool = OMITTED


class AccountGroup(ResponseBody):
    id: int
    name: str
    position: int


class ChangedAccountGroup(AccountGroup):
    change_id: int | None


class ChangedAccountGroups(ResponseBody):
    change_id: int | None


class GroupName(RequestBody):
    name: Name


class NewAccountGroup(GroupName):
    account_ids: Annotated[list[int], Field(max_length=1000)] = Field(default_factory=list)


class IdOrder(RequestBody):
    ids: Annotated[list[int], Field(max_length=1000)]
