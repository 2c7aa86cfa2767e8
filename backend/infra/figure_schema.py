"""A figure (`backend.kit.figure`) as JSON: whole minor units are numbers, exact decimals are texts."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

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


class FigureBefore(ResponseBody):
    as_of: date
    value: int | DecimalText
    changes: list[FigureTerm]


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
    before: FigureBefore | None = None


def read_stored(figure: dict[str, Any]) -> FigureOut:
    """Return a figure that was stored as JSON; its exact decimals are texts there, and "90.00" is no whole number."""
    terms = [{**term, **_decimals(term)} for term in figure["terms"]]
    before = figure.get("before")
    if before is not None:
        changes = [{**term, **_decimals(term)} for term in before["changes"]]
        before = {**before, **_decimals(before), "changes": changes}
    return FigureOut.model_validate({**figure, **_decimals(figure), "terms": terms, "before": before})


def _decimals(part: dict[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(part[name]) for name in ("value", "known_value") if isinstance(part[name], str)}
