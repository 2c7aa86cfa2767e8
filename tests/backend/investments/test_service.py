"""Accounts and securities."""

from backend.investments import service
from backend.investments.queries import accounts as account_queries
from backend.investments.undo import undo_change
from tests.backend.investments.conftest import USER, Broker


def test_a_deleted_account_comes_back(broker: Broker) -> None:
    with broker.database.write() as db:
        change_id = service.delete_account(db, USER, broker.account).change_id
    with broker.database.read() as db:
        assert account_queries.accounts(db, USER) == []
    with broker.database.write() as db:
        assert change_id is not None
        undo_change(db, USER, change_id)
    with broker.database.read() as db:
        assert [account.id for account in account_queries.accounts(db, USER)] == [broker.account]
