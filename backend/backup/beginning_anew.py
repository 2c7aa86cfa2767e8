"""An empty data file takes the place of a damaged one of which there is no good backup, when the person says so."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from backend.backup.backups import newest_good
from backend.backup.errors import GoodBackupThere, NotDamaged
from backend.backup.soundness import state_of
from backend.backup.taking_back import finish, put_in_place
from backend.infra.database import Database

Make = Callable[[Database, str], None]
# What a person has to know before it is done, by the name of the file.
MISSING_THEN = {
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


def begin_anew(name: str, home: Path, *, make: Make, newest: str) -> Path | None:
    """Afterwards the data file is empty. Returns where the damaged one is now, None if there was none.

    `make` gives a new database our tables. The caller holds the folder. Raises NotDamaged, GoodBackupThere, DiskFull
    and StorageFailed, each time with nothing changed.
    """
    finish(home, name)
    path = home / f"{name}.db"
    if state_of(path) == "whole":
        raise NotDamaged(path)
    if backup := newest_good(home, name, newest=newest):
        raise GoodBackupThere(path, backup.path)
    workshop = home / f".beginning-anew-{name}"
    shutil.rmtree(workshop, ignore_errors=True)
    try:
        workshop.mkdir(mode=0o700)
        with closing(Database(workshop / path.name)) as database:
            make(database, name)
        return put_in_place(workshop / path.name, name, home, newest=newest)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
