"""Backups of a running app: make, prove, restore, delete and bring back. The desktop only: a server has its own."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from backend.backup.backups import FOLDER, BackupSet, backup_set, backup_sets, manifest_path, problems_of_backup
from backend.backup.create import create_backup_set, require_room
from backend.backup.errors import InvalidBackup, NoBackupsHere, NoSecondPlace, NoSuchBackup
from backend.backup.inspection import DataSchemas
from backend.backup.proof import Proof, backup_to_prove, is_due, prove
from backend.backup.second_place import CopyState, SecondPlace, copy_backup, fetch_backup, last_copy
from backend.documents import files
from backend.infra import clock
from backend.infra.database import Database
from backend.infra.errors import cannot_write
from backend.infra.paths import fsync_path
from backend.kit.errors import AppError

MANUAL, BEFORE_RESTORE = "manual", "before-restore"
_TRASH = "deleted"
_TRASH_KEPT = timedelta(days=1)
_BEFORE_RESTORE_KEPT = 5
_RESTORING = ".restoring.json"


class BackupService:
    """The backups of one data folder while its databases are open."""

    def __init__(
        self,
        home: Path,
        databases: tuple[Database, ...],
        schemas: DataSchemas,
        *,
        find_second_place: Callable[[], SecondPlace | None] = lambda: None,
        after_restore: Callable[[], None] = lambda: None,
    ) -> None:
        self._home = home
        self._databases = databases
        self._schemas = schemas
        self._find_second_place = find_second_place
        self._after_restore = after_restore

    def list(self) -> list[BackupSet]:
        """Return the backups, the newest first."""
        return backup_sets(self._home) if self._is_file else []

    def make(self, reason: str = MANUAL) -> BackupSet:
        """Back up everything now. Raises NoRoomForBackup, DiskFull, StorageFailed and DatabaseDamaged."""
        self._require_files()
        manifest, failures = create_backup_set(self._home, reason=reason)
        if failures:
            raise next(iter(failures.values()))
        return next(each for each in self.list() if each.manifest == manifest)

    def prove(self, key: str) -> Proof:
        """Hold a restore drill with this backup. Raises NoSuchBackup and NoRoomForBackup."""
        return prove(self._home, self._found(key), schemas=self._schemas)

    def prove_if_due(self) -> None:
        """Hold the weekly drill with the backup that would be restored, if it is due."""
        if self._is_file and is_due(self._home) and (backup := backup_to_prove(self._home)):
            prove(self._home, backup, schemas=self._schemas)

    def second_place(self) -> SecondPlace:
        """Return the second place of the person's settings. Raises NoSecondPlace."""
        self._require_files()
        found = self._find_second_place()
        if found is None:
            raise NoSecondPlace
        return found

    def copy(self, key: str) -> CopyState:
        """Copy a backup to the second place and say how it went. Raises NoSuchBackup and NoSecondPlace."""
        return copy_backup(self._home, self._found(key), self.second_place())

    def copy_if_due(self) -> None:
        """Copy the newest backup to the second place, if there is one and that backup is not there yet."""
        if not self._is_file or (second := self._find_second_place()) is None:
            return
        last, newest = last_copy(self._home), next(iter(self.list()), None)
        if newest and (last is None or last.error or last.backup != newest.key):
            copy_backup(self._home, newest, second)

    def fetch(self, name: str) -> str:
        """Fetch a copy from the second place and return the key of the backup that it is."""
        return fetch_backup(self._home, name, self.second_place())

    def restore(self, key: str) -> BackupSet:
        """Afterwards the data is as in this backup. Returns the backup of the data before.

        Raises NoSuchBackup, InvalidBackup, NoRoomForBackup, DiskFull, StorageFailed and DatabaseBusy. Each file is
        replaced in one transaction; a restore that is cut short between the two files is finished by the next start.
        """
        backup = self._found(key)
        require_room(self._home, [file.path for file in backup.files] * 2)
        staging = self._home / ".restoring"
        shutil.rmtree(staging, ignore_errors=True)
        try:
            staging.mkdir(mode=0o700)
            for file in backup.files:
                self._stage(file.path, staging / f"{file.of}.db")
                if found := problems_of_backup(file, schemas=self._schemas, path=staging / f"{file.of}.db"):
                    raise InvalidBackup(file.path, found)
                with closing(Database(staging / f"{file.of}.db")) as staged:
                    self._schemas.upgrade(staged, file.of)
            before = self.make(BEFORE_RESTORE)
            files.copy_missing(self._home / FOLDER, self._home)
            self._replace(backup, before)
        except OSError as error:
            raise cannot_write(error) from error
        finally:
            if not (self._home / _RESTORING).exists():
                shutil.rmtree(staging, ignore_errors=True)
        self._remove_surplus()
        self._after_restore()
        return before

    def _replace(self, backup: BackupSet, before: BackupSet) -> None:
        """Copy what is staged over the open databases; if that fails, put the data of `before` back."""
        marker = self._home / _RESTORING
        try:
            marker.write_bytes(json.dumps([file.of for file in backup.files]).encode())
            fsync_path(marker)
            # From here on the step is decided: a start after a kill finishes it.
            self.finish_restore()
        except (OSError, AppError):
            if marker.exists():
                self._put_back(before)
                marker.unlink()
            raise

    def _put_back(self, before: BackupSet) -> None:
        for database in self._databases:
            for file in before.files:
                if file.of == database.path.stem:
                    database.overwrite_from(file.path)

    def finish_restore(self) -> None:
        """Copy what a restore has staged over the open databases; do nothing if no restore was decided."""
        marker = self._home / _RESTORING
        if not marker.exists():
            return
        for database in self._databases:
            staged = self._home / ".restoring" / database.path.name
            if staged.exists():
                database.overwrite_from(staged)
        marker.unlink(missing_ok=True)
        shutil.rmtree(self._home / ".restoring", ignore_errors=True)

    def delete(self, key: str) -> None:
        """Put a backup aside; `undelete` brings it back until it is removed for good a day later."""
        backup = self._found(key)
        trash = self._home / FOLDER / _TRASH
        try:
            trash.mkdir(mode=0o700, exist_ok=True)
            for path in (*(file.path for file in backup.files), manifest_path(self._home / FOLDER, key)):
                if path.exists():
                    target = path.rename(trash / path.name)
                    target.touch()
        except OSError as error:
            raise cannot_write(error) from error

    def erase_all(self) -> None:
        """Remove every backup for good, also those put aside, with the documents that only they hold."""
        if self._is_file:
            shutil.rmtree(self._home / FOLDER, ignore_errors=True)

    def undelete(self, key: str) -> None:
        """Bring a deleted backup back. Raises NoSuchBackup if it was removed for good."""
        trash = self._home / FOLDER / _TRASH
        paths = [path for path in trash.glob("*") if path.stem.split("-", 1)[-1] == key]
        if not paths:
            raise NoSuchBackup
        for path in paths:
            path.rename(self._home / FOLDER / path.name)

    def empty_trash(self) -> None:
        """Remove for good what was deleted more than a day ago."""
        for path in (self._home / FOLDER / _TRASH).glob("*"):
            if clock.now().timestamp() - path.stat().st_mtime > _TRASH_KEPT.total_seconds():
                path.unlink(missing_ok=True)

    @property
    def _is_file(self) -> bool:
        return all(database.is_file for database in self._databases)

    def _require_files(self) -> None:
        if not self._is_file:
            raise NoBackupsHere

    def _found(self, key: str) -> BackupSet:
        self._require_files()
        backup = backup_set(self._home, key)
        if backup is None:
            raise NoSuchBackup
        return backup

    def _stage(self, source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        fsync_path(target)

    def _remove_surplus(self) -> None:
        for old in [each for each in self.list() if each.reason == BEFORE_RESTORE][_BEFORE_RESTORE_KEPT:]:
            self.delete(old.key)
