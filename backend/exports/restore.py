"""Reads an export back into a folder without data: all of it, or nothing."""

from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

from backend.accounts import queries as accounts
from backend.documents import files
from backend.documents import queries as documents
from backend.exports import has_data
from backend.exports.errors import DamagedExport
from backend.exports.export_file import ExportFile
from backend.exports.export_schema import FILES, INVESTMENT_PARTS, PARTS
from backend.exports.restore_tables import TableRestorer
from backend.infra.database import WriteSession
from backend.infra.vault import Vault
from backend.investments.recompute import recompute_all
from backend.settings import queries as stored_settings
from backend.settings import service as settings
from backend.settings.preferences import PREFERENCES
from backend.transactions import service as transactions

Json = dict[str, Any]
Counts = dict[str, int]


def restore(
    db: WriteSession, investments: WriteSession, user_id: int, export: ExportFile, *, vault: Vault, home: Path
) -> Counts:
    """Put an export into both data files and the attached files into `home`, and return how many rows each part had;
    `missing_files` are attached files that the export does not hold. Afterwards all sums agree with their rows.

    Settings that were made here already stay. Raises DataExists and DamagedExport; then nothing must be kept.
    """
    has_data.require_no_data(db, investments, user_id)
    has_data.delete_starter_data(db, user_id)
    putting = TableRestorer(db, user_id, export)
    counts = {part.name: putting.restore_part(part) for part in PARTS}
    putting.restore_sequences(PARTS)
    holdings = TableRestorer(investments, user_id, export)
    counts |= {part.name: holdings.restore_part(part) for part in INVESTMENT_PARTS}
    holdings.restore_sequences(INVESTMENT_PARTS)
    recompute_all(investments, user_id)
    transactions.rebuild_totals(db, user_id, [account.id for account in accounts.list_accounts(db, user_id)])
    _restore_settings(db, user_id, export.settings, vault)
    missing = set(documents.hashes(db, user_id)) - _restore_files(export, home)
    return counts | {"missing_files": len(missing)}


def _restore_files(export: ExportFile, home: Path) -> set[str]:
    """Keep the attached files of an export and return their SHA-256. Raises DamagedExport, DiskFull, StorageFailed."""
    kept: set[str] = set()
    for line, row in export.rows(FILES):
        name, content = row.get("sha256"), row.get("content")
        if content is None:
            continue
        try:
            decoded = b64decode(content, validate=True)
        except (TypeError, ValueError):
            raise DamagedExport(line, "“content” is no file in base64", part=FILES) from None
        if sha256(decoded).hexdigest() != name:
            raise DamagedExport(line, "“content” is not the file that “sha256” names", part=FILES)
        kept.add(files.keep(home, decoded))
    return kept


def _restore_settings(db: WriteSession, user_id: int, exported: Json, vault: Vault) -> None:
    here = stored_settings.stored(db, user_id)
    plain = {key for key, preference in PREFERENCES.items() if not preference.is_secret}
    wanted = {key: value for key, value in exported.items() if key in plain and key not in here}
    settings.save(db, user_id, wanted, vault=vault)
