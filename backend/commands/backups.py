"""Say which data files are whole and which backup could take the place of one that is not; take it back when asked."""

import json
import sys
from pathlib import Path

from backend.backup.backups import FOLDER, DataFileStatus, data_file_status, parse_backup_name
from backend.backup.errors import NotABackup
from backend.backup.reset import DATA_LOST_BY_RESET
from backend.backup.restore import restore_backup
from backend.infra import data_key, paths
from backend.infra.config import Config
from backend.infra.vault import system_keychain
from backend.migrations.reference import SCHEMAS
from backend.migrations.runner import HEADS, was_made


def backups(*, as_json: bool) -> int:
    """Print how each data file stands; return 0 if all are whole. Changes nothing."""
    home = Config.from_environment().home
    data_key.open_from_keychain(home, system_keychain)
    found = [data_file_status(home, name, schemas=SCHEMAS) for name in HEADS]
    if as_json:
        print(json.dumps({"event": "backups", "files": [_as_json(status) for status in found]}))
    else:
        for status in found:
            print(_as_text(status))
    return 0 if all(status.state == "whole" for status in found) else 1


def restore_backup_file(file: Path, *, as_json: bool) -> int:
    """Let a backup take the place of the damaged file it is of, which is kept beside it; return the exit code.

    Raises NotABackup, AlreadyRunning, and what taking back raises, each time with nothing changed.
    """
    home = Config.from_environment().home
    path = home / FOLDER / file.name
    backup = parse_backup_name(path)
    if backup is None or backup.of not in HEADS or (file.parent != Path() and file.absolute() != path):
        raise NotABackup(file)
    paths.set_private_umask()
    data_key.open_from_keychain(home, system_keychain)
    lock = paths.lock_data_folder(home)
    try:
        damaged = restore_backup(backup, home, schemas=SCHEMAS)
    finally:
        lock.release()
    if as_json:
        damaged_name = damaged.name if damaged else None
        print(json.dumps({"event": "taken_back", "file": f"{backup.of}.db", "kept": damaged_name}))
    else:
        beside = f" The damaged file is kept as {damaged.name}." if damaged else ""
        print(f"{backup.of}.db is as {backup.path.name} again.{beside}", file=sys.stderr)
    return 0


def _as_json(status: DataFileStatus) -> dict[str, object]:
    backup = status.backup and {"name": status.backup.path.name, "made_at": status.backup.made_at.isoformat()}
    missing_then = DATA_LOST_BY_RESET[status.path.stem] if _is_lost(status) else None
    return {"file": status.path.name, "state": status.state, "backup": backup, "missing_then": missing_then}


def _as_text(status: DataFileStatus) -> str:
    if status.state == "whole":
        return f"ok   {status.path.name}"
    beside = f"newest good backup: {status.backup.path.name}" if status.backup else "there is no good backup"
    way_out = f"; reset-data {status.path.name} goes on with an empty one" if _is_lost(status) else ""
    return f"BAD  {status.path.name} is {status.state}; {beside}{way_out}"


def _is_lost(status: DataFileStatus) -> bool:
    """Say whether nothing is left but an empty file. One that never was there is not lost."""
    return status.state != "whole" and status.backup is None and (status.state == "damaged" or was_made(status.path))
