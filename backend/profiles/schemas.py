"""The profile as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.education.kinds import Feedback, ItemType, ReviewAction, Source
from backend.infra.fields import DecimalText, RequestBody, ResponseBody
from backend.infra.figure_schema import FigureOut
from backend.signals.kinds import Comparison, Group, Persona, SignalKey, Tag, Window

Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class ConsentChoice(RequestBody):
    """Turn the profile on or off; `erase` also deletes what was computed (only when it is turned off)."""

    is_on: bool
    erase: bool = False


class StoredCounts(ResponseBody):
    signals: int
    days: int
    responses: int


class ConsentOut(ResponseBody):
    """`erase_on` is when what was kept after turning off is erased."""

    is_on: bool
    since: datetime | None
    erase_on: date | None
    stored: StoredCounts


class ConsentEntry(ResponseBody):
    action: Literal["granted", "revoked", "erased"]
    at: datetime = Field(validation_alias="created_at")
    erased: dict[str, int] | None


class WindowOut(ResponseBody):
    """A window; it is measured once the history has `needs_days`, which is on `enough_on`."""

    window: Window
    start: date
    end: date
    is_measured: bool
    needs_days: int
    history_days: int
    enough_on: date | None


class DefinitionOut(ResponseBody):
    """A signal is met if its value compares like this with the threshold; the unit "money" is the base currency."""

    key: SignalKey
    group: Group
    label: str
    unit: str
    comparison: Comparison
    threshold: int | DecimalText


class SignalOut(ResponseBody):
    key: SignalKey
    window: Window
    is_met: bool | None
    figure: FigureOut
    parts: list[FigureOut]


class TracePoint(ResponseBody):
    on: date
    value: DecimalText


class ReasonOut(ResponseBody):
    signal: SignalKey
    words: str
    points: DecimalText


class ProfileOut(ResponseBody):
    persona: Persona
    window: Window
    is_primary: bool
    confidence: DecimalText
    reasons: list[ReasonOut]


class ProfileChange(ResponseBody):
    on: date
    window: Window
    persona: Persona
    what: Literal["began", "ended"]


class ItemOut(ResponseBody):
    """An item that fits. `because` is a sentence with signals in braces, whose figures are those of `window`."""

    id: str
    type: ItemType
    title: str
    summary: str
    minutes: int
    source: Source
    link: str | None
    calculator: str | None
    because: str
    window: Window
    relevance: DecimalText
    personas: list[Persona]
    tags: list[Tag]
    feedback: Feedback | None
    comment: str | None
    is_hidden: bool


class ProfilePage(ResponseBody):
    consent: ConsentOut
    computed_on: date | None
    computed_at: datetime | None
    transaction_count: int
    windows: list[WindowOut]
    definitions: list[DefinitionOut]
    signals: list[SignalOut]
    trace: dict[str, list[TracePoint]]
    profiles: list[ProfileOut]
    changes: list[ProfileChange]
    items: list[ItemOut]
    library_count: int
    disclaimer: str


class WindowInsights(ResponseBody):
    window: Window
    computed_on: date | None
    signals: list[SignalOut]
    profiles: list[ProfileOut]
    items: list[ItemOut]
    disclaimer: str


class ProfileDay(ResponseBody):
    on: date
    profiles: list[ProfileOut]


class ItemBody(ResponseBody):
    """An item of the library with its text."""

    id: str
    type: ItemType
    title: str
    summary: str
    body: str
    minutes: int
    source: Source
    created_on: date
    link: str | None
    calculator: str | None
    disclaimer: str


class FeedbackIn(RequestBody):
    feedback: Feedback
    comment: Comment | None = None


class HiddenIn(RequestBody):
    is_hidden: bool


class ItemChanged(ResponseBody):
    change_id: int | None


class FeedbackOut(ResponseBody):
    content_id: str
    feedback: Feedback | None
    comment: str | None
    is_hidden: bool
    at: datetime = Field(validation_alias="updated_at")


class Erased(ResponseBody):
    """How many rows were erased, by table."""

    erased: dict[str, int]


class PersonOut(ResponseBody):
    user_id: int
    name: str
    computed_on: date | None
    primary_30d: Persona | None
    primary_180d: Persona | None


class ReviewOut(ResponseBody):
    content_id: str
    action: ReviewAction
    reason: str | None
    operator_id: int | None
    at: datetime = Field(validation_alias="created_at")


class PersonPage(ResponseBody):
    """What an operator sees of a person who agreed; `is_primary_different`: the windows lead to different profiles."""

    user_id: int
    name: str
    is_primary_different: bool
    profile: ProfilePage
    reviews: list[ReviewOut]


class Flag(RequestBody):
    reason: Reason


class AuditOut(ResponseBody):
    consent: list[ConsentEntry]
    reviews: list[ReviewOut]
