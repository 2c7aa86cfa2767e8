"""SQL that each database says in its own way, behind one name."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    String,
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
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class month_of(FunctionElement[str]):  # noqa: N801
    """The month 'YYYY-MM' of a day column."""

    type = String()
    inherit_cache = True
    name = "month_of"


@compiles(month_of, "sqlite")
def _sqlite_month(element: month_of, compiler: SQLCompiler, **keywords: Any) -> str:
    # SQLite keeps days as text, so cutting it is enough and much quicker than strftime.
    return f"substr({compiler.process(element.clauses, **keywords)}, 1, 7)"


@compiles(month_of)
def _month(element: month_of, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **keywords)}, 'YYYY-MM')"


class day_of(FunctionElement[str]):  # noqa: N801
    """The day 'YYYY-MM-DD' of a moment, in UTC, as text."""

    type = String()
    inherit_cache = True
    name = "day_of"


@compiles(day_of, "sqlite")
def _sqlite_day(element: day_of, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"substr({compiler.process(element.clauses, **keywords)}, 1, 10)"


@compiles(day_of)
def _day(element: day_of, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **keywords)}, 'YYYY-MM-DD')"


class days_between(FunctionElement[int]):  # noqa: N801
    """The days from the second day to the first; negative if it is earlier."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


@compiles(days_between, "sqlite")
def _sqlite_days_between(element: days_between, compiler: SQLCompiler, **keywords: Any) -> str:
    later, earlier = (compiler.process(each, **keywords) for each in element.clauses)
    return f"(julianday({later}) - julianday({earlier}))"


@compiles(days_between)
def _days_between(element: days_between, compiler: SQLCompiler, **keywords: Any) -> str:
    later, earlier = (compiler.process(each, **keywords) for each in element.clauses)
    return f"({later} - {earlier})"


class unindexed(FunctionElement[Any]):  # noqa: N801
    """The value of a column, for a condition that must not be answered by an index."""

    inherit_cache = True
    name = "unindexed"


@compiles(unindexed, "sqlite")
def _sqlite_unindexed(element: unindexed, compiler: SQLCompiler, **keywords: Any) -> str:
    # SQLite's own way of saying so: https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
    return f"+{compiler.process(element.clauses, **keywords)}"


@compiles(unindexed)
def _unindexed(element: unindexed, compiler: SQLCompiler, **keywords: Any) -> str:
    return compiler.process(element.clauses, **keywords)


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


def in_list(values: Sequence[int] | Sequence[str]) -> Select[Any]:
    """Return a list of numbers or texts as a subselect: one parameter, however long the list is."""
    return select(func.json_each(json.dumps(values)).table_valued("value").c.value)


def split_ids(
    db: Session, column: ColumnElement[int], *, wanted: list[ColumnElement[bool]], among: list[ColumnElement[bool]]
) -> tuple[list[int], list[int]]:
    """Return the ids of the rows `among` which `wanted` holds, and of those for which it does not, in one pass.

    The database lists them as one JSON text each, which costs a tenth of fetching a row for each.
    """
    is_wanted = func.coalesce(and_(true(), *wanted), false())
    lists = (func.json_group_array(column).filter(each) for each in (is_wanted, not_(is_wanted)))
    fitting, others = db.execute(select(*lists).where(*among)).one()
    return json.loads(fitting), json.loads(others)


def row_list(rows: Sequence[Sequence[int | str]], columns: Sequence[str]) -> Subquery:
    """Return rows of numbers and texts as a subquery with these columns: one parameter, however many there are."""
    listed = func.json_each(json.dumps(rows)).table_valued("value")
    cells = (func.json_extract(listed.c.value, f"$[{at}]").label(name) for at, name in enumerate(columns))
    return select(*cells).subquery()


def in_json(name: str) -> Select[Any]:
    """Return the list that the text parameter `name` holds (see json_list), for a prepared query."""
    return select(func.json_each(bindparam(name, "[]")).table_valued("value").c.value)


def json_list(ids: Sequence[int] | Sequence[str]) -> str:
    """Return numbers or texts as the text that `in_json` reads."""
    return json.dumps(ids)


def contains(column: SQLColumnExpression[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that `column` holds `word` literally, whatever wildcards are in it."""
    return column.like(f"%{escaped(word)}%", escape="\\")


def escaped(word: str) -> str:
    """Return `word` with LIKE's wildcards made literal (escape character: backslash)."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
