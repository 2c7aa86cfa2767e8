"""What the page shows of AI: how it is set up, what waits, costs by month, receipts, proposed rules."""

from datetime import timedelta
from typing import Any

from backend.ai import proposals, queries, selection, service
from backend.ai.configuration import AiSettings, load_settings
from backend.ai.models import AiCall
from backend.ai.questions import MerchantText
from backend.ai.selection import Context
from backend.ai.states import Purpose
from backend.categories import queries as categories
from backend.infra.database import ReadSession
from backend.kit.period import month_of
from backend.transactions import queries as transactions

Json = dict[str, Any]
_MONTHS = timedelta(days=100)
_SAMPLE = 3


def state(db: ReadSession, user_id: int) -> Json:
    """Return everything about AI but the run that is on its way. It opens no connection."""
    settings = load_settings(db, user_id)
    pending = selection.pending(db, user_id, settings)
    texts = selection.with_amounts(db, user_id, pending.for_rules)
    given = selection.context(db, user_id, settings)
    price = settings.price
    return {
        "provider": settings.provider,
        "is_ready": settings.problem is None,
        "problem": settings.problem,
        "model": settings.model,
        "host": settings.host,
        "input_price_cents": price.input_cents if price else None,
        "output_price_cents": price.output_cents if price else None,
        "monthly_dollars": settings.monthly_dollars,
        "monthly_tokens": settings.monthly_tokens,
        "never_send": list(settings.never_send),
        "hidden_names": list(settings.hidden_names),
        "pending": {
            "transaction_count": pending.transaction_count,
            "remembered": len(pending.remembered),
            "unmatched": pending.unmatched,
            "nameless": pending.nameless,
            "people": pending.people,
            "withheld": len(pending.withheld),
        },
        "categories": _estimate(pending.to_ask, given, settings, "categories"),
        "rules": _estimate(texts, given, settings, "rules"),
        "months": _months(db, user_id),
        "proposals": len(queries.proposals(db, user_id, status="proposed")),
    }


def receipts(db: ReadSession, user_id: int, *, before_id: int | None, limit: int) -> list[Json]:
    """Return receipts without their texts, newest first."""
    accepted = queries.accepted_by_call(db, user_id)
    return [_receipt(call, accepted) for call in queries.list_calls(db, user_id, before_id=before_id, limit=limit)]


def receipt(db: ReadSession, user_id: int, call_id: int) -> Json:
    """Return one receipt with its texts. Raises NoSuchCall."""
    call = queries.one_call(db, user_id, call_id)
    return {
        **_receipt(call, queries.accepted_by_call(db, user_id)),
        "merchants": call.merchants,
        "withheld": call.withheld,
        "system": call.sent.get("system", ""),
        "sent_message": call.sent.get("message", ""),
        "answer_schema": call.sent.get("schema", {}),
    }


def open_proposals(db: ReadSession, user_id: int) -> Json:
    """Return the proposed rules that wait with what they would do, those that catch most first."""
    every = queries.proposals(db, user_id)
    waiting = [proposal for proposal in every if proposal.status == "proposed"]
    effects = proposals.effects(db, user_id, waiting)
    by_id = {category.id: category for category in categories.every(db, user_id)}
    items = [
        {
            "id": proposal.id,
            "pattern": proposal.pattern,
            "amount_minor": proposal.amount_minor,
            "currency": proposal.currency,
            "category_short_desc": by_id[proposal.category_id].short_desc,
            "category_name": by_id[proposal.category_id].display_name,
            "status": proposal.status,
            **effects[proposal.id]._asdict(),
        }
        for proposal in waiting
    ]
    return {
        "items": sorted(items, key=lambda item: (-item["fits"], item["id"])),
        "accepted": sum(proposal.status == "accepted" for proposal in every),
        "rejected": sum(proposal.status == "rejected" for proposal in every),
        "transaction_count": sum(transactions.status_counts(db, user_id).values()),
    }


def _estimate(texts: list[MerchantText], given: Context, settings: AiSettings, purpose: Purpose) -> Json:
    estimate = selection.estimate(texts, given, settings, purpose)
    return {"merchants": len(texts), **estimate, "sample": [text.text for text in texts[:_SAMPLE]]}


def _months(db: ReadSession, user_id: int) -> list[Json]:
    """Return the newest months, the current one first, also if it had no call."""
    accepted = queries.accepted_by_call(db, user_id)
    this_month = service.month_start()
    found = {month_of(this_month.date()): _empty(month_of(this_month.date()))}
    for call in queries.calls_since(db, user_id, this_month - _MONTHS):
        month = month_of(call.created_at.astimezone().date())
        sums = found.setdefault(month, _empty(month))
        sums["calls"] += 1
        sums["input_tokens"] += call.input_tokens
        sums["output_tokens"] += call.output_tokens
        sums["cost_micro_usd"] += call.cost_micro_usd or 0
        if call.cost_micro_usd is None:
            sums["unpriced_tokens"] += call.input_tokens + call.output_tokens
        done, total = accepted.get(call.id, (0, 0))
        sums["accepted"] += done
        sums["suggested"] += total
    return sorted(found.values(), key=lambda sums: str(sums["month"]), reverse=True)


def _empty(month: str) -> Json:
    names = (
        "calls", "input_tokens", "output_tokens", "cost_micro_usd", "unpriced_tokens", "accepted", "suggested",
    )  # fmt: skip
    return {"month": month, **dict.fromkeys(names, 0)}


def _receipt(call: AiCall, accepted: dict[int, tuple[int, int]]) -> Json:
    done, total = accepted.get(call.id, (0, 0))
    names = (
        "id", "created_at", "purpose", "provider", "host", "model", "input_tokens", "output_tokens", "cost_micro_usd",
        "duration_ms", "outcome", "message",
    )  # fmt: skip
    return {
        **{name: getattr(call, name) for name in names},
        "merchant_count": len(call.merchants),
        "withheld_count": len(call.withheld),
        "accepted": done,
        "suggested": total,
    }
