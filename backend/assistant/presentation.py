"""Snapshots and analyses as JSON."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from backend.ai import queries as ai
from backend.ai.models import AiCall
from backend.assistant.models import InsightAnalysis, InsightMessage
from backend.assistant.snapshot import Snapshot
from backend.infra.figure_schema import FigureOut
from backend.kit.figure import Figure

Json = dict[str, Any]


def figure_json(figure: Figure) -> Json:
    """Return a figure as it is stored and sent."""
    return FigureOut.model_validate(figure).model_dump(mode="json")


def snapshot_json(shown: Snapshot) -> Json:
    """Return the lines of a snapshot with all the figures that can be referred to."""
    return {
        "as_of": shown.as_of,
        "year": shown.as_of.year,
        "months_elapsed": shown.as_of.month,
        "month": shown.month,
        "currency": shown.currency,
        "lines": [
            {
                "group": line.group,
                "figure": line.figure,
                "against": line.against,
                "change": line.change,
                "months": list(line.months),
                "more_is": line.more_is,
            }
            for line in shown.lines
        ],
    }


def analysis_json(db: Session, user_id: int, analysis: InsightAnalysis, messages: Sequence[InsightMessage]) -> Json:
    """Return an analysis with its figures, messages and receipts."""
    calls = {each.call_id: ai.one_call(db, user_id, each.call_id) for each in messages if each.call_id is not None}
    return {
        "id": analysis.id,
        "created_at": analysis.created_at,
        "as_of": analysis.as_of,
        "context": analysis.context,
        "figures": analysis.figures,
        "messages": [
            {
                **{
                    name: getattr(each, name)
                    for name in ("id", "created_at", "role", "content", "outcome", "trouble", "unsourced_count")
                },
                "receipt": _receipt(calls[each.call_id]) if each.call_id is not None else None,
            }
            for each in messages
        ],
    }


def _receipt(call: AiCall) -> Json:
    names = ("id", "host", "model", "input_tokens", "output_tokens", "cost_micro_usd", "duration_ms", "outcome")
    return {**{name: getattr(call, name) for name in names}, "withheld_count": len(call.withheld)}
