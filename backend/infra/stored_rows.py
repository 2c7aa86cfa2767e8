"""Rows past the ORM, in the form in which they lie in the database: they go through JSON and back unchanged.

On SQLite that is what the driver gives; on PostgreSQL it is what row_to_json and json_populate_record make of a row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection

from backend.infra.tables import quoted

Row = dict[str, Any]
_CHUNK = 500
_MANY = 100


def read(
    connection: Connection, table: str, ids: Sequence[int], columns: Collection[str] | None = None
) -> dict[int, Row]:
    """Return the rows with these ids that exist, by id; with `columns` only these and the id."""
    wanted = quoted(["id", *(name for name in columns if name != "id")]) if columns else "*"
    found: dict[int, Row] = {}
    for condition in _conditions(ids):
        selected = f"SELECT {wanted} FROM {table} WHERE {condition}"  # noqa: S608
        if _is_postgres(connection):
            statement = f"SELECT CAST(row_to_json(each) AS TEXT) FROM ({selected}) each"  # noqa: S608
            rows = [orjson.loads(row[0]) for row in connection.exec_driver_sql(statement)]
        else:
            result = connection.exec_driver_sql(selected)
            names = tuple(result.keys())
            cursor = result.cursor
            assert cursor is not None
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found.update((row["id"], row) for row in rows)
    return found


def insert(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    """Insert a row with these columns."""
    names = quoted(row)
    if _is_postgres(connection):
        source, values = _record(table), (orjson.dumps(row).decode(),)
        statement = f"INSERT INTO {table} ({names}) SELECT {names} FROM {source}"  # noqa: S608
        connection.exec_driver_sql(statement, values)
    else:
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' for _ in row)})"  # noqa: S608
        connection.exec_driver_sql(statement, tuple(row.values()))


def update(connection: Connection, table: str, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Set the columns of many rows (id, values); all have the same columns."""
    if not rows:
        return
    columns = list(rows[0][1])
    if _is_postgres(connection):
        assignments = ", ".join(f'"{column}" = stored."{column}"' for column in columns)
        statement = f"UPDATE {table} SET {assignments} FROM {_record(table)} stored WHERE {table}.id = %s"  # noqa: S608
        connection.exec_driver_sql(statement, [(orjson.dumps(values).decode(), id_) for id_, values in rows])
        return
    values = [(*values.values(), id_) for id_, values in rows]
    if len(rows) < _MANY:
        assignments = ", ".join(f'"{column}" = ?' for column in columns)
        connection.exec_driver_sql(f"UPDATE {table} SET {assignments} WHERE id = ?", values)  # noqa: S608
        return
    # In one statement: inside a savepoint SQLite shortens its journal after each statement, and while that is in memory
    # (temp_store) it walks all of it for that. 5,000 statements took 15 s, 50,000 minutes.
    assignments = ", ".join(f'"{column}" = stored."{column}"' for column in columns)
    marks = ", ".join("?" for _ in range(len(columns) + 1))
    connection.exec_driver_sql(f"CREATE TEMP TABLE stored_rows ({quoted(columns)}, row_id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO temp.stored_rows VALUES ({marks})", values)  # noqa: S608
    connection.exec_driver_sql(f"UPDATE {table} SET {assignments} FROM temp.stored_rows stored WHERE id = row_id")  # noqa: S608
    connection.exec_driver_sql("DROP TABLE temp.stored_rows")


def delete(connection: Connection, table: str, ids: Sequence[int]) -> None:
    """Delete the rows with these ids."""
    for condition in _conditions(ids):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {condition}")  # noqa: S608


def _conditions(ids: Sequence[int]) -> Iterable[str]:
    for start in range(0, len(ids), _CHUNK):
        yield f"id IN ({', '.join(str(int(id_)) for id_ in ids[start : start + _CHUNK])})"


def _is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _record(table: str) -> str:
    return f"json_populate_record(CAST(NULL AS {table}), CAST(%s AS JSON))"
