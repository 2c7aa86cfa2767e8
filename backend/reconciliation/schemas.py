"""Completeness and reconciliation as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.infra.fields import Day, Minor, RequestBody, ResponseBody
from backend.reconciliation.suspects import Kind


class IncompleteMonth(ResponseBody):
    """A month whose stated balances the transactions of an account do not explain; `missing_minor` is positive if the
    account holds more than they say. The days in question are `first_on` to `last_on`."""

    account_id: int
    account_name: str
    currency: str
    month: str
    missing_minor: int
    first_on: date
    last_on: date


class Suspect(ResponseBody):
    """A transaction that explains a difference alone: it was deleted, is there twice, was changed, has the other sign
    or belongs to the neighbouring days."""

    kind: Kind
    on: date
    amount_minor: int
    text: str
    transaction_id: int | None
    deleted_id: int | None
    earlier_minor: int | None
    deleted_on: date | None


class Difference(ResponseBody):
    first_on: date
    last_on: date
    stated_minor: int
    missing_minor: int
    suspects: list[Suspect]


class ReconciliationOpening(ResponseBody):
    on: date
    minor: int
    source: Literal["reconciled", "stated", "none"]


class StatementLine(ResponseBody):
    id: int
    on: date
    text: str
    amount_minor: int


class ReconciliationOut(ResponseBody):
    id: int
    opening_on: date
    on: date
    opening_minor: int
    balance_minor: int
    created_at: datetime
    count: int


class ClosingBalance(ResponseBody):
    on: date
    balance_minor: int


class ReconciliationDraft(ResponseBody):
    """The difference is the closing balance less the opening one plus the ticked amounts; at 0 it can be finished."""

    opening: ReconciliationOpening
    lines: list[StatementLine]
    reconciliations: list[ReconciliationOut]
    stated: list[ClosingBalance]


class FinishReconciliation(RequestBody):
    """`adjust` adds a transaction for what the ticked ones do not explain."""

    on: Day
    balance_minor: Minor
    transaction_ids: Annotated[list[int], Field(max_length=20_000)]
    adjust: bool = False


class FinishedReconciliation(ResponseBody):
    reconciliation_id: int
    change_id: int | None


class ReopenedReconciliation(ResponseBody):
    change_id: int | None
