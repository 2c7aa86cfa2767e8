"""Whether a copy of a data file can take its place: read through, with the schema that our migrations make."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from backend.infra.database import Database, connect_readonly, driver

_HEADER = b"SQLite format 3\x00"
_AT_MOST = 3
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


class SchemaObject(NamedTuple):
    """A table, index, trigger or view of a database, with the SQL that makes it."""

    kind: str
    name: str
    sql: str


@dataclass(frozen=True, slots=True)
class DataSchemas:
    """What the migrations know: the newest version of each data file, the schema of each version, the way up."""

    heads: Mapping[str, str]
    objects: Callable[[str, str], frozenset[SchemaObject]]
    upgrade: Callable[[Database, str], None]


def problems_of(path: Path, name: str, schemas: DataSchemas) -> list[str]:
    """Return why a file cannot be used as the data file `name`, a sentence each; none if it can.

    The file is only read. A newer version, foreign tables, triggers or views, broken references and damage are found.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        return [f"The file cannot be read ({error.strerror or type(error).__name__})."]
    if not head:
        return ["The file is empty."]
    try:
        with closing(connect_readonly(path)) as connection:
            return list(_problems(connection, name, schemas))
    except (driver().Error, UnicodeError) as error:
        return [f"The file is damaged ({error})."]


def schema_objects(connection: Any) -> frozenset[SchemaObject]:
    """Return everything that a database's schema defines, over an open connection of the driver."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return frozenset(SchemaObject(kind, name, " ".join((sql or "").split())) for kind, name, sql in found)


def unreadable_texts(connection: Any) -> Iterator[tuple[str, int]]:
    """Yield each table that holds text that is no UTF-8, with the number of such values. SQLite does not look."""
    broken = 0

    def decoded(raw: bytes) -> str:
        nonlocal broken
        try:
            return raw.decode()
        except UnicodeDecodeError:
            broken += 1
            return ""

    tables = [name for (name,) in connection.execute(_TABLES)]
    connection.text_factory = decoded
    try:
        for table in tables:
            broken = 0
            for _row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                pass
            if broken:
                yield table, broken
    finally:
        connection.text_factory = str


def _problems(connection: Any, name: str, schemas: DataSchemas) -> Iterator[str]:
    found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_AT_MOST})")]
    if found != ["ok"]:
        yield f"The file is damaged: {'; '.join(found)}."
        return
    ours = schema_objects(connection)
    if ("table", "alembic_version") not in {(each.kind, each.name) for each in ours}:
        yield f"The file holds no data of Budget App's {name}.db."
        return
    version = str((connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("none",))[0])
    head = schemas.heads[name]
    if not (version.isdigit() and len(version) == len(head)):
        yield f"The file has the unknown data version {version[:20]!r}."
        return
    if version > head:
        yield f"The file has the data version {version}, and this Budget App knows versions up to {head}."
        return
    known = schemas.objects(name, version)
    if foreign := sorted(ours - known):
        yield f"The file defines what {name}.db does not have: {_named(foreign)}."
    if missing := sorted(known - ours):
        yield f"The file lacks what {name}.db has: {_named(missing)}."
    if foreign or missing:
        return
    if broken := len(connection.execute("PRAGMA foreign_key_check").fetchall()):
        yield f"{broken} records refer to records that do not exist."
    for table, count in unreadable_texts(connection):
        yield f"{count} texts in {table} cannot be read."


def _named(objects: list[SchemaObject]) -> str:
    more = f" and {len(objects) - _AT_MOST} more" if len(objects) > _AT_MOST else ""
    return ", ".join(f"{each.kind} {each.name[:60]}" for each in objects[:_AT_MOST]) + more
