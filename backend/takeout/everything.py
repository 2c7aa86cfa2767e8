"""Everything a person has, as plain values: complete enough to be read back."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Institution
from backend.budgets.models import Budget
from backend.categories.models import Category
from backend.categorization.models import AmountRule, MerchantMapping
from backend.imports.models import Import, RememberedMapping
from backend.infra import clock
from backend.infra.tables import BudgetBase
from backend.ingest.models import SourceRow
from backend.settings.models import AppSetting
from backend.settings.preferences import PREFERENCES
from backend.transactions import queries
from backend.transactions.filters import Filter
from backend.transactions.models import DeletedTransaction
from backend.version import VERSION

FORMAT = "budget-app-1"
_WHOLE: tuple[tuple[str, type[BudgetBase]], ...] = (
    ("institutions", Institution),
    ("accounts", Account),
    ("categories", Category),
    ("merchant_mappings", MerchantMapping),
    ("amount_rules", AmountRule),
    ("budgets", Budget),
    ("deleted_transactions", DeletedTransaction),
    ("imports", Import),
    ("column_mappings", RememberedMapping),
    ("source_rows", SourceRow),
)


def of(db: Session, user_id: int) -> dict[str, Any]:
    """Return all of a person's data but the secrets, which stay on this computer."""
    return {
        "format": FORMAT,
        "app_version": VERSION,
        "exported_at": clock.now(),
        **{name: _rows(db, user_id, table) for name, table in _WHOLE},
        "transactions": list(queries.each(db, user_id, Filter())),
        "settings": _settings(db, user_id),
    }


def _rows(db: Session, user_id: int, table: type[BudgetBase]) -> list[dict[str, Any]]:
    columns = [column for column in table.__table__.columns if column.name not in ("user_id", "logo")]
    query = select(*columns).where(table.__table__.c.user_id == user_id).order_by(*table.__table__.primary_key)
    return [dict(row) for row in db.execute(query).mappings()]


def _settings(db: Session, user_id: int) -> dict[str, str]:
    found = db.execute(select(AppSetting.key, AppSetting.value).where(AppSetting.user_id == user_id)).all()
    return {key: value for key, value in found if key in PREFERENCES and not PREFERENCES[key].is_secret}
