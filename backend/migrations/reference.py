"""The schemas that the migrations make, against which backups are compared."""

from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.backup.inspection import DataSchemas, SchemaObject, schema_objects
from backend.infra.database import Database, connect_readonly
from backend.migrations.runner import HEADS, migrate, upgrade


@cache
def reference_schema(name: str, version: str) -> frozenset[SchemaObject]:
    """Return the schema that the migrations up to `version` give an empty database. Takes about a second, once."""
    with TemporaryDirectory(prefix="budget-app-schema-") as folder:
        path = Path(folder) / f"{name}.db"
        with closing(Database(path)) as database:
            upgrade(database, name, version)
        with closing(connect_readonly(path)) as connection:
            return schema_objects(connection)


SCHEMAS = DataSchemas(HEADS, reference_schema, migrate)
