"""Every SELECT over connections, cursors, links and the sync log, in the form that pages show."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Connection, Institution
from backend.balances.queries import current
from backend.infra import clock
from backend.infra.sql import in_list
from backend.ingest.models import SourceRow
from backend.sync.account_matching import OwnAccount
from backend.sync.errors import NoSuchConnection, NoSuchDoubt, NoSuchLink, NoSuchSync
from backend.sync.health import health
from backend.sync.models import LinkSession, SyncCursor, SyncLog
from backend.transactions.conditions import untouched
from backend.transactions.models import DeletedTransaction, Transaction

Json = dict[str, Any]
_ROWS = 500
# Syncs of several banks that begin within this time were asked for together.
_ONE_ROUND = timedelta(minutes=2)
_COUNTS = ("added", "settled", "matched", "modified", "removed", "doubtful", "unreadable")
T = Transaction


def connection(db: Session, user_id: int, connection_id: int) -> Connection:
    """Return one connection, also a disconnected one. Raises NoSuchConnection."""
    found = db.get(Connection, connection_id)
    if found is None or found.user_id != user_id:
        raise NoSuchConnection
    return found


def by_name(db: Session, user_id: int, name: str) -> Connection:
    """Return the connection with this name, or whose account has it. Raises NoSuchConnection."""
    for found in active_connections(db, user_id):
        names = [found.name, *db.scalars(select(Account.name).where(Account.connection_id == found.id))]
        if name.casefold() in (each.casefold() for each in names):
            return found
    raise NoSuchConnection


def active_connections(db: Session, user_id: int) -> Sequence[Connection]:
    """Return the connections that are not disconnected, by name."""
    query = select(Connection).where(Connection.user_id == user_id, Connection.status != "disconnected")
    return db.scalars(query.order_by(func.lower(Connection.name), Connection.id)).all()


def with_accounts(db: Session, user_id: int) -> Sequence[Connection]:
    """Return the connections that report on an account."""
    mine = select(Account.connection_id).where(Account.user_id == user_id, Account.deleted_at.is_(None))
    ids = {id_ for id_ in db.scalars(mine) if id_}
    return [found for found in active_connections(db, user_id) if found.id in ids]


def removals_due(db: Session, user_id: int) -> Sequence[Connection]:
    """Return disconnected connections whose provider was not notified yet."""
    return db.scalars(select(Connection).where(Connection.user_id == user_id, Connection.is_removal_due)).all()


def cursor(db: Session, user_id: int, connection_id: int) -> str:
    """Return how far a connection was read, "" for not at all."""
    query = select(SyncCursor.cursor).where(SyncCursor.user_id == user_id, SyncCursor.connection_id == connection_id)
    return db.scalar(query) or ""


def last_sync_at(
    db: Session, user_id: int, *, connection_id: int | None = None, is_good: bool = True
) -> datetime | None:
    """Return when a connection (or any) was last synced; with `is_good` only syncs that worked count."""
    query = select(SyncLog.started_at).where(SyncLog.user_id == user_id)
    if connection_id is not None:
        query = query.where(SyncLog.connection_id == connection_id)
    if is_good:
        query = query.where(SyncLog.status != "error")
    # By the number of the entry: a clock may have been set back.
    return db.scalar(query.order_by(SyncLog.id.desc()).limit(1))


def last_round(db: Session, user_id: int) -> Json | None:
    """Return what the newest syncs that worked came to together: of each connection its last one, if it began with the
    newest of all."""
    last = last_sync_at(db, user_id)
    if last is None:
        return None
    newest = (
        select(func.max(SyncLog.id))
        .where(
            SyncLog.user_id == user_id,
            SyncLog.status != "error",
            SyncLog.undone_at.is_(None),
            SyncLog.started_at.between(last - _ONE_ROUND, last),
        )
        .group_by(SyncLog.connection_id)
    )
    sums = [func.coalesce(func.sum(getattr(SyncLog, name)), 0) for name in _COUNTS]
    return dict(zip(_COUNTS, db.execute(select(*sums).where(SyncLog.id.in_(newest))).one(), strict=True))


def requests_since(db: Session, user_id: int, connection_id: int, since: datetime) -> int:
    """Return how many pages were asked of a connection since a moment; a failed sync counts as one."""
    query = select(func.coalesce(func.sum(func.greatest(SyncLog.pages, 1)), 0)).where(
        SyncLog.user_id == user_id, SyncLog.connection_id == connection_id, SyncLog.started_at >= since
    )
    return int(db.scalar(query) or 0)


def listed_connections(db: Session, user_id: int, running: Mapping[int, Json]) -> list[Json]:
    """Return every living connection as JSON, with its health, its accounts and its last sync."""
    accounts: dict[int, list[Json]] = defaultdict(list)
    mine = select(Account).where(Account.user_id == user_id, Account.deleted_at.is_(None))
    connected = mine.where(Account.connection_id.is_not(None)).order_by(Account.position, Account.id)
    found = db.scalars(connected).all()
    held = current(db, user_id, found)
    for account in found:
        balance = held.get(account.id)
        accounts[account.connection_id or 0].append(
            {
                "id": account.id,
                "name": account.name,
                "mask": account.mask,
                "account_type": account.account_type,
                "currency": account.currency,
                "balance_current_minor": balance and balance.minor,
                "balance_on": balance and balance.on,
            }
        )
    institutions = {each.id: each for each in db.scalars(select(Institution).where(Institution.user_id == user_id))}
    return [
        _connection(db, user_id, each, accounts[each.id], institutions.get(each.institution_id or 0), running)
        for each in active_connections(db, user_id)
    ]


def _connection(
    db: Session,
    user_id: int,
    found: Connection,
    accounts: list[Json],
    institution: Institution | None,
    running: Mapping[int, Json],
) -> Json:
    last = db.scalars(
        select(SyncLog).where(SyncLog.user_id == user_id, SyncLog.connection_id == found.id).order_by(SyncLog.id.desc())
    ).first()
    return {
        "id": found.id,
        "provider": found.provider,
        "name": found.name,
        "institution_id": institution.id if institution else None,
        "has_logo": bool(institution and institution.logo),
        "color": institution.color if institution else None,
        "url": institution.url if institution else None,
        "status": found.status,
        "health": "syncing" if found.id in running else _health(found, accounts),
        "error_code": found.last_error_code,
        "message": found.last_error,
        "failing_since": found.failing_since,
        "next_try_at": found.next_try_at,
        "consent_expires_at": found.consent_expires_at,
        "data_as_of": _data_as_of(db, user_id, found.id),
        "last_synced_at": last_sync_at(db, user_id, connection_id=found.id),
        "last_sync": log_json(last) if last else None,
        "running": running.get(found.id),
        "accounts": accounts,
    }


def _health(found: Connection, accounts: list[Json]) -> str:
    return health(
        status=found.status, failure=found.last_error_kind, has_accounts=bool(accounts),
        consent_expires_at=found.consent_expires_at, now=clock.now(),
    )  # fmt: skip


def _data_as_of(db: Session, user_id: int, connection_id: int) -> datetime | None:
    query = select(SyncLog.data_as_of).where(
        SyncLog.user_id == user_id, SyncLog.connection_id == connection_id, SyncLog.data_as_of.is_not(None)
    )
    return db.scalar(query.order_by(SyncLog.id.desc()).limit(1))


def own_accounts(db: Session, user_id: int) -> list[OwnAccount]:
    """Return every account that one of a bank may be."""
    query = (
        select(
            Account.id, Account.name, Institution.name, Account.mask, Account.account_type, Account.currency,
            Account.provider_account_id, Account.persistent_account_id, Account.connection_id.is_not(None),
        )
        .outerjoin(Institution, Institution.id == Account.institution_id)
        .where(Account.user_id == user_id, Account.deleted_at.is_(None))
    )  # fmt: skip
    return [OwnAccount(*row) for row in db.execute(query.order_by(Account.position, Account.id))]


def link(db: Session, user_id: int, link_id: int) -> LinkSession:
    """Return one attempt to connect a bank. Raises NoSuchLink."""
    found = db.get(LinkSession, link_id)
    if found is None or found.user_id != user_id:
        raise NoSuchLink
    return found


def open_links(db: Session, user_id: int) -> Sequence[LinkSession]:
    """Return the links that wait for the person on the provider's page."""
    return db.scalars(select(LinkSession).where(LinkSession.user_id == user_id, LinkSession.status == "waiting")).all()


def history(
    db: Session,
    user_id: int,
    *,
    account_id: int | None,
    connection_id: int | None,
    trigger: str | None,
    only: str | None,
    before_id: int | None,
    limit: int,
) -> list[Json]:
    """Return entries of the sync log, newest first; `only` is "changes" or "trouble"."""
    query: Select[Any] = select(SyncLog).where(SyncLog.user_id == user_id)
    if account_id is not None:
        its = select(Account.connection_id).where(Account.user_id == user_id, Account.id == account_id)
        query = query.where(or_(SyncLog.account_id == account_id, SyncLog.connection_id.in_(its)))
    if connection_id is not None:
        query = query.where(SyncLog.connection_id == connection_id)
    if trigger is not None:
        query = query.where(SyncLog.trigger == trigger)
    if only == "changes":
        counts = (SyncLog.added, SyncLog.modified, SyncLog.removed, SyncLog.settled, SyncLog.doubtful)
        query = query.where(or_(*(count > 0 for count in counts)))
    if only == "trouble":
        query = query.where(SyncLog.status != "success")
    if before_id is not None:
        query = query.where(SyncLog.id < before_id)
    return [log_json(entry) for entry in db.scalars(query.order_by(SyncLog.id.desc()).limit(limit))]


def log_json(entry: SyncLog) -> Json:
    """Return one entry of the log as JSON. `account_name` is what the older app's scripts read."""
    names = (
        "id", "connection_id", "account_id", "connection_name", "trigger", "status", "added", "modified", "removed",
        "settled", "matched", "doubtful", "unreadable", "error_code", "error_message", "pages", "request_id",
        "data_as_of", "started_at", "duration_ms", "undone_at",
    )  # fmt: skip
    found = {name: getattr(entry, name) for name in names}
    return {**found, "account_name": entry.connection_name, "duration_seconds": round(entry.duration_ms / 1000, 2)}


def log_entry(db: Session, user_id: int, log_id: int) -> SyncLog:
    """Return one entry of the sync log. Raises NoSuchSync."""
    entry = db.get(SyncLog, log_id)
    if entry is None or entry.user_id != user_id:
        raise NoSuchSync
    return entry


def added_by(db: Session, user_id: int, log_id: int) -> dict[int, bool]:
    """Return the living transactions that a sync added, and of each whether nobody decided or edited it since."""
    query = (
        select(T.id, untouched())
        .join(SourceRow, SourceRow.transaction_id == T.id)
        .where(T.user_id == user_id, SourceRow.sync_log_id == log_id, SourceRow.fate == "added")
    )
    return dict(db.execute(query).all())


def one_sync(db: Session, user_id: int, log_id: int) -> Json:
    """Return a sync with what became of each of its rows, at most some hundreds. Raises NoSuchSync."""
    entry = log_entry(db, user_id, log_id)
    details = entry.details or {}
    arrived = (
        select(T.id)
        .join(SourceRow, SourceRow.transaction_id == T.id)
        .where(SourceRow.user_id == user_id, SourceRow.sync_log_id == log_id, SourceRow.fate == "added")
    )
    added = db.scalars(arrived.order_by(T.on.desc(), T.id.desc()).limit(_ROWS)).all()
    rows = [
        {**row, "what": what}
        for what, ids in (
            ("settled", details.get("settled", [])),
            ("changed", details.get("modified", [])),
            ("new", added),
        )
        for row in transactions(db, user_id, ids)
    ]
    names = dict(db.execute(select(Account.id, Account.name).where(Account.user_id == user_id)).all())
    return {
        **log_json(entry),
        "rows": rows,
        "removed_rows": _deleted(db, user_id, details.get("removed", [])),
        "balances": [
            {**each, "account_name": names.get(each["account_id"], "?")} for each in details.get("balances", [])
        ],
        "unreadable_rows": details.get("unreadable", []),
        "doubtful_rows": doubtful(db, user_id, log_id),
    }


def doubtful(db: Session, user_id: int, log_id: int | None = None) -> list[Json]:
    """Return rows of connections that may be here already and wait for the person's answer."""
    query = (
        select(SourceRow, Account.name)
        .join(Account, Account.id == SourceRow.account_id)
        .where(
            SourceRow.user_id == user_id,
            SourceRow.fate == "doubtful",
            SourceRow.sync_log_id.is_not(None) if log_id is None else SourceRow.sync_log_id == log_id,
            Account.deleted_at.is_(None),
        )
    )
    found = db.execute(query.order_by(SourceRow.id.desc()).limit(_ROWS)).all()
    others = {row["id"]: row for row in transactions(db, user_id, [row.candidate_id for row, _ in found])}
    return [
        {
            "id": row.id,
            "sync_log_id": row.sync_log_id,
            "account_id": row.account_id,
            "account_name": name,
            "reason": row.reason,
            "source": row.source,
            "raw": row.raw,
            "other": others.get(row.candidate_id or 0),
        }
        for row, name in found
    ]


def one_doubt(db: Session, user_id: int, row_id: int) -> SourceRow:
    """Return one row that waits for the person's answer. Raises NoSuchDoubt."""
    row = db.get(SourceRow, row_id)
    if row is None or row.user_id != user_id or row.fate != "doubtful" or row.sync_log_id is None:
        raise NoSuchDoubt
    return row


def summary(db: Session, user_id: int, *, days: int) -> Json:
    """Return what the syncs of the last days came to, and for each connection how each day went."""
    since = clock.now() - timedelta(days=days)
    mine = and_(SyncLog.user_id == user_id, SyncLog.started_at >= since)
    sums = [func.coalesce(func.sum(each), 0) for each in (SyncLog.added, SyncLog.settled, SyncLog.removed)]
    count, added, settled, removed = tuple(db.execute(select(func.count(), *sums).where(mine)).one())
    by_connection: dict[int, dict[str, str]] = defaultdict(dict)
    rows = select(SyncLog.connection_id, SyncLog.started_at, SyncLog.status).where(mine).order_by(SyncLog.id)
    for connection_id, started_at, status in db.execute(rows):
        # The last sync of a day says how that day went.
        by_connection[connection_id or 0][started_at.astimezone().date().isoformat()] = status
    return {
        "days": days,
        "syncs": count,
        "added": added,
        "settled": settled,
        "removed": removed,
        "by_connection": [{"connection_id": id_, "days": found} for id_, found in by_connection.items() if id_],
    }


def logo(db: Session, user_id: int, institution_id: int) -> bytes | None:
    """Return the PNG of a bank, if there is one."""
    query = select(Institution.logo).where(Institution.user_id == user_id, Institution.id == institution_id)
    return db.scalar(query)


def transactions(db: Session, user_id: int, ids: Collection[int | None]) -> list[Json]:
    """Return the living ones among these transactions, at most some hundreds, newest first."""
    query = (
        select(
            T.id, T.account_id, Account.name.label("account_name"), T.on, T.description, T.merchant_name,
            T.amount_minor, T.currency, T.is_pending, T.status,
        )
        .join(Account, Account.id == T.account_id)
        .where(T.user_id == user_id, T.id.in_(in_list([id_ for id_ in ids if id_])))
    )  # fmt: skip
    return [dict(row) for row in db.execute(query.order_by(T.on.desc(), T.id.desc()).limit(_ROWS)).mappings()]


def _deleted(db: Session, user_id: int, ids: Collection[int]) -> list[Json]:
    columns = ("id", "account_id", "account_name", "on", "description", "merchant_name", "amount_minor", "currency")
    query = select(*(getattr(DeletedTransaction, name) for name in columns)).where(
        DeletedTransaction.user_id == user_id, DeletedTransaction.id.in_(in_list(list(ids)))
    )
    return [dict(row) for row in db.execute(query).mappings()]
