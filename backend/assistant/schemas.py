"""Insights as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.infra.fields import RequestBody, ResponseBody
from backend.infra.figure_schema import FigureOut
from backend.transactions.schemas import TransactionOut


class SnapshotLine(ResponseBody):
    """A figure, what it is compared with, the difference, and its value in each of the last twelve months."""

    group: Literal["month", "category", "cash_flow", "recurring", "budget", "accounts"]
    figure: FigureOut
    against: FigureOut | None
    change: FigureOut | None
    months: list[int]
    more_is: Literal["good", "bad", "neither"]


class SnapshotOut(ResponseBody):
    as_of: date
    year: int
    months_elapsed: int
    month: str
    currency: str
    lines: list[SnapshotLine]


_Context = Annotated[str, Field(max_length=1000)]


class AnalyzeIn(RequestBody):
    context: _Context | None = None


class ChatTurn(RequestBody):
    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=20_000)]


class ChatIn(RequestBody):
    """A question about the figures. With `analysis_id` what was said before is known, and `history` is not needed."""

    message: Annotated[str, Field(min_length=1, max_length=2000)]
    history: Annotated[list[ChatTurn], Field(max_length=40, default_factory=list)]
    context: _Context | None = None
    analysis_id: int | None = None


class InsightReceipt(ResponseBody):
    """The call behind an answer. What was sent, word for word, is at /api/ai/receipts/{id}."""

    id: int
    host: str
    model: str
    input_tokens: int
    output_tokens: int
    cost_micro_usd: int | None
    duration_ms: int
    outcome: str
    withheld_count: int


class InsightMessageOut(ResponseBody):
    """`content` refers to figures as [[id]] and marks numbers that no figure says as [[?words]]."""

    id: int
    created_at: datetime
    role: Literal["user", "assistant"]
    content: str
    outcome: str
    trouble: str | None
    unsourced_count: int
    receipt: InsightReceipt | None


class AnalysisOut(ResponseBody):
    id: int
    created_at: datetime
    as_of: date
    context: str
    figures: list[FigureOut]
    messages: list[InsightMessageOut]


class AnalysisListed(ResponseBody):
    id: int
    created_at: datetime
    as_of: date
    context: str


class AnalysisRemoved(ResponseBody):
    status: Literal["removed"]
    change_id: int | None


class AskIn(RequestBody):
    """A question in plain words, or a search that was changed by hand with what to compute of it."""

    question: Annotated[str, Field(max_length=500)] | None = None
    search: Annotated[str, Field(max_length=500)] | None = None
    measure: Literal["sum", "count", "average", "largest", "list"] = "list"


class AskModelIn(RequestBody):
    """A question that a model reads as a search."""

    question: Annotated[str, Field(min_length=1, max_length=500)]


class AskOut(ResponseBody):
    """How the question was read, and its answer. `unused` are words that the search does not stand for; `trouble` says
    why what a model answered was not used."""

    read_by: Literal["words", "model"]
    trouble: str | None

    search: str
    measure: Literal["sum", "count", "average", "largest", "list"]
    unused: list[str]
    figures: list[FigureOut]
    count: int
    items: list[TransactionOut]
    link: str
