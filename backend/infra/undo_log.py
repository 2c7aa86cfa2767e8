"""The undo log: what a person did, row by row.

A change keeps each touched row as it was and as it became. Undo (see backend/undo) puts back the columns that differ,
unless somebody changed them since: then that row is kept as it is and counted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, cast

import orjson
from sqlalchemy import DDL, LargeBinary, String, delete, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.infra import stored_rows
from backend.infra.columns import BigId, Id, UtcDateTime
from backend.infra.database import ReadSession, WriteSession
from backend.infra.stored_rows import Row
from backend.infra.tables import BudgetBase, InvestmentsBase, Owned, Timed
from backend.kit.errors import AppError

# What the app itself writes as it goes on; such a column does not make a row another one.
_COUNTERS = frozenset({"updated_at", "hits", "last_matched_at"})


class Change(Owned, BudgetBase):
    """One thing done, with the rows it touched (table, id, before, after) as JSON."""

    __tablename__ = "changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    summary: Mapped[str] = mapped_column(String(200))
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


# Changes of investments.db are numbered from here, so that a number says in which file its change is.
FIRST_INVESTMENT_CHANGE_ID = 10**12


class InvestmentChange(Timed, InvestmentsBase):
    """The same for the rows of investments.db, whose owner is in the other file."""

    __tablename__ = "changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    summary: Mapped[str] = mapped_column(String(200))
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


# On SQLite a migration does this.
_NUMBERED = DDL(f"ALTER SEQUENCE changes_id_seq RESTART WITH {FIRST_INVESTMENT_CHANGE_ID + 1}")  # type: ignore[no-untyped-call]
event.listen(InvestmentChange.__table__, "after_create", _NUMBERED.execute_if(dialect="postgresql"))
AnyChange = Change | InvestmentChange


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was undone, in words, and how many rows were left as they are because they changed since."""

    summary: str
    kept: int


class NoSuchChange(AppError):
    code = "no_such_change"
    status = 404
    title = "Nothing to undo"

    def __init__(self) -> None:
        super().__init__("This change is not known any more, so it cannot be undone.")


class ChangedSince(AppError):
    code = "changed_since"
    status = 409
    title = "Cannot be undone"

    def __init__(self, summary: str) -> None:
        super().__init__(
            f"“{summary}” cannot be undone: it was undone before, or all that it touched was changed or deleted since."
        )


class NotUndone(AppError):
    code = "not_undone"
    status = 409
    title = "Cannot be done again"

    def __init__(self, summary: str) -> None:
        super().__init__(f"“{summary}” was not undone, so it cannot be done again.")


@dataclass(slots=True)
class ChangeRecorder:
    """Collects the rows that are about to change. `change_id` is set when the block ends, None if nothing changed."""

    db: WriteSession
    # What the history calls the change; the block may add to it what came of it.
    summary: str = ""
    change_id: int | None = None
    before: dict[tuple[str, int], Row | None] = field(default_factory=dict)
    tables: dict[str, type[DeclarativeBase]] = field(default_factory=dict)
    # By table: the columns of which `capture_columns` remembered rows.
    partial: dict[str, set[str]] = field(default_factory=dict)

    def capture(self, table: type[DeclarativeBase], ids: Iterable[int]) -> None:
        """Remember these rows as they are now (or that they do not exist yet) before they are changed."""
        self._remember(table, ids, None)

    def capture_columns(self, table: type[DeclarativeBase], ids: Iterable[int], columns: Collection[str]) -> None:
        """Remember only these columns: for very many rows of which nothing else changes in this block."""
        self.partial.setdefault(table.__tablename__, set()).update(columns)
        self._remember(table, ids, columns)

    def _remember(self, table: type[DeclarativeBase], ids: Iterable[int], columns: Collection[str] | None) -> None:
        name = table.__tablename__
        fresh = list(dict.fromkeys(ids))
        if name in self.partial:
            # What was remembered of a row earlier stays; the columns that it lacks are as they were until now.
            wanted = table.__table__.c.keys() if columns is None else columns
            fresh = [id_ for id_ in fresh if _lacks(self.before, (name, id_), wanted)]
        else:
            fresh = [id_ for id_ in fresh if (name, id_) not in self.before]
        self.tables[name] = table
        stored = read_stored(self.db, table, fresh, columns)
        for id_ in fresh:
            row, earlier = stored.get(id_), self.before.get((name, id_))
            self.before[name, id_] = {**row, **earlier} if row and earlier else row

    def record_created(self, table: type[DeclarativeBase], id_: int) -> None:
        """Remember that this row was made inside the block; undo takes it away."""
        self.before[table.__tablename__, id_] = None
        self.tables[table.__tablename__] = table


@contextmanager
def record_changes(
    db: WriteSession, user_id: int, summary: str, *, log: type[AnyChange] = Change
) -> Iterator[ChangeRecorder]:
    """Record what happens to the touched rows inside the block as one change that can be undone.

    `log` is the undo log of the file that `db` writes.
    """
    recorder = ChangeRecorder(db, summary)
    yield recorder
    db.flush()
    changed = list(_differences(recorder))
    if changed:
        change = log(user_id=user_id, summary=recorder.summary[:200], rows=orjson.dumps(changed, default=str))
        db.add(change)
        db.flush()
        recorder.change_id = change.id


class RowChange(NamedTuple):
    """One row of a change: as it was (None: it was not there) and as it became (None: it was removed). If it is there
    before and after, only the columns that differ."""

    table: str
    id: int
    before: Row | None
    after: Row | None


def load_undoable(
    db: ReadSession | WriteSession, user_id: int, change_id: int, *, log: type[AnyChange] = Change
) -> AnyChange:
    """Return a change that was not undone yet. Raises NoSuchChange and ChangedSince."""
    query = select(log).where(log.user_id == user_id, log.id == change_id)
    change = cast(AnyChange | None, db.scalar(query))
    if change is None:
        raise NoSuchChange
    if change.undone_at is not None:
        raise ChangedSince(change.summary)
    return change


def load_undone(db: WriteSession, user_id: int, change_id: int) -> Change:
    """Return a change that was undone. Raises NoSuchChange and NotUndone."""
    change = db.scalar(select(Change).where(Change.user_id == user_id, Change.id == change_id))
    if change is None:
        raise NoSuchChange
    if change.undone_at is None:
        raise NotUndone(change.summary)
    return change


def changed_rows(change: AnyChange) -> list[RowChange]:
    """Return the rows of a change in the order in which they were touched."""
    return [RowChange(*row) for row in orjson.loads(change.rows)]


def revert_rows(db: WriteSession, table: type[DeclarativeBase], rows: Iterable[RowChange]) -> list[int]:
    """Put these rows of one table back as they were before. Return the ids of those that were; a row that changed
    since, or that something else depends on or took the place of, is left as it is."""
    rows = list(rows)
    if len(rows) > 1 and all(row.before is None for row in rows):
        # An import made very many: they go together, unless something depends on one of them.
        try:
            with db.begin_nested():
                ids = [row.id for row in unchanged_since(db, table, rows)]
                stored_rows.delete(db.connection(), table.__tablename__, ids)
                return ids
        except IntegrityError:
            pass
    together = [row for row in rows if row.before is not None and row.after is not None]
    if len(together) > 1:
        try:
            with db.begin_nested():
                done = _update_rows(db, table, unchanged_since(db, table, together))
        except IntegrityError:
            pass
        else:
            rest = [row for row in rows if row.before is None or row.after is None]
            return [*done, *(row.id for row in rest if _try_revert_row(db, table, row))]
    return [row.id for row in rows if _try_revert_row(db, table, row)]


def _update_rows(db: WriteSession, table: type[DeclarativeBase], rows: Sequence[RowChange]) -> list[int]:
    """Put the columns of many rows back, those with the same columns in one statement."""
    alike: dict[tuple[str, ...], list[RowChange]] = {}
    for row in rows:
        alike.setdefault(tuple(row.before or ()), []).append(row)
    for some in alike.values():
        stored_rows.update(db.connection(), table.__tablename__, [(row.id, row.before or {}) for row in some])
    return [row.id for row in rows]


def unchanged_since(
    db: ReadSession | WriteSession, table: type[DeclarativeBase], rows: Sequence[RowChange]
) -> list[RowChange]:
    """Return those of these rows of one table that are still as the change left them, so that they can be put back."""
    now = read_stored(db, table, [row.id for row in rows])
    return [row for row in rows if _is_as_left(now.get(row.id), row)]


def latest_changes(db: ReadSession, user_id: int, limit: int, *, log: type[AnyChange] = Change) -> list[Row]:
    """Return the newest changes: id, summary, at (UTC), can_undo."""
    query = (
        select(log.id, log.summary, log.created_at, log.undone_at)
        .where(log.user_id == user_id)
        .order_by(log.id.desc())
        .limit(limit)
    )
    return [
        {"id": id_, "summary": summary, "at": at, "can_undo": undone_at is None}
        for id_, summary, at, undone_at in db.execute(query)
    ]


def changes_of_row(
    db: ReadSession, user_id: int, table: type[DeclarativeBase], id_: int
) -> list[tuple[Change, RowChange]]:
    """Return the changes that touched a row, oldest first, each with what it did to it."""
    # Each row of a change begins with its table and its number.
    mark = orjson.dumps([table.__tablename__, id_])[:-1] + b","
    query = select(Change).where(Change.user_id == user_id, func.instr(Change.rows, mark) > 0).order_by(Change.id)
    found = []
    for change in db.scalars(query):
        rows = [row for row in changed_rows(change) if row.table == table.__tablename__ and row.id == id_]
        found += [(change, row) for row in rows]
    return found


def forget_changes_of(db: WriteSession, user_id: int, table: type[DeclarativeBase]) -> None:
    """Delete every change that touched a row of `table`, so that the log does not keep what a person erased."""
    mark = b"[" + orjson.dumps(table.__tablename__) + b","
    db.execute(delete(Change).where(Change.user_id == user_id, func.instr(Change.rows, mark) > 0))


def _lacks(before: Mapping[tuple[str, int], Row | None], key: tuple[str, int], columns: Collection[str]) -> bool:
    if key not in before:
        return True
    row = before[key]
    return row is not None and not all(name in row for name in columns)


def _differences(recorder: ChangeRecorder) -> Iterator[tuple[str, int, Row | None, Row | None]]:
    by_table: dict[str, list[int]] = {}
    for name, id_ in recorder.before:
        by_table.setdefault(name, []).append(id_)
    after = {
        name: read_stored(recorder.db, recorder.tables[name], ids, _remembered_columns(recorder, name, ids))
        for name, ids in by_table.items()
    }
    for (name, id_), was in recorder.before.items():
        became = after[name].get(id_)
        if was is None or became is None:
            assert was is None or len(was) == len(recorder.tables[name].__table__.c), "part of a row was remembered"
            if was is not became:
                yield name, id_, was, became
            continue
        changed = [column for column in was if was[column] != became[column] and column != "updated_at"]
        if changed:
            # Undo brings the moment of the last change back too.
            moment = {"updated_at": was["updated_at"]} if "updated_at" in was else {}
            yield name, id_, {c: was[c] for c in changed} | moment, {c: became[c] for c in changed}


def _remembered_columns(recorder: ChangeRecorder, name: str, ids: Sequence[int]) -> set[str] | None:
    """Return the columns that were remembered of a table's rows, None if all were of one of them."""
    columns = recorder.partial.get(name)
    if columns is None or any(_is_whole(recorder.before[name, id_], columns) for id_ in ids):
        return None
    return columns


def _is_whole(row: Row | None, columns: Collection[str]) -> bool:
    return row is None or len(row) > len(columns) + 1


def read_stored(
    db: ReadSession | WriteSession,
    table: type[DeclarativeBase],
    ids: Sequence[int],
    columns: Collection[str] | None = None,
) -> dict[int, Row]:
    """Return the rows with these ids as stored_rows reads them, with what this session changed."""
    db.flush()
    return stored_rows.read(db.connection(), table.__tablename__, ids, columns)


def _try_revert_row(db: WriteSession, table: type[DeclarativeBase], row: RowChange) -> bool:
    try:
        with db.begin_nested():
            return _revert_row(db, table, row)
    except IntegrityError:
        return False


def _revert_row(db: WriteSession, table: type[DeclarativeBase], row: RowChange) -> bool:
    now = read_stored(db, table, [row.id]).get(row.id)
    connection = db.connection()
    name, before, after = table.__tablename__, row.before, row.after
    if not _is_as_left(now, row):
        return False
    if before is None:
        stored_rows.delete(connection, name, [row.id])
    elif after is None:
        stored_rows.insert(connection, name, before)
    else:
        stored_rows.update(connection, name, [(row.id, before)])
    return True


def _is_as_left(now: Row | None, row: RowChange) -> bool:
    """Say whether a row is still as the change left it: removed, or with the same values in what the change touched."""
    if row.after is None or now is None:
        return row.after is None and now is None
    ignored: frozenset[str] = _COUNTERS if row.before is None else frozenset()
    return all(now[column] == value for column, value in row.after.items() if column not in ignored)
