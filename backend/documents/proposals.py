"""Proposals for the purchases of a document: the transaction that paid each, and how its lines divide that."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.categories import queries as categories
from backend.documents import queries
from backend.documents.matching import NEAR_DAYS, Candidate, Match, ProposedPart, is_sure, matches, proposed_parts
from backend.documents.models import Document
from backend.documents.purchase import Purchase, purchases_of
from backend.transactions import queries as transactions

Json = dict[str, Any]


def proposals(db: Session, user_id: int, document: Document) -> list[Json]:
    """Return each purchase of a document with its check, its transaction or those that fit, and a split of that."""
    purchases = purchases_of(document.extracted)
    days = [purchase.on for purchase in purchases if purchase.on]
    if not days:
        return [_without_match(index, purchase) for index, purchase in enumerate(purchases)]
    near = timedelta(days=NEAR_DAYS)
    amounts = sorted({purchase.total_minor for purchase in purchases if purchase.total_minor is not None})
    found = queries.candidates(db, user_id, amounts_minor=amounts, first=min(days) - near, last=max(days) + near)
    candidates = [Candidate(*each) for each in found]
    linked = {each.transaction_id for each in queries.links_of(db, user_id, document.id) if each.transaction_id}
    known = queries.categories_of_memos(db, user_id)
    keys = list(categories.keys(db, user_id))
    shown = []
    for index, purchase in enumerate(purchases):
        fits = matches(purchase, candidates)
        own = next((fit for fit in fits if fit.candidate.transaction_id in linked), None)
        free = [fit for fit in fits if fit.candidate.transaction_id not in linked]
        chosen = own or (free[0] if is_sure(free) else None)
        row = transactions.one(db, user_id, chosen.candidate.transaction_id) if chosen else None
        parts = proposed_parts(
            purchase, own_category=row["category_short_desc"] if row else None, known=known, categories=keys
        )
        shown.append(
            _without_match(index, purchase)
            | {
                "linked_transaction": _transaction_json(own) if own else None,
                "candidates": [] if own else [_transaction_json(fit) for fit in free[:5]],
                "is_sure": not own and is_sure(free),
                "is_split": bool(row and row["splits"]),
                "parts": [_part_json(part) for part in parts],
            }
        )
    return shown


def _without_match(index: int, purchase: Purchase) -> Json:
    return purchase.to_json() | {
        "index": index,
        "lines_minor": purchase.lines_minor,
        "read_minor": purchase.read_minor,
        "difference_minor": purchase.difference_minor,
        "is_tax_added": purchase.is_tax_added,
        "linked_transaction": None,
        "candidates": [],
        "is_sure": False,
        "is_split": False,
        "parts": [],
    }


def _transaction_json(match: Match) -> Json:
    candidate = match.candidate
    return {
        "transaction_id": candidate.transaction_id,
        "on": candidate.on,
        "name": candidate.text,
        "amount_minor": candidate.amount_minor,
        "reason": match.reason,
    }


def _part_json(part: ProposedPart) -> Json:
    return {
        "category_short_desc": part.category,
        "amount_minor": part.amount_minor,
        "texts": list(part.texts),
        "is_rest": part.is_rest,
    }
