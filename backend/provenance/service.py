"""The life of one row, told: where it came from, what each tier says of it now, and its merchant's earlier rows."""

from typing import Any

from sqlalchemy import select

from backend.categories.models import Category
from backend.categorization import queries as known
from backend.categorization.engine import Engine
from backend.imports import queries as imports
from backend.infra.database import ReadSession
from backend.ingest import queries as ledger
from backend.transactions import pages, queries, splits
from backend.transactions.filters import Filter

Json = dict[str, Any]
_EARLIER = 5


def explain(db: ReadSession, user_id: int, transaction_id: int, *, threshold: int) -> Json:
    """Return everything the app can say about a row. Raises NoSuchTransaction."""
    row = queries.one(db, user_id, transaction_id)
    arrivals = ledger.of_transaction(db, user_id, transaction_id)
    names = imports.filenames(db, user_id, [arrival["import_id"] for arrival in arrivals if arrival["import_id"]])
    arrivals = [{**arrival, "filename": names.get(arrival["import_id"])} for arrival in arrivals]
    same = pages.page(db, user_id, Filter(merchant_key=row["merchant_key"]), limit=_EARLIER + 1)
    return {
        "transaction": row,
        "splits": splits.list_splits(db, user_id, transaction_id),
        "source_row": arrivals[0] if arrivals else None,
        "steps": _steps(db, user_id, row, threshold),
        "earlier": [other for other in same.items if other["id"] != transaction_id][:_EARLIER],
        "ledger": arrivals,
    }


def _steps(db: ReadSession, user_id: int, row: Json, threshold: int) -> list[Json]:
    rules, merchants = known.amounts(db, user_id), known.merchants(db, user_id)
    tiers = (
        ("amount_rule", Engine(rules, [], threshold=threshold), f"{len(rules)} rules tried, none fits"),
        (
            "merchant_map",
            Engine([], merchants, threshold=threshold),
            f"{len(merchants)} merchants learned, not this one",
        ),
    )
    names = dict(db.execute(select(Category.id, Category.short_desc).where(Category.user_id == user_id)).all())
    steps: list[Json] = []
    for tier, engine, passed in tiers:
        category_match = engine.categorize(
            row["description"], row["amount_minor"], row["currency"], payee=row["merchant_name"]
        )
        if category_match is None:
            steps.append(_step(tier, "passed", passed, None, None))
            continue
        outcome = "decided" if category_match.is_sure else "suggested"
        steps.append(
            _step(
                tier, outcome, category_match.reason, names.get(category_match.category_id), category_match.confidence
            )
        )
        if category_match.is_sure:
            break
    if row["categorization_tier"] in ("user", "import"):
        reason = row["reason"] or "You chose it"
        key = row["category_short_desc"] or row["predicted_category_short_desc"]
        steps.append(
            _step(row["categorization_tier"], "decided" if row["category_id"] else "suggested", reason, key, None)
        )
    return steps


def _step(tier: str, outcome: str, reason: str, key: str | None, confidence: float | None) -> Json:
    return {
        "tier": tier,
        "outcome": outcome,
        "reason": reason,
        "category_short_desc": key,
        "confidence": confidence,
    }
