"""Copies of backups in a second place: encrypted here, read back after each upload, fetched again when needed."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from backend.backup.archive import ENDING, read_archive, write_archive
from backend.backup.backups import FOLDER, BackupSet, manifest_path, parse_backup_name
from backend.backup.errors import NoSecondPlace, NoSuchBackup, SecondPlaceFailed
from backend.backup.manifest import sha256_of
from backend.backup.places import FolderPlace, Place, S3Place, WebDavPlace
from backend.documents import files
from backend.infra import clock
from backend.infra.database import ReadSession
from backend.infra.errors import cannot_write
from backend.infra.vault import Vault
from backend.settings.service import secret_value, value

_STATE = "second-place.json"
_KEPT = 10


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """A place and the passphrase under which everything there is encrypted."""

    kind: str
    place: Place
    passphrase: str


@dataclass(frozen=True, slots=True)
class CopyState:
    """How the last copy went: `error` is a sentence, None if it was read back as it was sent."""

    at: datetime
    backup: str
    error: str | None


def second_place(db: ReadSession, user_id: int, vault: Vault) -> SecondPlace | None:
    """Return the second place of the person's settings, None if there is none. Raises NoSecondPlace if a part of its
    settings is missing."""
    kind = value(db, user_id, "second_place")
    if kind not in ("folder", "webdav", "s3"):
        return None
    passphrase = secret_value(db, user_id, "second_place_passphrase", vault)
    folder, url = value(db, user_id, "second_place_folder"), value(db, user_id, "second_place_address")
    user = value(db, user_id, "second_place_user") or ""
    password = secret_value(db, user_id, "second_place_password", vault) or ""
    if not passphrase:
        raise NoSecondPlace("Set a passphrase for it in Settings: without one nothing is sent.")
    if kind == "folder":
        if not folder:
            raise NoSecondPlace("Name its folder in Settings.")
        return SecondPlace(kind, FolderPlace(Path(folder).expanduser()), passphrase)
    if not url:
        raise NoSecondPlace("Name its address in Settings.")
    region = value(db, user_id, "second_place_region") or "us-east-1"
    remote = (
        WebDavPlace(url, user=user, password=password)
        if kind == "webdav"
        else S3Place(url, key_id=user, secret=password, region=region)
    )
    return SecondPlace(kind, remote, passphrase)


def copy_backup(home: Path, backup: BackupSet, second: SecondPlace) -> CopyState:
    """Encrypt a backup, send it to the second place, read it back and compare; keep and return how it went."""
    try:
        with _work_folder(home) as folder:
            archive = folder / f"{backup.key}{ENDING}"
            write_archive(archive, _files_of(home, backup), passphrase=second.passphrase)
            second.place.put(archive)
            second.place.get(archive.name, folder / "read-back")
            if sha256_of(folder / "read-back") != sha256_of(archive):
                raise SecondPlaceFailed("What came back is not what was sent.")
            for name in second.place.names()[:-_KEPT]:
                second.place.delete(name)
        state = CopyState(clock.now(), backup.key, None)
    except SecondPlaceFailed as error:
        state = CopyState(clock.now(), backup.key, error.message)
    (home / FOLDER / _STATE).write_text(json.dumps({**asdict(state), "at": state.at.isoformat()}))
    return state


def last_copy(home: Path) -> CopyState | None:
    """Return how the last copy went, None if there was none."""
    try:
        kept = json.loads((home / FOLDER / _STATE).read_bytes())
        return CopyState(datetime.fromisoformat(kept["at"]), str(kept["backup"]), kept["error"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def fetch_backup(home: Path, name: str, second: SecondPlace) -> str:
    """Fetch a copy, decrypt it into the folder of backups, and return the key of the backup.

    Raises NoSuchBackup, SecondPlaceFailed and ArchiveUnreadable, with nothing added.
    """
    if name not in second.place.names():
        raise NoSuchBackup
    with _work_folder(home) as folder:
        archive = folder / "fetched"
        second.place.get(name, archive)
        unpacked = folder / "files"
        unpacked.mkdir()
        backups = home / FOLDER
        for path in read_archive(archive, unpacked, passphrase=second.passphrase):
            if path.parent.name == "documents":
                target = files.path_of(backups, path.name)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.move(path, target)
            elif parse_backup_name(path) or path.name.startswith("manifest-"):
                shutil.move(path, backups / path.name)
    return name.removesuffix(ENDING)


def _files_of(home: Path, backup: BackupSet) -> Iterator[tuple[str, Path]]:
    manifest = manifest_path(home / FOLDER, backup.key)
    for path in (*(file.path for file in backup.files), manifest):
        if path.exists():
            yield path.name, path
    for sha256 in backup.manifest.documents if backup.manifest else ():
        path = files.path_of(home / FOLDER, sha256)
        if path.exists():
            yield f"documents/{sha256}", path


@contextmanager
def _work_folder(home: Path) -> Iterator[Path]:
    folder = home / ".second-place"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
