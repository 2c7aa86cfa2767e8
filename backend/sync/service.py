"""The verbs of bank connections, as requests and commands call them."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from backend.accounts import connections as connection_service
from backend.accounts import queries as accounts
from backend.balances.queries import current
from backend.infra import clock
from backend.infra.database import Database, ReadSession
from backend.infra.vault import Vault
from backend.ingest.feed import decide_doubtful
from backend.settings import service as settings
from backend.sync import account_choice, apply, queries, registry
from backend.sync.account_choice import Choice
from backend.sync.account_matching import Suggestion
from backend.sync.errors import AlreadySyncing, BadChoice, BankTrouble, NotConnected
from backend.sync.health import NEEDS_YOU
from backend.sync.linking import Linker, translate_provider_errors
from backend.sync.provider import FoundAccount, Provider, ProviderFailure, UnreadableValue
from backend.sync.runner import Result, SyncRunner, sentence
from backend.sync.states import Trigger

Json = dict[str, Any]
_NONE = "No bank is connected yet, so there is nothing to sync. You can import a statement file instead."
_NOTIFIED = "The key was deleted here and at the provider. Accounts and transactions stay and are kept by hand."
_NOT_NOTIFIED = (
    "Accounts and transactions stay and are kept by hand. The provider has not been notified yet; "
    "Budget App tries again by itself, and until then the provider may go on billing."
)


class BankConnections:
    """Everything about bank connections for one open data folder."""

    def __init__(self, budget: Database, home: Path, vault: Vault) -> None:
        self._budget = budget
        self.runner = SyncRunner(budget, home, vault)
        self.linker = Linker(budget, vault)

    def close(self) -> None:
        """Stop what runs."""
        self.runner.close()

    def test(self, user_id: int, provider_name: str) -> str:
        """Return a sentence if the keys of a provider work. Raises BankTrouble."""
        with translate_provider_errors():
            message = registry.provider(provider_name).check()
        with self._budget.write() as db:
            waiting = [each for each in queries.active_connections(db, user_id) if each.last_error_kind == "keys"]
            for connection in waiting:
                if connection.provider == provider_name:
                    connection_service.works_again(connection, next_try_at=clock.now())
        return message

    def link(self, user_id: int, link_id: int) -> Json:
        """Return a link as JSON, with the accounts to choose from and where each may go."""
        with self._budget.read() as db:
            return _link(db, user_id, link_id)

    def follow(self, user_id: int, link_id: int) -> None:
        """Ask the provider how far a link is; a login that was repaired is synced at once."""
        with self._budget.read() as db:
            was_open = queries.link(db, user_id, link_id).status == "waiting"
        session = self.linker.follow(user_id, link_id)
        if was_open and session.status == "done" and session.connection_id is not None:
            self.runner.start(user_id, [session.connection_id], "retry")

    def link_token(self, user_id: int, account_id: int | None, redirect_uri: str | None) -> Json:
        """Return a link token of Plaid for a script that opens Link itself."""
        link_id, token = self.linker.start(user_id, "plaid", account_id=account_id, redirect_uri=redirect_uri)
        link = self.link(user_id, link_id)
        return {
            "link_token": token,
            "hosted_link_url": link["url"],
            "link_id": link_id,
            "expiration": link["expires_at"],
        }

    def exchange(self, user_id: int, account_id: int, public_token: str) -> Json:
        """Connect an account with a public token, and others that surely belong to the same login; then sync."""
        with self._budget.read() as db:
            accounts.one(db, user_id, account_id)
        link_id = self.linker.claim(user_id, "plaid", public_token, account_id=account_id)
        with self._budget.read() as db:
            session = queries.link(db, user_id, link_id)
            suggested = account_choice.suggestions(db, user_id, session)
            item_id = queries.connection(db, user_id, session.connection_id or 0).provider_item_id
        choices = _sure_choices(account_id, suggested)
        connection_id = self.linker.choose(user_id, link_id, choices)
        sync, trouble = None, None
        try:
            result = self.runner.run(user_id, connection_id, "initial")
            sync, trouble = (None, result.message) if result.kind else (result.log, None)
        except AlreadySyncing as error:
            trouble = error.message
        siblings = [choice.account_id for choice in choices if choice.account_id not in (None, account_id)]
        with self._budget.read() as db:
            names = [accounts.one(db, user_id, id_ or 0).name for id_ in siblings]
        return {
            "item_id": item_id,
            "status": "connected",
            "siblings_linked": names,
            "sync": sync,
            "sync_error": trouble,
        }

    def start_one(self, user_id: int, connection_id: int) -> Json:
        """Start to sync one bank."""
        with self._budget.read() as db:
            connection = queries.connection(db, user_id, connection_id)
            if not connection_service.accounts_of(db, user_id, connection_id):
                raise NotConnected
        started = self.runner.start(user_id, [connection_id], "manual")
        if not started:
            return {"status": "already_running", "message": f"{connection.name} is syncing.", "connection_ids": []}
        return {"status": "started", "message": f"Syncing {connection.name}…", "connection_ids": started}

    def sync_all_now(self, user_id: int, trigger: Trigger, *, waits: bool) -> Json:
        """Sync every bank, beside the caller or (with `waits`) to its end."""
        with self._budget.read() as db:
            ids = [each.id for each in queries.with_accounts(db, user_id)]
        if not ids:
            return {"status": "none_connected", "message": _NONE, "connection_ids": []}
        if waits:
            results = self._each(user_id, ids, trigger)
            is_good = all(result.kind is None for _, result in results)
            return {"status": "done" if is_good else "trouble", "message": _summary_of(results), "connection_ids": ids}
        started = self.runner.start(user_id, ids, trigger)
        if not started:
            return {"status": "already_running", "message": "A sync is running already.", "connection_ids": []}
        count = len(started)
        message = "Syncing 1 bank…" if count == 1 else f"Syncing {count} banks…"
        return {"status": "started", "message": message, "connection_ids": started}

    def sync_all(self, user_id: int) -> dict[str, Json]:
        """Sync every bank to its end, and return what came of it by the names of its accounts."""
        with self._budget.read() as db:
            ids = [each.id for each in queries.with_accounts(db, user_id)]
        results = self._each(user_id, ids, "manual")
        found: dict[str, Json] = {}
        for connection_id, result in results:
            with self._budget.read() as db:
                names = [each.name for each in connection_service.accounts_of(db, user_id, connection_id)]
            outcome = {"status": "ok", **_counts(result)} if result.kind is None else _failed(result)
            for name in names:
                # Two accounts may have one name; each keeps its line.
                same = sum(known == name or known.startswith(f"{name} (") for known in found)
                found[f"{name} ({same + 1})" if same else name] = outcome
        return found

    def sync_one(self, user_id: int, connection_id: int, trigger: Trigger) -> Result:
        """Sync one bank to its end."""
        return self.runner.run(user_id, connection_id, trigger)

    def sync_account(self, user_id: int, account_id: int) -> Json:
        """Sync the bank of an account to its end, and return the counts. Raises NotConnected, BankTrouble."""
        result = self.runner.run(user_id, self._connection_of(user_id, account_id), "manual")
        return _counts(result)

    def reset_cursor(self, user_id: int, account_id: int) -> Json:
        """Read everything of an account's bank again, and return the counts."""
        connection_id = self._connection_of(user_id, account_id)
        with self._budget.write() as db:
            apply.save_cursor(db, user_id, connection_id, "")
        return _counts(self.runner.run(user_id, connection_id, "manual"))

    def refresh_balances(self, user_id: int, account_id: int) -> Json:
        """Ask the bank itself what an account holds, and return it."""
        self.linker.refresh_balances(user_id, account_id)
        with self._budget.read() as db:
            account = accounts.one(db, user_id, account_id)
            held = current(db, user_id, [account]).get(account.id)
            return {
                "current_minor": held and held.minor,
                "available_minor": account.balance_available_minor,
                "limit_minor": account.balance_limit_minor,
                "currency": account.currency,
                "on": held and held.on,
            }

    def answer_doubt(self, user_id: int, row_id: int, *, is_same: bool) -> Json:
        """Take the person's answer about a doubtful row in."""
        with self._budget.write() as db:
            row = queries.one_doubt(db, user_id, row_id)
            account = accounts.one(db, user_id, row.account_id)
            provider = registry.provider(row.source.partition(":")[0])
            draft = provider.read_row(row.raw, _as_found(account))
            transaction_id = decide_doubtful(
                db, user_id, row, draft, account=account, source=provider.name, is_same=is_same,
                threshold=settings.threshold(db, user_id),
            )  # fmt: skip
        return {"status": "matched" if is_same else "added", "transaction_id": transaction_id}

    def _each(self, user_id: int, ids: Sequence[int], trigger: Trigger) -> list[tuple[int, Result]]:
        """Sync banks one after the other; trouble with one never stops another."""
        found = []
        for id_ in ids:
            with suppress(AlreadySyncing, NotConnected):
                found.append((id_, self.runner.run(user_id, id_, trigger)))
        return found

    def _connection_of(self, user_id: int, account_id: int) -> int:
        with self._budget.read() as db:
            account = accounts.one(db, user_id, account_id)
        if account.connection_id is None:
            raise NotConnected
        return account.connection_id


def state(db: ReadSession, user_id: int, banks: BankConnections) -> Json:
    """Return how syncing stands, for the frame of every page and for the tray."""
    found = queries.listed_connections(db, user_id, banks.runner.running())
    counts = queries.last_round(db, user_id)
    return {
        "connected": sum(bool(each["accounts"]) for each in found),
        "last_synced_at": queries.last_sync_at(db, user_id),
        "last_result": sentence(counts) if counts else None,
        "needs_you": sum(each["health"] in NEEDS_YOU for each in found),
        "doubtful": len(queries.doubtful(db, user_id)),
        "running": list(banks.runner.running().values()),
    }


def connections(db: ReadSession, user_id: int, banks: BankConnections) -> list[Json]:
    """Return every connection as JSON."""
    return queries.listed_connections(db, user_id, banks.runner.running())


def history(db: ReadSession, user_id: int, **asked: Any) -> list[Json]:
    """Return entries of the sync log, newest first."""
    return queries.history(db, user_id, **asked)


def one_sync(db: ReadSession, user_id: int, log_id: int) -> Json:
    """Return a sync with its rows. Raises NoSuchSync."""
    found = queries.one_sync(db, user_id, log_id)
    return {**found, "doubtful_rows": [_doubt(db, user_id, each) for each in found["doubtful_rows"]]}


def doubtful(db: ReadSession, user_id: int) -> list[Json]:
    """Return the rows that wait for an answer, as their bank sent them."""
    return [_doubt(db, user_id, each) for each in queries.doubtful(db, user_id)]


def summary(db: ReadSession, user_id: int, days: int) -> Json:
    """Return what the syncs of the last days came to."""
    return queries.summary(db, user_id, days=days)


def logo(db: ReadSession, user_id: int, institution_id: int) -> bytes | None:
    """Return a bank's logo."""
    return queries.logo(db, user_id, institution_id)


def disconnected(is_notified: bool) -> Json:
    """Return the answer to a disconnection."""
    return {"status": "disconnected", "message": _NOTIFIED if is_notified else _NOT_NOTIFIED}


def _link(db: ReadSession, user_id: int, link_id: int) -> Json:
    session = queries.link(db, user_id, link_id)
    connection = queries.connection(db, user_id, session.connection_id) if session.connection_id else None
    mapped = {}
    if connection is not None:
        own = connection_service.accounts_of(db, user_id, connection.id)
        mapped = {account.provider_account_id: account.id for account in own}
    suggested = account_choice.suggestions(db, user_id, session) if session.status == "accounts" else {}
    left_out = set(connection.left_out or ()) if connection else set()
    names = ("id", "provider", "status", "is_repair", "url", "expires_at", "connection_id", "error_code")
    return {
        **{name: getattr(session, name) for name in names},
        "started_at": session.created_at,
        "seconds_left": max(0, int((session.expires_at - clock.now()).total_seconds())),
        "events": session.events or [],
        "bank": connection.name if connection else None,
        "message": session.error_message,
        "accounts": [
            {
                **each,
                "institution": each["institution"][1] if each.get("institution") else None,
                "suggestion": suggested[each["provider_account_id"]],
                "was_left_out": each["provider_account_id"] in left_out,
                "connected_account_id": mapped.get(each["provider_account_id"]),
            }
            for each in (session.found_accounts or [] if session.status == "accounts" else [])
        ],
    }


def _sure_choices(account_id: int, suggested: dict[str, Suggestion]) -> list[Choice]:
    """Return the account that was named and those that are surely others of ours; the rest is left out."""
    if len(suggested) == 1:
        return [Choice(next(iter(suggested)), account_id)]
    choices = [
        Choice(id_, each.account_id if each.account_id == account_id or each.is_sure else None)
        for id_, each in suggested.items()
    ]
    if not any(choice.account_id == account_id for choice in choices):
        raise BadChoice("No account of this bank is like the one that you named. Choose on the Accounts page.")
    return choices


def _doubt(db: ReadSession, user_id: int, row: Json) -> Json:
    found = {name: row[name] for name in ("id", "sync_log_id", "account_id", "account_name", "reason", "other")}
    account = accounts.one(db, user_id, row["account_id"])
    try:
        draft = _reader(row["source"]).read_row(row["raw"], _as_found(account))
    except (UnreadableValue, json.JSONDecodeError):
        return {**found, "on": None, "description": None, "amount_minor": None, "currency": None}
    names = ("on", "description", "amount_minor", "currency")
    return {**found, **{name: getattr(draft, name) for name in names}}


def _reader(source: str) -> Provider:
    return registry.provider(source.partition(":")[0])


def _as_found(account: Any) -> FoundAccount:
    return FoundAccount(account.provider_account_id or "", account.name, account.account_type, account.currency, None)


def _counts(result: Result) -> Json:
    if result.kind is not None:
        code = result.log.get("error_code") or result.kind.upper()
        raise BankTrouble(ProviderFailure(result.kind, code, result.message))  # type: ignore[arg-type]
    return {name: result.log[name] for name in ("added", "modified", "removed", "settled", "matched", "doubtful")}


def _summary_of(results: Sequence[tuple[int, Result]]) -> str:
    """Return in one line what came of several syncs, for a notification."""
    if not results:
        return "A sync is running already."
    failed = [result for _, result in results if result.kind is not None]
    added = sum(result.log.get("added", 0) for _, result in results)
    settled = sum(result.log.get("settled", 0) for _, result in results)
    parts = [f"{added} new" if added else "Nothing new"] + ([f"{settled} settled"] if settled else [])
    summary = ", ".join(parts) + "."
    return f"{summary} {failed[0].message}" if failed else summary


def _failed(result: Result) -> Json:
    return {"status": "error", "error": result.message}
