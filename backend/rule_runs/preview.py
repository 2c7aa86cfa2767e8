"""What a rule would do to past transactions, and how the rules stand to each other, before anything is changed."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.kit.payment_words import names_merchant
from backend.rule_runs import queries
from backend.rule_runs.queries import Standing
from backend.rules import queries as rules
from backend.rules.rule_book import DECIDE, Actions, ActiveRule, payee_search
from backend.settings.service import threshold
from backend.transactions import pages
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter, with_search
from backend.transactions.search_syntax import parse, terms_of

Json = dict[str, Any]
SHOWN = 20
_SUGGEST_AFTER = 3
_MOST_SUGGESTIONS = 5


def preview(
    db: ReadSession | WriteSession,
    user_id: int,
    search: str,
    actions: Actions,
    *,
    rule_id: int | None,
    stage: int = DECIDE,
) -> Json:
    """Return what a rule would change in the past, what stays and why, and which rules it meets. Raises BadSearch."""
    started = time.perf_counter()
    reached, taken = past_matches(db, user_id, search, rule_id=rule_id, stage=stage, actions=actions)
    tagged = queries.with_all_tags(db, user_id, actions.tags) if actions.tags else set()
    change: list[Standing] = []
    already = yours = 0
    for standing in queries.standings(db, user_id, reached):
        if _would_change(standing, actions, has_tags=standing.id in tagged):
            change.append(standing)
        elif _is_kept(standing, actions):
            yours += 1
        else:
            already += 1
    names = queries.category_names(db, user_id)
    shown = transactions.by_ids(db, user_id, [each.id for each in change[:SHOWN]])
    return {
        "total": pages.count(db, user_id, Filter()),
        "matched": len(reached) + sum(taken.values()),
        "would_change": len(change),
        "already": already,
        "yours": yours,
        "taken": [{"rule_id": id_, "count": count} for id_, count in taken.items()],
        "moved": _moved(change, actions, names),
        "terms": _terms(db, user_id, search),
        "items": shown,
        "duration_ms": round((time.perf_counter() - started) * 1000),
    }


def past_matches(
    db: ReadSession | WriteSession, user_id: int, search: str, *, rule_id: int | None, stage: int, actions: Actions
) -> tuple[list[int], dict[int, int]]:
    """Return the transactions that a rule at its place reaches, newest first, and how many of its matches each earlier
    rule decides. A rule without a category reaches all that match. Raises BadSearch."""
    ids = transactions.ids(db, user_id, with_search(Filter(), search))
    taken: dict[int, int] = {}
    if actions.category_id is None:
        return ids, taken
    left = set(ids)
    for earlier in _before(rules.active(db, user_id), rule_id, stage):
        if not left:
            break
        search_of = rules.search_of(db, user_id, earlier.id)
        theirs = left & set(transactions.ids(db, user_id, with_search(Filter(), search_of)))
        if theirs:
            taken[earlier.id] = len(theirs)
            left -= theirs
    return [id_ for id_ in ids if id_ in left], taken


def health(db: ReadSession | WriteSession, user_id: int) -> list[Json]:
    """Return for each enabled rule with a category how many past transactions it matches and decides, and with which
    earlier rules it disagrees. One that matches none is dead, one that decides none is shadowed."""
    found = []
    decided: list[tuple[ActiveRule, set[int]]] = []
    for rule in rules.active(db, user_id):
        matching = set(transactions.ids(db, user_id, with_search(Filter(), rules.search_of(db, user_id, rule.id))))
        left, conflicts = set(matching), []
        if rule.actions.category_id is not None:
            for earlier, theirs in decided:
                both = left & theirs
                left -= theirs
                if both and earlier.actions.category_id != rule.actions.category_id:
                    conflicts.append({"rule_id": earlier.id, "count": len(both)})
            decided.append((rule, left))
        found.append(
            {
                "rule_id": rule.id,
                "matched": len(matching),
                "reached": len(left),
                "is_dead": not matching,
                "is_shadowed": bool(matching) and not left,
                "conflicts": conflicts,
            }
        )
    return found


def suggestions(db: ReadSession | WriteSession, user_id: int) -> list[Json]:
    """Return rules that would save the person repeated work, without those that were dismissed."""
    since = clock.today() - timedelta(days=365)
    hidden = rules.dismissed(db, user_id)
    names = queries.category_names(db, user_id)
    known = queries.sure_mappings(db, user_id, threshold(db, user_id))
    listed = rules.listed(db, user_id)
    searches = " ".join(rule["search"].casefold() for rule in listed)
    found: list[Json] = []
    for key, category_id, times in queries.decided_by_hand(db, user_id, since=since, at_least=_SUGGEST_AFTER):
        if known.get(key) == category_id or not names_merchant(key):
            continue
        short, name = names[category_id]
        found.append(_suggestion(f"category {key} {short}", key, times, {"category_short_desc": short}, name))
    for key, tag, times in queries.tagged_by_hand(db, user_id, since=since, at_least=_SUGGEST_AFTER):
        if names_merchant(key):
            found.append(_suggestion(f"tag {key} {tag}", key, times, {"tags": [tag]}, tag))
    shown = [each for each in found if each["key"] not in hidden and each["search"].casefold() not in searches]
    return [_extended(each, listed) for each in shown[:_MOST_SUGGESTIONS]]


def _suggestion(key: str, merchant: str, times: int, actions: Json, target: str) -> Json:
    return {
        "key": key[:300],
        "merchant": merchant,
        "times": times,
        "target": target,
        "search": payee_search(merchant),
        "category_short_desc": actions.get("category_short_desc"),
        "tags": actions.get("tags", []),
        "extends_rule_id": None,
        "extends_name": None,
    }


def _extended(suggestion: Json, listed: Sequence[Json]) -> Json:
    """Let a suggestion extend a rule that does exactly the same, rather than add one."""
    for rule in listed:
        does = (rule["category_short_desc"], rule["tags"])
        more = rule["payee"] or rule["note"] or rule["split"] or rule["is_transfer"] or rule["is_excluded"]
        if does == (suggestion["category_short_desc"], suggestion["tags"]) and not more and len(rule["search"]) < 400:
            search = f"({rule['search']}) OR {suggestion['search']}"
            return {**suggestion, "search": search, "extends_rule_id": rule["id"], "extends_name": rule["name"]}
    return suggestion


def _before(active: Sequence[ActiveRule], rule_id: int | None, stage: int) -> list[ActiveRule]:
    """Return the rules with a category that run before this one; a new one runs last in its stage."""
    earlier = []
    for rule in active:
        if rule.id == rule_id or rule.stage > stage:
            break
        if rule.actions.category_id is not None:
            earlier.append(rule)
    return earlier


def _is_kept(standing: Standing, actions: Actions) -> bool:
    return actions.category_id is not None and standing.tier == "user" and standing.category_id != actions.category_id


def _would_change(standing: Standing, actions: Actions, *, has_tags: bool) -> bool:
    locked = standing.locked_fields or []
    return (
        (actions.category_id not in (None, standing.category_id) and standing.tier != "user")
        or (bool(actions.tags) and not has_tags)
        or (actions.payee not in (None, standing.payee) and "merchant_name" not in locked)
        or (actions.note is not None and not standing.has_note and "notes" not in locked)
        or (actions.is_excluded and not standing.is_excluded)
        or (actions.is_transfer and not standing.is_internal)
        or bool(actions.split)
    )


def _moved(change: Sequence[Standing], actions: Actions, names: dict[int, tuple[str, str]]) -> list[Json]:
    """Return what would leave each category, by currency."""
    if actions.category_id is None:
        return []
    sums: Counter[tuple[str, int | None]] = Counter()
    for standing in change:
        if standing.category_id != actions.category_id:
            sums[standing.currency, standing.category_id] += standing.amount_minor
    return [
        {
            "currency": currency,
            "category_name": names[category_id][1] if category_id in names else None,
            "amount_minor": amount,
        }
        for (currency, category_id), amount in sorted(sums.items(), key=lambda each: -abs(each[1]))
    ]


def _terms(db: ReadSession | WriteSession, user_id: int, search: str) -> list[Json]:
    """Return how many transactions each term of the search matches alone."""
    found = []
    for term in terms_of(parse(search, today=clock.today())):
        text = search[term.start : term.end]
        alone = with_search(Filter(), text)
        found.append({"text": text, "start": term.start, "end": term.end, "count": pages.count(db, user_id, alone)})
    return found
