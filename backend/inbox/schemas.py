"""The inbox as JSON."""

from datetime import date
from typing import Literal

from backend.inbox.kinds import Kind
from backend.infra.fields import ResponseBody
from backend.infra.figure_schema import FigureOut


class InboxItemOut(ResponseBody):
    """A notice. `link` is the page that shows what it is about."""

    id: int
    kind: Kind
    title: str
    because: str
    found_on: date
    figure: FigureOut
    link: str
    status: Literal["open", "dismissed", "gone"]


class DesktopNotice(ResponseBody):
    id: int
    kind: Kind


class InboxOut(ResponseBody):
    items: list[InboxItemOut]
    open_count: int
    dismissed_count: int


class InboxDismissed(ResponseBody):
    status: Literal["dismissed"]
    change_id: int | None
