"""Put a damaged data file aside and go on with an empty one: the last resort, only when the person says so."""

import json
import sys
from pathlib import Path

from backend.backup.beginning_anew import MISSING_THEN, begin_anew
from backend.backup.errors import NotADataFile, NotSure
from backend.infra import paths
from backend.infra.config import Config
from backend.migrations.runner import HEADS, migrate


def begin_file_anew(file: Path, *, is_sure: bool, as_json: bool) -> int:
    """Let an empty file take the place of the damaged one, which is kept beside it; return the exit code.

    Raises NotADataFile, NotSure, AlreadyRunning, and what beginning anew raises, each time with nothing changed.
    """
    home = Config.from_environment().home
    path = home / file.name
    if path.suffix != ".db" or path.stem not in HEADS or (file.parent != Path() and file.absolute() != path):
        raise NotADataFile(file)
    if not is_sure:
        raise NotSure(path, MISSING_THEN[path.stem])
    paths.keep_files_private()
    paths.prepare(home)
    lock = paths.claim(home)
    try:
        kept = begin_anew(path.stem, home, make=migrate, newest=HEADS[path.stem])
    finally:
        lock.release()
    if as_json:
        print(json.dumps({"event": "begun_anew", "file": path.name, "kept": kept.name if kept else None}))
    else:
        beside = f" The damaged file is kept as {kept.name}." if kept else ""
        print(f"{path.name} is empty now.{beside}", file=sys.stderr)
    return 0
