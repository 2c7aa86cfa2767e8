"""Links to banks: a page of the provider or a setup token, until the person chooses accounts (see account_choice).

The network is asked between database sessions, never inside one.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from backend.accounts import connections
from backend.accounts import queries as accounts
from backend.accounts.models import Connection
from backend.infra import clock
from backend.infra.database import Database
from backend.infra.vault import SecretUnreadable, Vault
from backend.sync import apply, queries, registry
from backend.sync.account_choice import Choice, as_json, connect_accounts, ensure_institution, found_from
from backend.sync.errors import BankTrouble, LinkIsOver, NotConnected, TokenUnreadable
from backend.sync.models import LinkSession
from backend.sync.provider import Access, LinkOptions, LinkState, Provider, ProviderFailure

_POLL_SECONDS = 2.5
_TOKEN_SECONDS = 3600
_EXPIRED = "The bank's page was open too long and is no longer good. Start again; nothing was stored."
_NO_ACCOUNTS = "You shared no account. On the bank's page, tick at least one account."


@contextmanager
def translate_provider_errors() -> Iterator[None]:
    """Turn a provider's failure inside the block into one that a request can answer with."""
    try:
        yield
    except ProviderFailure as failure:
        raise BankTrouble(failure) from None


class Linker:
    """Starts links, follows them, and connects the accounts that the person chose."""

    def __init__(self, budget: Database, vault: Vault) -> None:
        self._budget = budget
        self._vault = vault
        self._lock = threading.Lock()
        self._polled: dict[int, float] = {}

    def start(
        self,
        user_id: int,
        provider_name: str,
        *,
        days: int = 730,
        account_id: int | None = None,
        setup_token: str | None = None,
        redirect_uri: str | None = None,
    ) -> tuple[int, str]:
        """Begin to connect a bank. Return the link's number, and the provider's link token ("" without a page)."""
        if account_id is not None:
            with self._budget.read() as db:
                accounts.one(db, user_id, account_id)
        with translate_provider_errors():
            provider = registry.provider(provider_name)
            if provider.link_style == "setup_token":
                access = provider.claim(setup_token or "")
                return self._store_access(user_id, provider, access, link_id=None, account_id=account_id), ""
            wish = LinkOptions(days_requested=days, redirect_uri=redirect_uri)
            return self._store_page(user_id, provider, wish, account_id=account_id)

    def repair(self, user_id: int, connection_id: int, *, selects_accounts: bool = False) -> tuple[int, str]:
        """Let the person sign in again at the bank of a connection; the login, its ids and its cursor stay.

        Raises TokenUnreadable if only a new link can help.
        """
        with self._budget.read() as db:
            connection = queries.connection(db, user_id, connection_id)
        token = self._token(connection)
        with translate_provider_errors():
            provider = registry.provider(connection.provider)
            wish = LinkOptions(access_token=token, selects_accounts=selects_accounts)
            return self._store_page(user_id, provider, wish, connection_id=connection_id)

    def follow(self, user_id: int, link_id: int) -> LinkSession:
        """Ask the provider how far the person is, at most every few seconds, and return the link as it is then."""
        with self._lock:
            with self._budget.read() as db:
                session = queries.link(db, user_id, link_id)
            if session.status != "waiting" or time.monotonic() - self._polled.get(link_id, -60) < _POLL_SECONDS:
                return session
            self._polled[link_id] = time.monotonic()
            try:
                provider = registry.provider(session.provider)
                state = provider.link_state(self._vault.decrypt(session.link_token or ""))
                self._advance(user_id, session, provider, state)
            except (ProviderFailure, SecretUnreadable) as failure:
                if clock.now() > session.expires_at:
                    self._end(user_id, link_id, "expired", "EXPIRED", _EXPIRED)
                elif isinstance(failure, ProviderFailure) and failure.kind in ("keys", "ended"):
                    self._end(user_id, link_id, "failed", failure.code, failure.message)
            with self._budget.read() as db:
                return queries.link(db, user_id, link_id)

    def claim(self, user_id: int, provider_name: str, secret: str, *, account_id: int | None) -> int:
        """Connect with what the provider's page gave, as scripts of the older app do. Return the link's number."""
        with translate_provider_errors():
            provider = registry.provider(provider_name)
            access = provider.claim(secret)
            return self._store_access(user_id, provider, access, link_id=None, account_id=account_id)

    def choose(self, user_id: int, link_id: int, choices: Sequence[Choice]) -> int:
        """Connect the accounts as the person chose, and return the connection's number. The sync is the caller's."""
        with self._budget.write() as db:
            session = queries.link(db, user_id, link_id)
            if session.status != "accounts" or session.connection_id is None:
                raise LinkIsOver
            connection = queries.connection(db, user_id, session.connection_id)
            found = {each["provider_account_id"]: found_from(each) for each in session.found_accounts or []}
            connect_accounts(db, user_id, connection, found, choices)
            session.status = "done"
            return connection.id

    def cancel(self, user_id: int, link_id: int) -> None:
        """Give a link up. Access that was given already is ended at the provider."""
        with self._budget.write() as db:
            session = queries.link(db, user_id, link_id)
            if session.status not in ("waiting", "accounts"):
                raise LinkIsOver
            session.status, session.link_token, session.url = "cancelled", None, None
            connection = None
            if session.connection_id is not None and not session.is_repair:
                connection = queries.connection(db, user_id, session.connection_id)
                if not connections.accounts_of(db, user_id, connection.id):
                    connections.ends(db, user_id, connection)
        if connection is not None:
            self.remove_at_provider(user_id)

    def found(self, user_id: int, connection_id: int) -> int:
        """Ask a connection which accounts it has, so that the person can choose again. Return the link's number."""
        with self._budget.read() as db:
            connection = queries.connection(db, user_id, connection_id)
        with translate_provider_errors():
            found = registry.provider(connection.provider).accounts(self._token(connection))
        with self._budget.write() as db:
            session = LinkSession(
                user_id=user_id, provider=connection.provider, status="accounts", expires_at=_in(_TOKEN_SECONDS),
                connection_id=connection_id, is_repair=True, found_accounts=[as_json(each) for each in found],
            )  # fmt: skip
            db.add(session)
            db.flush()
            return session.id

    def refresh_balances(self, user_id: int, account_id: int) -> None:
        """Ask the bank itself what an account holds. Raises NotConnected, TokenUnreadable, BankTrouble."""
        with self._budget.read() as db:
            account = accounts.one(db, user_id, account_id)
            if account.connection_id is None:
                raise NotConnected
            connection = queries.connection(db, user_id, account.connection_id)
        with translate_provider_errors():
            found = registry.provider(connection.provider).accounts(self._token(connection), is_live=True)
        with self._budget.write() as db:
            for each in connections.accounts_of(db, user_id, connection.id):
                reported = next((f for f in found if f.provider_account_id == each.provider_account_id), None)
                if reported is not None:
                    apply.store_balance(db, user_id, each, reported, on=clock.today())

    def disconnect(self, user_id: int, connection_id: int) -> bool:
        """Disconnect a bank; its accounts and transactions stay. Return whether the provider was notified."""
        with self._budget.write() as db:
            connections.ends(db, user_id, queries.connection(db, user_id, connection_id))
        return self.remove_at_provider(user_id)

    def disconnect_account(self, user_id: int, account_id: int) -> bool:
        """Let one account be kept by hand; with its last account the whole bank is disconnected."""
        with self._budget.write() as db:
            account = accounts.one(db, user_id, account_id)
            if account.connection_id is None:
                raise NotConnected
            connection = queries.connection(db, user_id, account.connection_id)
            connections.detach(account)
            connection.left_out = sorted({*(connection.left_out or ()), account.provider_account_id or ""} - {""})
            db.flush()
            if not connections.accounts_of(db, user_id, connection.id):
                connections.ends(db, user_id, connection)
        return self.remove_at_provider(user_id)

    def remove_at_provider(self, user_id: int) -> bool:
        """Tell providers of connections that were disconnected; what fails is tried again later. Return if all went."""
        with self._budget.read() as db:
            due = queries.removals_due(db, user_id)
        is_all = True
        for connection in due:
            try:
                token = self._vault.decrypt(connection.access_token or "")
                registry.provider(connection.provider).remove(token)
            except SecretUnreadable:
                # Kept as it is: with the right key it can be removed later.
                is_all = False
                continue
            except ProviderFailure:
                is_all = False
                continue
            with self._budget.write() as db:
                connections.removed(queries.connection(db, user_id, connection.id))
        return is_all

    def _advance(self, user_id: int, session: LinkSession, provider: Provider, state: LinkState) -> None:
        """Take in what the person did on the provider's page."""
        if session.is_repair:
            if state.is_finished and state.failure is None:
                with self._budget.write() as db:
                    connection = queries.connection(db, user_id, session.connection_id or 0)
                    connections.works_again(connection, next_try_at=clock.now())
                self._end(user_id, session.id, "done")
                return
        elif state.secrets:
            # Each secret is good for one bank, once; further banks of the same visit get links of their own.
            for number, secret in enumerate(state.secrets):
                access = provider.claim(secret)
                link_id = session.id if number == 0 else None
                self._store_access(user_id, provider, access, link_id=link_id, account_id=session.account_id)
            return
        if state.failure is not None:
            status = "cancelled" if state.failure.kind == "cancelled" else "failed"
            self._end(user_id, session.id, status, state.failure.code, state.failure.message)
        elif clock.now() > session.expires_at:
            self._end(user_id, session.id, "expired", "EXPIRED", _EXPIRED)
        else:
            with self._budget.write() as db:
                queries.link(db, user_id, session.id).events = [each._asdict() for each in state.events]

    def _store_page(
        self,
        user_id: int,
        provider: Provider,
        wish: LinkOptions,
        *,
        connection_id: int | None = None,
        account_id: int | None = None,
    ) -> tuple[int, str]:
        page = provider.start_link(wish)
        with self._budget.write() as db:
            session = LinkSession(
                user_id=user_id, provider=provider.name, status="waiting", link_token=self._vault.encrypt(page.token),
                url=page.url, expires_at=page.expires_at, connection_id=connection_id,
                is_repair=connection_id is not None, account_id=account_id,
            )  # fmt: skip
            db.add(session)
            db.flush()
            return session.id, page.token

    def _store_access(
        self, user_id: int, provider: Provider, access: Access, *, link_id: int | None, account_id: int | None
    ) -> int:
        """Keep new access, and the accounts it opens for the person to choose from."""
        token = self._vault.encrypt(access.token)
        with self._budget.write() as db:
            bank = ensure_institution(db, user_id, provider.name, access.institution)
            name = bank.name if bank else provider.label
            connection = connections.ensure_connection(
                db, user_id, provider=provider.name, item_id=access.item_id, token=token, name=name,
                institution_id=bank.id if bank else None,
            )  # fmt: skip
            apply.save_cursor(db, user_id, connection.id, "")
        found = provider.accounts(access.token)
        with self._budget.write() as db:
            connection = queries.connection(db, user_id, connection.id)
            if access.institution is None and len({each.institution for each in found}) == 1 and found[0].institution:
                connection.name = found[0].institution.name
            session = (
                queries.link(db, user_id, link_id) if link_id else LinkSession(user_id=user_id, provider=provider.name)
            )
            session.status, session.expires_at = "accounts", _in(_TOKEN_SECONDS)
            session.connection_id, session.account_id = connection.id, account_id
            session.link_token = session.url = None
            session.found_accounts = [as_json(each) for each in found]
            if not found:
                session.error_code, session.error_message = "NO_ACCOUNTS", _NO_ACCOUNTS
            db.add(session)
            db.flush()
            return session.id

    def _end(
        self, user_id: int, link_id: int, status: str, code: str | None = None, message: str | None = None
    ) -> None:
        with self._budget.write() as db:
            session = queries.link(db, user_id, link_id)
            session.status, session.error_code, session.error_message = status, code, message
            session.link_token = session.url = None

    def _token(self, connection: Connection) -> str:
        try:
            return self._vault.decrypt(connection.access_token or "")
        except SecretUnreadable:
            raise TokenUnreadable(connection.name) from None


def _in(seconds: int) -> datetime:
    return datetime.fromtimestamp(clock.now().timestamp() + seconds, UTC)
