"""Every SELECT over rules and mappings."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.categorization.brands.merchant_types import CATEGORY_KEYS
from backend.categorization.engine import AmountRuleEntry, MerchantEntry, TypeCategory
from backend.categorization.errors import NoSuchRule
from backend.categorization.models import AmountRule, MerchantMapping
from backend.kit.regular_expressions import compiled
from backend.kit.text import fold
from backend.payees import queries as payees
from backend.transactions.models import Descriptor, Transaction

Json = dict[str, Any]
T = Transaction


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
    overruled = _overruled(db, user_id, "merchant_map")
    return [
        {
            **mapping_json(mapping, key, name),
            "overruled": _times(overruled, partial(_is_of, mapping)),
        }
        for mapping, key, name in db.execute(query)
    ]


def list_rules(db: Session, user_id: int) -> list[Json]:
    """Return the amount rules as JSON, by pattern and amount."""
    query = (
        select(AmountRule, Category.short_desc, Category.display_name)
        .join(Category, Category.id == AmountRule.category_id)
        .where(AmountRule.user_id == user_id)
        .order_by(AmountRule.description_pattern, AmountRule.amount_minor)
    )
    overruled = _overruled(db, user_id, "amount_rule")
    return [
        {**rule_json(rule, key, name), "overruled": _times(overruled, partial(_is_of_amount, rule))}
        for rule, key, name in db.execute(query)
    ]


class _Overruled(NamedTuple):
    """Transactions of one text and amount whose category the person changed after a tier had decided it."""

    merchant_key: str
    folded: str
    amount_minor: int
    currency: str
    times: int


def _overruled(db: Session, user_id: int, tier: str) -> list[_Overruled]:
    query = (
        select(Descriptor.merchant_key, Descriptor.folded, T.amount_minor, T.currency, func.count())
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(T.user_id == user_id, T.overruled_tier == tier)
        .group_by(Descriptor.merchant_key, Descriptor.folded, T.amount_minor, T.currency)
    )
    return [_Overruled(*row) for row in db.execute(query)]


def _times(overruled: list[_Overruled], is_of: Callable[[_Overruled], bool]) -> int:
    return sum(each.times for each in overruled if is_of(each))


def _is_of(mapping: MerchantMapping, overruled: _Overruled) -> bool:
    pattern = fold(mapping.merchant_pattern)
    if mapping.match == "word":
        return f" {pattern} " in f" {overruled.merchant_key} "
    if mapping.match == "regex":
        expression = compiled(mapping.merchant_pattern)
        return expression is not None and expression.search(overruled.folded) is not None
    return pattern == overruled.merchant_key


def _is_of_amount(rule: AmountRule, overruled: _Overruled) -> bool:
    is_near = abs(overruled.amount_minor - rule.amount_minor) <= rule.tolerance_minor
    is_currency = rule.currency in (None, overruled.currency)
    return is_near and is_currency and fold(rule.description_pattern) in overruled.folded


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
