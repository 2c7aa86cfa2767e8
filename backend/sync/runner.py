"""Runs syncs: one at a time for each connection, whoever asks, fetched whole before anything is written."""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from filelock import FileLock, Timeout

from backend.accounts import connections
from backend.accounts.models import Connection
from backend.infra import clock
from backend.infra.database import Database
from backend.infra.identity import keeping_identity
from backend.infra.vault import SecretUnreadable, Vault
from backend.kit.errors import AppError
from backend.sync import apply, queries, registry, schedule
from backend.sync.errors import AlreadySyncing, NotConnected
from backend.sync.provider import Provider, ProviderFailure, Update, Watch
from backend.sync.states import Trigger

Json = dict[str, Any]
Phase = Literal["waiting", "fetching", "saving", "done", "failed", "cancelled"]
_AT_ONCE = 4
_CLOSE_SECONDS = 4
_KEPT_RUNS = 20
_DAY = timedelta(hours=24)
_CANCELLED = "The sync was cancelled. Nothing was changed."
_MISTAKE = "Something went wrong inside Budget App. Nothing was changed. The log has the details."
_UNREADABLE = (
    "The token of this bank cannot be decrypted: the keychain of this computer has changed. Nothing is lost. "
    "Connect the bank again."
)
_ENOUGH = "{label} allows {most} requests a day, and they are used up. Budget App asks again by itself."
_WORDS = {
    "added": "new",
    "settled": "settled",
    "matched": "already here",
    "modified": "changed",
    "removed": "taken back",
    "doubtful": "unsure",
    "unreadable": "unreadable",
}
_log = logging.getLogger(__name__)


class Result(NamedTuple):
    """What one sync came to. `message` says it in a sentence."""

    log: Json
    kind: str | None
    message: str


@dataclass(slots=True)
class Run:
    """A sync on its way."""

    connection_id: int
    name: str
    trigger: Trigger
    phase: Phase = "waiting"
    rows: int = 0
    message: str = ""
    log: Json | None = None
    started_at: datetime = field(default_factory=clock.now)
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        return self.phase in ("done", "failed", "cancelled")

    def as_json(self) -> Json:
        """Return how far the sync is."""
        names = ("connection_id", "name", "trigger", "phase", "rows", "message", "log", "started_at")
        return {name: getattr(self, name) for name in names}


class SyncRunner:
    """Syncs connections, in the calling thread or beside it."""

    def __init__(self, budget: Database, home: Path, vault: Vault) -> None:
        self._budget = budget
        self._home = home
        self.vault = vault
        self._runs: dict[int, Run] = {}
        self._changed = threading.Condition()
        self._version = 0
        self._closing = False
        self._slots = threading.Semaphore(_AT_ONCE)
        self._threads: list[threading.Thread] = []

    def run(self, user_id: int, connection_id: int, trigger: Trigger) -> Result:
        """Sync one connection and return what became of it; a failure of the bank is a result too.

        Raises AlreadySyncing, NoSuchConnection, NotConnected, and what the database raises.
        """
        with self._budget.read() as db:
            connection = queries.connection(db, user_id, connection_id)
            if connection.status == "disconnected" or not connections.accounts_of(db, user_id, connection_id):
                raise NotConnected
        run = self._begin(connection, trigger)
        with self._held(connection):
            return self._finish(user_id, run)

    def start(self, user_id: int, connection_ids: Sequence[int], trigger: Trigger) -> list[int]:
        """Sync connections beside the caller, some at a time. Return those that were started now."""
        with self._budget.read() as db:
            found = [queries.connection(db, user_id, id_) for id_ in connection_ids]
            usable = {each.id for each in queries.with_accounts(db, user_id)}
        started = []
        for connection in found:
            if connection.id not in usable:
                continue
            with suppress(AlreadySyncing):
                run = self._begin(connection, trigger)
                beside = keeping_identity(self._beside)
                thread = threading.Thread(target=beside, args=(user_id, connection, run), daemon=True)
                self._threads = [each for each in self._threads if each.is_alive()] + [thread]
                thread.start()
                started.append(connection.id)
        return started

    def running(self) -> dict[int, Json]:
        """Return the syncs on their way, by connection."""
        with self._changed:
            return {id_: run.as_json() for id_, run in self._runs.items() if not run.is_over}

    def runs(self) -> tuple[int, list[Json]]:
        """Return the newest run of each connection, and a number that grows with each change."""
        with self._changed:
            return self._version, [run.as_json() for run in self._runs.values()]

    def cancel(self, connection_ids: Sequence[int] | None = None) -> int:
        """Ask syncs to stop (all for None); nothing of them is kept. Return how many were asked."""
        with self._changed:
            asked = [run for id_, run in self._runs.items() if connection_ids is None or id_ in connection_ids]
            asked = [run for run in asked if not run.is_over]
            for run in asked:
                run.cancelled.set()
            return len(asked)

    def close(self) -> None:
        """Stop every sync; one that is being saved is waited for, since it takes a moment only."""
        self._closing = True
        self.cancel()
        for thread in self._threads:
            thread.join(timeout=_CLOSE_SECONDS)

    def _begin(self, connection: Connection, trigger: Trigger) -> Run:
        with self._changed:
            before = self._runs.get(connection.id)
            if before is not None and not before.is_over:
                raise AlreadySyncing(connection.name)
            self._runs.pop(connection.id, None)
            run = self._runs[connection.id] = Run(connection.id, connection.name, trigger)
            for id_ in [id_ for id_, each in self._runs.items() if each.is_over][: -_KEPT_RUNS or None]:
                del self._runs[id_]
        self._note(run, "waiting")
        return run

    @contextmanager
    def _held(self, connection: Connection) -> Iterator[None]:
        """Hold the connection against other processes too; the system lets go of it even after a kill."""
        lock = FileLock(self._home / f".sync-{connection.id}.lock", thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self._note(self._runs[connection.id], "cancelled", "Another program is syncing this bank.")
            raise AlreadySyncing(connection.name) from None
        try:
            yield
        finally:
            lock.release()

    def _beside(self, user_id: int, connection: Connection, run: Run) -> None:
        try:
            with self._slots, self._held(connection):
                self._finish(user_id, run)
        except AlreadySyncing:
            return
        except AppError as error:
            self._note(run, "failed", error.message)
        except Exception:  # noqa: BLE001 - nobody else would hear of it
            self._note(run, "failed", _MISTAKE)
            _log.exception("a sync failed")

    def _finish(self, user_id: int, run: Run) -> Result:
        started_at = datetime.now(UTC)
        try:
            return self._sync(user_id, run, started_at)
        except ProviderFailure as failure:
            _log.info("sync of connection %d failed: %s", run.connection_id, failure.code)
            return self._failed(user_id, run, failure, started_at)
        except BaseException:
            self._note(run, "failed", _MISTAKE)
            raise

    def _sync(self, user_id: int, run: Run, started_at: datetime) -> Result:
        self._note(run, "fetching")
        provider, token, cursor = self._prepared(user_id, run)
        watch = Watch(lambda rows: self._note(run, "fetching", rows=rows), run.cancelled.is_set)
        update = _fetched(provider, token, cursor, watch)
        if not update.is_ready:
            message = "The bank is still collecting your history. Budget App looks again by itself."
            raise ProviderFailure("preparing", "NOT_READY", message, request_id=update.request_id)

        def on_progress(_phase: str, _rows: int) -> None:
            if run.cancelled.is_set() or self._closing:
                raise ProviderFailure("cancelled", "CANCELLED", _CANCELLED)

        on_progress("saving", 0)
        self._note(run, "saving", rows=sum(map(len, update.rows.values())))
        with self._budget.write() as db:
            connection = queries.connection(db, user_id, run.connection_id)
            if connection.status == "disconnected":
                raise ProviderFailure("cancelled", "DISCONNECTED", "The bank was disconnected meanwhile.")
            log = apply.apply_update(
                db, user_id, connection, update, provider,
                trigger=run.trigger, started_at=started_at, on_progress=on_progress,
            )  # fmt: skip
            entry = queries.log_json(log)
        message = sentence(entry)
        self._note(run, "done", message, log=entry)
        return Result(entry, None, message)

    def _prepared(self, user_id: int, run: Run) -> tuple[Provider, str, str]:
        with self._budget.read() as db:
            connection = queries.connection(db, user_id, run.connection_id)
            cursor = queries.cursor(db, user_id, connection.id)
            asked = queries.requests_since(db, user_id, connection.id, clock.now() - _DAY)
        provider = registry.provider(connection.provider)
        if provider.requests_a_day is not None and asked >= provider.requests_a_day:
            message = _ENOUGH.format(label=provider.label, most=provider.requests_a_day)
            raise ProviderFailure("rate_limited", "DAILY_LIMIT", message, seconds=3600)
        try:
            return provider, self.vault.decrypt(connection.access_token or ""), cursor
        except SecretUnreadable:
            raise ProviderFailure("unreadable", "TOKEN_UNREADABLE", _UNREADABLE) from None

    def _failed(self, user_id: int, run: Run, failure: ProviderFailure, started_at: datetime) -> Result:
        entry: Json = {}
        if not self._closing:
            with self._budget.write() as db:
                connection = queries.connection(db, user_id, run.connection_id)
                if connection.status != "disconnected":
                    log = apply.note_failure(
                        db, user_id, connection, failure, trigger=run.trigger, started_at=started_at
                    )
                    entry = queries.log_json(log)
        phase: Phase = "cancelled" if failure.kind == "cancelled" else "failed"
        self._note(run, phase, failure.message, log=entry or None)
        return Result(entry, failure.kind, failure.message)

    def _note(
        self, run: Run, phase: Phase, message: str = "", *, rows: int | None = None, log: Json | None = None
    ) -> None:
        with self._changed:
            run.phase, run.message = phase, message
            run.rows = run.rows if rows is None else rows
            run.log = log or run.log
            self._version += 1
            self._changed.notify_all()


def due(budget: Database, user_id: int, vault: Vault, now: datetime) -> list[tuple[int, Trigger]]:
    """Return the connections that should be asked now, each with the reason."""
    found: list[tuple[int, Trigger]] = []
    with budget.read() as db:
        for connection in queries.with_accounts(db, user_id):
            last = queries.last_sync_at(db, user_id, connection_id=connection.id, is_good=False)
            if connection.last_error_kind == "unreadable" and _is_readable(vault, connection):
                found.append((connection.id, "retry"))
            elif connection.last_error_kind is None or connection.next_try_at is not None:
                why = schedule.due(now, connection_id=connection.id, last_at=last, next_try_at=connection.next_try_at)
                if why is not None:
                    found.append((connection.id, why))
    return found


def sentence(counts: Mapping[str, Any]) -> str:
    """Return what a sync, or several together, came to: "3 new, 1 settled"."""
    parts = [f"{counts[name]} {word}" for name, word in _WORDS.items() if counts[name]]
    return ", ".join(parts) or "nothing new"


def _fetched(provider: Provider, token: str, cursor: str, watch: Watch) -> Update:
    try:
        return provider.fetch(token, cursor, watch)
    except ProviderFailure as failure:
        if failure.kind != "bad_cursor" or not cursor:
            raise
        # Everything is read again; rows that are here are known by their ids.
        return provider.fetch(token, "", watch)


def _is_readable(vault: Vault, connection: Connection) -> bool:
    try:
        vault.decrypt(connection.access_token or "")
    except SecretUnreadable:
        return False
    return True
