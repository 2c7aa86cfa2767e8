"""HTTP for investments at brokers: link, exchange, sync."""

from typing import Annotated, Any

from fastapi import Depends, Request

from backend.brokerage_sync.schemas import (
    BrokerageExchangeBody,
    BrokerageFollowBody,
    BrokerageLink,
    BrokerageLinkBody,
    BrokerageLinkState,
    BrokerageSynced,
)
from backend.brokerage_sync.service import BrokerageSync
from backend.infra.web import CurrentUserId, Router, RowId, user_data
from backend.sync.provider import HostedLink

router = Router(prefix="/api/investments", tags=["investments at brokers"])


def brokerage_sync(request: Request) -> BrokerageSync:
    """Return what syncs the investments of this app."""
    found = user_data(request).brokerages
    assert isinstance(found, BrokerageSync)
    return found


Brokerages = Annotated[BrokerageSync, Depends(brokerage_sync)]


@router.post("/link-token", response_model=BrokerageLink)
def brokerage_link_token(brokerages: Brokerages, user_id: CurrentUserId, body: BrokerageLinkBody) -> Any:
    """Return a link token of Plaid for a broker, and the address of its page for the system browser."""
    return _link(brokerages.start_link(user_id, body.redirect_uri))


@router.get("/link", response_model=BrokerageLink | None)
def open_brokerage_link(brokerages: Brokerages, user_id: CurrentUserId) -> Any:
    """Return the link on which the person has not finished yet; null if there is none."""
    link = brokerages.open_link(user_id)
    return None if link is None else _link(link)


@router.delete("/link", status_code=204)
def forget_brokerage_link(brokerages: Brokerages, user_id: CurrentUserId) -> None:
    """Give up the open link."""
    brokerages.forget_link(user_id)


@router.post("/link/follow", response_model=BrokerageLinkState)
def follow_brokerage_link(brokerages: Brokerages, user_id: CurrentUserId, body: BrokerageFollowBody) -> Any:
    """Return how far the person is on the page of a broker; once signed in, connect and sync. Ask every 3 seconds."""
    found = brokerages.follow(user_id, body.link_token)
    return {
        "status": found.status,
        "events": [event._asdict() for event in found.events],
        "message": found.message,
        "synced": [each.as_json() for each in found.synced],
    }


@router.post("/link/exchange", response_model=BrokerageSynced)
def exchange_brokerage_token(brokerages: Brokerages, user_id: CurrentUserId, body: BrokerageExchangeBody) -> Any:
    """Connect a broker with a public token of Plaid, and sync it."""
    return brokerages.exchange(user_id, body.public_token).as_json()


@router.post("/accounts/{account_id:int}/sync", response_model=BrokerageSynced)
def sync_brokerage_account(brokerages: Brokerages, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Sync the login that an account belongs to."""
    return brokerages.sync_account(user_id, account_id).as_json()


def _link(link: HostedLink) -> dict[str, Any]:
    return {"link_token": link.token, "url": link.url, "expires_at": link.expires_at}
