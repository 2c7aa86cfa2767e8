"""The base of all tables, and batch writing that pays for rows, not for objects."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from backend.infra import clock
from backend.infra.columns import BigId, UtcDateTime, owned_by

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_BATCH = 1000


class BudgetBase(DeclarativeBase):
    """Every table of budget.db."""

    metadata = MetaData(naming_convention=_NAMES)


class InvestmentsBase(DeclarativeBase):
    """Every table of investments.db."""

    metadata = MetaData(naming_convention=_NAMES)


class Timed:
    """Adds the moments of creation and of the last change, in UTC."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, onupdate=clock.now)


class Owned(Timed):
    """Adds the owner: rows go when their user goes."""

    @declared_attr
    @classmethod
    def user_id(cls) -> Mapped[int]:
        return mapped_column(BigId, owned_by("users"))


def insert_rows(
    db: Session, table: type[DeclarativeBase], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Insert `rows` (values in the order of `columns`) in batches and return how many there were.

    Goes past the ORM: one compiled statement, one conversion function per column. The interpreter is free for
    other threads between batches, so that reading stays quick while a large import runs.
    """
    connection = db.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    statement = f"INSERT INTO {table.__tablename__} ({quoted(columns)}) VALUES ({', '.join([mark] * len(columns))})"  # noqa: S608
    converters = [_converter(table, column, connection.dialect) for column in columns]
    special = [(index, convert) for index, convert in enumerate(converters) if convert]
    done = 0
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        values = [_converted(row, special) for row in batch] if special else [tuple(row) for row in batch]
        connection.exec_driver_sql(statement, values)
        done += len(batch)
    return done


def reserve_ids(db: Session, table: type[DeclarativeBase], count: int) -> range:
    """Return `count` ids that no row of `table` has or ever had; the write transaction keeps them ours."""
    name = table.__tablename__
    last = db.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name}) or 0
    return range(last + 1, last + 1 + count)


def quoted(columns: Iterable[str]) -> str:
    """Return the column names for SQL; always quoted, since "on" is also a word of the language."""
    return ", ".join(f'"{column}"' for column in columns)


def _converter(table: type[DeclarativeBase], column: str, dialect: Any) -> Callable[[Any], Any] | None:
    kind = table.__table__.c[column].type
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _converted(row: Sequence[object], special: list[tuple[int, Callable[[Any], Any]]]) -> tuple[object, ...]:
    values = list(row)
    for index, convert in special:
        values[index] = convert(values[index])
    return tuple(values)
