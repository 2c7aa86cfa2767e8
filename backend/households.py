"""The data of a server: its databases, one DataFolder for each household, and their jobs in one worker of many."""

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import text

from backend.access import queries
from backend.access.models import Person
from backend.backup.around_imports import ImportBackups
from backend.backup.service import BackupService
from backend.bootstrap import DataFolder, open_database, prepare_user
from backend.infra import clock, paths
from backend.infra.config import Config
from backend.infra.database import Database, translate_db_errors
from backend.infra.identity import acting_as
from backend.infra.scheduler import Job, JobContext
from backend.infra.vault import Vault, system_keychain
from backend.infra.write_queue import WriteQueue
from backend.jobs import with_connections
from backend.migrations.reference import SCHEMAS as FILE_SCHEMAS
from backend.migrations.row_security import require_fenced
from backend.migrations.server import is_newest, migrate_all
from backend.settings import environment
from backend.users.service import ensure_user

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

SCHEMAS = ("budget", "investments", "access")
_FOLDER = "households"
# Jobs of households that nobody opened for a month wait until somebody does.
_ACTIVE = timedelta(days=30)
_LEADER_LOCK = "budget-app-jobs"
_log = logging.getLogger(__name__)


class Households:
    """What a server works on; `data_of` opens the data of a household at its first request."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.budget, self.investments, self.access = (open_database(config, name) for name in SCHEMAS)
        # For what belongs to nobody, such as the secrets of authenticator apps.
        self.vault = Vault(config.home, system_keychain)
        self._folders: dict[int, DataFolder] = {}
        self._lock = threading.Lock()

    def data_of(self, household_id: int) -> DataFolder:
        """Return the data of a household; at the first time ever it gets what every new user has."""
        with self._lock:
            return self._folders.get(household_id) or self._open(household_id)

    def active(self) -> list[int]:
        """Return the households that somebody used in the last month."""
        with self.access.read() as db:
            return list(queries.active_households(db, since=clock.now() - _ACTIVE))

    def is_ready(self) -> bool:
        """Say whether all schemas have the version of this app. Raises DatabaseUnreachable."""
        return all(is_newest(each, name) for each, name in zip(self._databases(), SCHEMAS, strict=True))

    def require_fenced(self) -> None:
        """Raise RoleOwnsTables unless PostgreSQL keeps the households apart."""
        with translate_db_errors(), self.budget.write_engine.connect() as connection:
            require_fenced(connection)

    def close(self) -> None:
        """Stop what runs in the background and close all connections."""
        for folder in self._folders.values():
            folder.close_background_work()
        for database in self._databases():
            database.close()

    def _databases(self) -> tuple[Database, Database, Database]:
        return self.budget, self.investments, self.access

    def _open(self, household_id: int) -> DataFolder:
        home = self.config.home / _FOLDER / str(household_id)
        paths.prepare_data_folder(home)
        with self.access.read() as db:
            owner = db.get_one(Person, household_id)
        with acting_as(household_id), self.budget.write() as writing:
            ensure_user(writing, household_id, name=owner.name)
            prepare_user(writing, household_id)
        config = replace(self.config, home=home)
        self._folders[household_id] = DataFolder(
            home,
            self.budget,
            self.investments,
            Vault(home, system_keychain),
            household_id,
            ImportBackups(config, self.budget),
            BackupService(home, (self.budget, self.investments), FILE_SCHEMAS),
            WriteQueue(patience_seconds=config.busy_seconds),
        )
        return self._folders[household_id]


class HouseholdJobs:
    """Runs what is due for each active household, in whichever worker holds the lock of the jobs."""

    def __init__(self, households: Households) -> None:
        self._households = households
        self._is_ending = threading.Event()
        self._due: dict[int, list[tuple[Job, BaseTrigger, datetime | None]]] = {}

    def close(self) -> None:
        """Let the jobs that run end soon."""
        self._is_ending.set()

    def run_due(self) -> None:
        """Run what is due, unless another worker is at it."""
        with translate_db_errors(), self._households.budget.write_engine.begin() as connection:
            lock = text("SELECT pg_try_advisory_xact_lock(hashtext(:name))")
            if connection.execute(lock, {"name": _LEADER_LOCK}).scalar():
                for household_id in self._households.active():
                    with acting_as(household_id):
                        self._run(household_id, datetime.now(UTC))

    def _run(self, household_id: int, now: datetime) -> None:
        data = self._households.data_of(household_id)
        if household_id not in self._due:
            jobs, soon = with_connections(
                data.banks, data.rates, data.prices, data.investments, data.brokerages, data.backups
            )
            self._due[household_id] = [
                (job, trigger, now if job in soon else _next(trigger, now)) for job, trigger in jobs
            ]
        config = replace(self._households.config, home=data.home)
        context = JobContext(config, data.budget, self._is_ending, household_id)
        due = self._due[household_id]
        for at, (job, trigger, next_at) in enumerate(due):
            if self._is_ending.is_set():
                return
            if next_at is not None and next_at <= now:
                due[at] = (job, trigger, _next(trigger, now))
                try:
                    job(context)
                except Exception:  # noqa: BLE001 - the job of one household; those of the others go on
                    _log.exception("a job failed")


def _next(trigger: "BaseTrigger", now: datetime) -> datetime | None:
    found: datetime | None = trigger.get_next_fire_time(now, now + timedelta(seconds=1))
    return found


@contextmanager
def open_households(config: Config) -> Iterator[Households]:
    """Yield the data of a server; the schemas are brought up to date first.

    Raises what the migrations raise, and RoleOwnsTables if the role of the server could see everybody's rows.
    """
    paths.set_private_umask()
    paths.prepare_data_folder(config.home)
    # What one household sets must not reach the others by the environment of this process.
    with environment.shared(), ExitStack() as closing:
        households = Households(config)
        closing.callback(households.close)
        if config.database_owner_url or not households.is_ready():
            migrate_all(config)
        households.require_fenced()
        yield households
