"""Conditions and lists in SQL, and prepared queries: the same on SQLite and PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    bindparam,
    false,
    func,
    not_,
    select,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from backend.infra.sql_functions import day_from_text, like, number


def is_postgres(db: Session) -> bool:
    """Say whether the session's database is PostgreSQL."""
    return db.connection().dialect.name == "postgresql"


class PreparedQuery:
    """A query whose SQL text is made once, for lists that are asked for again and again.

    To compile a statement, look it up and turn fifty rows into Python's types takes SQLAlchemy longer than SQLite takes
    to find them. Values come as the driver gives them: on SQLite days and moments are texts, truth is 0 or 1.
    """

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._compiled: dict[str, tuple[str, list[str], dict[str, Any]]] = {}

    def rows(self, db: Session, **values: Any) -> list[tuple[Any, ...]]:
        """Return all rows; `values` replace those of the query's named bind parameters, which must have one."""
        connection = db.connection()
        text, names, own = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        given = {**own, **values}
        if not connection.dialect.positional:
            cursor = connection.exec_driver_sql(text, given).cursor
            assert cursor is not None
            return [tuple(map(_as_sqlite_has_it, row)) for row in cursor.fetchall()]
        # Days are the only values of lists that the driver does not take as they are.
        in_order = tuple([_stored(given[name], connection.dialect) for name in names])
        cursor = connection.exec_driver_sql(text, in_order).cursor
        assert cursor is not None
        return list(cursor.fetchall())

    def _compile(self, dialect: Dialect) -> tuple[str, list[str], dict[str, Any]]:
        made = self._query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        assert isinstance(made, SQLCompiler)
        compiled = made.string, list(made.positiontup or ()), dict(made.params)
        self._compiled[dialect.name] = compiled
        return compiled


def _stored(value: Any, dialect: Dialect) -> Any:
    return value.isoformat() if isinstance(value, date) and dialect.name == "sqlite" else value


def _as_sqlite_has_it(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value)
    return value


def split_ids(
    db: Session, column: ColumnElement[int], *, wanted: list[ColumnElement[bool]], among: list[ColumnElement[bool]]
) -> tuple[list[int], list[int]]:
    """Return the ids of the rows `among` which `wanted` holds, and of those for which it does not, in one pass.

    The database lists them as one JSON text each, which costs a tenth of fetching a row for each.
    """
    is_wanted = func.coalesce(and_(true(), *wanted), false())
    lists = (func.json_group_array(column).filter(each) for each in (is_wanted, not_(is_wanted)))
    fitting, others = db.execute(select(*lists).where(*among)).one()
    return _ids(fitting), _ids(others)


def _ids(listed: Any) -> list[int]:
    # psycopg reads JSON itself, and a list of nothing is null on PostgreSQL.
    return json.loads(listed) if isinstance(listed, str) else listed or []


def in_list(numbers: Sequence[int]) -> Select[Any]:
    """Return a list of numbers as a subselect: one parameter, however long the list is."""
    return select(number(func.json_each(json.dumps(numbers)).table_valued("value").c.value))


def in_texts(texts: Sequence[str]) -> Select[Any]:
    """Return a list of texts as a subselect: one parameter, however long the list is."""
    return select(func.json_each(json.dumps(texts)).table_valued("value").c.value)


def in_days(days: Iterable[date]) -> Select[Any]:
    """Return a list of days as a subselect: one parameter, however long the list is."""
    listed = func.json_each(json.dumps([day.isoformat() for day in days])).table_valued("value")
    return select(day_from_text(listed.c.value))


def row_list(rows: Iterable[Sequence[int | str | date]], columns: Mapping[str, type[int | str | date]]) -> Subquery:
    """Return rows as a subquery with these columns: one parameter, however many rows there are."""
    listed = func.json_each(json.dumps(list(rows), default=date.isoformat)).table_valued("value")
    cells = (
        _OF_KIND[kind](func.json_extract(listed.c.value, f"$[{at}]")).label(name)
        for at, (name, kind) in enumerate(columns.items())
    )
    return select(*cells).subquery()


def in_json(name: str) -> Select[Any]:
    """Return the list of numbers that the text parameter `name` holds (see json_list), for a prepared query."""
    return select(number(func.json_each(bindparam(name, "[]")).table_valued("value").c.value))


def in_json_texts(name: str) -> Select[Any]:
    """Return the list of texts that the text parameter `name` holds (see json_list), for a prepared query."""
    return select(func.json_each(bindparam(name, "[]")).table_valued("value").c.value)


def json_list(ids: Sequence[int] | Sequence[str]) -> str:
    """Return numbers or texts as the text that `in_json` reads."""
    return json.dumps(ids)


def contains(column: SQLColumnExpression[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that `column` holds `word` literally, whatever wildcards are in it and in either case."""
    # Not column.ilike: on SQLite, whose LIKE knows no case, it would put lower() around both sides.
    return like(column, f"%{escaped(word)}%")


def escaped(word: str) -> str:
    """Return `word` with LIKE's wildcards made literal (escape character: backslash)."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_OF_KIND: dict[type, Callable[[Any], Any]] = {int: number, date: day_from_text, str: lambda cell: cell}
