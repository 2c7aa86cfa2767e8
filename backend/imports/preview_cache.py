"""Cache of opened files: what was read of each, the progress of its import, and whether it was cancelled."""

import threading
import time
from array import array
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from backend.imports.errors import ImportCancelled
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Problem, Statement
from backend.infra.database import Stamp
from backend.ingest.arrival import Arrival, Arrivals

ShownFate = Literal["new", "repeated", "doubtful", "unreadable", "left_out"]
ShownRow = tuple[ShownFate, Arrival | Problem]
_OPEN_FILES = 12
# A pause of no time: the import gives way to whoever waits, so that pages stay quick beside it.
_GIVE_WAY_SECONDS = 0.0


@dataclass(slots=True)
class Progress:
    """How far an import is. `report` raises ImportCancelled once somebody stopped it."""

    phase: str = "idle"
    done: int = 0
    total: int = 0
    is_cancelled: bool = False

    def report(self, phase: str, done: int) -> None:
        """Note that `done` rows of this phase are through."""
        if self.is_cancelled:
            raise ImportCancelled
        self.phase, self.done = phase, done
        time.sleep(_GIVE_WAY_SECONDS)


@dataclass(frozen=True)
class ParsedFile:
    """A file that was read, and the fate of each of its rows in the account it was compared with.

    Of a file of several accounts, `statement` is one, and `others` are the statements of the other accounts. With the
    `stamp` of the session that compared them, an import need not compare them again if nobody has written since.
    """

    statement: Statement
    arrivals: Arrivals
    account_id: int | None
    currency: str
    others: tuple[Statement, ...] = ()
    stamp: Stamp | None = None

    def rows(self, fate: ShownFate | None, start: int, limit: int) -> tuple[list[ShownRow], int]:
        """Return `limit` rows of this fate (or of any) from the `start`th on, in the order of their lines, and how many
        there are in all."""
        fates = [*self.arrivals.outcomes.column("fate")]
        fates += ["unreadable"] * len(self.statement.problems) + ["left_out"] * len(self.statement.left_out)
        indexes = [index for index in self._by_line if fate in (None, fates[index])]
        return [(fates[index], self._row(index)) for index in indexes[start : start + limit]], len(indexes)

    @cached_property
    def _by_line(self) -> "array[int]":
        """The places of arrivals, problems and rows left out, one after the other, in the order of their lines."""
        others = [row.line_no or 0 for row in (*self.statement.problems, *self.statement.left_out)]
        line_nos = array("Q", self.arrivals.drafts.column("line_no")) + array("Q", others)
        return array("I", sorted(range(len(line_nos)), key=line_nos.__getitem__))

    def _row(self, index: int) -> Arrival | Problem:
        if index < len(self.arrivals):
            return self.arrivals[index]
        others = (*self.statement.problems, *self.statement.left_out)
        return others[index - len(self.arrivals)]


@dataclass(slots=True)
class PreviewCache:
    """The open files, newest last; the oldest is closed when there are too many."""

    _files: OrderedDict[int, ParsedFile] = field(default_factory=OrderedDict)
    # How a person told to read a file; it holds also when the file has been closed for want of room.
    mappings: dict[int, ColumnMapping] = field(default_factory=dict)
    _progress: dict[int, Progress] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, import_id: int, parsed: ParsedFile) -> None:
        """Add or replace a file; the least recently added one leaves when the cache is full."""
        with self._lock:
            self._files.pop(import_id, None)
            self._files[import_id] = parsed
            while len(self._files) > _OPEN_FILES:
                self._files.popitem(last=False)

    def get(self, import_id: int) -> ParsedFile | None:
        """Return a cached file, or None."""
        with self._lock:
            return self._files.get(import_id)

    def remove(self, import_id: int) -> None:
        """Remove a file and its mapping."""
        self.mappings.pop(import_id, None)
        with self._lock:
            self._files.pop(import_id, None)

    def start(self, import_id: int, total: int) -> Progress:
        """Return a fresh progress for an import that begins now."""
        with self._lock:
            self._progress[import_id] = Progress(phase="reading", total=total)
            return self._progress[import_id]

    def end(self, import_id: int) -> None:
        """Forget the progress of an import that is over."""
        with self._lock:
            self._progress.pop(import_id, None)

    def progress(self, import_id: int) -> Progress:
        """Return how far an import is; idle if it does not run."""
        with self._lock:
            return self._progress.get(import_id) or Progress()
