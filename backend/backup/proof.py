"""The restore drill: the backup that would be restored is opened in a temporary place and compared with what it was
made from. The result is kept beside the backups, since a restore replaces the data itself."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from backend.backup.backups import FOLDER, BackupSet, backup_sets, problems_of_backup
from backend.backup.create import DATA_FILES, require_room
from backend.backup.inspection import DataSchemas
from backend.backup.integrity import holds_data
from backend.backup.manifest import facts_of
from backend.documents import files
from backend.infra import clock
from backend.infra.database import Database, connect_readonly
from backend.infra.errors import cannot_write
from backend.infra.paths import fsync_path

# A drill so old is due again.
INTERVAL = timedelta(days=7)
_FILE = "proof.json"
_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """What a drill found; `problems` has a sentence for each failure. Counts are those of the restored copy.

    `is_compared` is False if a data file was written to while it was copied, so that there were no figures of the data
    itself to compare with.
    """

    at: datetime
    backup: str
    problems: tuple[str, ...]
    transactions: int
    documents: int
    is_compared: bool


def prove(home: Path, backup: BackupSet, *, schemas: DataSchemas) -> Proof:
    """Restore a backup into a temporary folder, compare it with its manifest, and keep the result.

    Raises NoRoomForBackup, DiskFull and StorageFailed if the drill cannot be held.
    """
    require_room(home, [file.path for file in backup.files])
    drill = home / ".drill"
    shutil.rmtree(drill, ignore_errors=True)
    try:
        drill.mkdir(mode=0o700)
        found = _drill(home, backup, drill, schemas)
        _keep(home, found)
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        shutil.rmtree(drill, ignore_errors=True)
    return found


def last_proof(home: Path) -> Proof | None:
    """Return what the last drill found, None if there was none."""
    try:
        kept = json.loads((home / FOLDER / _FILE).read_bytes())
        return Proof(
            datetime.fromisoformat(kept["at"]),
            str(kept["backup"]),
            tuple(str(each) for each in kept["problems"]),
            int(kept["transactions"]),
            int(kept["documents"]),
            bool(kept["is_compared"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def backup_to_prove(home: Path) -> BackupSet | None:
    """Return the set that would be restored: the newest with data that is not of the future, None if there is none."""
    now = clock.now()
    sets = [each for each in backup_sets(home) if each.made_at <= now]
    with_data = (each for each in sets if any(file.of == "budget" and holds_data(file.path) for file in each.files))
    return next(with_data, sets[0] if sets else None)


def is_due(home: Path) -> bool:
    """Say whether the last drill is missing, too old, failed, or of a time that has not come yet."""
    last = last_proof(home)
    if last is None or last.problems:
        return backup_to_prove(home) is not None
    age = clock.now() - last.at
    return not timedelta(0) <= age < INTERVAL


def _drill(home: Path, backup: BackupSet, drill: Path, schemas: DataSchemas) -> Proof:
    problems = list(_missing_files(home, backup))
    transactions, is_compared = 0, backup.manifest is not None
    for file in backup.files:
        copy = drill / f"{file.of}.db"
        shutil.copyfile(file.path, copy)
        if found := problems_of_backup(file, schemas=schemas, path=copy):
            problems += [f"{file.path.name}: {each}" for each in found]
            continue
        entry = backup.manifest.entry_of(file.path.name) if backup.manifest else None
        with closing(connect_readonly(copy)) as connection:
            facts = facts_of(connection)
        if entry is not None:
            if facts != entry.copied or (entry.live is not None and facts != entry.live):
                problems.append(f"{file.path.name}: its rows or sums differ from your data at that time.")
            is_compared = is_compared and entry.live is not None
        # A backup of an older version has to come up to this one, as a restore does it.
        with closing(Database(copy)) as database:
            schemas.upgrade(database, file.of)
        if file.of == "budget":
            transactions = facts.rows.get("transactions", 0)
    documents = backup.manifest.documents if backup.manifest else ()
    problems += _damaged_documents(home, documents)
    return Proof(clock.now(), backup.key, tuple(problems), transactions, len(documents), is_compared)


def _missing_files(home: Path, backup: BackupSet) -> Iterator[str]:
    names = {file.path.name for file in backup.files}
    if backup.manifest:
        yield from (f"{each.name} is missing." for each in backup.manifest.files if each.name not in names)
    elif "budget" not in {file.of for file in backup.files} and (home / f"{DATA_FILES[0]}.db").exists():
        yield "The backup has no budget.db."


def _damaged_documents(home: Path, names: tuple[str, ...]) -> list[str]:
    damaged = [name for name in names if files.read_whole(home / FOLDER, name) is None]
    if not damaged:
        return []
    return [f"{len(damaged)} of {len(names)} attached files are missing from the backup or damaged."]


def _keep(home: Path, proof: Proof) -> None:
    target = home / FOLDER / _FILE
    part = target.with_suffix(".part")
    part.write_bytes(json.dumps({**asdict(proof), "at": proof.at.isoformat()}, indent=1).encode())
    fsync_path(part)
    part.replace(target)
