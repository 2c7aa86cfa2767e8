"""What a provider of bank data must offer, and what it hands over: plain values in our own terms.

A provider is one folder in providers/ and one line in registry.py. It only reads the network; nothing here or there
touches the database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol

from backend.debts.bank_terms import StatedCard, StatedLoan
from backend.infra.columns import MAX_MINOR
from backend.kit.currency import is_currency, minor_digits
from backend.transactions.draft import Draft
from backend.transactions.states import Source

FailureKind = Literal[
    "needs_user",  # the person must sign in at the bank again
    "ended",  # the bank or the provider ended the connection; it must be linked again
    "keys",  # the person's keys are missing or refused: every connection of the provider stops
    "rate_limited",  # asked too often
    "unavailable",  # the bank or the provider has trouble; it passes
    "offline",  # no usable answer came at all
    "preparing",  # the bank's history is being collected
    "changed_while_reading",  # the list changed between pages, several times
    "unreadable",  # the stored token cannot be decrypted on this computer
    "bad_cursor",  # the cursor is not accepted: read everything again
    "cancelled",
]


class ProviderFailure(Exception):
    """A provider could not do what was asked. `message` is a sentence for a person and holds no secret."""

    def __init__(
        self, kind: FailureKind, code: str, message: str, *, request_id: str | None = None, seconds: int | None = None
    ) -> None:
        super().__init__(f"{kind}: {code}")
        self.kind = kind
        self.code = code[:100]
        self.message = message[:500]
        self.request_id = request_id
        self.retry_after_seconds = seconds


class UnreadableValue(ValueError):
    """A row or a balance of a bank that cannot be stored; the text says why."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How a long read tells how far it is, and learns that it should stop."""

    on_progress: Callable[[int], None] = lambda rows: None
    is_cancelled: Callable[[], bool] = lambda: False

    def step(self, rows: int) -> None:
        """Report `rows` fetched so far. Raises ProviderFailure if the sync was cancelled."""
        if self.is_cancelled():
            raise ProviderFailure("cancelled", "CANCELLED", "The sync was cancelled. Nothing was changed.")
        self.on_progress(rows)


class FoundInstitution(NamedTuple):
    """A bank as the provider describes it. `logo` is a PNG."""

    provider_institution_id: str
    name: str
    url: str | None = None
    color: str | None = None
    logo: bytes | None = None


class FoundAccount(NamedTuple):
    """An account at the bank. Balances are in minor units; a debt is negative. `institution` only if it is its own."""

    provider_account_id: str
    name: str
    account_type: str
    currency: str
    balance_minor: int | None
    official_name: str | None = None
    mask: str | None = None
    available_minor: int | None = None
    limit_minor: int | None = None
    balance_on: date | None = None
    persistent_account_id: str | None = None
    institution: FoundInstitution | None = None


class Unreadable(NamedTuple):
    """A row that cannot be stored, with the reason."""

    provider_account_id: str | None
    reason: str
    raw: str


@dataclass(slots=True)
class Update:
    """Everything a provider has since a cursor: all pages, in our terms. Applied in one transaction or not at all.

    `removed` are ids the bank took back. `pending_since` says that every pending row since that day is listed.
    `data_as_of` is when the provider last read the bank. `warnings` are sentences about parts that did not come.
    `debts` are terms of cards and loans by the id of their account.
    """

    cursor: str
    accounts: Sequence[FoundAccount] = ()
    rows: dict[str, list[Draft]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    unreadable: list[Unreadable] = field(default_factory=list)
    pending_since: date | None = None
    is_ready: bool = True
    is_history_complete: bool = True
    data_as_of: datetime | None = None
    consent_expires_at: datetime | None = None
    warnings: list[str] = field(default_factory=list)
    debts: Mapping[str, StatedCard | StatedLoan] = field(default_factory=dict)
    pages: int = 0
    request_id: str | None = None


class Access(NamedTuple):
    """What linking gives: the access token and who it belongs to. `token` must be encrypted before it is stored."""

    item_id: str
    token: str
    institution: FoundInstitution | None = None


class HostedLink(NamedTuple):
    """A page of the provider on which the person signs in at the bank."""

    token: str
    url: str
    expires_at: datetime


class LinkEvent(NamedTuple):
    """Something the person did on the provider's page."""

    name: str
    at: str


@dataclass(frozen=True, slots=True)
class LinkState:
    """How far the person is on the provider's page. `secrets` are what `claim` takes, one for each bank linked."""

    events: Sequence[LinkEvent] = ()
    secrets: Sequence[str] = ()
    is_finished: bool = False
    failure: ProviderFailure | None = None


class LinkOptions(NamedTuple):
    """What a hosted link is for: a new bank (`access_token` is None), or signing in again."""

    days_requested: int = 730
    access_token: str | None = None
    selects_accounts: bool = False
    redirect_uri: str | None = None
    product: Literal["transactions", "investments"] = "transactions"


class Provider(Protocol):
    """One way to banks. Every method raises ProviderFailure; none waits longer than its time limit."""

    @property
    def name(self) -> Source: ...
    @property
    def label(self) -> str: ...
    @property
    def link_style(self) -> Literal["hosted", "setup_token"]: ...
    @property
    def requests_a_day(self) -> int | None: ...

    def check(self) -> str:
        """Return a sentence saying that the person's keys work."""

    def start_link(self, wish: LinkOptions) -> HostedLink:
        """Return a page on which the person signs in."""

    def link_state(self, link_token: str) -> LinkState:
        """Return how far the person is on that page."""

    def claim(self, secret: str) -> Access:
        """Turn what linking gave (a public token, a setup token) into lasting access."""

    def accounts(self, access_token: str, *, is_live: bool = False) -> Sequence[FoundAccount]:
        """Return the accounts of a connection; `is_live` asks the bank itself for the balances."""

    def fetch(self, access_token: str, cursor: str, watch: Watch) -> Update:
        """Return everything since `cursor` ("" for all there is)."""

    def remove(self, access_token: str) -> None:
        """End the access at the provider."""

    def read_row(self, raw: str, account: FoundAccount) -> Draft:
        """Return the row that `raw`, as kept in the ledger, holds. Raises UnreadableValue."""


def minor_of(amount: Decimal, currency: str) -> int:
    """Return a decimal amount in minor units. Raises UnreadableValue for what cannot be stored exactly."""
    if not is_currency(currency):
        raise UnreadableValue(f"The currency “{currency[:20]}” is not known.")
    if not amount.is_finite() or abs(amount) >= MAX_MINOR:
        raise UnreadableValue("The amount is too large.")
    minor = amount.scaleb(minor_digits(currency))
    if minor != minor.to_integral_value() or abs(minor) >= MAX_MINOR:
        raise UnreadableValue(f"The amount {amount} has more digits than {currency} has.")
    return int(minor)
