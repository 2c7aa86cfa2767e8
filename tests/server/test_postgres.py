"""Sessions on PostgreSQL: what they see, what they refuse, and what is said when the server cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from backend.infra.errors import DatabaseBusy, DatabaseUnreachable
from backend.infra.postgres import NoFileToCopy, PostgresDatabase, UnknownDatabaseUrl, parse_url
from backend.users.models import User
from tests.postgres import address_of


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[PostgresDatabase]:
    owner = address_of(str(make_url(database_url).database))
    database = PostgresDatabase(owner, tmp_path / "budget.db", busy_seconds=0.2, default_user_id=1)
    yield database
    database.close()


def names(database: PostgresDatabase) -> list[str]:
    with database.read() as db:
        return list(db.scalars(select(User.name)))


def test_what_a_write_session_adds_is_there_after_it_and_gone_if_it_fails(database: PostgresDatabase) -> None:
    with database.write() as db:
        db.add(User(name="Ada"))
    with pytest.raises(ZeroDivisionError):
        add_and_fail(database)
    assert names(database) == ["You", "Ada"]


def add_and_fail(database: PostgresDatabase) -> None:
    with database.write() as db:
        db.add(User(name="Bob"))
        db.flush()
        raise ZeroDivisionError


def test_a_read_session_cannot_write(database: PostgresDatabase) -> None:
    with pytest.raises(DBAPIError, match="read-only transaction"), database.read() as db:
        db.execute(text("UPDATE users SET name = 'Eve'"))


def test_a_read_session_sees_one_moment(database: PostgresDatabase) -> None:
    with database.read() as reading:
        before = reading.scalars(select(User.name)).all()
        with database.write() as db:
            db.add(User(name="Ada"))
        assert reading.scalars(select(User.name)).all() == before


def test_a_second_write_session_waits_and_then_says_that_the_data_is_busy(database: PostgresDatabase) -> None:
    with database.write(), pytest.raises(DatabaseBusy), database.write():
        pass


def test_a_server_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    database = PostgresDatabase(f"postgresql://nobody@/nothing?host={tmp_path}", tmp_path / "budget.db")
    with pytest.raises(DatabaseUnreachable), database.read() as db:
        db.execute(text("SELECT 1"))


def test_there_is_no_file_to_back_up(database: PostgresDatabase, tmp_path: Path) -> None:
    with pytest.raises(NoFileToCopy):
        database.copy_to(tmp_path / "copy.db")


@pytest.mark.parametrize("url", ["postgres://ada@db/budget", "postgresql+psycopg2://ada@db/budget"])
def test_every_way_of_naming_postgresql_takes_its_own_driver(url: str) -> None:
    assert parse_url(url).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["mysql://ada@db/budget", "not an address", ""])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabaseUrl):
        parse_url(url)
