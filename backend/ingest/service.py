"""Change rows of the ledger after they were ingested: forget, hand over, withdraw, replace."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, update

from backend.infra.database import WriteSession
from backend.infra.sql import in_list, in_texts
from backend.ingest.dedupe import fingerprints
from backend.ingest.models import SourceRow
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


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


def save_matched_rows(
    db: WriteSession,
    user_id: int,
    rows: Sequence[tuple[Draft, int, str]],
    *,
    account_id: int,
    import_id: int,
    kind: str,
) -> None:
    """Save rows that belong to transactions which are here already: each with its transaction and the reason."""
    for draft, transaction_id, reason in rows:
        key = next(fingerprints(CompactRows(Draft, [draft])))
        same = (SourceRow.account_id == account_id, SourceRow.source == kind, SourceRow.source_key == key)
        last = db.scalar(select(func.max(SourceRow.occurrence)).where(SourceRow.user_id == user_id, *same)) or 0
        db.add(
            SourceRow(
                user_id=user_id,
                account_id=account_id,
                import_id=import_id,
                source=kind,
                source_key=key,
                occurrence=last + 1,
                provider_id=draft.provider_id,
                line_no=draft.line_no,
                raw=draft.raw,
                transaction_id=transaction_id,
                fate="matched",
                reason=reason,
            )
        )
        db.flush()


class Repeat(NamedTuple):
    """A row of the ledger that another import brought too: that import, and the row in its file."""

    ledger_id: int
    import_id: int
    line_no: int
    raw: str


def hand_over(db: WriteSession, user_id: int, repeats: Sequence[Repeat]) -> None:
    """Give rows of the ledger to the other imports that brought them too."""
    if not repeats:
        return
    columns = SourceRow.__table__.c
    statement = (
        update(SourceRow.__table__)  # type: ignore[arg-type]
        .where(columns.id == bindparam("row_id"), columns.user_id == user_id)
        .values(import_id=bindparam("to_import"), line_no=bindparam("at_line"), raw=bindparam("as_raw"))
    )
    values = [{"row_id": r.ledger_id, "to_import": r.import_id, "at_line": r.line_no, "as_raw": r.raw} for r in repeats]
    db.execute(statement, values)


def mark_as_origin(db: WriteSession, user_id: int, row_ids: Collection[int]) -> None:
    """Note that these rows, which matched a transaction that came another way, are its origin now."""
    mine = (SourceRow.user_id == user_id, SourceRow.id.in_(in_list(list(row_ids))))
    db.execute(update(SourceRow).where(*mine).values(fate="added", reason=None))


def undo_sync(
    db: WriteSession, user_id: int, sync_log_id: int, *, unsettled: Sequence[int], back: Sequence[int]
) -> None:
    """Forget what settled the transactions `unsettled`, so that it can settle them again; note that those in `back`,
    which the bank took back, are here again."""
    mine = (SourceRow.user_id == user_id, SourceRow.transaction_id.in_(in_list([*unsettled, *back])))
    db.execute(delete(SourceRow).where(*mine, SourceRow.sync_log_id == sync_log_id, SourceRow.fate == "matched"))
    again = {"fate": "added", "reason": "You undid the sync that took it back."}
    db.execute(update(SourceRow).where(*mine, SourceRow.fate == "undone").values(**again))


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
        SourceRow.source_key.in_(in_texts(list(provider_ids))),
        SourceRow.fate == "doubtful",
    )
    db.execute(update(SourceRow).where(*mine).values(fate="merged", reason="Replaced by the posted transaction."))
