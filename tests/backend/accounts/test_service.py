"""Accounts found or made by name, as the command line asks for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.accounts import service
from backend.infra.database import Database, WriteSession
from backend.infra.web import LOCAL_USER_ID


@pytest.fixture
def db(client: TestClient, home: Path) -> Iterator[WriteSession]:
    """A write session on the home of `client`."""
    assert client.get("/api/accounts").json() == []
    database = Database(home / "budget.db")
    with database.write() as session:
        yield session
    database.close()


def test_an_account_is_made_once_and_found_by_name_afterwards(db: WriteSession) -> None:
    made = service.find_or_create(db, LOCAL_USER_ID, name="Großes Konto", currency="EUR")
    found = service.find_or_create(db, LOCAL_USER_ID, name="GROSSES KONTO", currency="USD", account_type="credit")
    assert found.id == made.id
    assert (found.account_type, found.currency) == ("checking", "EUR")


def test_a_deleted_account_is_not_found(db: WriteSession) -> None:
    first = service.find_or_create(db, LOCAL_USER_ID, name="Everyday", currency="EUR")
    service.delete(db, LOCAL_USER_ID, first)
    second = service.find_or_create(db, LOCAL_USER_ID, name="Everyday", currency="EUR")
    assert second.id != first.id
    assert second.position == first.position + 1
