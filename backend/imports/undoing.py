"""Take an import back: its rows go, those a person worked on stay, and the ledger forgets what went."""

from dataclasses import dataclass
from typing import Any

from backend.balances import service as balances
from backend.imports import queries
from backend.imports.failures import NotDone
from backend.imports.made_categories import remove_unused
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.ingest import service as ledger
from backend.transactions import removal


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows went, the rows that stay because somebody decided or edited them, and the categories that went."""

    removed: int
    kept: list[dict[str, Any]]
    removed_categories: list[str]


def undo(db: WriteSession, user_id: int, import_id: int) -> Undone:
    """Undo an import. Afterwards the same file may be imported again. Raises NoSuchImport, NotDone."""
    done = queries.one(db, user_id, import_id)
    if done.status != "done":
        raise NotDone
    ids = queries.untouched_ids(db, user_id, import_id)
    removal.remove(db, user_id, ids)
    ledger.forget_import(db, user_id, import_id)
    balances.forget_import(db, user_id, import_id)
    done.status = "undone"
    done.undone_at = clock.now()
    db.flush()
    gone = remove_unused(db, user_id, done.made_categories or {})
    return Undone(len(ids), queries.kept_rows(db, user_id, import_id), gone)
