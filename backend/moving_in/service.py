"""Books of other programs, from the drop to the parity report. A book is read before a session is open; what it would
do is found out by saving it and taking all of it back."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from backend.imports.commit import BackUpBefore
from backend.imports.preview_cache import Progress
from backend.infra.database import Database, WriteSession
from backend.moving_in import parity, queries
from backend.moving_in.book import Book
from backend.moving_in.choices import Choices, suggest
from backend.moving_in.errors import BookNotOpen
from backend.moving_in.registry import read_book
from backend.moving_in.writer import save_book
from backend.settings.service import base_currency

_OPEN_BOOKS = 4


@dataclass(slots=True)
class OpenBook:
    """A book that waits to be moved in."""

    id: str
    user_id: int
    filename: str
    data: bytes
    book: Book
    currency: str
    progress: Progress = field(default_factory=Progress)


class _TakeBack(Exception):
    """Takes everything back that was tried."""


class MovingIn:
    """The books of one data folder that are open."""

    def __init__(self, budget: Database, *, backing_up: BackUpBefore) -> None:
        self._budget = budget
        self._backing_up = backing_up
        self._books: OrderedDict[str, OpenBook] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, user_id: int, data: bytes, *, filename: str, currency: str | None = None) -> OpenBook | None:
        """Read a book; None for a file of no program that is known. Afterwards it is open until it is moved in, or
        until others are. Nothing is stored. Raises UnreadableBook.
        """
        with self._budget.read() as db:
            currency = currency or base_currency(db, user_id)
        book = read_book(data, currency=currency)
        if book is None:
            return None
        opened = OpenBook(secrets.token_urlsafe(12), user_id, filename, data, book, currency)
        with self._lock:
            self._books[opened.id] = opened
            while len(self._books) > _OPEN_BOOKS:
                self._books.popitem(last=False)
        return opened

    def get(self, user_id: int, book_id: str) -> OpenBook:
        """Return an open book. Raises BookNotOpen."""
        with self._lock:
            found = self._books.get(book_id)
        if found is None or found.user_id != user_id:
            raise BookNotOpen
        return found

    def progress(self, user_id: int, book_id: str) -> Progress:
        """Return how far it is; idle once it is over."""
        try:
            return self.get(user_id, book_id).progress
        except BookNotOpen:
            return Progress()

    def close(self, user_id: int, book_id: str) -> None:
        """Put a book away. Raises BookNotOpen."""
        self.get(user_id, book_id)
        with self._lock:
            self._books.pop(book_id, None)

    def reread(self, user_id: int, book_id: str, *, currency: str) -> OpenBook:
        """Read the file of an open book again in another currency. Raises BookNotOpen, UnreadableBook."""
        opened = self.get(user_id, book_id)
        if currency != opened.currency:
            book = read_book(opened.data, currency=currency)
            assert book is not None
            opened.book, opened.currency = book, currency
        return opened

    def suggested(self, opened: OpenBook) -> Choices:
        """Return what is suggested for the accounts and categories of a book."""
        with self._budget.read() as db:
            return suggest(
                opened.book,
                queries.accounts_here(db, opened.user_id),
                queries.categories_here(db, opened.user_id),
            )

    def try_out(self, user_id: int, book_id: str, choices: Choices) -> dict[str, Any]:
        """Return the parity report that moving in would have. Changes nothing. Raises as `commit`."""
        opened = self.get(user_id, book_id)
        found: dict[str, Any] = {}
        try:
            with self._budget.write() as db:
                found = self._save(db, opened, choices)
                raise _TakeBack
        except _TakeBack:
            return {**found, "import_id": None}
        finally:
            opened.progress = Progress()

    def commit(self, user_id: int, book_id: str, choices: Choices) -> dict[str, Any]:
        """Move a book in, all of it or nothing, and return its parity report with the `import_id`.

        Raises BookNotOpen, InvalidChoice, BookHasNoEntries, NoSuchAccount, NoSuchCategory, ImportCancelled.
        """
        opened = self.get(user_id, book_id)
        try:
            with self._backing_up(len(opened.book.entries)), self._budget.write() as db:
                found = self._save(db, opened, choices)
        finally:
            opened.progress = Progress()
        self.close(user_id, book_id)
        return found

    def _save(self, db: WriteSession, opened: OpenBook, choices: Choices) -> dict[str, Any]:
        opened.progress = Progress("reading", total=len(opened.book.entries))
        report: Callable[[str, int], None] = opened.progress.report
        saved = save_book(
            db,
            opened.user_id,
            opened.book,
            choices,
            filename=opened.filename,
            # Not the file's own: its bytes are not kept, and the Import page may have kept it as a statement.
            sha256=sha256(b"book" + opened.data).hexdigest(),
            size_bytes=len(opened.data),
            on_progress=report,
        )
        report("checking", len(opened.book.entries))
        return {"import_id": saved.import_id, **parity.report(db, opened.user_id, opened.book, saved)}
