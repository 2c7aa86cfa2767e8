"""Investment accounts as JSON."""

from datetime import date, datetime
from typing import Literal

from backend.infra.fields import OMITTED, Currency, Day, Name, RequestBody, ResponseBody, SingleLine
from backend.investments.vocabulary import AccountType, LotMethod


class NewInvestmentAccount(RequestBody):
    account_name: Name
    account_type: AccountType = "taxable"
    institution_name: SingleLine = ""
    currency: Currency | None = None
    lot_method: LotMethod = "fifo"
    tracks_cash: bool = False
    opened_on: Day | None = None


class InvestmentAccountPatch(RequestBody):
    account_name: Name = OMITTED
    account_type: AccountType = OMITTED
    institution_name: SingleLine = OMITTED
    currency: Currency = OMITTED
    lot_method: LotMethod = OMITTED
    tracks_cash: bool = OMITTED
    opened_on: Day | None = None


class InvestmentAccountOut(ResponseBody):
    """`value_minor` is in the currency of the totals; None if `unvalued` holdings have no value, with what is known in
    `known_minor`."""

    id: int
    account_name: str
    account_type: AccountType
    institution_name: str
    mask: str | None
    currency: str
    lot_method: LotMethod
    tracks_cash: bool
    opened_on: date | None
    connection_status: Literal["manual", "connected", "disconnected"]
    last_synced_at: datetime | None
    last_sync_error: str | None
    value_minor: int | None
    known_minor: int
    holdings: int
    unvalued: int
    as_of: date | None


class InvestmentAccounts(ResponseBody):
    currency: str
    accounts: list[InvestmentAccountOut]
