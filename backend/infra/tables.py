"""The base of all tables, and batch writing that pays for rows, not for objects."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
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


class AccessBase(DeclarativeBase):
    """Every table of a server's schema `access`. The desktop app has none of them."""

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
    db: Session,
    table: type[DeclarativeBase],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    constants: Mapping[str, object] | None = None,
) -> int:
    """Insert `rows` (values in the order of `columns`) in batches and return how many there were.

    `constants` names the columns that have one value in all rows; it stands in the statement, once. A column that has
    no value in a batch stands nowhere. Goes past the ORM: column by column, each different value converted once. The
    interpreter is free for other threads between batches, so that reading stays quick while a large import runs.
    """
    connection = db.connection()
    dialect = connection.dialect
    converters = {name: _Converted(convert) for name in columns if (convert := _converter(table, name, dialect))}
    stands = {name: _literal(table, name, value, dialect) for name, value in (constants or {}).items()}
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    done = 0
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        filled = {name: values for name, values in zip(columns, zip(*batch, strict=True), strict=True) if _any(values)}
        literals = [value.replace("%", "%%") for value in stands.values()] if mark == "%s" else stands.values()
        names, marks = quoted([*filled, *stands]), [*[mark] * len(filled), *literals]
        statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({', '.join(marks)})"  # noqa: S608
        converted = (
            map(converters[name].__getitem__, values) if name in converters else values
            for name, values in filled.items()
        )
        connection.exec_driver_sql(statement, list(zip(*converted, strict=True)))
        done += len(batch)
        time.sleep(0)
    return done


def reserve_ids(db: Session, table: type[DeclarativeBase], count: int) -> Sequence[int]:
    """Return `count` ids that no row of `table` has or ever had, in ascending order; nobody else gets them."""
    name = table.__tablename__
    if db.connection().dialect.name == "postgresql":
        numbers = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return db.scalars(numbers, {"name": name, "count": count}).all()
    last = db.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name}) or 0
    return range(last + 1, last + 1 + count)


def last_given_ids(db: Session) -> dict[str, int]:
    """Return the last id that each table gave out, also if its row is gone; tables that never did are left out."""
    if db.connection().dialect.name == "postgresql":
        given = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
        rows = db.execute(text(f"{given} AND last_value IS NOT NULL")).all()
        return {name.removesuffix("_id_seq"): last for name, last in rows}
    return dict(db.execute(text("SELECT name, seq FROM sqlite_sequence")).all())


def set_last_given_id(db: Session, name: str, last: int) -> None:
    """Let the table `name` give out ids after `last` from now on; 0 is a table that never gave out any."""
    if db.connection().dialect.name == "postgresql":
        statement = "SELECT setval(pg_get_serial_sequence(:name, 'id'), greatest(:last, 1), :last > 0)"
        db.execute(text(statement), {"name": name, "last": last})
        return
    db.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
    if last:
        db.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": name, "last": last})


def quoted(columns: Iterable[str]) -> str:
    """Return the column names for SQL; always quoted, since "on" is also a word of the language."""
    return ", ".join(f'"{column}"' for column in columns)


class _Converted(dict[Any, Any]):
    """Values as the driver wants them, remembered: the rows of one import share few days and moments."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, value: Any) -> Any:
        converted = self[value] = self._convert(value)
        return converted


def _any(values: Sequence[object]) -> bool:
    """Say whether one of the values is something. Mostly the first is, or none; a set sees that in one step."""
    return values[0] is not None or len(set(values)) > 1


def _converter(table: type[DeclarativeBase], column: str, dialect: Any) -> Callable[[Any], Any] | None:
    convert: Callable[[Any], Any] | None = _kind(table, column, dialect).bind_processor(dialect)
    return convert


def _kind(table: type[DeclarativeBase], column: str, dialect: Any) -> Any:
    return table.__table__.c[column].type.dialect_impl(dialect)


def _literal(table: type[DeclarativeBase], column: str, value: object, dialect: Any) -> str:
    if value is None:
        return "NULL"
    return str(_kind(table, column, dialect).literal_processor(dialect)(value))
