"""Every SELECT over the person's rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.infra import clock
from backend.rules.errors import NoSuchRule
from backend.rules.models import DismissedSuggestion, Rule, RuleMatch
from backend.rules.rule_book import Actions, ActiveRule, active_rule
from backend.transactions.models import Transaction

Json = dict[str, Any]
T = Transaction


def active(db: Session, user_id: int) -> list[ActiveRule]:
    """Return the enabled rules in the order in which they run."""
    mine = select(Rule).where(Rule.user_id == user_id, Rule.is_enabled)
    today = clock.today()
    return [
        active_rule(
            rule.id,
            rule.name,
            rule.stage,
            rule.search,
            Actions.from_json(rule.category_id, rule.actions),
            today=today,
        )
        for rule in db.scalars(mine.order_by(Rule.stage, Rule.position, Rule.id))
    ]


def listed(db: Session, user_id: int) -> list[Json]:
    """Return all rules in their order as JSON, each with how often it decided and was overruled."""
    overruled = and_(T.categorization_tier == "user", T.category_id.is_distinct_from(RuleMatch.category_id))
    of_rules = (
        select(RuleMatch.rule_id, func.count(), func.coalesce(func.sum(case((overruled, 1), else_=0)), 0))
        .join(T, T.id == RuleMatch.transaction_id)
        .where(RuleMatch.user_id == user_id)
        .group_by(RuleMatch.rule_id)
    )
    counts = {rule_id: (decided, times) for rule_id, decided, times in db.execute(of_rules)}
    query = (
        select(Rule, Category.short_desc, Category.display_name, Category.color)
        .outerjoin(Category, Category.id == Rule.category_id)
        .where(Rule.user_id == user_id)
        .order_by(Rule.stage, Rule.position, Rule.id)
    )
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "stage": rule.stage,
            "position": rule.position,
            "is_enabled": rule.is_enabled,
            "search": rule.search,
            "category_short_desc": key,
            "category_name": name,
            "category_color": color,
            **_shown(rule.actions),
            "hits": rule.hits,
            "last_matched_at": rule.last_matched_at,
            "decided": counts.get(rule.id, (0, 0))[0],
            "overruled": counts.get(rule.id, (0, 0))[1],
        }
        for rule, key, name, color in db.execute(query)
    ]


def of_stage(db: Session, user_id: int, stage: int) -> Sequence[Rule]:
    """Return the rules of a stage in their order, also those that are off."""
    query = select(Rule).where(Rule.user_id == user_id, Rule.stage == stage)
    return db.scalars(query.order_by(Rule.position, Rule.id)).all()


def one(db: Session, user_id: int, rule_id: int) -> Json:
    """Return one rule as JSON. Raises NoSuchRule."""
    found = next((rule for rule in listed(db, user_id) if rule["id"] == rule_id), None)
    if found is None:
        raise NoSuchRule
    return found


def unused(db: Session, user_id: int, *, since: datetime) -> list[str]:
    """Return the names of the rules that are on, older than `since`, and matched nothing since then."""
    query = select(Rule.name).where(
        Rule.user_id == user_id,
        Rule.is_enabled,
        Rule.created_at < since,
        or_(Rule.last_matched_at.is_(None), Rule.last_matched_at < since),
    )
    return list(db.scalars(query.order_by(Rule.stage, Rule.position, Rule.id)))


def dismissed(db: Session, user_id: int) -> set[str]:
    """Return the keys of suggestions that the person dismissed."""
    return set(db.scalars(select(DismissedSuggestion.key).where(DismissedSuggestion.user_id == user_id)))


def _shown(actions: Json) -> Json:
    nothing: Json = {
        "payee": None, "tags": [], "note": None, "split": [], "is_transfer": False, "is_excluded": False,
        "review": None, "stop": False,
    }  # fmt: skip
    return {**nothing, **actions}


def search_of(db: Session, user_id: int, rule_id: int) -> str:
    """Return the search of a rule. Raises NoSuchRule."""
    found = db.scalar(select(Rule.search).where(Rule.user_id == user_id, Rule.id == rule_id))
    if found is None:
        raise NoSuchRule
    return found
