"""Saved views as JSON, in and out."""

from typing import Annotated

from pydantic import StringConstraints

from backend.infra.fields import OMITTED, Name, RequestBody, ResponseBody, SingleLine

# An address inside the app: one slash first, so that it never leads to another host.
PagePath = Annotated[SingleLine, StringConstraints(max_length=2000, pattern=r"^/(?:[^/].*)?$")]


class NewView(RequestBody):
    name: Name
    path: PagePath
    is_pinned: bool = True


class ViewChanges(RequestBody):
    name: Name = OMITTED
    is_pinned: bool = OMITTED


class ViewOut(ResponseBody):
    id: int
    name: str
    path: str
    is_pinned: bool


class ViewSaved(ResponseBody):
    view: ViewOut
    change_id: int | None


class ViewRemoved(ResponseBody):
    change_id: int | None
