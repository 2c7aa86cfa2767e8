"""Bring the schemas of a PostgreSQL database to the version that this app knows.

An empty schema is made from the models and has the newest version at once: the migrations until then rewrite tables in
SQLite's way, and no server has older data. Later migrations run on both.
"""

from alembic import command
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from backend.infra.database import Database, translate_db_errors
from backend.infra.errors import NewerDatabase
from backend.kit.errors import AppError
from backend.migrations.models import METADATA
from backend.migrations.runner import HEADS, alembic_config
from backend.version import VERSION


class SchemaNotMigrated(AppError):
    code = "migration_failed"
    status = 503
    title = "The database could not be brought up to date"

    def __init__(self, schema: str) -> None:
        super().__init__(
            f"The schema {schema} could not be brought into the form that Budget App {VERSION} needs, and is as it was "
            "before. Go on with the version that you used until now; the log says what failed."
        )


def migrate_schema(database: Database, name: str) -> None:
    """Afterwards the schema `name` has the newest version. Workers that start at once wait for the one that does it.

    Raises NewerDatabase and SchemaNotMigrated with the schema as it was, and DatabaseUnreachable.
    """
    with translate_db_errors(), database.write_engine.connect() as connection:
        try:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('budget-app-migrations'))"))
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))
                _bring_to_head(connection, name)
        except SQLAlchemyError as error:
            raise SchemaNotMigrated(name) from error


def version_in(connection: Connection) -> str | None:
    """Return the version of the schema that a connection looks at, None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(version) if version else None


def _bring_to_head(connection: Connection, name: str) -> None:
    found, config = version_in(connection), alembic_config(connection, name)
    if found is None:
        METADATA[name].create_all(connection)
        command.stamp(config, "head")
    elif found > HEADS[name]:
        file, made_by = f"The schema {name}", "of a newer version"
        raise NewerDatabase(file=file, found=found, known=HEADS[name], made_by=made_by, app=VERSION)
    elif found != HEADS[name]:
        command.upgrade(config, "head")
