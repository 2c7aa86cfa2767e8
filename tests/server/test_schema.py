"""The two schemas on PostgreSQL: made from the models, at the newest version, and safe to open by many at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from backend.infra.postgres import PostgresDatabase
from backend.infra.tables import reserve_ids
from backend.infra.undo_log import FIRST_INVESTMENT_CHANGE_ID, InvestmentChange
from backend.migrations.models import METADATA
from backend.migrations.runner import HEADS
from backend.migrations.server import migrate_schema, version_in
from tests.postgres import address_of, recreate


@pytest.fixture
def empty_database(postgres: Engine) -> str:
    recreate(postgres, "budget_empty")
    return address_of("budget_empty")


@pytest.fixture(params=sorted(HEADS))
def database(request: pytest.FixtureRequest, empty_database: str, tmp_path: Path) -> Iterator[PostgresDatabase]:
    database = PostgresDatabase(empty_database, tmp_path / f"{request.param}.db")
    yield database
    database.close()


def test_an_empty_database_gets_every_table_and_the_newest_version(database: PostgresDatabase) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrate_schema(database, database.schema)
    with database.write_engine.begin() as connection:
        assert version_in(connection) == HEADS[database.schema]
        found = compare_metadata(MigrationContext.configure(connection), METADATA[database.schema])
    assert found == []


def test_workers_that_start_at_once_make_the_schema_once(empty_database: str, tmp_path: Path) -> None:
    workers = [PostgresDatabase(empty_database, tmp_path / "budget.db") for _ in range(3)]
    with ThreadPoolExecutor() as starting:
        list(starting.map(lambda worker: migrate_schema(worker, "budget"), workers))
    with workers[0].read() as db:
        assert db.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEADS["budget"]]
    for worker in workers:
        worker.close()


def test_changes_of_investments_are_numbered_apart_from_the_others(empty_database: str, tmp_path: Path) -> None:
    database = PostgresDatabase(empty_database, tmp_path / "investments.db")
    migrate_schema(database, "investments")
    with database.write() as db:
        assert reserve_ids(db, InvestmentChange, 2)[0] > FIRST_INVESTMENT_CHANGE_ID
    database.close()
