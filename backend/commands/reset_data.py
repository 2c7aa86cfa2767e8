"""Put a damaged data file aside and go on with an empty one: the last resort, only when the person says so."""

import json
import sys
from pathlib import Path

from backend.backup.errors import ConfirmationRequired, NotADataFile
from backend.backup.reset import DATA_LOST_BY_RESET, reset_data
from backend.infra import data_key, paths
from backend.infra.config import Config
from backend.infra.vault import system_keychain
from backend.migrations.reference import SCHEMAS
from backend.migrations.runner import HEADS


def reset_data_file(file: Path, *, is_confirmed: bool, as_json: bool) -> int:
    """Let an empty file take the place of the damaged one, which is kept beside it; return the exit code.

    Raises NotADataFile, ConfirmationRequired, AlreadyRunning, and what beginning anew raises, each time with nothing
    changed.
    """
    home = Config.from_environment().home
    path = home / file.name
    if path.suffix != ".db" or path.stem not in HEADS or (file.parent != Path() and file.absolute() != path):
        raise NotADataFile(file)
    if not is_confirmed:
        raise ConfirmationRequired(path, DATA_LOST_BY_RESET[path.stem])
    paths.set_private_umask()
    paths.prepare_data_folder(home)
    data_key.open_from_keychain(home, system_keychain)
    lock = paths.lock_data_folder(home)
    try:
        damaged = reset_data(path.stem, home, schemas=SCHEMAS)
    finally:
        lock.release()
    if as_json:
        print(json.dumps({"event": "begun_anew", "file": path.name, "kept": damaged.name if damaged else None}))
    else:
        beside = f" The damaged file is kept as {damaged.name}." if damaged else ""
        print(f"{path.name} is empty now.{beside}", file=sys.stderr)
    return 0
