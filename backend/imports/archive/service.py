"""Years of files at once: each table goes into its account, what it files its rows under is taken as decided.

All of it is one import in one transaction: it can be looked at before, and undone as a whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from backend.accounts import service as accounts
from backend.accounts.models import Account
from backend.accounts.names import free_name
from backend.imports import queries, readers
from backend.imports.archive.categories import ArchiveCategories
from backend.imports.archive.metadata import ArchivedAccount, archived_account, categories_of
from backend.imports.auto_import import last_four_digits
from backend.imports.commit import BackUpBefore
from backend.imports.detection.questions import sentences
from backend.imports.errors import NothingInArchive
from backend.imports.model.statement import Statement
from backend.imports.models import Import
from backend.infra.database import Database, WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.ingest import pipeline
from backend.ingest.category_hints import CategoryHints
from backend.ingest.report import IngestReport
from backend.kit.compact_rows import CompactRows
from backend.kit.errors import AppError
from backend.settings import service as settings
from backend.transactions.bulk_insert import CategorizedDraft
from backend.transactions.draft import Draft

# A file by its name, and its tables or why it cannot be read.
_Read = tuple[str, list[Statement] | AppError]


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """One file of an archive. `name` is its place in the folder; `content` is asked for when its turn comes."""

    name: str
    size: int
    content: Callable[[], bytes]


@dataclass(slots=True)
class TableReport:
    """What became, or would become, of one table of one file."""

    file: str
    table: str | None
    account: str | None = None
    is_new_account: bool = False
    currency: str | None = None
    added: int = 0
    repeated: int = 0
    doubtful: int = 0
    unreadable: int = 0
    left_out: int = 0
    categorised: int = 0
    sum_minor: int = 0
    refused: str | None = None
    problems: list[dict[str, object]] = field(default_factory=list)


@dataclass(slots=True)
class ArchiveReport:
    """What became, or would become, of an archive. `import_id` is None if it was only looked at."""

    tables: list[TableReport] = field(default_factory=list)
    new_accounts: list[str] = field(default_factory=list)
    new_categories: list[str] = field(default_factory=list)
    import_id: int | None = None


class _DryRun(Exception):
    """Takes everything back that was tried."""


def preview_archive(budget: Database, user_id: int, files: Sequence[ArchiveFile], *, title: str) -> ArchiveReport:
    """Return what an archive would do, exactly: it is taken in and taken back. Changes nothing."""
    found = ArchiveReport()
    read = _read_all(budget, user_id, files)
    try:
        with budget.write() as db:
            found = _save_archive(db, user_id, read, title=title, size=0)
            raise _DryRun
    except _DryRun:
        found.import_id = None
        return found


def commit_archive(
    budget: Database, user_id: int, files: Sequence[ArchiveFile], *, title: str, backing_up: BackUpBefore
) -> ArchiveReport:
    """Import an archive, all of it or nothing. Tables that cannot be read for sure are named and left alone.

    Raises NothingInArchive if not one table can be read.
    """
    read = _read_all(budget, user_id, files)
    rows = sum(len(each.drafts) for _, found in read if not isinstance(found, AppError) for each in found)
    with backing_up(rows), budget.write() as db:
        return _save_archive(db, user_id, read, title=title, size=sum(file.size for file in files))


def _read_all(budget: Database, user_id: int, files: Sequence[ArchiveFile]) -> Sequence[_Read]:
    with budget.read() as db:
        currency = settings.base_currency(db, user_id)
    return [(file.name, _read(file, currency)) for file in files]


def _read(file: ArchiveFile, currency: str) -> list[Statement] | AppError:
    """Return the tables of a file, each read as its kind of account wants it; or why it cannot be read."""
    name = file.name.rsplit("/", 1)[-1]
    data = file.content()

    def read(account_type: str | None) -> list[Statement]:
        return readers.read(data, filename=name, mapping=None, currency=currency, account_type=account_type)

    try:
        found = read(None)
        kinds = {archived_account(statement, name).account_type for statement in found if statement.questions}
        by_kind = {kind: {each.part: each for each in read(kind)} for kind in sorted(kinds)}
        return [
            by_kind[archived_account(one, name).account_type].get(one.part, one) if one.questions else one
            for one in found
        ]
    except AppError as error:
        return error


def _save_archive(
    db: WriteSession,
    user_id: int,
    read: Sequence[_Read],
    *,
    title: str,
    size: int,
) -> ArchiveReport:
    run = Import(
        user_id=user_id,
        filename=title[:300],
        size_bytes=size,
        sha256=sha256(title.encode()).hexdigest(),
        format="archive",
        layout=f"{len(read)} files",
        status="done",
    )
    db.add(run)
    db.flush()
    found = ArchiveReport(import_id=run.id)
    # Not as a change of its own: the undo of the archive takes along what nobody uses.
    making = ArchiveCategories(db, user_id, ChangeRecorder(db))
    for name, statements in read:
        if isinstance(statements, AppError):
            found.tables.append(TableReport(name, None, refused=statements.message))
            continue
        found.tables += [_import_table(db, user_id, run, name, each, making, found.new_accounts) for each in statements]
    if not any(table.account for table in found.tables):
        raise NothingInArchive([f"{table.file}: {table.refused}" for table in found.tables])
    found.new_categories = making.made
    run.made_categories = making.names or None
    _finish(run, found.tables)
    db.flush()
    return found


def _import_table(
    db: WriteSession,
    user_id: int,
    run: Import,
    filename: str,
    statement: Statement,
    making: ArchiveCategories,
    new_accounts: list[str],
) -> TableReport:
    table = TableReport(filename, statement.part_label)
    table.unreadable, table.left_out = len(statement.problems), len(statement.left_out)
    table.problems = [{"line_no": p.line_no, "message": p.message, "raw": p.raw[:200]} for p in statement.problems]
    if asked := sentences(statement):
        table.refused = f"{' '.join(asked)} Open this file on the Import page and settle it there."
        return table
    named = zip(statement.drafts, categories_of(statement), strict=True)
    drafts = CompactRows(Draft, (draft._replace(category_hint=making.key_of(each)) for draft, each in named))
    account = _account_of(db, user_id, statement, archived_account(statement, filename), new_accounts)
    table.account, table.is_new_account = account.name, account.name in new_accounts
    drafts = CompactRows(Draft, (draft for draft in drafts if draft.currency == account.currency))
    table.left_out += len(statement.drafts) - len(drafts)
    kind = readers.kind_of(statement)
    arrivals = pipeline.compare_with_ledger(db, user_id, drafts, account_id=account.id, kind=kind)
    report = pipeline.ingest(
        db,
        user_id,
        arrivals,
        account=account,
        import_id=run.id,
        source="archive",
        kind=kind,
        threshold=settings.threshold(db, user_id),
        decide=decide_archived,
    )
    _count(table, report, account, drafts)
    return table


def decide_archived(hints: CategoryHints, draft: Draft) -> CategorizedDraft | None:
    """Return the draft with the category that the archive files it under, if any: somebody decided that long ago."""
    category_id = hints.category_id(draft.category_hint)
    if category_id is None:
        return None
    return CategorizedDraft(draft, "auto_confirmed", category_id, None, "import", 1.0, "Your archive files it there")


def _account_of(
    db: WriteSession, user_id: int, statement: Statement, owner: ArchivedAccount, new_accounts: list[str]
) -> Account:
    mask = last_four_digits(statement.account_hint)
    accounts_here = queries.account_summaries(db, user_id)
    for known in accounts_here:
        is_same = known.name.casefold() == owner.name.casefold() or (mask and known.mask == mask)
        if is_same and statement.currency in (None, known.currency):
            return db.get_one(Account, known.account_id)
    name = free_name(owner.name, {known.name.casefold() for known in accounts_here})
    new_accounts.append(name)
    currency = statement.currency or settings.base_currency(db, user_id)
    return accounts.create(db, user_id, name=name, account_type=owner.account_type, currency=currency, mask=mask)


def _count(table: TableReport, report: IngestReport, account: Account, drafts: CompactRows[Draft]) -> None:
    table.currency = account.currency
    table.added, table.repeated, table.doubtful = report.added, report.repeated, report.doubtful
    table.categorised = report.auto_confirmed
    table.sum_minor = sum(drafts.column("amount_minor"))


def _finish(run: Import, tables: Sequence[TableReport]) -> None:
    for name in ("added", "repeated", "doubtful", "unreadable", "left_out"):
        setattr(run, name, sum(getattr(table, name) for table in tables))
    run.total = run.added + run.repeated + run.doubtful + run.unreadable + run.left_out
    run.problems = [
        {"fate": "unreadable", "line_no": None, "raw": table.file, "code": "refused", "reason": table.refused}
        for table in tables
        if table.refused
    ]
