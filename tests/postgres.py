"""The database that the fixture `client` opens: SQLite, or PostgreSQL if BUDGET_TEST_POSTGRES names a server.

The server's superuser may do everything there: each test gets a database of its own, copied from one that is ready.
The app works in it as the role `budget_app`, behind row-level security, as on a real server.
"""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from backend.bootstrap import open_data
from backend.infra.config import Config

SERVER = os.environ.get("BUDGET_TEST_POSTGRES")
ROLE = "budget_app"
_TEMPLATE = f"budget_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def address_of(database: str, *, role: str | None = None) -> str:
    """The address of a database of the test server, for its superuser or another role."""
    assert SERVER is not None
    url = make_url(SERVER).set(database=database)
    return (url.set(username=role) if role else url).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """A connection to the test server that creates and drops databases."""
    assert SERVER is not None, "BUDGET_TEST_POSTGRES names no PostgreSQL server"
    engine = create_engine(make_url(SERVER), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": ROLE}):
            connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def ready_database(postgres: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with the newest schema and what every new user has."""
    recreate(postgres, _TEMPLATE)
    owner, role = address_of(_TEMPLATE), address_of(_TEMPLATE, role=ROLE)
    with open_data(Config(home=tmp_path_factory.mktemp("ready"), database_url=role, database_owner_url=owner)):
        pass
    return _TEMPLATE


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The address of a new database on the test server, None if the tests run on SQLite."""
    if SERVER is None:
        yield None
        return
    template, postgres = request.getfixturevalue("ready_database"), request.getfixturevalue("postgres")
    name = f"{template}_test"
    recreate(postgres, name, template=template)
    yield address_of(name, role=ROLE)


def recreate(postgres: Engine, name: str, *, template: str = "template0") -> None:
    """Make a database anew."""
    with postgres.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
