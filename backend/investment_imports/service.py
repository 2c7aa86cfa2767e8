"""Preview, commit and undo of the files of brokers. Files are read before a session is open and saved within one."""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from backend.imports import queries as statements
from backend.imports import stored_files
from backend.infra import clock
from backend.infra.database import Database, ReadSession, WriteSession
from backend.infra.undo_log import ChangedSince, NoSuchChange
from backend.investment_imports import queries, readers
from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.commit import Done, save
from backend.investment_imports.comparison import Preview, Target, compare
from backend.investment_imports.errors import ImportNotDone, ImportNotOpen, InvalidMapping
from backend.investment_imports.formats.mapping import BadMapping, TableMapping, mapping_from_json
from backend.investment_imports.formats.table import TableFile
from backend.investment_imports.models import InvestmentImport
from backend.investment_imports.plan import (
    PlannedRow,
)
from backend.investments.undo import undo_change
from backend.settings.service import base_currency

_KEPT_FOR = timedelta(days=7)
_OPEN_FILES = 6


class InvestmentImports:
    """The files of brokers of one data folder, from the drop to the undo."""

    def __init__(self, home: Path, budget: Database, database: Database) -> None:
        self._home = home
        self._budget = budget
        self._database = database
        self._files: OrderedDict[int, tuple[BrokerFile, TableFile | None]] = OrderedDict()
        self._rows: dict[int, list[PlannedRow]] = {}
        self._lock = threading.Lock()

    def preview(self, user_id: int, data: bytes, *, filename: str) -> Preview:
        """Read a file and say what it would do; it waits as an import with the status previewed.

        Raises NotABrokerFile, and an UnreadableFile; then nothing is kept.
        """
        currency = self._default_currency(user_id)
        file, table = readers.read(data, filename=filename, default_currency=currency)
        with self._database.read() as db:
            remembered = _remembered_mapping(db, user_id, table)
        if remembered is not None:
            file, table = readers.read(data, filename=filename, default_currency=currency, mapping=remembered)
        with self._database.write() as db:
            for each in queries.abandoned(db, user_id, before=clock.now() - _KEPT_FOR):
                db.delete(each)
            waiting = InvestmentImport(
                user_id=user_id,
                filename=filename,
                layout=file.layout,
                broker=file.broker,
                status="previewed",
                content=zlib.compress(data, 1),
                column_mapping=remembered.to_json() if remembered else None,
            )
            db.add(waiting)
            db.flush()
            self._remember(waiting.id, file, table)
            return self._compared(db, user_id, waiting, file, table, {})

    def offer(self, user_id: int, statement_id: int) -> str | None:
        """Return what a file that was opened as a statement of a bank is known as here: a broker, OFX or QIF.

        Raises NoSuchImport and FileGone of the import.
        """
        return readers.recognised_as(self._statement(user_id, statement_id)[0])

    def preview_statement(self, user_id: int, statement_id: int) -> Preview:
        """Read the investments in a file that was opened as a statement of a bank. Raises as `offer` and `preview`."""
        data, filename = self._statement(user_id, statement_id)
        return self.preview(user_id, data, filename=filename)

    def _statement(self, user_id: int, statement_id: int) -> tuple[bytes, str]:
        with self._budget.read() as db:
            statement = statements.one(db, user_id, statement_id)
            name, filename = statement.sha256, statement.filename
        return stored_files.fetch(self._home, name), filename

    def reopen(
        self,
        user_id: int,
        import_id: int,
        *,
        mapping: Mapping[str, Any] | None = None,
        targets: Mapping[str, Target] | None = None,
    ) -> Preview:
        """Return the preview of a waiting file again, read with another mapping or meant for other accounts.

        Raises NoSuchInvestmentImport, ImportNotOpen, InvalidMapping, NotABrokerFile.
        """
        file, table = self._file(user_id, import_id, mapping)
        with self._database.write() as db:
            waiting = _waiting(db, user_id, import_id)
            if mapping is not None and table is not None:
                waiting.column_mapping = table.mapping.to_json()
                waiting.updated_at = clock.now()
            return self._compared(db, user_id, waiting, file, table, targets or {})

    def commit(self, user_id: int, import_id: int, targets: Mapping[str, Target]) -> Done:
        """Import a waiting file: all of it or, if anything fails, nothing.

        Raises NoSuchInvestmentImport, ImportNotOpen, NoSuchInvestmentAccount, WrongAccount.
        """
        file, table = self._file(user_id, import_id, None)
        with self._database.write() as db:
            waiting = _waiting(db, user_id, import_id)
            found = compare(db, user_id, waiting, file, table, targets)
            done = save(db, user_id, waiting, found, targets)
        self._drop(import_id)
        return done

    def rows(self, user_id: int, import_id: int) -> list[PlannedRow]:
        """Return the rows of a waiting file as they were last compared. Raises as `reopen`."""
        with self._lock:
            found = self._rows.get(import_id)
        return found if found is not None else self.reopen(user_id, import_id).rows

    def undo(self, user_id: int, import_id: int) -> int:
        """Take back what an import added; return how many rows stay because they were changed since.

        Raises NoSuchInvestmentImport, ImportNotDone.
        """
        with self._database.write() as db:
            done = queries.one(db, user_id, import_id)
            if done.status != "done":
                raise ImportNotDone
            kept = 0
            for change_id in reversed(done.change_ids):
                # What a person undid one by one already is done.
                with suppress(ChangedSince, NoSuchChange):
                    kept += undo_change(db, user_id, change_id).kept
            done.status, done.undone_at = "undone", clock.now()
            return kept

    def forget(self, user_id: int, import_id: int) -> None:
        """Put a preview away for good. Raises NoSuchInvestmentImport, ImportNotOpen."""
        with self._database.write() as db:
            db.delete(_waiting(db, user_id, import_id))
        self._drop(import_id)

    def _default_currency(self, user_id: int) -> str:
        with self._budget.read() as db:
            return base_currency(db, user_id)

    def _file(
        self, user_id: int, import_id: int, plain: Mapping[str, Any] | None
    ) -> tuple[BrokerFile, TableFile | None]:
        """Return the open file, read again if it left the memory or should be read in another way."""
        with self._database.read() as db:
            waiting = _waiting(db, user_id, import_id)
            content, filename, stored = waiting.content or b"", waiting.filename, waiting.column_mapping
        with self._lock:
            open_file = self._files.get(import_id)
        if open_file is not None and plain is None:
            return open_file
        try:
            chosen = mapping_from_json(plain or stored or {}) if plain or stored else None
        except BadMapping as error:
            raise InvalidMapping(str(error)) from error
        currency = self._default_currency(user_id)
        file, table = readers.read(
            zlib.decompress(content), filename=filename, default_currency=currency, mapping=chosen
        )
        self._remember(import_id, file, table)
        return file, table

    def _remember(self, import_id: int, file: BrokerFile, table: TableFile | None) -> None:
        with self._lock:
            self._files.pop(import_id, None)
            self._files[import_id] = (file, table)
            while len(self._files) > _OPEN_FILES:
                closed, _ = self._files.popitem(last=False)
                self._rows.pop(closed, None)

    def _drop(self, import_id: int) -> None:
        with self._lock:
            self._files.pop(import_id, None)
            self._rows.pop(import_id, None)

    def _compared(
        self,
        db: WriteSession,
        user_id: int,
        waiting: InvestmentImport,
        file: BrokerFile,
        table: TableFile | None,
        targets: Mapping[str, Target],
    ) -> Preview:
        """Return the preview, and keep its rows for the page that lists them."""
        found = compare(db, user_id, waiting, file, table, targets)
        with self._lock:
            self._rows[waiting.id] = found.rows
        return found


def _waiting(db: ReadSession | WriteSession, user_id: int, import_id: int) -> InvestmentImport:
    found = queries.one(db, user_id, import_id)
    if found.status != "previewed":
        raise ImportNotOpen
    return found


def _remembered_mapping(db: ReadSession, user_id: int, table: TableFile | None) -> TableMapping | None:
    """Return the mapping that a person chose for the last file with this header."""
    if table is None:
        return None
    for each in queries.history(db, user_id):
        if each.column_mapping and tuple(each.column_mapping.get("header", ())) == table.mapping.header:
            with suppress(BadMapping):
                return mapping_from_json(each.column_mapping)
    return None
