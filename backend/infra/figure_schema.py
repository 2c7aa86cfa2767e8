"""A figure (`backend.kit.figure`) as JSON: whole minor units are numbers, exact decimals are texts."""

from datetime import date
from typing import Literal

from backend.infra.fields import DecimalText, ResponseBody


class FigureTerm(ResponseBody):
    label: str
    value: int | DecimalText | None
    unit: str | None
    operator: Literal["add", "multiply", "divide"]
    transaction_ids: list[int]
    query: str | None
    figure_id: str | None
    why: str | None
    known_value: int | DecimalText | None


class FigureExcluded(ResponseBody):
    reason: str
    count: int
    value_minor: int | None


class FigureMissing(ResponseBody):
    what: str
    why: str


class FigureCompleteness(ResponseBody):
    complete_through: date | None
    missing: list[FigureMissing]


class FigurePeriod(ResponseBody):
    start: date
    end: date


class FigureOut(ResponseBody):
    id: str
    label: str
    value: int | DecimalText | None
    unit: str
    as_of: date
    period: FigurePeriod | None
    terms: list[FigureTerm]
    excluded: list[FigureExcluded]
    completeness: FigureCompleteness
    known_value: int | DecimalText | None
