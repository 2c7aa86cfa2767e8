"""The verbs of the ledger beyond arrival."""

from sqlalchemy import delete, select

from backend.infra.database import WriteSession
from backend.ingest.models import SourceRow
from backend.transactions.models import Transaction


def forget_import(db: WriteSession, user_id: int, import_id: int) -> None:
    """Forget every row of an import whose transaction is gone; rows that still stand keep their origin."""
    standing = select(Transaction.id).where(Transaction.user_id == user_id, Transaction.import_id == import_id)
    db.execute(
        delete(SourceRow).where(
            SourceRow.user_id == user_id,
            SourceRow.import_id == import_id,
            SourceRow.transaction_id.is_(None) | SourceRow.transaction_id.not_in(standing),
        )
    )
