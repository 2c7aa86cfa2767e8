"""Put one update of a connection into the budget: rows, removals, balances and cursor, in the caller's transaction."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from backend.accounts import connections
from backend.accounts import service as accounts
from backend.accounts.models import Account, Connection
from backend.balances import service as balances
from backend.balances.queries import Stated, current, last_stated, posted_out
from backend.debts.bank_terms import note_stated
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import reserve_ids
from backend.infra.undo_log import record_changes
from backend.ingest.feed import Feed, FeedReport, ingest_feed
from backend.settings import service as settings
from backend.sync import schedule
from backend.sync.models import SyncCursor, SyncLog
from backend.sync.provider import FoundAccount, Provider, ProviderFailure, Update

_SHOWN = 200
# When to ask again for a history that the bank has not sent whole yet.
_HISTORY_LATER = timedelta(minutes=5)
_DAY = timedelta(days=1)
# A transaction may be posted under a day some days before the bank's balance counts it.
_LATE = timedelta(days=7)


def apply_update(
    db: WriteSession,
    user_id: int,
    connection: Connection,
    update: Update,
    provider: Provider,
    *,
    trigger: str,
    started_at: datetime,
    on_progress: Callable[[str, int], None],
) -> SyncLog:
    """Afterwards the budget is as the bank says, and the log has one entry more. An empty update writes only that."""
    log_id = reserve_ids(db, SyncLog, 1)[0]
    feed = Feed(ledger_kind(connection), provider.name, log_id)
    own = connections.accounts_of(db, user_id, connection.id)
    mapped = {account.provider_account_id or "": account for account in own}
    before = _before(db, user_id, own)
    threshold = settings.threshold(db, user_id)
    report = FeedReport()
    with record_changes(db, user_id, f"Synced {connection.name}") as recorder:
        for provider_account_id, account in mapped.items():
            drafts = update.rows.get(provider_account_id, [])
            if drafts or update.removed or update.pending_since:
                done = ingest_feed(
                    db, user_id, feed, drafts, account=account, removed=update.removed, recorder=recorder,
                    pending_since=update.pending_since, threshold=threshold, on_progress=on_progress,
                )  # fmt: skip
                report.include(done)
    changes = _balances(db, user_id, mapped, before, update)
    for provider_account_id, stated in update.debts.items():
        if provider_account_id in mapped:
            note_stated(db, user_id, mapped[provider_account_id], stated)
    save_cursor(db, user_id, connection.id, update.cursor)
    _note_success(connection, update)
    log = SyncLog(
        id=log_id,
        user_id=user_id,
        connection_id=connection.id,
        connection_name=connection.name,
        trigger=trigger,
        status="partial" if update.warnings or update.unreadable else "success",
        added=report.added,
        modified=len(report.modified),
        removed=len(report.removed),
        settled=len(report.settled),
        matched=report.matched,
        doubtful=report.doubtful,
        unreadable=len(update.unreadable),
        error_message=" ".join(update.warnings)[:500] or None,
        pages=update.pages,
        request_id=update.request_id,
        data_as_of=update.data_as_of,
        started_at=started_at,
        duration_ms=_milliseconds(started_at),
        change_id=recorder.change_id,
        details=_details(report, update, changes),
    )
    db.add(log)
    db.flush()
    return log


def note_failure(
    db: WriteSession,
    user_id: int,
    connection: Connection,
    failure: ProviderFailure,
    *,
    trigger: str,
    started_at: datetime,
    pages: int = 0,
) -> SyncLog:
    """Afterwards the connection and the log say what went wrong and when it is tried again."""
    now = clock.now()
    if failure.kind != "cancelled":
        connections.fails(
            connection,
            status=schedule.status_after(failure.kind),
            kind=failure.kind,
            code=failure.code,
            message=failure.message,
            now=now,
            next_try_at=schedule.next_try(
                failure.kind, connection.failures + 1, now, seconds=failure.retry_after_seconds
            ),
        )
    log = SyncLog(
        user_id=user_id,
        connection_id=connection.id,
        connection_name=connection.name,
        trigger=trigger,
        status="partial" if failure.kind == "preparing" else "error",
        error_code=failure.code,
        error_message=failure.message,
        request_id=failure.request_id,
        pages=pages,
        started_at=started_at,
        duration_ms=_milliseconds(started_at),
    )
    db.add(log)
    db.flush()
    return log


def ledger_kind(connection: Connection) -> str:
    """Return the connection's name in the row ledger. A bank that is linked anew numbers its rows anew."""
    return f"{connection.provider}:{connection.id}"


def save_cursor(db: WriteSession, user_id: int, connection_id: int, cursor: str) -> None:
    """Remember how far the connection was read; "" forgets it, so that the next sync reads everything."""
    row = db.scalars(
        select(SyncCursor).where(SyncCursor.user_id == user_id, SyncCursor.connection_id == connection_id)
    ).first()
    if row is None:
        if cursor:
            db.add(SyncCursor(user_id=user_id, connection_id=connection_id, cursor=cursor))
    elif row.cursor != cursor:
        row.cursor = cursor
    db.flush()


def store_balance(db: WriteSession, user_id: int, account: Account, found: FoundAccount, *, on: date) -> None:
    """Store what the bank says an account holds, unless the stated balance moved on by its rows says the same."""
    accounts.note_limits(account, available_minor=found.available_minor, limit_minor=found.limit_minor)
    known = current(db, user_id, [account]).get(account.id)
    if found.balance_minor is not None and (known is None or known.minor != found.balance_minor):
        balances.note_synced(db, user_id, account.id, found.balance_on or on, found.balance_minor)


class _Before(NamedTuple):
    """An account before the sync: what was stated last, that moved on by posted transactions, and what went out of it
    lately."""

    stated: Stated
    posted_minor: int
    lately_out_minor: int


def _before(db: WriteSession, user_id: int, accounts_before: Sequence[Account]) -> dict[int, _Before]:
    stated = last_stated(db, user_id, accounts_before)
    return {
        account.id: _Before(
            last,
            last.minor - posted_out(db, user_id, account, since=last.on + _DAY),
            posted_out(db, user_id, account, since=last.on - _LATE),
        )
        for account in accounts_before
        if (last := stated.get(account.id)) is not None and not last.is_sign_unclear
    }


def _computed(db: WriteSession, user_id: int, account: Account, before: _Before) -> int:
    """Return what the transactions say that the account holds now."""
    stated = before.stated
    if stated.source != "sync":
        return stated.minor - posted_out(db, user_id, account, since=stated.on + _DAY)
    # The bank stated it at some moment of that day; what posted since then is what this sync brought.
    return before.posted_minor + before.lately_out_minor - posted_out(db, user_id, account, since=stated.on - _LATE)


def _balances(
    db: WriteSession, user_id: int, mapped: dict[str, Account], before: dict[int, _Before], update: Update
) -> list[dict[str, Any]]:
    """Store the balances, and return those that changed: before, by the transactions, and as the bank says."""
    on = clock.day_of(update.data_as_of or clock.now())
    changes = []
    for found in update.accounts:
        account = mapped.get(found.provider_account_id)
        if account is None or found.currency != account.currency:
            continue
        earlier = before.get(account.id)
        computed = _computed(db, user_id, account, earlier) if earlier else None
        store_balance(db, user_id, account, found, on=on)
        was = earlier.posted_minor if earlier else None
        if found.balance_minor is not None and not was == computed == found.balance_minor:
            amounts = {"before_minor": was, "computed_minor": computed, "after_minor": found.balance_minor}
            changes.append({"account_id": account.id, **amounts})
    return changes


def _note_success(connection: Connection, update: Update) -> None:
    if update.consent_expires_at != connection.consent_expires_at:
        connection.consent_expires_at = update.consent_expires_at
    later = None if update.is_history_complete else clock.now() + _HISTORY_LATER
    connections.works_again(connection, next_try_at=later)


def _details(report: FeedReport, update: Update, balances_changed: list[dict[str, Any]]) -> dict[str, Any] | None:
    found: dict[str, Any] = {
        "settled": report.settled[:_SHOWN],
        "modified": report.modified[:_SHOWN],
        "removed": report.removed[:_SHOWN],
        "balances": balances_changed,
        "unreadable": [{"reason": each.reason, "raw": each.raw[:500]} for each in update.unreadable[:_SHOWN]],
    }
    return {name: value for name, value in found.items() if value} or None


def _milliseconds(started_at: datetime) -> int:
    # A clock that was set back meanwhile must not give a negative duration.
    return max(0, int((datetime.now(UTC) - started_at).total_seconds() * 1000))
