"""A transaction before it is saved: what importers and bank connections pass to ingest."""

from datetime import date
from typing import NamedTuple


class SplitDraft(NamedTuple):
    """One part of a movement as its source divided it; the parts of a row sum to its amount."""

    amount_minor: int
    category_hint: str | None = None
    memo: str | None = None


class Draft(NamedTuple):
    """One row of a source in the app's own terms.

    `amount_minor` counts minor units of `currency`; positive is money out. `on` is the booking day.
    `raw` is the row as it arrived, kept in the ledger so that it can always be shown again.
    A tuple, because an import creates a hundred thousand of them.
    """

    line_no: int
    on: date
    description: str
    amount_minor: int
    currency: str
    raw: str
    balance_minor: int | None = None
    provider_id: str | None = None
    merchant_name: str | None = None
    authorized_on: date | None = None
    original_amount_minor: int | None = None
    original_currency: str | None = None
    category_hint: str | None = None
    notes: str | None = None
    is_pending: bool = False
    # The provider's id of the pending row that this posted one replaces.
    pending_provider_id: str | None = None
    splits: tuple[SplitDraft, ...] = ()
