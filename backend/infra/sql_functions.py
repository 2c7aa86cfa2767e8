"""SQL functions that SQLite and PostgreSQL write in different ways, each a class with the form of both.

Functions that SQLAlchemy's `func` makes by name (instr, json_each, …) are SQLite's own; the classes at the end of this
file give them the PostgreSQL form.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement, GenericFunction
from sqlalchemy.sql.operators import OperatorType


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


class is_set(FunctionElement[bool]):  # noqa: N801
    """The condition that a truth value holds, in the words of SQLite's partial indexes, which have no parameter."""

    type = Boolean()
    inherit_cache = True
    name = "is_set"

    def self_group(self, against: OperatorType | None = None) -> Any:
        """Return the condition as it is: with SQLAlchemy's own `= 1` behind it, no partial index fits it any more."""
        return self


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
