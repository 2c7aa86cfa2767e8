"""How good the categoriser is for this person: what was accepted and overruled, and how many rows still need a look."""

from typing import Any

from sqlalchemy import func, select

from backend.accounts.queries import living_ids
from backend.categorization import local_training
from backend.categorization.models import TrainedModel
from backend.infra.database import ReadSession
from backend.settings import service as settings
from backend.transactions.models import MonthlyTotal, Transaction

Json = dict[str, Any]
T = Transaction
TIERS = ("amount_rule", "merchant_map", "import", "brand", "model", "ai")
_MONTHS = 12


def track_record(db: ReadSession, user_id: int) -> Json:
    """Return the state of the local model, outcomes by tier, and the work of the last months, newest first."""
    return {"model": _model(db, user_id), "tiers": _tiers(db, user_id), "months": _months(db, user_id)}


def _model(db: ReadSession, user_id: int) -> Json:
    mode = settings.local_model(db, user_id)
    trained = db.get(TrainedModel, user_id)
    about: Json = {"mode": mode, "needed": local_training.FEWEST_EXAMPLES, "decisions": _decisions(db, user_id)}
    if trained is None:
        return {**about, "trained_at": None, "examples": 0, "quality": None}
    return {**about, "trained_at": trained.updated_at, "examples": trained.examples, "quality": trained.quality}


def _decisions(db: ReadSession, user_id: int) -> int:
    mine = (MonthlyTotal.user_id == user_id, MonthlyTotal.account_id.in_(living_ids(user_id)))
    categorized = (MonthlyTotal.status == "confirmed", MonthlyTotal.category_id != 0)
    return db.scalar(select(func.coalesce(func.sum(MonthlyTotal.row_count), 0)).where(*mine, *categorized)) or 0


def _tiers(db: ReadSession, user_id: int) -> list[Json]:
    """Return for each tier how many rows it decided alone, a person accepted or overruled, and how many wait."""
    mine = (T.user_id == user_id, T.account_id.in_(living_ids(user_id)))
    by_status = {
        (tier, status): count
        for tier, status, count in db.execute(
            select(T.categorization_tier, T.status, func.count())
            .where(*mine, T.categorization_tier.in_(TIERS))
            .group_by(T.categorization_tier, T.status)
        )
    }
    counted = select(T.overruled_tier, func.count()).where(*mine, T.overruled_tier.is_not(None))
    overruled = dict(db.execute(counted.group_by(T.overruled_tier)).all())
    return [
        {
            "tier": tier,
            "decided": by_status.get((tier, "auto_confirmed"), 0),
            "accepted": by_status.get((tier, "confirmed"), 0),
            "overruled": overruled.get(tier, 0),
            "waiting": by_status.get((tier, "pending_review"), 0) + by_status.get((tier, "pending_save"), 0),
        }
        for tier in TIERS
    ]


def _months(db: ReadSession, user_id: int) -> list[Json]:
    """Return for each month with transactions how many a person looked at, how many were filed alone, how many wait."""
    totals = MonthlyTotal
    query = (
        select(totals.month, totals.status, func.sum(totals.row_count))
        .where(totals.user_id == user_id, totals.account_id.in_(living_ids(user_id)))
        .group_by(totals.month, totals.status)
        .order_by(totals.month.desc())
    )
    months: dict[str, Json] = {}
    for month, status, count in db.execute(query):
        counts = months.setdefault(month, {"month": month, "touched": 0, "automatic": 0, "waiting": 0})
        name = {"confirmed": "touched", "auto_confirmed": "automatic"}.get(status, "waiting")
        counts[name] += count
    return list(months.values())[:_MONTHS]
