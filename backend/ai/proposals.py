"""Proposed rules against all history: what each would change, and what accepting one does."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, func, select

from backend.accounts.queries import living_ids
from backend.ai import queries
from backend.ai.errors import ProposalDecided
from backend.ai.models import AiProposal
from backend.categories.models import Category
from backend.categorization import service as categorization
from backend.categorization.models import AmountRule, MerchantMapping
from backend.categorization.pattern_preview import amount_conditions
from backend.categorization.patterns import Pattern, PatternIndex
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import in_list
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.settings.service import threshold
from backend.transactions import queries as transaction_queries
from backend.transactions import service as transactions
from backend.transactions.descriptors import matching_text
from backend.transactions.models import Descriptor, Transaction

Json = dict[str, Any]
Group = Literal["agrees", "conflicts", "fills", "changes"]
T = Transaction
_TOLERANCE_MINOR = 1
_SHOWN = 50


class Effect(NamedTuple):
    """How many transactions a rule catches, and of them: decided in the same category, decided in another one (those
    stay as they are), waiting without a suggestion, waiting with another suggestion."""

    fits: int
    agrees: int
    conflicts: int
    fills: int
    changes: int


class Decided(NamedTuple):
    """What a decision changed: transactions with a new suggestion, and how to take it back."""

    transaction_count: int
    change_id: int | None


def effects(db: ReadSession | WriteSession, user_id: int, proposals: Sequence[AiProposal]) -> dict[int, Effect]:
    """Return what each proposed rule would do, tried on every transaction there is."""
    descriptors = _caught_descriptors(db, user_id, proposals)
    found = {}
    for proposal in proposals:
        where = _caught(db, user_id, proposal, descriptors.get(proposal.id, []))
        counts = dict.fromkeys(("agrees", "conflicts", "fills", "changes", "same"), 0)
        query = select(T.status, T.category_id, T.predicted_category_id, func.count()).where(*where)
        for status, category_id, predicted, count in db.execute(
            query.group_by(T.status, T.category_id, T.predicted_category_id)
        ):
            counts[_group(proposal, status, category_id, predicted) or "same"] += count
        found[proposal.id] = Effect(sum(counts.values()), *(counts[name] for name in Effect._fields[1:]))
    return found


def affected(db: ReadSession, user_id: int, proposal_id: int, group: Group) -> list[Json]:
    """Return the newest transactions of one group that a proposed rule catches."""
    proposal = queries.one_proposal(db, user_id, proposal_id)
    where = _caught(db, user_id, proposal, _caught_descriptors(db, user_id, [proposal]).get(proposal.id, []))
    query = select(T.id, T.status, T.category_id, T.predicted_category_id).where(*where)
    rows = db.execute(query.order_by(T.on.desc(), T.id.desc()))
    ids = [row.id for row in rows if _group(proposal, *row[1:]) == group]
    return transaction_queries.by_ids(db, user_id, ids[:_SHOWN])


def accept(db: WriteSession, user_id: int, proposal_id: int) -> Decided:
    """Make an ordinary mapping or amount rule of a proposal; waiting transactions that it decides are suggested anew.

    Decided transactions stay as they are. Raises NoSuchProposal, ProposalDecided, BadPattern and PatternTaken.
    """
    proposal = _open(db, user_id, proposal_id)
    effect = effects(db, user_id, [proposal])[proposal.id]
    with record_changes(db, user_id, f"Accepted the proposed rule “{proposal.pattern}”") as recorder:
        rule = _add(db, user_id, proposal, effect, recorder)
        _decide(db, proposal, "accepted", recorder)
        count = _suggest_anew(db, user_id, proposal, rule, recorder)
    return Decided(count, recorder.change_id)


def reject(db: WriteSession, user_id: int, proposal_id: int) -> Decided:
    """Drop a proposal; it is remembered and not proposed again. Raises NoSuchProposal and ProposalDecided."""
    proposal = _open(db, user_id, proposal_id)
    with record_changes(db, user_id, f"Rejected the proposed rule “{proposal.pattern}”") as recorder:
        _decide(db, proposal, "rejected", recorder)
    return Decided(0, recorder.change_id)


def _open(db: WriteSession, user_id: int, proposal_id: int) -> AiProposal:
    proposal = queries.one_proposal(db, user_id, proposal_id)
    if proposal.status != "proposed":
        raise ProposalDecided(proposal.status)
    return proposal


def _decide(db: WriteSession, proposal: AiProposal, status: str, recorder: ChangeRecorder) -> None:
    recorder.capture(AiProposal, [proposal.id])
    proposal.status, proposal.decided_at = status, clock.now()
    db.flush()


def _add(
    db: WriteSession, user_id: int, proposal: AiProposal, effect: Effect, recorder: ChangeRecorder
) -> AmountRule | MerchantMapping:
    if proposal.amount_minor is not None:
        values: dict[str, object] = {
            "description_pattern": proposal.pattern,
            "amount_minor": proposal.amount_minor,
            "tolerance_minor": _TOLERANCE_MINOR,
            "currency": proposal.currency,
            "category_id": proposal.category_id,
            "notes": "Proposed by AI",
        }
        return categorization.add_rule(db, user_id, values=values, recorder=recorder)
    # Each earlier decision that agrees counts as a confirmation, and so does accepting the rule.
    confirmed = 1 if effect.conflicts else effect.agrees + 1
    return categorization.add_mapping(
        db,
        user_id,
        pattern=proposal.pattern,
        match="word",
        category_id=proposal.category_id,
        confidence=confirmed,
        recorder=recorder,
    )


def _suggest_anew(
    db: WriteSession,
    user_id: int,
    proposal: AiProposal,
    rule: AmountRule | MerchantMapping,
    recorder: ChangeRecorder,
) -> int:
    descriptors = _caught_descriptors(db, user_id, [proposal]).get(proposal.id, [])
    where = (*_caught(db, user_id, proposal, descriptors), T.status == "pending_review", T.category_id.is_(None))
    payees = dict(db.execute(select(T.id, T.merchant_name).where(*where)).all())
    engine = categorization.load_engine(db, user_id, threshold=threshold(db, user_id))
    tier = "amount_rule" if isinstance(rule, AmountRule) else "merchant_map"
    states = []
    for row in transactions.load_review_states(db, user_id, list(payees)):
        match = engine.categorize(row.description, row.amount_minor, row.currency, payee=payees[row.id])
        # Another rule may fit better; what the person picked stays.
        if match is None or (match.tier, match.source_id) != (tier, rule.id) or row.categorization_tier == "user":
            continue
        states.append(
            row._replace(
                predicted_category_id=match.category_id,
                categorization_tier=match.tier,
                prediction_confidence=match.confidence,
                reason=match.reason,
            )
        )
    transactions.save_review_states(db, user_id, states, recorder=recorder)
    return len(states)


def _group(proposal: AiProposal, status: str, category_id: int | None, predicted: int | None) -> Group | None:
    """Return where a caught transaction belongs, None for one that waits with the same suggestion."""
    if status != "pending_review":
        return "agrees" if category_id == proposal.category_id else "conflicts"
    if predicted is None:
        return "fills"
    return None if predicted == proposal.category_id else "changes"


def _caught(
    db: ReadSession | WriteSession, user_id: int, proposal: AiProposal, descriptor_ids: Sequence[int]
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        T.user_id == user_id,
        T.account_id.in_(living_ids(user_id)),
        T.descriptor_id.in_(in_list(descriptor_ids)),
    ]
    if proposal.amount_minor is not None:
        found += amount_conditions(
            amount_minor=proposal.amount_minor, tolerance_minor=_TOLERANCE_MINOR, currency=proposal.currency
        )
    # As in the engine: money out is never filed as income.
    kind = db.scalar(select(Category.kind).where(Category.id == proposal.category_id))
    return [*found, T.amount_minor <= 0] if kind == "income" else found


def _caught_descriptors(
    db: ReadSession | WriteSession, user_id: int, proposals: Iterable[AiProposal]
) -> dict[int, list[int]]:
    """Return the texts that each proposal catches, by its id; all of them in one walk."""
    index = PatternIndex((Pattern(proposal.pattern), proposal.id) for proposal in proposals)
    found: dict[int, list[int]] = {}
    query = select(Descriptor.id, Descriptor.description, Descriptor.merchant_name, Descriptor.merchant_key).where(
        Descriptor.user_id == user_id
    )
    for id_, text, payee, merchant in db.execute(query):
        for proposal_id in set(index.find(matching_text(text, payee), merchant=merchant)):
            found.setdefault(proposal_id, []).append(id_)
    return found
