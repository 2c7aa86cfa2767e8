"""Take a change back, whatever it touched, and make the sums agree again."""

from collections.abc import Mapping

from backend.accounts.models import Account
from backend.budgets.models import Budget
from backend.categories.models import Category
from backend.categorization.models import AmountRule, MerchantMapping
from backend.infra import changes
from backend.infra.changes import Undone
from backend.infra.database import WriteSession
from backend.infra.tables import BudgetBase
from backend.transactions import service as transactions
from backend.transactions.models import DeletedTransaction, Transaction, TransactionSplit

# Every table whose rows a person can change; a change that touches another one cannot be taken back.
TABLES: Mapping[str, type[BudgetBase]] = {
    table.__tablename__: table
    for table in (
        Transaction,
        TransactionSplit,
        DeletedTransaction,
        Account,
        Category,
        MerchantMapping,
        AmountRule,
        Budget,
    )
}


def undo(db: WriteSession, user_id: int, change_id: int) -> Undone:
    """Put everything back as it was before the change. Raises NoSuchChange, ChangedSince."""
    touched = changes.touched(db, user_id, change_id).get("transactions", [])
    before = transactions.cells_of(db, user_id, touched)
    undone = changes.undo(db, user_id, change_id, TABLES)
    transactions.refresh_totals(db, user_id, before | transactions.cells_of(db, user_id, touched))
    return undone
