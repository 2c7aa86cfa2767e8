"""Every SELECT over rules and mappings."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.categorization.brands.merchant_types import CATEGORY_KEYS
from backend.categorization.engine import AmountRuleEntry, MerchantEntry, TypeCategory
from backend.categorization.errors import NoSuchRule
from backend.categorization.models import AmountRule, MerchantMapping
from backend.payees import queries as payees

Json = dict[str, Any]


def amounts(db: Session, user_id: int) -> list[AmountRuleEntry]:
    """Return all amount rules for the engine."""
    rule = AmountRule
    query = (
        select(
            rule.id,
            rule.description_pattern,
            rule.amount_minor,
            rule.tolerance_minor,
            rule.currency,
            rule.category_id,
            Category.kind,
            rule.is_seeded,
        )
        .join(Category, Category.id == rule.category_id)
        .where(rule.user_id == user_id)
    )
    return [AmountRuleEntry(*row) for row in db.execute(query)]


def merchants(db: Session, user_id: int) -> list[MerchantEntry]:
    """Return all merchant mappings for the engine; a spelling without one has the surest of its payee."""
    known = MerchantMapping
    query = (
        select(
            known.id,
            known.merchant_pattern,
            known.match,
            known.category_id,
            known.confidence,
            Category.kind,
            known.is_seeded,
        )
        .join(Category, Category.id == known.category_id)
        .where(known.user_id == user_id)
    )
    entries = [MerchantEntry(*row) for row in db.execute(query)]
    own = {entry.pattern: entry for entry in entries if entry.match != "regex"}
    of_payee: dict[str, list[MerchantEntry]] = defaultdict(list)
    payee_keys = payees.payee_keys(db, user_id)
    for key, payee_key in payee_keys.items():
        if key in own:
            of_payee[payee_key].append(own[key])
    shared = (
        max(of_payee[payee_key], key=lambda entry: (entry.count, -entry.id))._replace(pattern=key, match="exact")
        for key, payee_key in payee_keys.items()
        if key not in own and of_payee[payee_key]
    )
    return [*entries, *shared]


def type_categories(db: Session, user_id: int) -> dict[str, TypeCategory]:
    """Return the person's category for each merchant type that they have one for."""
    query = select(Category.short_desc, Category.id, Category.kind).where(
        Category.user_id == user_id, Category.is_archived.is_(False)
    )
    by_key = {key: TypeCategory(id_, kind) for key, id_, kind in db.execute(query)}
    found = ((name, next((by_key[key] for key in keys if key in by_key), None)) for name, keys in CATEGORY_KEYS.items())
    return {name: category for name, category in found if category}


def list_mappings(db: Session, user_id: int) -> list[Json]:
    """Return the mappings as JSON, most used first."""
    query = (
        select(MerchantMapping, Category.short_desc, Category.display_name)
        .join(Category, Category.id == MerchantMapping.category_id)
        .where(MerchantMapping.user_id == user_id)
        .order_by(MerchantMapping.hits.desc(), MerchantMapping.merchant_pattern)
    )
    return [mapping_json(*row) for row in db.execute(query)]


def list_rules(db: Session, user_id: int) -> list[Json]:
    """Return the amount rules as JSON, by pattern and amount."""
    query = (
        select(AmountRule, Category.short_desc, Category.display_name)
        .join(Category, Category.id == AmountRule.category_id)
        .where(AmountRule.user_id == user_id)
        .order_by(AmountRule.description_pattern, AmountRule.amount_minor)
    )
    return [rule_json(*row) for row in db.execute(query)]


def one_mapping(db: Session, user_id: int, mapping_id: int) -> Json:
    """Return one mapping as JSON. Raises NoSuchRule."""
    return _the_one(list_mappings(db, user_id), mapping_id)


def one_rule(db: Session, user_id: int, rule_id: int) -> Json:
    """Return one amount rule as JSON. Raises NoSuchRule."""
    return _the_one(list_rules(db, user_id), rule_id)


def mapping_json(mapping: MerchantMapping, short_desc: str, name: str) -> Json:
    """Return one mapping as the API shows it."""
    return {
        "id": mapping.id,
        "merchant_pattern": mapping.merchant_pattern,
        "match": mapping.match,
        "category_id": mapping.category_id,
        "category_short_desc": short_desc,
        "category_name": name,
        "confidence": mapping.confidence,
        "is_seeded": mapping.is_seeded,
        "hits": mapping.hits,
        "last_matched_at": mapping.last_matched_at,
    }


def rule_json(rule: AmountRule, short_desc: str, name: str) -> Json:
    """Return one amount rule as the API shows it."""
    return {
        "id": rule.id,
        "description_pattern": rule.description_pattern,
        "amount_minor": rule.amount_minor,
        "tolerance_minor": rule.tolerance_minor,
        "currency": rule.currency,
        "category_id": rule.category_id,
        "category_short_desc": short_desc,
        "category_name": name,
        "notes": rule.notes,
        "is_seeded": rule.is_seeded,
        "hits": rule.hits,
        "last_matched_at": rule.last_matched_at,
    }


def _the_one(listed: list[Json], id_: int) -> Json:
    found = next((row for row in listed if row["id"] == id_), None)
    if found is None:
        raise NoSuchRule
    return found
