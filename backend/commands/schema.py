"""Say which versions the databases have, and bring them up to date, for whoever runs a server."""

from contextlib import closing

from backend.bootstrap import open_database
from backend.infra import paths
from backend.infra.config import Config
from backend.infra.database import Database, translate_db_errors
from backend.migrations.runner import HEADS, alembic_config, migrate, version_of
from backend.migrations.server import migrate_schema, version_in


def current() -> int:
    """Print the version of each database and the newest one; return 0 if both are up to date. Changes nothing."""
    config = Config.from_environment()
    is_newest = True
    for name, head in HEADS.items():
        with closing(open_database(config, name)) as database:
            found = _version(database, name)
        is_newest &= found == head
        print(f"{name}: {found or 'none'} (newest {head})")
    return 0 if is_newest else 1


def history() -> int:
    """Print every version that this app knows, newest first, with what it brought. Opens no database."""
    from alembic.script import ScriptDirectory

    for name in HEADS:
        for script in ScriptDirectory.from_config(alembic_config(None, name)).walk_revisions():
            print(f"{name} {script.revision}  {script.doc.splitlines()[0]}")
    return 0


def upgrade() -> int:
    """Bring both databases to the newest version; an older data file is backed up first.

    Raises AlreadyRunning, and what opening the data raises, each time with the data as it was.
    """
    config = Config.from_environment()
    paths.set_private_umask()
    paths.prepare_data_folder(config.home)
    lock = paths.lock_data_folder(config.home)
    try:
        for name, head in HEADS.items():
            with closing(open_database(config, name)) as database:
                if database.is_file:
                    migrate(database, name)
                else:
                    migrate_schema(database, name)
            print(f"{name}: {head}")
    finally:
        lock.release()
    return 0


def _version(database: Database, name: str) -> str | None:
    if database.is_file:
        return version_of(database, name)
    with translate_db_errors(), database.read_engine.connect() as connection:
        return version_in(connection)
