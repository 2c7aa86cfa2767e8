"""Open the data of a folder: both databases migrated, settings in the environment, starter data there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from backend.adoption import bank_links
from backend.adoption.older_file import is_the_older_apps
from backend.backup.around_imports import ImportBackups
from backend.categories.defaults import SEEDED
from backend.categorization.learning import REPAIRED
from backend.infra import paths
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.vault import Vault, system_keychain
from backend.kit.telling import Tell, nobody
from backend.migrations.runner import migrate
from backend.settings.service import load_into_environment, remembered
from backend.users.service import ensure_local_user

if TYPE_CHECKING:
    from backend.imports.service import Importer
    from backend.sync.service import Banks


@dataclass(frozen=True)
class Data:
    """What the app and its commands work on."""

    home: Path
    budget: Database
    investments: Database
    vault: Vault
    user_id: int
    import_backups: ImportBackups
    _one_at_a_time: Lock = field(default_factory=Lock, repr=False)

    @property
    def importer(self) -> "Importer":
        """What takes files in; one for all who ask, also at once."""
        with self._one_at_a_time:
            return self._importer

    @cached_property
    def _importer(self) -> "Importer":
        # To load it is a sixth of a start, and no start needs it.
        from backend.imports.service import Importer

        return Importer(self.budget, self.home, backing_up=self.import_backups.around)

    @property
    def banks(self) -> "Banks":
        """What connects and syncs banks; one for all who ask."""
        with self._one_at_a_time:
            return self._banks

    @cached_property
    def _banks(self) -> "Banks":
        from backend.sync.service import Banks

        return Banks(self.budget, self.home, self.vault)

    def close_banks(self) -> None:
        """Stop syncs, if any were ever asked for."""
        if "_banks" in self.__dict__:
            self._banks.close()


@contextmanager
def opened(config: Config, *, tell: Tell = nobody) -> Iterator[Data]:
    """Yield the data of `config.home`; afterwards both files are whole and closed.

    `tell` hears what takes long, after an update or at the first start over older data. Raises an AppError that says
    why it cannot be opened; nothing is touched then.
    """
    paths.keep_files_private()
    paths.prepare(config.home)
    vault = Vault(config.home, system_keychain)
    for name in ("budget", "investments"):
        if is_the_older_apps(config.home / f"{name}.db", busy_seconds=config.busy_seconds):
            # Once in the life of a folder; no other start should wait for what it takes.
            from backend.adoption.adopting import adopt

            adopt(config.home, name, make=migrate, vault=vault, busy_seconds=config.busy_seconds, tell=tell)
    with ExitStack() as closing:
        budget, investments = (
            Database(config.home / f"{name}.db", busy_seconds=config.busy_seconds) for name in ("budget", "investments")
        )
        for database in (budget, investments):
            closing.callback(database.close)
            migrate(database, database.path.stem, tell=tell)
        with budget.write() as db:
            user_id = ensure_local_user(db)
            load_into_environment(db, user_id, vault)
            if not remembered(db, user_id, SEEDED):
                from backend.taxonomy.service import seed

                seed(db, user_id)
            bank_links.take_out(db, user_id)
            if not remembered(db, user_id, REPAIRED):
                from backend.review.repair import repair

                repair(db, user_id)
        import_backups = ImportBackups(config, budget)
        closing.callback(import_backups.close)
        data = Data(config.home, budget, investments, vault, user_id, import_backups)
        closing.callback(data.close_banks)
        yield data
