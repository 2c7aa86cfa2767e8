"""Whether there is any data yet. What the app itself puts into a new folder is none."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.accounts.models import Account, Institution
from backend.balances.models import BalanceSnapshot
from backend.budgets.models import Budget, BudgetPlan, BudgetTemplate, StandingLine
from backend.categories.models import Category
from backend.categorization.models import AmountRule, MerchantMapping
from backend.exchange_rates.models import ExchangeRate
from backend.exports.errors import DataExists
from backend.goals.models import Goal
from backend.imports.models import Import
from backend.infra.database import WriteSession
from backend.infra.tables import Owned
from backend.infra.undo_log import Change
from backend.ingest.models import SourceRow
from backend.investments.models import InvestmentAccount, Security
from backend.net_worth.models import ManualAsset
from backend.planning.models import Scenario
from backend.recurring.models import Series
from backend.transactions.models import DeletedTransaction, Transaction

# A change of the starter categories and rules, too, stands among the changes.
_PERSONAL_TABLES: dict[str, type[Owned]] = {
    "accounts": Account,
    "institutions": Institution,
    "transactions": Transaction,
    "deleted transactions": DeletedTransaction,
    "budgets": Budget,
    "budget lines": StandingLine,
    "named budgets": BudgetPlan,
    "budget templates": BudgetTemplate,
    "recurring series": Series,
    "goals": Goal,
    "scenarios": Scenario,
    "imported files": Import,
    "rows of files": SourceRow,
    "balances": BalanceSnapshot,
    "exchange rates": ExchangeRate,
    "things kept by hand": ManualAsset,
    "changes": Change,
}


def require_no_data(db: WriteSession, investments: WriteSession, user_id: int) -> None:
    """Raise DataExists, with what there is, if a person made anything here."""
    counts = {name: _count(db, user_id, table.user_id) for name, table in _PERSONAL_TABLES.items()}
    counts["investment accounts"] = _count(investments, user_id, InvestmentAccount.user_id)
    counts["securities"] = _count(investments, user_id, Security.user_id)
    kinds = [f"{count} {name}" for name, count in counts.items() if count]
    if kinds:
        raise DataExists(", ".join(kinds))


def delete_starter_data(db: WriteSession, user_id: int) -> None:
    """Take the starter categories, mappings and rules away: the export brings those of its person."""
    db.execute(delete(AmountRule).where(AmountRule.user_id == user_id))
    db.execute(delete(MerchantMapping).where(MerchantMapping.user_id == user_id))
    # Those below go before those above.
    db.execute(delete(Category).where(Category.user_id == user_id, Category.parent_id.is_not(None)))
    db.execute(delete(Category).where(Category.user_id == user_id))


def _count(db: WriteSession, user_id: int, owner: InstrumentedAttribute[int]) -> int:
    return db.scalar(select(func.count()).where(owner == user_id)) or 0
