"""Completeness and reconciliation as JSON."""

from datetime import date

from backend.infra.fields import ResponseBody
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
