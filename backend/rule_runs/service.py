"""Run rules: on transactions that just came in, on past ones, and the same actions on a selection."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.categorization.rule_tier import reason_of
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.kit.money import allocate
from backend.kit.payment_words import names_merchant
from backend.rule_runs import queries
from backend.rule_runs.preview import past_matches
from backend.rules import queries as rules
from backend.rules import service as rule_service
from backend.rules.errors import EmptyRule
from backend.rules.models import Rule
from backend.rules.rule_book import DECIDE, Actions, ActiveRule, payee_search, run
from backend.transactions import bulk_edit
from backend.transactions import service as transactions
from backend.transactions.review_state import ReviewState
from backend.transactions.search_conditions import load_names
from backend.transactions.splits import SplitEdit
from backend.transfers import service as transfers

# Searches have 500 letters at most; this leaves room for one more payee.
_LONG_SEARCH = 280
_NO_GUESS = (None, "unmatched")


@dataclass(frozen=True, slots=True)
class Applied:
    """How many transactions were changed, and how many kept their category because the person chose it."""

    changed: int
    kept: int


def run_on_new(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    """Let the rules do to these new transactions what the categoriser does not: payees, tags, notes, splits, marks.

    Their categories of the stages before are decided already; those of the last stage are decided here. Nothing is
    recorded for undo: undoing the import takes the transactions back.
    """
    active = rules.active(db, user_id)
    if not active or not ids:
        return
    names, recorder = load_names(db, user_id), ChangeRecorder(db)
    hits: Counter[int] = Counter()
    alike: dict[tuple[Actions, ActiveRule | None], list[int]] = {}
    decided: list[tuple[int, int, int]] = []
    for id_, row in queries.search_rows(db, user_id, ids):
        outcome = run(active, row, names)
        if not outcome.rule_ids:
            continue
        # The categoriser counted the rule that gave the category.
        counted = rule.id if (rule := outcome.category_rule) and row.tier == "rule" else None
        hits.update(each for each in outcome.rule_ids if each != counted)
        actions, rule = outcome.actions, outcome.category_rule
        if rule and row.tier == "rule" and row.category_id == actions.category_id and row.category_id:
            decided.append((rule.id, id_, row.category_id))
        if row.category_id is not None or row.predicted_category_id is not None:
            # Decided or suggested by an earlier tier, or by these very rules.
            actions = replace(actions, category_id=None, review=None)
        if not actions.is_empty:
            alike.setdefault((actions, rule), []).append(id_)
    rule_service.remember_matches(db, user_id, decided)
    for (actions, rule), some in alike.items():
        apply(db, user_id, some, actions, rule=rule, recorder=recorder)
    rule_service.count_hits(db, user_id, hits)


def follow_correction(
    db: WriteSession, user_id: int, merchant: str, category_id: int, *, recorder: ChangeRecorder
) -> Rule:
    """Return the rule that files a merchant (by its key) under a category from now on, before all other rules.

    A rule that only gives this merchant its category is changed, one that only gives others this category is extended
    if it runs first; else a rule is added. Raises EmptyRule for a text that names no merchant.
    """
    if not names_merchant(merchant):
        raise EmptyRule("This transaction names no merchant that a rule could look for.")
    search = payee_search(merchant)
    plain = [
        rule
        for rule in rules.of_stage(db, user_id, DECIDE)
        if rule.is_enabled and not Actions.from_json(rule.category_id, rule.actions).does_more
    ]
    own = next((rule for rule in plain if rule.search == search), None)
    first = rules.of_stage(db, user_id, DECIDE)[:1]
    actions = Actions(category_id=category_id)
    if own:
        rule = rule_service.change(db, user_id, own.id, {"actions": actions}, recorder=recorder)
    elif first and first[0] in plain and first[0].category_id == category_id and len(first[0].search) < _LONG_SEARCH:
        extended = f"({first[0].search}) OR {search}"
        return rule_service.change(db, user_id, first[0].id, {"search": extended}, recorder=recorder)
    else:
        rule = rule_service.add(
            db, user_id, name=merchant[:100], search=search, actions=actions, stage=DECIDE, recorder=recorder
        )
    rule_service.move(db, user_id, rule.id, stage=DECIDE, position=1, recorder=recorder)
    return rule


def run_on_past(db: WriteSession, user_id: int, rule: ActiveRule, search: str, *, recorder: ChangeRecorder) -> Applied:
    """Apply a rule to all past transactions that it reaches: those that match and no earlier rule decides."""
    reached, _ = past_matches(db, user_id, search, rule_id=rule.id, stage=rule.stage, actions=rule.actions)
    applied = apply(db, user_id, reached, rule.actions, rule=rule, recorder=recorder)
    rule_service.count_hits(db, user_id, {rule.id: applied.changed})
    return applied


def apply(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    actions: Actions,
    *,
    rule: ActiveRule | None,
    recorder: ChangeRecorder,
) -> Applied:
    """Do `actions` to these transactions; with a `rule` in its name, else as the person's own decision.

    A rule never changes a category that the person chose, and nothing changes a locked payee or an existing note.
    """
    touched: set[int] = set()
    kept = 0
    if actions.category_id is not None:
        changed, kept = _categorise(db, user_id, ids, actions, rule, recorder)
        touched |= changed
    if actions.payee:
        touched.update(bulk_edit.set_payee(db, user_id, ids, actions.payee, recorder=recorder))
    if actions.note:
        touched.update(bulk_edit.set_note(db, user_id, ids, actions.note, recorder=recorder))
    if actions.tags:
        touched |= bulk_edit.add_tags(db, user_id, ids, actions.tags, recorder=recorder)
    if actions.is_excluded:
        touched.update(bulk_edit.exclude(db, user_id, ids, recorder=recorder))
    if actions.is_transfer or actions.split:
        touched |= _one_by_one(db, user_id, ids, actions, recorder)
    return Applied(len(touched), kept)


def _categorise(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    actions: Actions,
    rule: ActiveRule | None,
    recorder: ChangeRecorder,
) -> tuple[set[int], int]:
    assert actions.category_id is not None
    states = transactions.load_review_states(db, user_id, ids)
    decide = _by_rule if rule else _by_person
    decided = [(was, decide(was, actions, rule)) for was in states]
    changed = [now for was, now in decided if now != was]
    transactions.save_review_states(db, user_id, changed, recorder=recorder)
    if rule:
        by_rule = [(rule.id, state.id, state.category_id) for state in changed if state.category_id is not None]
        rule_service.remember_matches(db, user_id, by_rule)
    chosen = [was for was, _ in decided if was.categorization_tier == "user"]
    kept = sum(was.category_id != actions.category_id for was in chosen) if rule else 0
    return {state.id for state in changed}, kept


def _by_rule(state: ReviewState, actions: Actions, rule: ActiveRule | None) -> ReviewState:
    assert rule is not None
    if state.categorization_tier == "user" or state.category_id == actions.category_id:
        return state
    decided = state._replace(categorization_tier="rule", prediction_confidence=1.0, reason=reason_of(rule.name))
    if actions.review == "ask":
        waits = state.status == "pending_review"
        return decided._replace(predicted_category_id=actions.category_id) if waits else state
    status = "auto_confirmed" if state.status == "pending_review" else state.status
    return decided._replace(category_id=actions.category_id, predicted_category_id=None, status=status)


def _by_person(state: ReviewState, actions: Actions, _rule: ActiveRule | None) -> ReviewState:
    if state.category_id == actions.category_id and state.status == "confirmed":
        return state
    tier = state.categorization_tier
    overruled = state.overruled_tier if tier in (*_NO_GUESS, "user") else tier
    return state._replace(
        category_id=actions.category_id,
        status="confirmed",
        categorization_tier="user",
        prediction_confidence=None,
        reason="You chose it",
        overruled_tier=overruled,
    )


def _one_by_one(
    db: WriteSession, user_id: int, ids: Sequence[int], actions: Actions, recorder: ChangeRecorder
) -> set[int]:
    touched: set[int] = set()
    keys = {key: id_ for id_, (key, _) in queries.category_names(db, user_id).items()}
    split_ids = {id_ for id_, row in queries.search_rows(db, user_id, ids) if row.is_split}
    for standing in queries.standings(db, user_id, ids):
        if actions.is_transfer and not standing.is_internal:
            transfers.mark_as_transfer(db, user_id, standing.id, recorder=recorder)
            touched.add(standing.id)
        if actions.split and standing.id not in split_ids:
            amounts = allocate(standing.amount_minor, [share.percent for share in actions.split])
            parts = [
                SplitEdit(amount, keys.get(share.category_short_desc or ""), share.memo)
                for amount, share in zip(amounts, actions.split, strict=True)
            ]
            transactions.set_splits(db, user_id, standing.id, parts, recorder=recorder)
            touched.add(standing.id)
    return touched
