"""Backups around imports: before a large one, and after the first one, so that no day begins unprotected."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from backend.backup.backups import Backup, backup_sets, backups
from backend.backup.daily import back_up_if_possible, remove_stray_manifests, written_at
from backend.backup.integrity import holds_data
from backend.backup.retention import RETENTION_POLICIES
from backend.infra import clock
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.web import LOCAL_USER_ID
from backend.settings.service import daily_backups

# An import of this many rows or more is large.
LARGE_ROWS = 500
BEFORE, AFTER = "before-import", "first-import"
_BEFORE_KEPT = 3
# A backup so young is enough: of many files in a row, one before each would take longer than the imports, and push out
# the one from before the first of them.
_RECENT = timedelta(hours=1)
_log = logging.getLogger(__name__)


class ImportBackups:
    """Makes the backups around imports of one data folder, unless the person wants none."""

    def __init__(self, config: Config, budget: Database) -> None:
        self._config = config
        self._budget = budget
        self._running: threading.Thread | None = None
        # Imports at the same moment share one backup.
        self._lock = threading.Lock()

    @contextmanager
    def around(self, rows: int) -> Iterator[None]:
        """Back up before an import of many `rows`; afterwards make the first backup that holds data, in a thread.

        A backup that cannot be made is logged and does not stop the import.
        """
        is_wanted = self._is_wanted()
        with self._lock:
            if is_wanted and rows >= LARGE_ROWS and self._is_unprotected():
                back_up_if_possible(self._config.home, reason=BEFORE)
                self._remove_surplus()
        yield
        with self._lock:
            self.close()
            if is_wanted and not self._has_backup():
                self._running = threading.Thread(target=partial(back_up_if_possible, self._config.home, reason=AFTER))
                self._running.start()

    def close(self) -> None:
        """Wait for the backup that is being made."""
        if self._running is not None:
            self._running.join()

    def _is_wanted(self) -> bool:
        if self._config.is_demo or not self._budget.is_file:
            return False
        with self._budget.read() as db:
            return daily_backups(db, LOCAL_USER_ID) in RETENTION_POLICIES

    def _is_unprotected(self) -> bool:
        """Say whether there is data that was written since the last backup of it, and this one is not recent."""
        last = max((backup.made_at for backup in self._with_data()), default=datetime.min.replace(tzinfo=UTC))
        at = written_at(self._budget.path)
        is_recent = clock.now() - last < _RECENT
        return not is_recent and holds_data(self._budget.path) and at is not None and at > last

    def _has_backup(self) -> bool:
        return any(True for _ in self._with_data())

    def _with_data(self) -> Iterator[Backup]:
        now = clock.now()
        made = sorted(backups(self._config.home, self._budget.path.stem), key=lambda each: each.made_at, reverse=True)
        return (each for each in made if each.made_at <= now and holds_data(each.path))

    def _remove_surplus(self) -> None:
        made = [each for each in backup_sets(self._config.home) if each.reason == BEFORE]
        for old in made[_BEFORE_KEPT:]:
            for file in old.files:
                file.path.unlink(missing_ok=True)
        remove_stray_manifests(self._config.home)
