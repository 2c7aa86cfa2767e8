"""Add, change, order and remove rules; the only writer of their tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, func, select, update

from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import in_list
from backend.infra.tables import insert_rows
from backend.infra.undo_log import ChangeRecorder
from backend.rules.errors import BadSplit, EmptyRule, NoSuchRule
from backend.rules.models import DismissedSuggestion, Rule, RuleMatch
from backend.rules.rule_book import Actions
from backend.transactions.search_syntax import parse


def check(search: str, actions: Actions) -> None:
    """Raise BadSearch, EmptyRule or BadSplit if a rule like this cannot run."""
    parse(search, today=clock.today())
    if not search.strip():
        raise EmptyRule("A rule needs at least one condition.")
    if actions.is_empty and not actions.stop:
        raise EmptyRule("A rule needs at least one action.")
    percents = [share.percent for share in actions.split]
    if percents and (min(percents) <= 0 or sum(percents) != 100):
        raise BadSplit


def add(
    db: WriteSession,
    user_id: int,
    *,
    name: str,
    search: str,
    actions: Actions,
    stage: int,
    is_enabled: bool = True,
    recorder: ChangeRecorder,
) -> Rule:
    """Add a rule at the end of its stage. Raises BadSearch, EmptyRule, BadSplit."""
    check(search, actions)
    last = db.scalar(select(func.max(Rule.position)).where(Rule.user_id == user_id, Rule.stage == stage)) or 0
    rule = Rule(
        user_id=user_id,
        name=name,
        stage=stage,
        position=last + 1,
        is_enabled=is_enabled,
        search=search.strip(),
        category_id=actions.category_id,
        actions=actions.as_json(),
    )
    db.add(rule)
    db.flush()
    recorder.record_created(Rule, rule.id)
    return rule


def change(
    db: WriteSession, user_id: int, rule_id: int, changes: Mapping[str, Any], *, recorder: ChangeRecorder
) -> Rule:
    """Change name, search, stage, is_enabled or actions. Raises NoSuchRule, BadSearch, EmptyRule, BadSplit."""
    rule = owned(db, user_id, rule_id)
    recorder.capture(Rule, [rule_id])
    actions = changes.get("actions", Actions.from_json(rule.category_id, rule.actions))
    check(str(changes.get("search", rule.search)), actions)
    for field in ("name", "search", "is_enabled"):
        if field in changes:
            setattr(rule, field, changes[field])
    rule.category_id, rule.actions = actions.category_id, actions.as_json()
    db.flush()
    if changes.get("stage", rule.stage) != rule.stage:
        move(db, user_id, rule_id, stage=changes["stage"], position=None, recorder=recorder)
    return rule


def move(
    db: WriteSession, user_id: int, rule_id: int, *, stage: int, position: int | None, recorder: ChangeRecorder
) -> None:
    """Put a rule at this position (from 1, None: the end) of a stage. Raises NoSuchRule."""
    rule = owned(db, user_id, rule_id)
    others = list(
        db.scalars(
            select(Rule)
            .where(Rule.user_id == user_id, Rule.stage == stage, Rule.id != rule_id)
            .order_by(Rule.position, Rule.id)
        )
    )
    at = len(others) if position is None else min(max(position - 1, 0), len(others))
    ordered = [*others[:at], rule, *others[at:]]
    recorder.capture(Rule, [each.id for each in ordered])
    for number, each in enumerate(ordered, start=1):
        each.stage, each.position = stage, number
    db.flush()


def remove(db: WriteSession, user_id: int, rule_id: int, *, recorder: ChangeRecorder) -> None:
    """Remove a rule; what it decided stays. Raises NoSuchRule."""
    rule = owned(db, user_id, rule_id)
    recorder.capture(Rule, [rule_id])
    db.execute(delete(RuleMatch).where(RuleMatch.user_id == user_id, RuleMatch.rule_id == rule_id))
    db.delete(rule)
    db.flush()


def move_category(db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder) -> int:
    """Give all rules of one category to another; return how many moved."""
    ids = list(db.scalars(select(Rule.id).where(Rule.user_id == user_id, Rule.category_id == source_id)))
    recorder.capture(Rule, ids)
    db.execute(update(Rule).where(Rule.user_id == user_id, Rule.id.in_(in_list(ids))).values(category_id=target_id))
    return len(ids)


def count_hits(db: WriteSession, user_id: int, hits: Mapping[int, int]) -> None:
    """Count how often each rule decided something just now."""
    now = clock.now()
    for rule_id, times in hits.items():
        mine = (Rule.user_id == user_id, Rule.id == rule_id)
        values = {"hits": Rule.hits + times, "last_matched_at": now, "updated_at": Rule.updated_at}
        db.execute(update(Rule).where(*mine).values(values).execution_options(synchronize_session=False))


def remember_matches(db: WriteSession, user_id: int, decided: Iterable[tuple[int, int, int]]) -> None:
    """Remember which rule decided which transaction and how: (rule, transaction, category)."""
    rows = list(decided)
    if not rows:
        return
    ids = in_list([transaction_id for _, transaction_id, _ in rows])
    db.execute(delete(RuleMatch).where(RuleMatch.user_id == user_id, RuleMatch.transaction_id.in_(ids)))
    now = clock.now()
    constants = {"user_id": user_id, "created_at": now, "updated_at": now}
    insert_rows(db, RuleMatch, ("rule_id", "transaction_id", "category_id"), rows, constants=constants)


def dismiss(db: WriteSession, user_id: int, key: str, *, recorder: ChangeRecorder) -> None:
    """Never suggest this rule again."""
    mine = select(DismissedSuggestion.id).where(DismissedSuggestion.user_id == user_id, DismissedSuggestion.key == key)
    if db.scalar(mine) is None:
        dismissed = DismissedSuggestion(user_id=user_id, key=key)
        db.add(dismissed)
        db.flush()
        recorder.record_created(DismissedSuggestion, dismissed.id)


def owned(db: ReadSession | WriteSession, user_id: int, rule_id: int) -> Rule:
    """Return a rule. Raises NoSuchRule."""
    rule = db.get(Rule, rule_id)
    if rule is None or rule.user_id != user_id:
        raise NoSuchRule
    return rule
