"""Every SELECT of the connections to brokers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.brokerage_sync.models import BrokerageConnection
from backend.investments.models import InvestmentAccount


def states(db: Session, user_id: int) -> dict[int, BrokerageConnection]:
    """Return what is known of each connection, by its id in budget.db."""
    query = select(BrokerageConnection).where(BrokerageConnection.user_id == user_id)
    return {each.bank_connection_id: each for each in db.scalars(query)}


def linked_accounts(db: Session, user_id: int) -> dict[str, InvestmentAccount]:
    """Return the accounts that came from Plaid, also deleted ones, by Plaid's id."""
    query = select(InvestmentAccount).where(
        InvestmentAccount.user_id == user_id, InvestmentAccount.plaid_account_id.is_not(None)
    )
    return {each.plaid_account_id: each for each in db.scalars(query) if each.plaid_account_id}


def connection_ids(states: Sequence[InvestmentAccount]) -> set[int]:
    """Return the connections of these accounts."""
    return {each.bank_connection_id for each in states if each.bank_connection_id is not None}
