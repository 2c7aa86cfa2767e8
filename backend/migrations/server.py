"""Bring the schemas of a PostgreSQL database to the version that this app knows.

An empty schema is made from the models and has the newest version at once: the migrations until then rewrite tables in
SQLite's way, and no server has older data. Later migrations run on both.
"""

from contextlib import closing

from alembic import command
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from backend.infra.config import Config
from backend.infra.database import Database, translate_db_errors
from backend.infra.errors import NewerDatabase
from backend.infra.postgres import PostgresDatabase, parse_url
from backend.kit.errors import AppError
from backend.migrations.models import ACCESS_METADATA, METADATA
from backend.migrations.row_security import secure
from backend.migrations.runner import HEADS, alembic_config
from backend.version import VERSION

# The schemas of a server; `access` is of a server with sign-in, and made with the others.
SERVER_HEADS = {**HEADS, "access": "0001"}


class SchemaNotMigrated(AppError):
    code = "migration_failed"
    status = 503
    title = "The database could not be brought up to date"

    def __init__(self, schema: str) -> None:
        super().__init__(
            f"The schema {schema} could not be brought into the form that Budget App {VERSION} needs, and is as it was "
            "before. Go on with the version that you used until now; the log says what failed."
        )


def migrate_all(config: Config, *, role: str | None = None) -> None:
    """Bring all schemas to the newest version, and let the role of BUDGET_DATABASE_URL use them.

    The owner does it if BUDGET_DATABASE_OWNER_URL names one. Raises what `migrate_schema` raises.
    """
    assert config.database_url is not None
    url, owner_url = config.database_url, config.database_owner_url
    user = parse_url(url).username if owner_url else None
    for name in SERVER_HEADS:
        with closing(PostgresDatabase(owner_url or url, config.home / f"{name}.db")) as database:
            # Without the owner there is nothing to do, and no right to do it, once the schema is up to date.
            if owner_url or not is_newest(database, name):
                migrate_schema(database, name, role=role or user)


def is_newest(database: Database, name: str) -> bool:
    """Say whether a schema has the newest version. Raises NewerDatabase and DatabaseUnreachable."""
    with translate_db_errors(), database.read_engine.connect() as connection:
        found = version_in(connection)
    if found is not None and found > SERVER_HEADS[name]:
        raise _newer(name, found)
    return found == SERVER_HEADS[name]


def migrate_schema(database: Database, name: str, *, role: str | None = None) -> None:
    """Afterwards the schema `name` has the newest version, and `role` may use it behind row-level security.

    Workers that start at once wait for the one that does it. Raises NewerDatabase and SchemaNotMigrated with the
    schema as it was, and DatabaseUnreachable.
    """
    with translate_db_errors(), database.write_engine.connect() as connection:
        try:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('budget-app-migrations'))"))
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))
                _bring_to_head(connection, name)
                if role is not None:
                    secure(connection, name, role=role)
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
        (ACCESS_METADATA if name == "access" else METADATA[name]).create_all(connection)
        command.stamp(config, "head")
    elif found > SERVER_HEADS[name]:
        raise _newer(name, found)
    elif found != SERVER_HEADS[name]:
        command.upgrade(config, "head")


def _newer(name: str, found: str) -> NewerDatabase:
    file, made_by = f"The schema {name}", "of a newer version"
    return NewerDatabase(file=file, found=found, known=SERVER_HEADS[name], made_by=made_by, app=VERSION)
