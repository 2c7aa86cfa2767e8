"""The verbs of the ledger beyond arrival."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, update

from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.ingest.models import SourceRow


def forget_import(db: WriteSession, user_id: int, import_id: int, *, kept_ids: Sequence[int]) -> None:
    """Forget every row of an import but those of the transactions that stay, so that the file can be imported again."""
    db.execute(
        delete(SourceRow).where(
            SourceRow.user_id == user_id,
            SourceRow.import_id == import_id,
            SourceRow.transaction_id.is_(None) | SourceRow.transaction_id.not_in(in_list(kept_ids)),
        )
    )


def forget_transactions(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    """Forget every row that became one of these transactions or matched it, so that its file can bring it again."""
    db.execute(delete(SourceRow).where(SourceRow.user_id == user_id, SourceRow.transaction_id.in_(in_list(ids))))


def mark_withdrawn(db: WriteSession, user_id: int, row_ids: Collection[int], reason: str) -> None:
    """Note that the bank took these rows back."""
    mine = (SourceRow.user_id == user_id, SourceRow.id.in_(in_list(list(row_ids))))
    db.execute(update(SourceRow).where(*mine).values(fate="undone", reason=reason))


def mark_brought_back(db: WriteSession, user_id: int, row_ids: Collection[int]) -> None:
    """Note that the bank lists these rows again."""
    mine = (SourceRow.user_id == user_id, SourceRow.id.in_(in_list(list(row_ids))))
    db.execute(update(SourceRow).where(*mine).values(fate="added", reason="The bank lists this transaction again."))


def mark_replaced(db: WriteSession, user_id: int, account_id: int, kind: str, provider_ids: Collection[str]) -> None:
    """Settle the open question about pending rows that posted ones replace."""
    mine = (
        SourceRow.user_id == user_id,
        SourceRow.account_id == account_id,
        SourceRow.source == kind,
        SourceRow.source_key.in_(in_list(list(provider_ids))),
        SourceRow.fate == "doubtful",
    )
    db.execute(update(SourceRow).where(*mine).values(fate="merged", reason="Replaced by the posted transaction."))
