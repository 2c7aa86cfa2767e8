"""Syncs the investments of bank connections: fetched whole, then saved in one transaction."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from backend.accounts import connections
from backend.accounts.models import Connection
from backend.brokerage_sync import queries
from backend.brokerage_sync.apply import Applied, Login, apply_update
from backend.brokerage_sync.models import BrokerageConnection
from backend.brokerage_sync.provider import fetch
from backend.infra import clock
from backend.infra.database import Database, WriteSession
from backend.infra.vault import SecretUnreadable, Vault
from backend.investments.queries import accounts as account_queries
from backend.sync import queries as sync
from backend.sync.errors import BankTrouble, NotConnected, TokenUnreadable
from backend.sync.provider import HostedLink, LinkEvent, LinkOptions, ProviderFailure
from backend.sync.providers.plaid.client import Keys, PlaidClient
from backend.sync.providers.plaid.provider import PlaidProvider

EVERY = timedelta(hours=6)
_SOON = timedelta(minutes=10)
# Plaid keeps 24 months.
_WINDOW = timedelta(days=729)
# The login has no investments, or the person did not consent to them: asking again changes nothing.
_NOT_OFFERED = frozenset(
    {"PRODUCTS_NOT_SUPPORTED", "NO_INVESTMENT_ACCOUNTS", "ADDITIONAL_CONSENT_REQUIRED", "PRODUCT_UNAVAILABLE"}
)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class BrokerageResult:
    """What a sync came to; `unreadable` are sentences about what was left out. `is_off`: there are no investments."""

    connection_id: int
    name: str
    is_off: bool = False
    counts: Applied = field(default_factory=Applied)
    unreadable: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "connection_id": self.connection_id,
            "name": self.name,
            "is_off": self.is_off,
            **asdict(self.counts),
            "unreadable": self.unreadable,
        }


@dataclass(frozen=True, slots=True)
class LinkProgress:
    """How far a person is on the page of a broker; once `done`, what came of each broker that was signed in to."""

    status: Literal["waiting", "done", "ended"]
    events: Sequence[LinkEvent]
    message: str | None = None
    synced: Sequence[BrokerageResult] = ()


class BrokerageSync:
    """The investments of all connections of one data folder."""

    def __init__(self, budget: Database, database: Database, vault: Vault) -> None:
        self._budget = budget
        self._database = database
        self._vault = vault
        self._one_at_a_time = threading.Lock()
        self._open_links: dict[int, HostedLink] = {}

    def start_link(self, user_id: int, redirect_uri: str | None) -> HostedLink:
        """Return a page on which the person signs in at a broker. Raises BankTrouble."""
        try:
            link = PlaidProvider().start_link(LinkOptions(product="investments", redirect_uri=redirect_uri))
        except ProviderFailure as failure:
            raise BankTrouble(failure) from failure
        self._open_links[user_id] = link
        return link

    def open_link(self, user_id: int) -> HostedLink | None:
        """Return the page that was opened last and led to nothing yet, so that a reload does not lose it."""
        link = self._open_links.get(user_id)
        return link if link is not None and link.expires_at > clock.now() else None

    def forget_link(self, user_id: int) -> None:
        """Afterwards no link is open."""
        self._open_links.pop(user_id, None)

    def follow(self, user_id: int, link_token: str) -> LinkProgress:
        """Ask how far the person is on the page; when signed in, connect and sync. Raises BankTrouble."""
        try:
            state = PlaidProvider().link_state(link_token)
        except ProviderFailure as failure:
            raise BankTrouble(failure) from failure
        if state.secrets or state.failure is not None or state.is_finished:
            self.forget_link(user_id)
        if state.secrets:
            synced = [self.exchange(user_id, secret) for secret in state.secrets]
            return LinkProgress("done", state.events, synced=synced)
        if state.failure is not None:
            return LinkProgress("ended", state.events, state.failure.message)
        if state.is_finished:
            return LinkProgress("ended", state.events, "The page was closed before the end. Nothing was stored.")
        return LinkProgress("waiting", state.events)

    def exchange(self, user_id: int, public_token: str) -> BrokerageResult:
        """Keep the access that a public token of Plaid gives, and sync. Raises BankTrouble."""
        try:
            access = PlaidProvider().claim(public_token)
        except ProviderFailure as failure:
            raise BankTrouble(failure) from failure
        name = access.institution.name if access.institution else "Brokerage"
        with self._budget.write() as db:
            connection = connections.ensure_connection(
                db,
                user_id,
                provider="plaid",
                item_id=access.item_id,
                token=self._vault.encrypt(access.token),
                name=name,
                institution_id=None,
            )
            connection_id = connection.id
        return self.sync(user_id, connection_id)

    def sync_account(self, user_id: int, account_id: int) -> BrokerageResult:
        """Sync the connection of an account. Raises NoSuchInvestmentAccount, NotConnected, BankTrouble."""
        with self._database.read() as db:
            connection_id = account_queries.account(db, user_id, account_id).bank_connection_id
        if connection_id is None:
            raise NotConnected
        return self.sync(user_id, connection_id)

    def sync(self, user_id: int, connection_id: int) -> BrokerageResult:
        """Read the investments of a connection and save them; one that has none is switched off.

        Raises NoSuchConnection, NotConnected, TokenUnreadable, BankTrouble.
        """
        with self._one_at_a_time:
            with self._budget.read() as db:
                connection = sync.connection(db, user_id, connection_id)
            if connection.status == "disconnected" or connection.provider != "plaid":
                raise NotConnected
            try:
                token = self._vault.decrypt(connection.access_token or "")
            except SecretUnreadable:
                raise TokenUnreadable(connection.name) from None
            start = clock.today() - _WINDOW
            try:
                update = fetch(PlaidClient(Keys.from_environment()), token, start=start, end=clock.today())
            except ProviderFailure as failure:
                return self._failed(user_id, connection, failure)
            login = Login(connection_id, connection.provider_item_id or "", connection.name)
            with self._database.write() as db:
                counts = apply_update(db, user_id, login, update, start=start)
                state = _state(db, user_id, connection_id)
                state.tried_at = state.synced_at = clock.now()
                state.is_off, state.error_code, state.error = False, None, None
            return BrokerageResult(connection_id, connection.name, counts=counts, unreadable=update.unreadable)

    def due(self, user_id: int, now: datetime) -> list[int]:
        """Return the connections whose investments were not asked for some hours; none without keys of Plaid."""
        try:
            Keys.from_environment()
        except ProviderFailure:
            return []
        with self._budget.read() as db:
            active = [each for each in sync.active_connections(db, user_id) if _is_usable(each)]
        with self._database.read() as db:
            states = queries.states(db, user_id)
        return [each.id for each in active if _is_due(states.get(each.id), now)]

    def _failed(self, user_id: int, connection: Connection, failure: ProviderFailure) -> BrokerageResult:
        is_off, connection_id = failure.code in _NOT_OFFERED, connection.id
        _log.info("investments of connection %d: %s", connection_id, failure.code)
        with self._database.write() as db:
            state = _state(db, user_id, connection_id)
            state.is_off, state.error_code, state.error = is_off, failure.code, failure.message
            # A broker that still collects its history is asked again soon.
            state.tried_at = clock.now() - (EVERY - _SOON if failure.kind == "preparing" else timedelta())
            for account in account_queries.accounts(db, user_id):
                if account.bank_connection_id == connection_id:
                    account.last_sync_error = failure.message
        if not is_off:
            raise BankTrouble(failure)
        return BrokerageResult(connection_id, connection.name, is_off=True)


def _state(db: WriteSession, user_id: int, connection_id: int) -> BrokerageConnection:
    found = queries.states(db, user_id).get(connection_id)
    if found is None:
        found = BrokerageConnection(user_id=user_id, bank_connection_id=connection_id)
        db.add(found)
    return found


def _is_usable(connection: Connection) -> bool:
    return connection.provider == "plaid" and connection.status == "connected" and connection.access_token is not None


def _is_due(state: BrokerageConnection | None, now: datetime) -> bool:
    if state is None or state.tried_at is None:
        return True
    return not state.is_off and now - state.tried_at >= EVERY
