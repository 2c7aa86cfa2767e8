"""What a person did, row by row, so that it can be taken back.

A change keeps each touched row as it was and as it became. Undo puts back the columns that differ, unless somebody
changed them since: then that row is kept as it is and counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import LargeBinary, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.infra import clock
from backend.infra.columns import Id, UtcDateTime
from backend.infra.database import ReadSession, WriteSession
from backend.infra.tables import BudgetBase, Owned, quoted
from backend.kit.errors import AppError

Row = dict[str, Any]
_CHUNK = 500


class Change(Owned, BudgetBase):
    """One thing done, with the rows it touched (table, id, before, after) as JSON."""

    __tablename__ = "changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    summary: Mapped[str] = mapped_column(String(200))
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
        super().__init__(f"“{summary}” cannot be undone: it was undone before, or everything it touched changed since.")


@dataclass(slots=True)
class Recorder:
    """Collects the rows that are about to change. `change_id` is set when the block ends, None if nothing changed."""

    db: WriteSession
    change_id: int | None = None
    before: dict[tuple[str, int], Row | None] = field(default_factory=dict)
    tables: dict[str, type[DeclarativeBase]] = field(default_factory=dict)

    def touch(self, table: type[DeclarativeBase], ids: Iterable[int]) -> None:
        """Remember these rows as they are now (or that they do not exist yet) before they are changed."""
        name = table.__tablename__
        fresh = [id_ for id_ in dict.fromkeys(ids) if (name, id_) not in self.before]
        self.tables[name] = table
        found = stored_rows(self.db, table, fresh)
        self.before.update({(name, id_): found.get(id_) for id_ in fresh})

    def made(self, table: type[DeclarativeBase], id_: int) -> None:
        """Remember that this row was made inside the block; undo takes it away."""
        self.before[table.__tablename__, id_] = None
        self.tables[table.__tablename__] = table


@contextmanager
def recording(db: WriteSession, user_id: int, summary: str) -> Iterator[Recorder]:
    """Record what happens to the touched rows inside the block as one change that can be undone."""
    recorder = Recorder(db)
    yield recorder
    db.flush()
    changed = list(_differences(recorder))
    if changed:
        change = Change(user_id=user_id, summary=summary[:200], rows=orjson.dumps(changed, default=str))
        db.add(change)
        db.flush()
        recorder.change_id = change.id


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: the change's words, the ids put back by table, and how many rows were left as they are."""

    summary: str
    restored: dict[str, list[int]]
    kept: int


def undo(db: WriteSession, user_id: int, change_id: int, tables: Mapping[str, type[DeclarativeBase]]) -> Undone:
    """Put the rows of a change back as they were. Raises NoSuchChange, and ChangedSince if not one can be."""
    change = db.scalar(select(Change).where(Change.user_id == user_id, Change.id == change_id))
    if change is None:
        raise NoSuchChange
    if change.undone_at is not None:
        raise ChangedSince(change.summary)
    restored: dict[str, list[int]] = {}
    kept = 0
    # Backwards: what was made last (and may refer to what was made first) goes first.
    for name, id_, before, after in reversed(orjson.loads(change.rows)):
        if _fits_back(db, tables[name], id_, before, after):
            restored.setdefault(name, []).append(id_)
        else:
            kept += 1
    if not restored:
        raise ChangedSince(change.summary)
    change.undone_at = clock.now()
    db.expire_all()
    return Undone(change.summary, restored, kept)


def touched(db: WriteSession, user_id: int, change_id: int) -> dict[str, list[int]]:
    """Return the ids that a change touched, by table. Raises NoSuchChange."""
    rows = db.scalar(select(Change.rows).where(Change.user_id == user_id, Change.id == change_id))
    if rows is None:
        raise NoSuchChange
    found: dict[str, list[int]] = {}
    for name, id_, _before, _after in orjson.loads(rows):
        found.setdefault(name, []).append(id_)
    return found


def latest(db: ReadSession, user_id: int, limit: int) -> list[Row]:
    """Return the newest changes: id, summary, at (UTC), can_undo."""
    query = (
        select(Change.id, Change.summary, Change.created_at, Change.undone_at)
        .where(Change.user_id == user_id)
        .order_by(Change.id.desc())
        .limit(limit)
    )
    return [
        {"id": id_, "summary": summary, "at": at, "can_undo": undone_at is None}
        for id_, summary, at, undone_at in db.execute(query)
    ]


def _differences(recorder: Recorder) -> Iterator[tuple[str, int, Row | None, Row | None]]:
    by_table: dict[str, list[int]] = {}
    for name, id_ in recorder.before:
        by_table.setdefault(name, []).append(id_)
    after = {name: stored_rows(recorder.db, recorder.tables[name], ids) for name, ids in by_table.items()}
    for (name, id_), was in recorder.before.items():
        became = after[name].get(id_)
        if was is None or became is None:
            if was is not became:
                yield name, id_, was, became
            continue
        changed = [column for column in was if was[column] != became[column] and column != "updated_at"]
        if changed:
            yield name, id_, {c: was[c] for c in changed}, {c: became[c] for c in changed}


def stored_rows(db: WriteSession, table: type[DeclarativeBase], ids: Sequence[int]) -> dict[int, Row]:
    """Read rows past the ORM and in their stored form, so that they go through JSON and back unchanged."""
    db.flush()
    name = table.__tablename__
    found: dict[int, Row] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        marks = ", ".join(str(int(id_)) for id_ in chunk)
        rows = db.connection().exec_driver_sql(f"SELECT * FROM {name} WHERE id IN ({marks})")  # noqa: S608
        found.update({row["id"]: dict(row) for row in rows.mappings()})
    return found


def _fits_back(db: WriteSession, table: type[DeclarativeBase], id_: int, before: Row | None, after: Row | None) -> bool:
    try:
        with db.begin_nested():
            return _put_back(db, table, id_, before, after)
    except IntegrityError:
        # Something else came to depend on the row, or took its place, since.
        return False


def _put_back(db: WriteSession, table: type[DeclarativeBase], id_: int, before: Row | None, after: Row | None) -> bool:
    now = stored_rows(db, table, [id_]).get(id_)
    connection = db.connection()
    name = table.__tablename__
    if before is None:
        if now is None or any(now[c] != v for c, v in (after or {}).items() if c != "updated_at"):
            return False
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE id = ?", (id_,))  # noqa: S608
        return True
    if after is None:
        if now is not None:
            return False
        marks = ", ".join("?" for _ in before)
        statement = f"INSERT INTO {name} ({quoted(before)}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, tuple(before.values()))
        return True
    if now is None or any(now[column] != value for column, value in after.items()):
        return False
    assignments = ", ".join(f'"{column}" = ?' for column in before)
    connection.exec_driver_sql(f"UPDATE {name} SET {assignments} WHERE id = ?", (*before.values(), id_))  # noqa: S608
    return True
