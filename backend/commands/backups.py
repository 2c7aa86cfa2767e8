"""Say which data files are whole and which backup could take the place of one that is not; take it back when asked."""

import json
import sys
from pathlib import Path

from backend.backup.backups import FOLDER, Standing, named, standing
from backend.backup.beginning_anew import MISSING_THEN
from backend.backup.errors import NotABackup
from backend.backup.taking_back import take_back
from backend.infra import paths
from backend.infra.config import Config
from backend.migrations.runner import HEADS, was_made


def backups(*, as_json: bool) -> int:
    """Print how each data file stands; return 0 if all are whole. Changes nothing."""
    home = Config.from_environment().home
    found = [standing(home, name, newest=head) for name, head in HEADS.items()]
    if as_json:
        print(json.dumps({"event": "backups", "files": [_told(each) for each in found]}))
    else:
        for each in found:
            print(_said(each))
    return 0 if all(each.state == "whole" for each in found) else 1


def take_back_file(file: Path, *, as_json: bool) -> int:
    """Let a backup take the place of the damaged file it is of, which is kept beside it; return the exit code.

    Raises NotABackup, AlreadyRunning, and what taking back raises, each time with nothing changed.
    """
    home = Config.from_environment().home
    path = home / FOLDER / file.name
    backup = named(path)
    if backup is None or backup.of not in HEADS or (file.parent != Path() and file.absolute() != path):
        raise NotABackup(file)
    paths.keep_files_private()
    lock = paths.claim(home)
    try:
        kept = take_back(backup, home, newest=HEADS[backup.of])
    finally:
        lock.release()
    if as_json:
        kept_as = kept.name if kept else None
        print(json.dumps({"event": "taken_back", "file": f"{backup.of}.db", "kept": kept_as}))
    else:
        beside = f" The damaged file is kept as {kept.name}." if kept else ""
        print(f"{backup.of}.db is as {backup.path.name} again.{beside}", file=sys.stderr)
    return 0


def _told(each: Standing) -> dict[str, object]:
    backup = each.backup and {"name": each.backup.path.name, "made_at": each.backup.made_at.isoformat()}
    missing_then = MISSING_THEN[each.path.stem] if _is_lost(each) else None
    return {"file": each.path.name, "state": each.state, "backup": backup, "missing_then": missing_then}


def _said(each: Standing) -> str:
    if each.state == "whole":
        return f"ok   {each.path.name}"
    beside = f"newest good backup: {each.backup.path.name}" if each.backup else "there is no good backup"
    way_out = f"; begin-anew {each.path.name} goes on with an empty one" if _is_lost(each) else ""
    return f"BAD  {each.path.name} is {each.state}; {beside}{way_out}"


def _is_lost(each: Standing) -> bool:
    """Say whether nothing is left but an empty file. One that never was there is not lost."""
    return each.state != "whole" and each.backup is None and (each.state == "damaged" or was_made(each.path))
