"""Reads an export back into a folder without data: all of it, or nothing."""

from typing import Any

from backend.accounts import queries as accounts
from backend.infra.database import WriteSession
from backend.infra.vault import Vault
from backend.settings import queries as stored_settings
from backend.settings import service as settings
from backend.settings.preferences import PREFERENCES
from backend.takeout import empty
from backend.takeout.contents import PARTS
from backend.takeout.export_file import ExportFile
from backend.takeout.putting import Putting
from backend.transactions import service as transactions

Json = dict[str, Any]
Counts = dict[str, int]


def restore(db: WriteSession, user_id: int, export: ExportFile, *, vault: Vault) -> Counts:
    """Put an export in, and return how many rows each part had. Afterwards all sums agree with their rows.

    Settings that were made here already stay. Raises DataIsThere and DamagedExport; then nothing must be kept.
    """
    empty.check(db, user_id)
    empty.clear_starter(db, user_id)
    putting = Putting(db, user_id, export)
    counts = {part.name: putting.put(part) for part in PARTS}
    putting.go_on_counting()
    transactions.rebuild_totals(db, user_id, [account.id for account in accounts.living(db, user_id)])
    _put_settings(db, user_id, export.settings, vault)
    return counts


def _put_settings(db: WriteSession, user_id: int, told: Json, vault: Vault) -> None:
    here = stored_settings.stored(db, user_id)
    plain = {key for key, preference in PREFERENCES.items() if not preference.is_secret}
    wanted = {key: value for key, value in told.items() if key in plain and key not in here}
    settings.save(db, user_id, wanted, vault=vault)
