"""Every SELECT over imports."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account, Institution
from backend.accounts.queries import living_ids
from backend.imports.account_matching import AccountSummary
from backend.imports.errors import NoSuchImport
from backend.imports.models import Import, RememberedMapping
from backend.infra.sql import in_list
from backend.ingest.models import SourceRow
from backend.ingest.report import Sums
from backend.transactions.conditions import untouched
from backend.transactions.models import DeletedTransaction, Transaction

Json = dict[str, Any]
D = DeletedTransaction
T = Transaction
M = RememberedMapping
S = SourceRow
# The columns of a source row that a person sees.
_SHOWN_FATES = {"added": "new", "doubtful": "doubtful"}


def one(db: Session, user_id: int, import_id: int) -> Import:
    """Return one import. Raises NoSuchImport."""
    found = db.get(Import, import_id)
    if found is None or found.user_id != user_id:
        raise NoSuchImport
    return found


def history(db: Session, user_id: int) -> list[Json]:
    """Return the files that were imported, also those undone, newest first."""
    standing = dict(
        db.execute(
            select(T.import_id, func.count())
            .where(T.user_id == user_id, T.import_id.in_(select(Import.id).where(Import.status == "undone")))
            .group_by(T.import_id)
        ).all()
    )
    found = _listed(db, user_id, Import.status != "previewed")
    return [{**each, "kept": standing.get(each["id"], 0)} for each in found]


def has_arrivals(db: Session, user_id: int, account_id: int) -> bool:
    """Say whether an account has transactions, deleted ones among them, or rows that files or banks brought."""
    arrived = (
        select(column.account_id).where(column.user_id == user_id, column.account_id == account_id).limit(1)
        for column in (T, D, S, Import)
    )
    return any(db.scalar(query) is not None for query in arrived)


def still_waiting(db: Session, user_id: int) -> list[Json]:
    """Return the previews that nobody finished, newest first: a file that was dropped again only once, and not at all
    if exactly it was imported since."""
    done = aliased(Import)
    is_done = (
        select(done.id)
        .where(done.user_id == user_id, done.status == "done", *_is_copy(done, Import))
        .correlate(Import)
        .exists()
    )
    newest = (
        select(func.max(Import.id))
        .where(Import.user_id == user_id, Import.status == "previewed")
        .group_by(Import.sha256, Import.part)
    )
    return _listed(db, user_id, Import.id.in_(newest), ~is_done)


def older_copies(db: Session, user_id: int, found: Import) -> Sequence[Import]:
    """Return the previews of exactly this statement from earlier drops of the same file."""
    query = select(Import).where(Import.user_id == user_id, Import.status == "previewed", Import.id < found.id)
    return db.scalars(query.where(*_is_copy(Import, found))).all()


def _is_copy(one: type[Import], other: type[Import] | Import) -> tuple[ColumnElement[bool], ...]:
    return one.sha256 == other.sha256, one.part.is_not_distinct_from(other.part)


def _listed(db: Session, user_id: int, *conditions: ColumnElement[bool]) -> list[Json]:
    query = select(Import, Account.name).outerjoin(Account, Account.id == Import.account_id)
    found = db.execute(query.where(Import.user_id == user_id, *conditions).order_by(Import.id.desc()))
    return [{**import_json(each), "account_name": name} for each, name in found]


def import_json(found: Import) -> Json:
    """Return an import as the history shows it."""
    names = (
        "id", "filename", "format", "layout", "part_label", "account_id", "status", "currency", "total", "added",
        "repeated", "doubtful", "unreadable", "left_out", "first_on", "last_on", "created_at", "undone_at",
    )  # fmt: skip
    parts = found.sums or {found.currency or "": [found.out_minor, found.in_minor]}
    sums = [Sums(*minors).as_json(currency) for currency, minors in parts.items() if currency]
    is_single = found.sums is None
    return {
        **{name: getattr(found, name) for name in names},
        "out_minor": found.out_minor if is_single else None,
        "in_minor": found.in_minor if is_single else None,
        "sums": sums,
    }


def filenames(db: Session, user_id: int, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of the files of these imports."""
    query = select(Import.id, Import.filename).where(Import.user_id == user_id, Import.id.in_(ids))
    return dict(db.execute(query).all())


def done_before(db: Session, user_id: int, sha256: str) -> Import | None:
    """Return the newest finished import of exactly this file into an account that is not deleted."""
    query = select(Import).where(
        Import.user_id == user_id,
        Import.sha256 == sha256,
        Import.status == "done",
        Import.account_id.is_(None) | Import.account_id.in_(living_ids(user_id)),
    )
    return db.scalar(query.order_by(Import.id.desc()).limit(1))


def is_kept_elsewhere(db: Session, user_id: int, sha256: str, import_id: int) -> bool:
    """Say whether another import needs the same kept file."""
    query = select(Import.id).where(Import.user_id == user_id, Import.sha256 == sha256, Import.id != import_id)
    return db.scalar(query.limit(1)) is not None


def account_summaries(db: Session, user_id: int) -> list[AccountSummary]:
    """Return the accounts that a file may belong to."""
    query = (
        select(Account.id, Account.name, Institution.name, Account.mask, Account.account_type, Account.currency)
        .outerjoin(Institution, Institution.id == Account.institution_id)
        .where(Account.user_id == user_id, Account.deleted_at.is_(None))
        .order_by(Account.position, Account.id)
    )
    return [AccountSummary(*row) for row in db.execute(query)]


def accounts_with_header(db: Session, user_id: int, header_key: str) -> Sequence[int]:
    """Return the accounts that took a file with this header."""
    return db.scalars(select(M.account_id).where(M.user_id == user_id, M.header_key == header_key)).all()


def accounts_with_part(db: Session, user_id: int, part: str) -> Sequence[int]:
    """Return the accounts that took this part of a file before."""
    query = select(Import.account_id).where(
        Import.user_id == user_id, Import.part == part, Import.status == "done", Import.account_id.is_not(None)
    )
    return [account_id for account_id in db.scalars(query.distinct()) if account_id is not None]


def siblings(db: Session, user_id: int, found: Import) -> list[int]:
    """Return the previews of the other accounts of the same file."""
    if found.part is None or found.status != "previewed":
        return []
    query = select(Import.part, Import.id).where(
        Import.user_id == user_id,
        Import.sha256 == found.sha256,
        Import.status == "previewed",
        Import.part.is_not(None),
    )
    # The same file may wait twice: each drop wrote its accounts one after the other, and none of them twice.
    drop: dict[str | None, int] = {}
    for part, id_ in db.execute(query.order_by(Import.id)):
        if part in drop:
            if found.id in drop.values():
                break
            drop = {}
        drop[part] = id_
    return [id_ for id_ in drop.values() if id_ != found.id]


def remembered(db: Session, user_id: int, account_id: int, header_key: str) -> RememberedMapping | None:
    """Return the mapping that was settled for this account and header."""
    return db.scalar(select(M).where(M.user_id == user_id, M.account_id == account_id, M.header_key == header_key))


class ImportedRow(NamedTuple):
    """A transaction that an import brought: whether a person decided, edited or deleted it since."""

    id: int
    is_changed: bool
    is_deleted: bool


def imported_rows(db: Session, user_id: int, import_id: int) -> list[ImportedRow]:
    """Return the transactions that an import brought and that are still there or in the log of deleted ones."""
    living = db.execute(select(T.id, untouched()).where(T.user_id == user_id, T.import_id == import_id))
    deleted = select(D.original_id).where(D.user_id == user_id, D.row["import_id"].as_integer() == import_id)
    return [
        *(ImportedRow(id_, not untouched, is_deleted=False) for id_, untouched in living),
        *(ImportedRow(id_, is_changed=True, is_deleted=True) for id_ in db.scalars(deleted)),
    ]


def formats_of_finished(db: Session, user_id: int) -> dict[int, str]:
    """Return the format of each finished import, by its id."""
    query = select(Import.id, Import.format).where(Import.user_id == user_id, Import.status == "done")
    return dict(db.execute(query).all())


def overlapping(db: Session, user_id: int, import_id: int) -> Sequence[Import]:
    """Return the other finished imports of the same accounts that found some of their rows here already, and whose
    days overlap."""
    days = select(T.account_id, func.min(T.on).label("first"), func.max(T.on).label("last"))
    mine = days.where(T.user_id == user_id, T.import_id == import_id).group_by(T.account_id).subquery()
    query = (
        select(Import)
        .join(mine, mine.c.account_id == Import.account_id)
        .where(
            Import.user_id == user_id,
            Import.status == "done",
            Import.id != import_id,
            Import.repeated > 0,
            Import.first_on <= mine.c.last,
            Import.last_on >= mine.c.first,
        )
    )
    return db.scalars(query.order_by(Import.id)).all()


class MatchedRow(NamedTuple):
    """A row of the ledger that another import, or a bank connection (`import_id` None), matched with a transaction."""

    id: int
    transaction_id: int
    import_id: int | None
    source: str


def matches_of(db: Session, user_id: int, import_id: int) -> list[MatchedRow]:
    """Return the rows from elsewhere that match transactions which this import brought, oldest first."""
    deleted = select(D.original_id).where(D.user_id == user_id, D.row["import_id"].as_integer() == import_id)
    living = select(T.id).where(T.user_id == user_id, T.import_id == import_id)
    query = (
        select(S.id, S.transaction_id, S.import_id, S.source)
        .where(S.user_id == user_id, S.fate == "matched", S.transaction_id.in_(living.union_all(deleted)))
        .where(S.import_id.is_distinct_from(import_id), S.import_id.is_not(None) | S.sync_log_id.is_not(None))
        .order_by(S.id)
    )
    return [MatchedRow(*row) for row in db.execute(query)]  # type: ignore[arg-type] # the transaction is not null


def ledger_of(db: Session, user_id: int, import_id: int) -> list[tuple[int, str, int, int | None]]:
    """Return id, key, occurrence and transaction of the ledger's rows of an import."""
    query = select(S.id, S.source_key, S.occurrence, S.transaction_id)
    return [(*row,) for row in db.execute(query.where(S.user_id == user_id, S.import_id == import_id))]


def amounts(db: Session, user_id: int, ids: Sequence[int]) -> list[tuple[str, int]]:
    """Return currency and amount of these transactions; those in the log of deleted ones are left out."""
    query = select(T.currency, T.amount_minor).where(T.user_id == user_id, T.id.in_(in_list(ids)))
    return [(currency, minor) for currency, minor in db.execute(query)]


def short_rows(db: Session, user_id: int, ids: Sequence[int]) -> list[Json]:
    """Return these transactions as short JSON."""
    query = select(T.id, T.on, T.description, T.amount_minor, T.currency).where(
        T.user_id == user_id, T.id.in_(in_list(ids))
    )
    return [dict(row) for row in db.execute(query.order_by(T.id)).mappings()]


def count_arrivals(db: Session, user_id: int, import_id: int, *, fate: str | None) -> int:
    """Return how many of the ledger's rows of an import are shown with this fate, or with any."""
    query = select(func.count()).where(S.user_id == user_id, S.import_id == import_id, _is_shown_as(fate))
    return db.scalar(query) or 0


def arrivals_of(db: Session, user_id: int, import_id: int, *, fate: str | None, start: int, limit: int) -> list[Json]:
    """Return the ledger's rows of an import that are shown with this fate (or any), by line: `limit` of them from the
    `start`th on."""
    # The place of a row is found by the least that tells it; what the row says is read of these rows alone.
    page = (
        select(S.id)
        .where(S.user_id == user_id, S.import_id == import_id, _is_shown_as(fate))
        .order_by(S.line_no, S.id)
        .offset(start)
        .limit(limit)
    )
    query = (
        select(S.line_no, S.raw, S.fate, S.reason, S.transaction_id, T.on, T.description, T.amount_minor, T.currency)
        .outerjoin(T, T.id == S.transaction_id)
        .where(S.user_id == user_id, S.id.in_(page))
        .order_by(S.line_no, S.id)
    )
    return [{**row, "fate": _SHOWN_FATES.get(row["fate"], "repeated")} for row in db.execute(query).mappings()]


def added_lines(db: Session, user_id: int, import_id: int) -> set[int]:
    """Return the numbers of the lines that an import added, or kept as doubtful."""
    query = select(S.line_no).where(S.user_id == user_id, S.import_id == import_id, S.fate.in_(_SHOWN_FATES))
    return {line for line in db.scalars(query) if line is not None}


def _is_shown_as(fate: str | None) -> ColumnElement[bool]:
    if fate is None:
        return true()
    if fate == "repeated":
        return S.fate.not_in(_SHOWN_FATES)
    return S.fate.in_([kept for kept, shown in _SHOWN_FATES.items() if shown == fate])
