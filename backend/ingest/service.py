"""The verbs of the ledger beyond arrival."""

from collections.abc import Sequence

from sqlalchemy import delete

from backend.infra.database import WriteSession
from backend.infra.sql import listed
from backend.ingest.models import SourceRow


def forget_import(db: WriteSession, user_id: int, import_id: int, *, kept_ids: Sequence[int]) -> None:
    """Forget every row of an import but those of the transactions that stay, so that the file can be imported again."""
    db.execute(
        delete(SourceRow).where(
            SourceRow.user_id == user_id,
            SourceRow.import_id == import_id,
            SourceRow.transaction_id.is_(None) | SourceRow.transaction_id.not_in(listed(kept_ids)),
        )
    )


def forget_transactions(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    """Forget every row that became one of these transactions or matched it, so that its file can bring it again."""
    db.execute(delete(SourceRow).where(SourceRow.user_id == user_id, SourceRow.transaction_id.in_(listed(ids))))
