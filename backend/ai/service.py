"""The verbs of AI: keep receipts and answers, suggest categories, keep proposed rules (decided in proposals.py)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, update

from backend.ai import queries
from backend.ai.configuration import AiSettings
from backend.ai.models import AiAnswer, AiCall, AiProposal
from backend.ai.prices import cost_micro_usd
from backend.ai.provider import AiFailure, Question
from backend.ai.questions import (
    CategoryChoice,
    MerchantText,
    ProposedRule,
    estimated_input_tokens,
)
from backend.ai.selection import Withheld
from backend.ai.states import Purpose
from backend.categorization import queries as categorization
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.transactions import service as transactions
from backend.transactions.review_state import ReviewState

CONFIDENCE = 0.7
CALLS_A_DAY = 300
# A merchant with the category that AI chose for it, None if it knows none.
Choice = tuple[MerchantText, CategoryChoice | None]
_NO_IDEA = "No rule fits, and AI does not know this merchant"


class Applied(NamedTuple):
    """What an answer changed: merchants with a suggestion, those without, transactions, and how to take it back."""

    suggested: int
    unknown: int
    transaction_count: int
    change_id: int | None


def check_limits(db: ReadSession | WriteSession, user_id: int, settings: AiSettings, question: Question) -> None:
    """Raise AiFailure if this question could go beyond the limit of the month, or of calls in a day."""
    if queries.spent(db, user_id, clock.now() - timedelta(days=1)).calls >= CALLS_A_DAY:
        sentence = f"More than {CALLS_A_DAY} calls in a day are not made. What is left can be asked tomorrow."
        raise AiFailure("limit", "CALLS_A_DAY", sentence)
    spent = queries.spent(db, user_id, month_start())
    sent = estimated_input_tokens(question)
    cost = cost_micro_usd(settings.price, input_tokens=sent, output_tokens=question.max_tokens)
    if cost is None:
        if spent.unpriced_tokens + sent + question.max_tokens > settings.monthly_tokens:
            sentence = f"Your limit of {settings.monthly_tokens:,} tokens a month does not allow another call."
            raise AiFailure("limit", "MONTHLY_TOKENS", f"{sentence} Nothing more was sent.")
    elif spent.cost_micro_usd + cost > settings.monthly_dollars * 1_000_000:
        sentence = f"Your limit of ${settings.monthly_dollars} a month does not allow another call."
        raise AiFailure("limit", "MONTHLY_DOLLARS", f"{sentence} Nothing more was sent.")


def begin_call(
    db: WriteSession,
    user_id: int,
    settings: AiSettings,
    *,
    purpose: Purpose,
    question: Question | None,
    merchants: Sequence[MerchantText] = (),
    withheld: Sequence[Withheld] = (),
) -> int:
    """Keep the receipt of a call that is about to be made, and return its id."""
    call = AiCall(
        user_id=user_id,
        purpose=purpose,
        provider=settings.provider,
        host=settings.host,
        model=settings.model,
        sent={"system": question.system, "message": question.message, "schema": question.schema} if question else {},
        merchants=[{"original": m.original, "sent": m.text, "direction": m.direction} for m in merchants],
        withheld=[{"original": text, "entry": entry} for text, entry in withheld],
        outcome="sent",
    )
    db.add(call)
    db.flush()
    return call.id


def finish_call(
    db: WriteSession,
    user_id: int,
    call_id: int,
    settings: AiSettings,
    *,
    input_tokens: int = 0,
    output_tokens: int = 0,
    duration_ms: int,
    failure: AiFailure | None,
) -> None:
    """Complete a receipt with what the call cost and what became of it."""
    call = queries.one_call(db, user_id, call_id)
    call.input_tokens, call.output_tokens, call.duration_ms = input_tokens, output_tokens, duration_ms
    call.cost_micro_usd = cost_micro_usd(settings.price, input_tokens=input_tokens, output_tokens=output_tokens)
    if not input_tokens and not output_tokens:
        call.cost_micro_usd = 0
    call.outcome, call.message = (failure.kind, failure.message) if failure else ("answered", None)


def remember(db: WriteSession, user_id: int, chosen: Sequence[Choice], *, model: str, call_id: int | None) -> None:
    """Keep what AI answered about merchants; None stands for "asked, and not known"."""
    known = {(row.merchant_key, row.direction): row for row in queries.answer_rows(db, user_id)}
    for merchant, category in _with_living_categories(db, user_id, chosen):
        row = known.get((merchant.key, merchant.direction))
        if row is None:
            row = AiAnswer(user_id=user_id, merchant_key=merchant.key, direction=merchant.direction)
            db.add(row)
        row.category_id, row.model, row.call_id = category.id if category else None, model, call_id
    db.flush()


def suggest(db: WriteSession, user_id: int, chosen: Sequence[Choice], *, model: str) -> Applied:
    """Suggest categories for the undecided transactions of these merchants; nothing is confirmed."""
    chosen = _with_living_categories(db, user_id, chosen)
    ids = queries.undecided_ids(db, user_id, [merchant.key for merchant, _ in chosen])
    suggested = sum(category is not None for _, category in chosen)
    with record_changes(db, user_id, f"AI suggested categories for {_merchants(suggested)}") as recorder:
        states = [
            _suggested(state, category, model)
            for merchant, category in chosen
            for state in transactions.load_review_states(db, user_id, ids.get((merchant.key, merchant.direction), []))
        ]
        transactions.save_review_states(db, user_id, states, recorder=recorder)
    count = sum(state.categorization_tier == "ai" for state in states)
    return Applied(suggested, len(chosen) - suggested, count, recorder.change_id)


def remembered_choices(db: ReadSession | WriteSession, user_id: int, merchants: Sequence[MerchantText]) -> list[Choice]:
    """Return what AI answered earlier about these merchants."""
    known = queries.answers(db, user_id)
    by_id = {category.id: category for category in queries.category_choices(db, user_id)}
    return [(merchant, by_id.get(known.get((merchant.key, merchant.direction)) or 0)) for merchant in merchants]


def forget_unmatched(db: WriteSession, user_id: int) -> int:
    """Forget the merchants that AI knew nothing about, so that they can be asked again. Return how many."""
    unmatched = [row for row in queries.answer_rows(db, user_id) if row.category_id is None]
    for row in unmatched:
        db.delete(row)
    db.flush()
    return len(unmatched)


def save_proposals(db: WriteSession, user_id: int, rules: Sequence[ProposedRule], *, call_id: int) -> int:
    """Keep proposed rules and return how many are new: those that wait, were decided before, or whose
    pattern has a mapping, are left out."""
    living = {category.id for category in queries.category_choices(db, user_id)}
    mapped = {merchant.pattern for merchant in categorization.merchants(db, user_id)}
    known = {(p.pattern, p.amount_minor, p.currency, p.category_id) for p in queries.proposals(db, user_id)}
    new = [
        rule
        for rule in rules
        if rule.category_id in living
        and (rule.amount_minor is not None or rule.pattern not in mapped)
        and (rule.pattern, rule.amount_minor, rule.currency, rule.category_id) not in known
    ]
    for rule in new:
        db.add(AiProposal(user_id=user_id, call_id=call_id, **rule._asdict()))
    db.flush()
    return len(new)


def move_category(db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder) -> None:
    """Let what AI answered and proposed for one category count for another, so that nothing is asked again."""
    for table in (AiAnswer, AiProposal):
        mine = (table.user_id == user_id, table.category_id == source_id)
        recorder.capture(table, db.scalars(select(table.id).where(*mine)).all())
        db.execute(update(table).where(*mine).values(category_id=target_id))


def month_start() -> datetime:
    """Return the moment at which the person's month began."""
    today = clock.today()
    return datetime(today.year, today.month, 1).astimezone()


def _with_living_categories(db: WriteSession, user_id: int, chosen: Sequence[Choice]) -> list[Choice]:
    """Return the answers; a category that was removed or archived while the question was on its way is unknown."""
    living = {category.id for category in queries.category_choices(db, user_id)}
    return [(merchant, category if category and category.id in living else None) for merchant, category in chosen]


def _suggested(state: ReviewState, category: CategoryChoice | None, model: str) -> ReviewState:
    if category is None:
        return (
            state if state.predicted_category_id else state._replace(categorization_tier="unmatched", reason=_NO_IDEA)
        )
    return state._replace(
        predicted_category_id=category.id,
        categorization_tier="ai",
        prediction_confidence=CONFIDENCE,
        reason=f"AI ({model[:60]}) suggests it for “{state.merchant_key[:60]}”; check it",
    )


def _merchants(count: int) -> str:
    return "1 merchant" if count == 1 else f"{count} merchants"
