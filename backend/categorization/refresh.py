"""Predictions of the rows that wait, brought up to what the categoriser knows now."""

from collections.abc import Collection
from dataclasses import dataclass

from backend.categorization import service as categorization
from backend.categorization.engine import Engine, RowToJudge
from backend.infra.database import ReadSession, WriteSession
from backend.settings.service import threshold
from backend.transactions import queries, service
from backend.transactions.review_state import Prediction, WaitingGroup

_OF_RULES = ("merchant_map", "amount_rule")
_LEARNED = ("model", "brand")
_NONE = Prediction(None, None, None, None)


def refresh_predictions(db: WriteSession, user_id: int, merchant_keys: Collection[str]) -> None:
    """Give the waiting rows of these merchants the prediction that follows from the rules and mappings of now.

    What the person picked stays, and so does what a file, a model or AI says with more certainty. It is no part of the
    change that taught something: whoever undoes that calls this again.
    """
    groups = queries.waiting_of(db, user_id, merchant_keys) if merchant_keys else []
    if not groups:
        return
    engine = categorization.load_engine(db, user_id, threshold=threshold(db, user_id))
    of_rows: dict[Prediction, list[int]] = {}
    of_groups: dict[Prediction, list[WaitingGroup]] = {}
    for group in groups:
        if engine.has_amount_rule(group.description, payee=group.merchant_name):
            for id_, amount_minor in queries.amounts_of_group(db, user_id, group):
                prediction = _refreshed(engine, group, amount_minor)
                if prediction != group.prediction:
                    of_rows.setdefault(prediction, []).append(id_)
        else:
            prediction = _refreshed(engine, group, group.amount_minor)
            if prediction != group.prediction:
                of_groups.setdefault(prediction, []).append(group)
    service.set_predictions(db, user_id, of_rows)
    service.set_predictions_of_groups(db, user_id, of_groups)


def _refreshed(engine: Engine, group: WaitingGroup, amount_minor: int) -> Prediction:
    """Return the prediction that a row of this amount has now; the one that it had if that stays."""
    was = group.prediction
    match = engine.categorize(group.description, amount_minor, group.currency, payee=group.merchant_name)
    now = Prediction(match.category_id, match.tier, match.confidence, match.reason) if match else _NONE
    # What the person just taught about this merchant counts more than what similar ones taught before.
    is_of_rules = was.tier in _OF_RULES or (match is not None and match.is_own and was.tier in _LEARNED)
    if was.category_id and not is_of_rules:
        is_surer = was.tier != "user" and (now.confidence or 0) > (was.confidence or 0)
        return now if is_surer else was
    return now if match or is_of_rules else was


@dataclass(frozen=True, slots=True)
class Judged:
    """The waiting rows whose prediction is another one now, and the id to go on from (None at the end)."""

    changed: dict[Prediction, list[int]]
    next_id: int | None


def judge_waiting(db: ReadSession | WriteSession, user_id: int, *, after_id: int, limit: int) -> Judged:
    """Return the predictions of all tiers, the local model included, for the next `limit` waiting rows after this id.

    What the person picked stays, and what a file or AI says with more certainty. Nothing is confirmed here: the person
    may be looking at these rows.
    """
    rows = queries.waiting_after(db, user_id, after_id, limit)
    engine = categorization.load_engine(db, user_id, threshold=threshold(db, user_id))
    matches = engine.categorize_many([RowToJudge(row.description, row.merchant_name, *row.seen) for row in rows])
    changed: dict[Prediction, list[int]] = {}
    for row, match in zip(rows, matches, strict=True):
        was = row.prediction
        now = Prediction(match.category_id, match.tier, match.confidence, match.reason) if match else _NONE
        if was.category_id and was.tier not in (*_OF_RULES, *_LEARNED):
            is_surer = was.tier != "user" and (now.confidence or 0) > (was.confidence or 0)
            now = now if is_surer else was
        if now != was and (now.category_id or was.category_id):
            changed.setdefault(now, []).append(row.id)
    return Judged(changed, rows[-1].id if len(rows) == limit else None)
