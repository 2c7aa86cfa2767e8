"""Connections, links and syncs as JSON."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from backend.accounts.schemas import AccountType
from backend.infra.fields import Name, RequestBody, ResponseBody
from backend.infra.web import MAX_ID
from backend.sync.health import Health
from backend.sync.states import LinkStatus, SyncStatus, Trigger

ProviderName = Annotated[str, StringConstraints(max_length=50)]
Phase = Literal["waiting", "fetching", "saving", "done", "failed", "cancelled"]
_Id = Annotated[int, Field(ge=1, le=MAX_ID)]
_Secret = Annotated[str, StringConstraints(max_length=5000)]
_ProviderId = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SyncEntry(ResponseBody):
    """One sync. `settled` pending rows became posted; `matched` rows were here already, from files for example."""

    id: int
    connection_id: int | None
    account_id: int | None
    connection_name: str
    account_name: str
    trigger: Trigger
    status: SyncStatus
    added: int
    modified: int
    removed: int
    settled: int
    matched: int
    doubtful: int
    unreadable: int
    error_code: str | None
    error_message: str | None
    pages: int
    request_id: str | None
    data_as_of: datetime | None
    started_at: datetime
    duration_ms: int
    duration_seconds: float
    undone_at: datetime | None


class RunState(ResponseBody):
    """A sync on its way, or the last one since the app started. `rows` were fetched so far."""

    connection_id: int
    name: str
    trigger: Trigger
    phase: Phase
    rows: int
    message: str
    log: SyncEntry | None
    started_at: datetime


class SyncState(ResponseBody):
    """How syncing stands. `last_result` says what the last syncs brought: "3 new, 1 settled"."""

    connected: int
    last_synced_at: datetime | None
    last_result: str | None
    needs_you: int
    doubtful: int
    running: list[RunState]


class SyncAnswer(ResponseBody):
    status: Literal["none_connected", "started", "already_running", "done", "trouble"]
    message: str
    connection_ids: list[int]


class SyncCancel(RequestBody):
    connection_ids: Annotated[list[_Id], Field(max_length=1000)] | None = None


class Cancelled(ResponseBody):
    cancelled: int


class ConnectedAccount(ResponseBody):
    id: int
    name: str
    mask: str | None
    account_type: AccountType
    currency: str
    balance_current_minor: int | None
    balance_on: date | None


class Connection(ResponseBody):
    """A login at a bank. `data_as_of` is the bank's own time; `last_synced_at` is ours."""

    id: int
    provider: str
    name: str
    institution_id: int | None
    has_logo: bool
    color: str | None
    url: str | None
    status: Literal["connected", "disconnected", "login_required", "error"]
    health: Health
    error_code: str | None
    message: str | None
    failing_since: datetime | None
    next_try_at: datetime | None
    consent_expires_at: datetime | None
    data_as_of: datetime | None
    last_synced_at: datetime | None
    last_sync: SyncEntry | None
    running: RunState | None
    accounts: list[ConnectedAccount]


class Disconnected(ResponseBody):
    status: Literal["disconnected"]
    message: str


class LinkStart(RequestBody):
    provider: ProviderName = "plaid"
    days: Annotated[int, Field(ge=1, le=730)] = 730
    account_id: _Id | None = None
    setup_token: _Secret | None = None


class Repair(RequestBody):
    selects_accounts: bool = False


class LinkEventOut(ResponseBody):
    name: str
    at: str


class Suggested(ResponseBody):
    account_id: int | None
    reason: str
    is_sure: bool


class FoundAccountOut(ResponseBody):
    """An account at the bank; a debt is negative. `connected_account_id` if it is connected already."""

    provider_account_id: str
    name: str
    official_name: str | None
    mask: str | None
    account_type: AccountType
    currency: str
    balance_minor: int | None
    institution: str | None
    suggestion: Suggested
    was_left_out: bool
    connected_account_id: int | None


class Link(ResponseBody):
    """An attempt to connect a bank: `waiting` on its page, then `accounts` to choose, then `done`."""

    id: int
    provider: str
    status: LinkStatus
    is_repair: bool
    url: str | None
    started_at: datetime
    expires_at: datetime
    seconds_left: int
    events: list[LinkEventOut]
    connection_id: int | None
    bank: str | None
    error_code: str | None
    message: str | None
    accounts: list[FoundAccountOut]


class NewConnectedAccount(RequestBody):
    name: Name | None = None
    account_type: AccountType | None = None


class ChoiceIn(RequestBody):
    """Into `account_id`, into a new account, or (with neither) left out."""

    provider_account_id: _ProviderId
    account_id: _Id | None = None
    new_account: NewConnectedAccount | None = None


class Choices(RequestBody):
    choices: Annotated[list[ChoiceIn], Field(min_length=1, max_length=200)]


class Chosen(ResponseBody):
    connection_id: int
    is_syncing: bool


class ProviderTest(RequestBody):
    provider: ProviderName = "plaid"


class ProviderTested(ResponseBody):
    status: Literal["ok"]
    message: str


class _Row(ResponseBody):
    id: int
    account_id: int
    account_name: str
    on: date
    description: str
    merchant_name: str | None
    amount_minor: int
    currency: str


class RemovedRow(_Row):
    """A row that the bank took back; `id` restores it from the deleted ones."""


class OtherTransaction(_Row):
    is_pending: bool
    status: str


class SyncedRow(OtherTransaction):
    what: Literal["new", "settled", "changed"]


class BalanceChange(ResponseBody):
    """`computed_minor` is the balance before, moved on by the transactions; `after_minor` is what the bank says."""

    account_id: int
    account_name: str
    before_minor: int | None
    computed_minor: int | None
    after_minor: int


class UnreadableRow(ResponseBody):
    reason: str
    raw: str


class DoubtfulRow(ResponseBody):
    """A row of a bank that may be `other`, which is here already. Not counted until the person answers."""

    id: int
    sync_log_id: int | None
    account_id: int
    account_name: str
    reason: str | None
    on: date | None
    description: str | None
    amount_minor: int | None
    currency: str | None
    other: OtherTransaction | None


class DoubtAnswer(RequestBody):
    is_same: bool


class DoubtAnswered(ResponseBody):
    status: Literal["matched", "added"]
    transaction_id: int | None


class SyncDetail(SyncEntry):
    rows: list[SyncedRow]
    removed_rows: list[RemovedRow]
    balances: list[BalanceChange]
    unreadable_rows: list[UnreadableRow]
    doubtful_rows: list[DoubtfulRow]


class SyncUndo(ResponseBody):
    """What undoing a sync does, or did: `added` transactions are deleted, `settled` ones are pending again, `changed`
    ones are as before, those that were `removed` come back. `kept` ones were decided or changed since; they stay."""

    added: int
    settled: int
    changed: int
    removed: int
    kept: int
    kept_rows: list[OtherTransaction]


class ConnectionDays(ResponseBody):
    connection_id: int
    days: dict[str, SyncStatus]


class SyncSummary(ResponseBody):
    days: int
    syncs: int
    added: int
    settled: int
    removed: int
    by_connection: list[ConnectionDays]


class LinkTokenIn(RequestBody):
    """As scripts of the older app ask for a link token."""

    account_id: _Id | None = None
    redirect_uri: Annotated[str, StringConstraints(max_length=500)] | None = None


class LinkTokenOut(ResponseBody):
    link_token: str
    hosted_link_url: str | None
    link_id: int
    expiration: datetime


class ExchangeIn(RequestBody):
    account_id: _Id
    public_token: _Secret


class Counts(ResponseBody):
    added: int
    modified: int
    removed: int
    settled: int = 0
    matched: int = 0
    doubtful: int = 0


class LinkExchanged(ResponseBody):
    item_id: str
    status: Literal["connected"]
    siblings_linked: list[str]
    sync: Counts | None
    sync_error: str | None


class AccountOutcome(ResponseBody):
    status: Literal["ok", "error"]
    added: int = 0
    modified: int = 0
    removed: int = 0
    error: str | None = None


class AllSynced(ResponseBody):
    accounts: dict[str, AccountOutcome]


class CursorReset(Counts):
    status: Literal["ok"]
    cursor_reset: bool


class Balances(ResponseBody):
    """In minor units of the account's currency; a debt is negative."""

    current_minor: int | None
    available_minor: int | None
    limit_minor: int | None
    currency: str
    on: date | None


Json = dict[str, Any]
