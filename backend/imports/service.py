"""The conductor of files: preview, commit, undo. Reading happens before any session is open, writing in one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from backend.accounts import service as accounts
from backend.accounts.models import Account
from backend.imports import queries, reading, store
from backend.imports.column_mapping import ColumnMapping
from backend.imports.desk import Desk, Opened
from backend.imports.failures import AccountNeeded, NotAPreview, WrongCurrency
from backend.imports.matching import Match, match_account
from backend.imports.models import Import, RememberedMapping
from backend.imports.statement import Statement
from backend.infra.database import Database, ReadSession, WriteSession
from backend.ingest import pipeline
from backend.ingest.report import Report
from backend.settings import service as settings
from backend.transactions import service as transactions

_KEPT_PROBLEMS = 5000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that an import makes for itself."""

    name: str
    account_type: str
    currency: str
    institution: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that lies open: the import that waits for it, what it says, and where it would go."""

    import_id: int
    opened: Opened
    match: Match


@dataclass(frozen=True, slots=True)
class Done:
    """A finished import."""

    import_id: int
    account_id: int
    account_name: str
    currency: str
    report: Report
    statement: Statement


class Importer:
    """Files of one data folder, from the drop to the undo."""

    def __init__(self, budget: Database, home: Path) -> None:
        self._budget = budget
        self._home = home
        self.desk = Desk()

    def preview(
        self,
        user_id: int,
        data: bytes,
        *,
        filename: str,
        account_id: int | None = None,
        mapping: ColumnMapping | None = None,
        currency: str | None = None,
        finds_account: bool = True,
    ) -> Preview:
        """Read a file and say what it would do. Afterwards it waits as an import with status previewed.

        Without an account one that fits is found, unless the file is meant for a new one (`finds_account` False).
        Raises an UnreadableFile; then nothing is kept.
        """
        opened, match = self._open(
            user_id,
            data,
            filename,
            account_id=account_id,
            mapping=mapping,
            currency=currency,
            finds_account=finds_account,
        )
        name = store.keep(self._home, data)
        with self._budget.write() as db:
            waiting = Import(user_id=user_id, filename=filename, size_bytes=len(data), sha256=name, status="previewed")
            _fill(waiting, opened)
            db.add(waiting)
            db.flush()
            import_id = waiting.id
        self.desk.open(import_id, opened)
        return Preview(import_id, opened, match)

    def again(
        self,
        user_id: int,
        import_id: int,
        *,
        account_id: int | None = None,
        mapping: ColumnMapping | None = None,
        currency: str | None = None,
    ) -> Preview:
        """Read the file of a preview, or of an undone import, again: with another account, mapping or currency."""
        with self._budget.read() as db:
            waiting = queries.one(db, user_id, import_id)
            if waiting.status == "done":
                raise NotAPreview
            sha256, filename = waiting.sha256, waiting.filename
            account_id = account_id or waiting.account_id
        data = store.fetch(self._home, sha256)
        opened, match = self._open(user_id, data, filename, account_id=account_id, mapping=mapping, currency=currency)
        with self._budget.write() as db:
            waiting = queries.one(db, user_id, import_id)
            # While the file was read, somebody may have imported it.
            if waiting.status == "done":
                raise NotAPreview
            _fill(waiting, opened)
        self.desk.open(import_id, opened)
        return Preview(import_id, opened, match)

    def opened(self, user_id: int, import_id: int) -> Opened:
        """Return what lies open of a preview, read again if it was put away. Raises NoSuchImport, NotAPreview."""
        return self.desk.get(import_id) or self.again(user_id, import_id).opened

    def commit(
        self,
        user_id: int,
        import_id: int,
        *,
        account_id: int | None = None,
        new_account: NewAccount | None = None,
        keep: Collection[int] = (),
    ) -> Done:
        """Import a previewed file: all of it or, if anything fails or somebody cancels, nothing.

        Raises NoSuchImport, NotAPreview, AccountNeeded, WrongCurrency, ImportCancelled.
        """
        opened = self._for_account(user_id, import_id, account_id, new_account)
        progress = self.desk.start(import_id, len(opened.statement.drafts))
        try:
            with self._budget.write() as db:
                waiting = queries.one(db, user_id, import_id)
                if waiting.status == "done":
                    raise NotAPreview
                account = _account(db, user_id, account_id or opened.account_id, new_account)
                check_currency(opened.statement, account)
                arrivals = pipeline.arrive_again(
                    db, user_id, opened.arrivals, account_id=account.id, on_progress=progress.report
                )
                report = pipeline.ingest(
                    db,
                    user_id,
                    arrivals,
                    account=account,
                    import_id=import_id,
                    source="csv_import" if opened.statement.format == "csv" else "file_import",
                    threshold=settings.threshold(db, user_id),
                    keep=keep,
                    on_progress=progress.report,
                )
                _finish(waiting, account, report)
                _remember(db, user_id, account.id, opened.statement)
                done = Done(import_id, account.id, account.name, account.currency, report, opened.statement)
        finally:
            self.desk.end(import_id)
        self.desk.close(import_id)
        return done

    def forget(self, user_id: int, import_id: int) -> None:
        """Put a preview away for good. Raises NoSuchImport, NotAPreview."""
        with self._budget.write() as db:
            waiting = queries.one(db, user_id, import_id)
            if waiting.status != "previewed":
                raise NotAPreview
            sha256 = waiting.sha256
            is_shared = queries.is_kept_elsewhere(db, user_id, sha256, import_id)
            db.delete(waiting)
        self.desk.close(import_id)
        if not is_shared:
            store.forget(self._home, sha256)

    def dry_run(self, user_id: int, data: bytes, *, filename: str, account_name: str | None) -> tuple[Opened, Match]:
        """Return what a file would do, and change nothing at all."""
        account_id = self.account_named(user_id, account_name) if account_name else None
        return self._open(user_id, data, filename, account_id=account_id, finds_account=account_name is None)

    def account_named(self, user_id: int, name: str) -> int | None:
        """Return the account with this name, None if there is none."""
        with self._budget.read() as db:
            return next((a.account_id for a in queries.known_accounts(db, user_id) if a.name == name), None)

    def shown(self, user_id: int, preview: Preview, show: Callable[[ReadSession, int, Preview], T]) -> T:
        """Return what `show` makes of a preview, with a session to look around."""
        with self._budget.read() as db:
            return show(db, user_id, preview)

    def _open(
        self,
        user_id: int,
        data: bytes,
        filename: str,
        *,
        account_id: int | None,
        mapping: ColumnMapping | None = None,
        currency: str | None = None,
        finds_account: bool = True,
    ) -> tuple[Opened, Match]:
        with self._budget.read() as db:
            home_currency = currency or settings.base_currency(db, user_id)
            account = transactions.account_of(db, user_id, account_id) if account_id else None
            account_type = account.account_type if account else None
            if account and not currency:
                home_currency = account.currency
        statement = reading.read(
            data, filename=filename, mapping=mapping, currency=home_currency, account_type=account_type
        )
        with self._budget.read() as db:
            match = self._match(db, user_id, statement, filename)
            if account_id is None and match.chosen and finds_account:
                account_id = match.chosen.account_id
                account = transactions.account_of(db, user_id, account_id)
                home_currency = account.currency
            key = reading.header_key(statement)
            settled = queries.remembered(db, user_id, account_id, key) if account_id and key else None
            remembered = _fitted(settled, statement) if settled else None
        if mapping is None and remembered is not None and remembered != statement.mapping:
            statement = reading.read(
                data, filename=filename, mapping=remembered, currency=home_currency, account_type=account_type
            )
        elif account and statement.currency is None and _needs(statement, account.currency):
            statement = reading.read(
                data, filename=filename, mapping=mapping, currency=home_currency, account_type=account.account_type
            )
        with self._budget.read() as db:
            arrivals = pipeline.arrive(db, user_id, statement.drafts, account_id=account_id)
        return Opened(statement, arrivals, account_id, statement.currency or home_currency), match

    def _match(self, db: ReadSession, user_id: int, statement: Statement, filename: str) -> Match:
        key = reading.header_key(statement)
        return match_account(
            queries.known_accounts(db, user_id),
            account_hint=statement.account_hint,
            currency=statement.currency,
            filename=filename,
            layout=statement.layout,
            used_before=queries.accounts_with_header(db, user_id, key) if key else (),
        )

    def _for_account(
        self, user_id: int, import_id: int, account_id: int | None, new_account: NewAccount | None
    ) -> Opened:
        """Return the open file, read for the currency of the account that it goes into."""
        opened = self.opened(user_id, import_id)
        currency = new_account.currency if new_account else None
        if account_id and account_id != opened.account_id:
            return self.again(user_id, import_id, account_id=account_id, mapping=opened.statement.mapping).opened
        if currency and opened.statement.currency is None and _needs(opened.statement, currency):
            return self.again(user_id, import_id, mapping=opened.statement.mapping, currency=currency).opened
        return opened


def check_currency(statement: Statement, account: Account) -> None:
    """Raise WrongCurrency if not one row of the file is in the account's currency."""
    found = {draft.currency for draft in statement.drafts}
    if found and account.currency not in found:
        raise WrongCurrency(file=", ".join(sorted(found)), account=account.currency, name=account.name)


def _needs(statement: Statement, currency: str) -> bool:
    return bool(statement.drafts) and all(draft.currency != currency for draft in statement.drafts)


def _account(db: WriteSession, user_id: int, account_id: int | None, new_account: NewAccount | None) -> Account:
    if new_account is not None:
        return accounts.create(
            db,
            user_id,
            name=new_account.name,
            account_type=new_account.account_type,
            currency=new_account.currency,
            institution=new_account.institution,
        )
    if account_id is None:
        raise AccountNeeded
    return transactions.account_of(db, user_id, account_id)


def _fill(waiting: Import, opened: Opened) -> None:
    statement, arrivals = opened.statement, opened.arrivals
    new = [arrival.draft for arrival in arrivals if arrival.fate == "new"]
    waiting.status = "previewed"
    waiting.undone_at = None
    waiting.account_id = opened.account_id
    waiting.format, waiting.layout, waiting.currency = statement.format, statement.layout, opened.currency
    waiting.column_mapping = dict(statement.mapping.to_json()) if statement.mapping else None
    waiting.total = len(arrivals) + len(statement.problems) + len(statement.left_out)
    waiting.added = len(new)
    waiting.repeated = sum(arrival.fate == "repeated" for arrival in arrivals)
    waiting.doubtful = sum(arrival.fate == "doubtful" for arrival in arrivals)
    waiting.unreadable, waiting.left_out = len(statement.problems), len(statement.left_out)
    waiting.out_minor = sum(draft.amount_minor for draft in new if draft.amount_minor > 0)
    waiting.in_minor = -sum(draft.amount_minor for draft in new if draft.amount_minor < 0)
    waiting.first_on = min((arrival.draft.on for arrival in arrivals), default=None)
    waiting.last_on = max((arrival.draft.on for arrival in arrivals), default=None)
    told = [("unreadable", problem) for problem in statement.problems]
    told += [("left_out", problem) for problem in statement.left_out]
    waiting.problems = [
        {"fate": fate, "line_no": p.line_no, "raw": p.raw[:1000], "code": p.code, "reason": p.message}
        for fate, p in told[:_KEPT_PROBLEMS]
    ]


def _finish(waiting: Import, account: Account, report: Report) -> None:
    waiting.status = "done"
    waiting.account_id = account.id
    waiting.added, waiting.repeated, waiting.doubtful = report.added, report.repeated, report.doubtful
    waiting.out_minor, waiting.in_minor = report.out_minor, report.in_minor


def _remember(db: WriteSession, user_id: int, account_id: int, statement: Statement) -> None:
    key = reading.header_key(statement)
    if key is None or statement.mapping is None:
        return
    known = queries.remembered(db, user_id, account_id, key)
    if known is None:
        known = RememberedMapping(user_id=user_id, account_id=account_id, header_key=key)
        db.add(known)
    known.header_text = " | ".join(column.header for column in statement.columns)[:2000]
    known.column_mapping = _plain(statement.mapping)


def _fitted(settled: RememberedMapping, statement: Statement) -> ColumnMapping | None:
    """Return the remembered mapping for this file: its columns and signs, but this file's own encoding and start."""
    known = reading.mapping_from(settled.column_mapping)  # type: ignore[arg-type]
    if known is None or statement.mapping is None:
        return known
    return replace(known, encoding=statement.mapping.encoding, header_line=statement.mapping.header_line)


def _plain(mapping: ColumnMapping) -> dict[str, object]:
    plain: Mapping[str, object] = mapping.to_json()
    return dict(plain)
