"""Settings as JSON."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.infra.fields import RequestBody, ResponseBody
from backend.settings.values import LONGEST

SettingKey = Annotated[str, StringConstraints(max_length=100)]
# One more than allowed, so that the setting itself can say what is wrong with it.
SettingValue = Annotated[str, StringConstraints(max_length=LONGEST + 1)] | int


class Setting(ResponseBody):
    value: str | None
    is_set: bool
    is_readable: bool
    source: Literal["database", "env", "default", "not_set"]
    label: str
    help: str
    group: str
    is_secret: bool
    kind: Literal["text", "number", "choice", "set"]
    choices: list[str]


class NewSettings(RequestBody):
    settings: Annotated[dict[SettingKey, SettingValue], Field(max_length=100)]


class SettingsSaved(ResponseBody):
    status: Literal["saved"]
    saved: list[str]
    ignored: list[str]
