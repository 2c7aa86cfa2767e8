"""An empty data file takes the place of a damaged one of which there is no good backup, when the person says so."""

import shutil
from contextlib import closing
from pathlib import Path

from backend.backup.backups import Backup, newest_valid_backup
from backend.backup.errors import NotDamaged, ValidBackupExists
from backend.backup.inspection import DataSchemas
from backend.backup.integrity import integrity_state
from backend.backup.restore import finish_replacement, replace_data_file
from backend.infra import clock
from backend.infra.database import Database

# What a person has to know before it is done, by the name of the file.
DATA_LOST_BY_RESET = {
    "budget": (
        "All your accounts, transactions, categories, rules, budgets and settings are missing then. "
        "Look first for a copy of your data folder elsewhere: on another disk, in a backup of the whole computer. "
        "Without one, an export of yours can be restored or your statements imported again."
    ),
    "investments": (
        "Your investments are missing then: accounts for them, securities, holdings and prices. "
        "All the rest of your data lies in another file and is not affected."
    ),
}


def reset_data(name: str, home: Path, *, schemas: DataSchemas) -> Path | None:
    """Afterwards the data file is empty. Returns where the damaged one is now, None if there was none.

    The caller holds the folder. Raises NotDamaged, ValidBackupExists,
    DiskFull and StorageFailed, each time with nothing changed.
    """
    finish_replacement(home, name)
    path = home / f"{name}.db"
    if integrity_state(path) == "whole":
        raise NotDamaged(path)
    if backup := newest_valid_backup(home, name, schemas=schemas):
        raise ValidBackupExists(path, backup.path)
    temporary_folder = home / f".beginning-anew-{name}"
    shutil.rmtree(temporary_folder, ignore_errors=True)
    try:
        temporary_folder.mkdir(mode=0o700)
        with closing(Database(temporary_folder / path.name)) as database:
            schemas.upgrade(database, name)
        return replace_data_file(Backup(temporary_folder / path.name, name, clock.now(), None), home, schemas=schemas)
    finally:
        shutil.rmtree(temporary_folder, ignore_errors=True)
