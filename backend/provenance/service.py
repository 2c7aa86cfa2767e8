"""The history of one row: where it came from, what each tier says of it now, and its merchant's earlier rows."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from backend.categories.models import Category
from backend.categorization import local_model
from backend.categorization import queries as known
from backend.categorization.brands.lookup import country_of
from backend.categorization.category_match import CategoryMatch
from backend.categorization.engine import Engine, RowToJudge
from backend.imports import queries as imports
from backend.infra import undo_log
from backend.infra.database import ReadSession
from backend.ingest import queries as ledger
from backend.settings import service as settings
from backend.transactions import pages, queries, splits
from backend.transactions.filters import Filter
from backend.transactions.models import Transaction

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
        "splits": splits.splits_of(db, user_id, [transaction_id]).get(transaction_id, []),
        "source_row": arrivals[0] if arrivals else None,
        "steps": _steps(db, user_id, row, threshold),
        "earlier": [other for other in same.items if other["id"] != transaction_id][:_EARLIER],
        "ledger": arrivals,
    }


def changes_of(db: ReadSession, user_id: int, transaction_id: int) -> list[Json]:
    """Return each change that a person or an automation made to a transaction, oldest first, with what it changed.

    Raises NoSuchTransaction.
    """
    queries.one(db, user_id, transaction_id)
    names = dict(db.execute(select(Category.id, Category.display_name).where(Category.user_id == user_id)).all())
    found = []
    for change, row in undo_log.changes_of_row(db, user_id, Transaction, transaction_id):
        before, after = row.before or {}, row.after or {}
        fields = [name for name in _SHOWN_CHANGES if before.get(name) != after.get(name)] if row.before else []
        found.append(
            {
                "change_id": change.id,
                "summary": change.summary,
                "at": change.created_at,
                "can_undo": change.undone_at is None,
                "fields": [
                    {"name": name, "before": _shown(name, before, names), "after": _shown(name, after, names)}
                    for name in fields
                ],
            }
        )
    return found


_SHOWN_CHANGES = (
    "on", "amount_minor", "description", "merchant_name", "category_id", "status", "notes", "is_excluded", "is_flagged",
    "is_internal", "own_minor", "shared_with", "account_id",
)  # fmt: skip


def _shown(name: str, row: Json, names: dict[int, str]) -> str | None:
    value = row.get(name)
    return names.get(value, "a removed category") if name == "category_id" and value else str(value) if value else None


def _steps(db: ReadSession, user_id: int, row: Json, threshold: int) -> list[Json]:
    """Return what each tier says of the row now, up to the first that is sure, and who decided in the end."""
    names = dict(db.execute(select(Category.id, Category.short_desc).where(Category.user_id == user_id)).all())
    steps: list[Json] = []
    for tier, match, passed in _answers(db, user_id, row, threshold):
        if match is None:
            steps.append(_step(tier, "passed", passed, None, None))
            continue
        outcome = "decided" if match.is_sure else "suggested"
        steps.append(_step(tier, outcome, match.reason, names.get(match.category_id), match.confidence))
        if match.is_sure:
            break
    decider = row["categorization_tier"]
    if decider in ("user", "import", "ai"):
        reason = row["reason"] or "You chose it"
        key = row["category_short_desc"] or row["predicted_category_short_desc"]
        steps.append(_step(decider, "decided" if row["category_id"] else "suggested", reason, key, None))
    return steps


def _answers(
    db: ReadSession, user_id: int, row: Json, threshold: int
) -> Iterator[tuple[str, CategoryMatch | None, str]]:
    """Yield each tier that is asked on this computer with its answer, and the words for none."""
    rules, merchants = known.amounts(db, user_id), known.merchants(db, user_id)
    # As the bank names it: the row shows the name that the person gave.
    payee = db.scalar(select(Transaction.merchant_name).where(Transaction.id == row["id"]))
    types, country = known.type_categories(db, user_id), country_of(settings.base_currency(db, user_id))
    for tier, engine, passed in (
        ("amount_rule", Engine(rules, [], threshold=threshold), f"{len(rules)} rules tried, none fits"),
        (
            "merchant_map",
            Engine([], merchants, threshold=threshold),
            f"{len(merchants)} merchants learned, not this one",
        ),
        ("brand", Engine([], [], threshold=threshold, types=types, country=country), "No name or word is known"),
    ):
        match = engine.categorize(row["description"], row["amount_minor"], row["currency"], payee=payee)
        yield tier, match, passed
    if model := local_model.load(db, user_id):
        seen = (row["amount_minor"], row["currency"], row["on"], row["account_id"])
        yield "model", model.judge([RowToJudge(row["description"], payee, *seen)])[0], "No category fits"


def _step(tier: str, outcome: str, reason: str, key: str | None, confidence: float | None) -> Json:
    return {
        "tier": tier,
        "outcome": outcome,
        "reason": reason,
        "category_short_desc": key,
        "confidence": confidence,
    }
