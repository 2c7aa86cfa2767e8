"""Investments at brokers as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.infra.fields import RequestBody, ResponseBody


class BrokerageLinkBody(RequestBody):
    redirect_uri: Annotated[str, Field(max_length=500)] | None = None


class BrokerageLink(ResponseBody):
    link_token: str
    url: str
    expires_at: datetime


class BrokerageFollowBody(RequestBody):
    link_token: Annotated[str, Field(min_length=1, max_length=500)]


class BrokerageLinkEvent(ResponseBody):
    name: str
    at: str


class BrokerageExchangeBody(RequestBody):
    public_token: Annotated[str, Field(min_length=1, max_length=500)]


class BrokerageSynced(ResponseBody):
    """What a sync came to. `unreadable` are sentences about what was left out; `is_off`: there are no investments."""

    connection_id: int
    name: str
    accounts: int
    is_off: bool
    added: int
    changed: int
    removed: int
    holdings: int
    unreadable: list[str]


class BrokerageLinkState(ResponseBody):
    """How far a person is on the page of a broker: on it (`waiting`), connected (`done`) with what came of each broker,
    or without a connection (`ended`) because of `message`."""

    status: Literal["waiting", "done", "ended"]
    events: list[BrokerageLinkEvent]
    message: str | None
    synced: list[BrokerageSynced]
