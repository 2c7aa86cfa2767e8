"""Preview, commit and undo of statement files. Files are read before a session is open and saved within one."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from backend.accounts.names import free_name
from backend.imports import queries, readers, records, stored_files
from backend.imports import undo as undoing
from backend.imports.account_matching import Match
from backend.imports.commit import BackUpBefore, CommitResult, NewAccount, save
from backend.imports.errors import FileGone, NotAPreview
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.models import Import
from backend.imports.preview import ReadOptions, compare_with_ledger, currency_differs, read_file
from backend.imports.preview_cache import ParsedFile, PreviewCache
from backend.imports.undo import OtherImport, UndoPreview, UndoResult
from backend.infra.database import Database, ReadSession, WriteSession

DEFAULT_OPTIONS = ReadOptions()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Preview:
    """A previewed file: its pending import, its contents, and the account it would go into. `sibling_ids` are the
    pending imports of the other accounts in the same file."""

    import_id: int
    parsed: ParsedFile
    match: Match
    sibling_ids: tuple[int, ...] = ()


class ImportService:
    """Files of one data folder, from the drop to the undo."""

    def __init__(self, budget: Database, home: Path, *, backing_up: BackUpBefore) -> None:
        self._budget = budget
        self._home = home
        self.backing_up = backing_up
        self.cache = PreviewCache()

    def preview(self, user_id: int, data: bytes, *, filename: str, options: ReadOptions = DEFAULT_OPTIONS) -> Preview:
        """Read a file and say what it would do. Afterwards it waits as an import with status previewed; of a file of
        several accounts each waits as an import of its own, and the first one that has rows is returned.

        Without an account one that fits is found, unless the file is meant for a new one.
        Raises an UnreadableFile; then nothing is kept.
        """
        file = read_file(self._budget, user_id, data, filename=filename, options=options)
        name = stored_files.keep(self._home, data)
        with self._budget.write() as db:
            parsed = compare_with_ledger(db, user_id, file, stamp=self._budget.stamp(db))
            waiting = Import(user_id=user_id, filename=filename, size_bytes=len(data), sha256=name, status="previewed")
            records.describe_import(waiting, parsed)
            db.add(waiting)
            also = [
                Import(user_id=user_id, filename=filename, size_bytes=len(data), sha256=name) for _ in parsed.others
            ]
            for other, statement in zip(also, parsed.others, strict=True):
                records.describe_sibling(other, statement)
            db.add_all(also)
            db.flush()
            import_id, siblings = waiting.id, tuple(other.id for other in also)
        if options.mapping:
            self.cache.mappings[import_id] = options.mapping
        self.cache.put(import_id, parsed)
        return Preview(import_id, parsed, file.match, siblings)

    def reopen(self, user_id: int, import_id: int, *, options: ReadOptions = DEFAULT_OPTIONS) -> Preview:
        """Read the file of a preview, or of an undone import, again: with another account, mapping or currency."""
        with self._budget.read() as db:
            waiting = queries.one(db, user_id, import_id)
            if waiting.status == "done":
                raise NotAPreview
            sha256, filename = waiting.sha256, waiting.filename
            options = replace(
                options,
                account_id=options.account_id or waiting.account_id,
                mapping=options.mapping or self.cache.mappings.get(import_id),
                part=waiting.part,
            )
        data = stored_files.fetch(self._home, sha256)
        file = read_file(self._budget, user_id, data, filename=filename, options=options)
        with self._budget.write() as db:
            waiting = queries.one(db, user_id, import_id)
            # While the file was read, somebody may have imported it.
            if waiting.status == "done":
                raise NotAPreview
            parsed = compare_with_ledger(db, user_id, file, stamp=self._budget.stamp(db))
            records.describe_import(waiting, parsed)
        if options.mapping:
            self.cache.mappings[import_id] = options.mapping
        self.cache.put(import_id, parsed)
        return Preview(import_id, parsed, file.match)

    def parsed_file(self, user_id: int, import_id: int) -> ParsedFile:
        """Return the parsed file of a preview, read again if it left the cache. Raises NoSuchImport, NotAPreview."""
        return self.cache.get(import_id) or self.reopen(user_id, import_id).parsed

    def reparse(self, user_id: int, import_id: int) -> ParsedFile:
        """Return what the file of a finished import says, compared with what is here now.

        Raises NoSuchImport; FileGone if it came with an archive, whose files are not kept.
        """
        if parsed := self.cache.get(import_id):
            return parsed
        parsed = self._parse_finished(user_id, import_id)
        self.cache.put(import_id, parsed)
        return parsed

    def _parse_finished(self, user_id: int, import_id: int) -> ParsedFile:
        with self._budget.read() as db:
            done = queries.one(db, user_id, import_id)
            mapping = readers.mapping_from(done.column_mapping)  # type: ignore[arg-type]
            options = ReadOptions(account_id=done.account_id, mapping=mapping, currency=done.currency, part=done.part)
            sha256, filename = done.sha256, done.filename
        parsed, _ = self._parse(user_id, stored_files.fetch(self._home, sha256), filename, options)
        return parsed

    def commit(
        self,
        user_id: int,
        import_id: int,
        *,
        account_id: int | None = None,
        new_account: NewAccount | None = None,
        mapping: ColumnMapping | None = None,
        keep: Collection[int] = (),
    ) -> CommitResult:
        """Import a previewed file: all of it or, if anything fails or somebody cancels, nothing.

        It is read again only for a `mapping`, an account or a currency that the preview was not read with.

        Raises NoSuchImport, NotAPreview, AccountNeeded, WrongCurrency, ImportCancelled.
        """
        parsed = self._parsed_for_account(user_id, import_id, account_id, new_account, mapping)
        progress = self.cache.start(import_id, len(parsed.statement.drafts))
        try:
            with self.backing_up(len(parsed.statement.drafts)), self._budget.write() as db:
                done = save(
                    db,
                    user_id,
                    import_id,
                    parsed,
                    account_id=account_id or parsed.account_id,
                    new_account=new_account,
                    keep=keep,
                    is_current=parsed.stamp is not None and self._budget.is_unchanged_since(parsed.stamp, db),
                    on_progress=progress.report,
                )
        finally:
            self.cache.end(import_id)
        self.cache.remove(import_id)
        return done

    def preview_undo(self, user_id: int, import_id: int) -> UndoPreview:
        """Return what undoing an import would do. Raises NoSuchImport, NotDone."""
        others = self._overlapping(user_id, import_id)
        with self._budget.read() as db:
            return undoing.preview(db, user_id, import_id, others)

    def undo(self, user_id: int, import_id: int, *, include_changed: bool) -> UndoResult:
        """Undo an import (see imports/undo). Raises NoSuchImport, NotDone."""
        others = self._overlapping(user_id, import_id)
        with self._budget.write() as db:
            done = undoing.undo(db, user_id, import_id, others, include_changed=include_changed)
        self.cache.remove(import_id)
        return done

    def undo_within(self, db: WriteSession, user_id: int, import_id: int) -> None:
        """Undo an import as one of several steps of `db`; what a person changed stays. Raises NoSuchImport, NotDone."""
        undoing.undo(db, user_id, import_id, self._overlapping(user_id, import_id), include_changed=False)
        self.cache.remove(import_id)

    def _overlapping(self, user_id: int, import_id: int) -> list[OtherImport]:
        """Read the files again that may hold transactions of this import; the ledger keeps no second row of them.

        A file that is gone, as those of an archive are, holds none.
        """
        with self._budget.read() as db:
            ids = [each.id for each in queries.overlapping(db, user_id, import_id)]
        others = []
        for other_id in ids:
            with suppress(FileGone):
                parsed = self._parse_finished(user_id, other_id)
                repeated = {
                    (outcome.key, outcome.occurrence): draft
                    for draft, outcome in zip(parsed.arrivals.drafts, parsed.arrivals.outcomes, strict=True)
                    if outcome.fate == "repeated"
                }
                others.append(OtherImport(other_id, readers.source_of(parsed.statement.format), repeated))
        return others

    def forget(self, user_id: int, import_id: int) -> None:
        """Put a preview away for good, with those of earlier drops of the file. Raises NoSuchImport, NotAPreview."""
        with self._budget.write() as db:
            waiting = queries.one(db, user_id, import_id)
            if waiting.status != "previewed":
                raise NotAPreview
            sha256 = waiting.sha256
            copies = [waiting, *queries.older_copies(db, user_id, waiting)]
            ids = [each.id for each in copies]
            for each in copies:
                db.delete(each)
            db.flush()
            is_shared = queries.is_kept_elsewhere(db, user_id, sha256, import_id)
        for id_ in ids:
            self.cache.remove(id_)
        if not is_shared:
            stored_files.forget(self._home, sha256)

    def dry_run(
        self, user_id: int, data: bytes, *, filename: str, account_name: str | None
    ) -> list[tuple[ParsedFile, Match]]:
        """Return what a file would do, account by account, and change nothing at all."""
        account_id = self.account_named(user_id, account_name) if account_name else None
        options = ReadOptions(account_id=account_id, finds_account=account_name is None)
        first = self._parse(user_id, data, filename, options)
        parts = [replace(options, part=other.part) for other in first[0].others]
        return [first, *(self._parse(user_id, data, filename, part) for part in parts)]

    def account_named(self, user_id: int, name: str) -> int | None:
        """Return the account with this name, None if there is none."""
        with self._budget.read() as db:
            return next((a.account_id for a in queries.account_summaries(db, user_id) if a.name == name), None)

    def free_account_name(self, user_id: int, name: str) -> str:
        """Return `name`, or with a number behind it one that no account has."""
        with self._budget.read() as db:
            return free_name(name, {account.name.casefold() for account in queries.account_summaries(db, user_id)})

    def with_session(self, user_id: int, preview: Preview, show: Callable[[ReadSession, int, Preview], T]) -> T:
        """Return what `show` makes of a preview, with a session to look around."""
        with self._budget.read() as db:
            return show(db, user_id, preview)

    def _parse(self, user_id: int, data: bytes, filename: str, options: ReadOptions) -> tuple[ParsedFile, Match]:
        file = read_file(self._budget, user_id, data, filename=filename, options=options)
        with self._budget.read() as db:
            return compare_with_ledger(db, user_id, file), file.match

    def _parsed_for_account(
        self,
        user_id: int,
        import_id: int,
        account_id: int | None,
        new_account: NewAccount | None,
        mapping: ColumnMapping | None,
    ) -> ParsedFile:
        """Return the open file, read with this mapping and for the currency of the account that it goes into."""
        currency = new_account.currency if new_account else None
        parsed = self.cache.get(import_id)
        if parsed is None or mapping not in (None, parsed.statement.mapping):
            options = ReadOptions(mapping=mapping, account_id=account_id, currency=currency)
            return self.reopen(user_id, import_id, options=options).parsed
        settled = ReadOptions(mapping=parsed.statement.mapping)
        if account_id and account_id != parsed.account_id:
            return self.reopen(user_id, import_id, options=replace(settled, account_id=account_id)).parsed
        if currency and currency_differs(parsed.statement, currency):
            return self.reopen(user_id, import_id, options=replace(settled, currency=currency)).parsed
        return parsed
