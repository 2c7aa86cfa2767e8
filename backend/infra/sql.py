"""SQL that SQLite and PostgreSQL say in different ways, behind one name.

Functions that SQLAlchemy's `func` makes by name (instr, json_each, …) are SQLite's own; the classes at the end of this
file give them the PostgreSQL form.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
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
from sqlalchemy.sql.functions import FunctionElement, GenericFunction


def is_postgres(db: Session) -> bool:
    """Say whether the session's database is PostgreSQL."""
    return db.connection().dialect.name == "postgresql"


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


class like(FunctionElement[bool]):  # noqa: N801
    """The condition that a text fits a pattern, in either case of the letters a to z."""

    type = Boolean()
    inherit_cache = True
    name = "like"


@compiles(like, "sqlite")
def _sqlite_like(element: like, compiler: SQLCompiler, **keywords: Any) -> str:
    column, pattern = (compiler.process(each, **keywords) for each in element.clauses)
    return f"{column} LIKE {pattern} ESCAPE '\\'"


@compiles(like)
def _like(element: like, compiler: SQLCompiler, **keywords: Any) -> str:
    column, pattern = (compiler.process(each, **keywords) for each in element.clauses)
    return f"{column} ILIKE {pattern}"


class number(FunctionElement[int]):  # noqa: N801
    """A whole number out of JSON. SQLite has its type already."""

    type = BigInteger()
    inherit_cache = True
    name = "number"


class day_from_text(FunctionElement[Any]):  # noqa: N801
    """A day out of JSON, for comparing it with days. SQLite keeps days as text."""

    type = Date()
    inherit_cache = True
    name = "day_from_text"


@compiles(number, "sqlite")
@compiles(day_from_text, "sqlite")
def _as_it_is(element: FunctionElement[Any], compiler: SQLCompiler, **keywords: Any) -> str:
    return compiler.process(element.clauses, **keywords)


@compiles(number)
def _number(element: number, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **keywords)} AS BIGINT)"


@compiles(day_from_text)
def _day_from_text(element: day_from_text, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **keywords)} AS DATE)"


_OF_KIND: dict[type, Callable[[Any], Any]] = {int: number, date: day_from_text, str: lambda cell: cell}


class is_set(FunctionElement[bool]):  # noqa: N801
    """The condition that a truth value holds, in the words of SQLite's partial indexes, which have no parameter."""

    type = Boolean()
    inherit_cache = True
    name = "is_set"


@compiles(is_set, "sqlite")
def _sqlite_is_set(element: is_set, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"{compiler.process(element.clauses, **keywords)} = 1"


@compiles(is_set)
def _is_set(element: is_set, compiler: SQLCompiler, **keywords: Any) -> str:
    return compiler.process(element.clauses, **keywords)


class json_text(FunctionElement[str]):  # noqa: N801
    """A JSON value as text: without spaces between its parts on SQLite, as it was written on PostgreSQL."""

    type = String()
    inherit_cache = True
    name = "json_text"


@compiles(json_text, "sqlite")
def _sqlite_json_text(element: json_text, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"json({compiler.process(element.clauses, **keywords)})"


@compiles(json_text)
def _json_text(element: json_text, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **keywords)} AS TEXT)"


class text_of_bytes(FunctionElement[str]):  # noqa: N801
    """The text that bytes are in UTF-8."""

    type = String()
    inherit_cache = True
    name = "text_of_bytes"


@compiles(text_of_bytes, "sqlite")
def _sqlite_text_of_bytes(element: text_of_bytes, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **keywords)} AS TEXT)"


@compiles(text_of_bytes)
def _text_of_bytes(element: text_of_bytes, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"convert_from({compiler.process(element.clauses, **keywords)}, 'UTF8')"


class greatest(GenericFunction[int]):  # noqa: N801
    """The greater one of two numbers."""

    type = BigInteger()
    inherit_cache = True


@compiles(greatest, "sqlite")
def _sqlite_greatest(element: greatest, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"max({compiler.process(element.clauses, **keywords)})"


class json_group_array(GenericFunction[Any]):  # noqa: N801
    """The values of a column as one JSON list."""

    inherit_cache = True


@compiles(json_group_array, "postgresql")
def _postgres_json_group_array(element: json_group_array, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"json_agg({compiler.process(element.clauses, **keywords)})"


class json_set(GenericFunction[Any]):  # noqa: N801
    """A JSON object with other values at paths like $.name."""

    inherit_cache = True


@compiles(json_set, "postgresql")
def _postgres_json_set(element: json_set, compiler: SQLCompiler, **keywords: Any) -> str:
    whole, *pairs = element.clauses
    names = [f"'{path.value.removeprefix('$.')}'" for path in pairs[::2]]
    values = [compiler.process(value, **keywords) for value in pairs[1::2]]
    changed = ", ".join(f"{name}, {value}" for name, value in zip(names, values, strict=True))
    return f"CAST(CAST({compiler.process(whole, **keywords)} AS JSONB) || jsonb_build_object({changed}) AS JSON)"


class instr(GenericFunction[int]):  # noqa: N801
    """The position of a text or of bytes in another, 0 if it is not there."""

    type = Integer()
    inherit_cache = True


@compiles(instr, "postgresql")
def _postgres_instr(element: instr, compiler: SQLCompiler, **keywords: Any) -> str:
    whole, part = (compiler.process(each, **keywords) for each in element.clauses)
    return f"position({part} IN {whole})"


class json_each(GenericFunction[Any]):  # noqa: N801
    """The elements of a JSON list, as rows with the column `value`."""

    inherit_cache = True


@compiles(json_each, "postgresql")
def _postgres_json_each(element: json_each, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **keywords)} AS JSON))"


class json_extract(GenericFunction[Any]):  # noqa: N801
    """The element of a JSON list at a path like $[0]; on PostgreSQL always as text."""

    inherit_cache = True


@compiles(json_extract, "postgresql")
def _postgres_json_extract(element: json_extract, compiler: SQLCompiler, **keywords: Any) -> str:
    listed, path = element.clauses
    at = path.value.removeprefix("$[").removesuffix("]")
    return f"(CAST({compiler.process(listed, **keywords)} AS JSON) ->> {int(at)})"


class json_array_length(GenericFunction[int]):  # noqa: N801
    """How many elements a JSON list has."""

    type = Integer()
    inherit_cache = True


@compiles(json_array_length, "postgresql")
def _postgres_json_array_length(element: json_array_length, compiler: SQLCompiler, **keywords: Any) -> str:
    listed = f"CAST({compiler.process(element.clauses, **keywords)} AS JSON)"
    # JSON's own null is no list; SQLite says 0.
    return f"(CASE WHEN json_typeof({listed}) = 'array' THEN json_array_length({listed}) ELSE 0 END)"
