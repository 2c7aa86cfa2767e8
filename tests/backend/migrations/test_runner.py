"""The schema: the migrations make what the models say, and the newest one is the one that the app asks for."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from backend.backup.create import create_backup
from backend.infra.database import Database
from backend.migrations.models import METADATA
from backend.migrations.runner import HEADS, alembic_config, migrate

NAMES = ("budget", "investments")


def made(folder: Path, name: str) -> Database:
    (folder / "backups").mkdir(exist_ok=True)
    database = Database(folder / f"{name}.db")
    migrate(database, name)
    return database


@pytest.mark.parametrize("name", NAMES)
def test_the_constant_is_the_newest_migration(name: str, tmp_path: Path) -> None:
    with made(tmp_path, name).read_engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection, name))
        assert scripts.get_heads() == [HEADS[name]]


@pytest.mark.parametrize("name", NAMES)
def test_migrations_and_models_agree(name: str, tmp_path: Path) -> None:
    with made(tmp_path, name).read_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        found = compare_metadata(context, METADATA[name])
    # The full-text index and its inner tables have no models.
    others = ("app_version", "document_search")
    ours = [difference for difference in found if not any(name in str(difference) for name in others)]
    assert ours == []


def test_a_database_that_is_current_is_not_touched(tmp_path: Path) -> None:
    database = made(tmp_path, "budget")
    database.close()
    before = database.path.read_bytes()
    again = Database(database.path)
    migrate(again, "budget")
    again.close()
    assert database.path.read_bytes() == before
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_is_a_whole_database_of_its_own(tmp_path: Path) -> None:
    database = made(tmp_path, "budget")
    with database.write() as db:
        db.execute(
            text("INSERT INTO users (name, role, is_active, created_at, updated_at) VALUES ('x', 'owner', 1, '', '')")
        )
    copy = Database(create_backup(database, reason="test", tick=lambda: None))
    with copy.read_engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM users")).scalar() == "x"
        assert inspect(connection).get_table_names() == inspect(database.read_engine).get_table_names()


def test_a_reading_connection_is_told_what_was_decided(tmp_path: Path) -> None:
    with made(tmp_path, "budget").read_engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA trusted_schema")).scalar() == 0
        assert connection.execute(text("PRAGMA query_only")).scalar() == 1
