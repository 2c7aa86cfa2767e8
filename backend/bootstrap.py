"""Open the data of a folder: both databases migrated, settings in the environment, starter data there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from backend.backup.around_imports import ImportBackups
from backend.backup.second_place import SecondPlace, second_place
from backend.backup.service import BackupService
from backend.categories.defaults import SEEDED
from backend.categorization.learning import REPAIRED
from backend.encryption.conversion import require_finished
from backend.infra import clock, data_key, paths
from backend.infra.config import Config
from backend.infra.database import Database, WriteSession
from backend.infra.vault import Vault, system_keychain
from backend.infra.web import LOCAL_USER_ID
from backend.infra.write_queue import WriteQueue
from backend.kit.progress import ProgressCallback, no_progress
from backend.legacy import bank_links
from backend.legacy.legacy_file import is_legacy_file
from backend.legacy.queries import has_waiting_investments
from backend.migrations.reference import SCHEMAS
from backend.migrations.runner import migrate
from backend.settings.service import base_currency, load_internal, load_into_environment
from backend.users.service import ensure_local_user

if TYPE_CHECKING:
    from backend.ai.runner import AiRunner
    from backend.brokerage_sync.service import BrokerageSync
    from backend.editing.bulk_runs import BulkRunner
    from backend.exchange_rates.fetching import RateFetcher
    from backend.imports.service import ImportService
    from backend.investment_imports.service import InvestmentImports
    from backend.investments.price_refresh import PriceFetcher
    from backend.moving_in.service import MovingIn
    from backend.sync.service import BankConnections


@dataclass(frozen=True)
class DataFolder:
    """What the app and its commands work on."""

    home: Path
    budget: Database
    investments: Database
    vault: Vault
    user_id: int
    import_backups: ImportBackups
    backups: BackupService
    write_queue: WriteQueue
    _import_service_lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def import_service(self) -> "ImportService":
        """What takes files in; one for all who ask, also at once."""
        with self._import_service_lock:
            return self._import_service

    @cached_property
    def _import_service(self) -> "ImportService":
        # To load it is a sixth of a start, and no start needs it.
        from backend.imports.service import ImportService

        return ImportService(self.budget, self.home, backing_up=self.import_backups.around)

    @property
    def moving_in(self) -> "MovingIn":
        """What takes the books of other programs in; one for all who ask."""
        with self._import_service_lock:
            return self._moving_in

    @cached_property
    def _moving_in(self) -> "MovingIn":
        from backend.moving_in.service import MovingIn

        return MovingIn(self.budget, backing_up=self.import_backups.around)

    @property
    def investment_imports(self) -> "InvestmentImports":
        """What takes the files of brokers in; one for all who ask."""
        with self._import_service_lock:
            return self._investment_imports

    @cached_property
    def _investment_imports(self) -> "InvestmentImports":
        from backend.investment_imports.service import InvestmentImports

        return InvestmentImports(self.home, self.budget, self.investments)

    @property
    def brokerages(self) -> "BrokerageSync":
        """What syncs the investments of bank connections; one for all who ask."""
        with self._import_service_lock:
            return self._brokerages

    @cached_property
    def _brokerages(self) -> "BrokerageSync":
        from backend.brokerage_sync.service import BrokerageSync

        return BrokerageSync(self.budget, self.investments, self.vault)

    @property
    def banks(self) -> "BankConnections":
        """What connects and syncs banks; one for all who ask."""
        with self._import_service_lock:
            return self._banks

    @cached_property
    def _banks(self) -> "BankConnections":
        from backend.sync.service import BankConnections

        return BankConnections(self.budget, self.home, self.vault)

    @property
    def ai(self) -> "AiRunner":
        """What asks AI; one for all who ask."""
        with self._import_service_lock:
            return self._ai

    @cached_property
    def _ai(self) -> "AiRunner":
        from backend.ai.runner import AiRunner

        return AiRunner(self.budget)

    @property
    def bulk_runs(self) -> "BulkRunner":
        """What edits all transactions of a filter; one for all who ask."""
        with self._import_service_lock:
            return self._bulk_runs

    @cached_property
    def _bulk_runs(self) -> "BulkRunner":
        from backend.editing.bulk_runs import BulkRunner

        return BulkRunner(self.budget)

    @property
    def rates(self) -> "RateFetcher":
        """What fetches exchange rates; one for all who ask."""
        with self._import_service_lock:
            return self._rates

    @cached_property
    def _rates(self) -> "RateFetcher":
        from backend.exchange_rates.fetching import RateFetcher

        return RateFetcher(self.budget)

    @property
    def prices(self) -> "PriceFetcher":
        """What fetches prices of securities; one for all who ask."""
        with self._import_service_lock:
            return self._prices

    @cached_property
    def _prices(self) -> "PriceFetcher":
        from backend.investments.price_refresh import PriceFetcher

        return PriceFetcher(self.budget, self.investments)

    def close_background_work(self) -> None:
        """Stop syncs, questions to AI, bulk edits and the fetching of rates and prices, if there ever were any."""
        if "_banks" in self.__dict__:
            self._banks.close()
        if "_ai" in self.__dict__:
            self._ai.close()
        if "_bulk_runs" in self.__dict__:
            self._bulk_runs.close()
        if "_rates" in self.__dict__:
            self._rates.close()
        if "_prices" in self.__dict__:
            self._prices.close()


def open_database(config: Config, name: str) -> Database:
    """Return one of the two databases: a file of the data folder, or a schema of the server's database."""
    path = config.home / f"{name}.db"
    if config.database_url is None:
        return Database(path, busy_seconds=config.busy_seconds)
    from backend.infra.postgres import PostgresDatabase

    # A server with sign-in shows nobody's rows until it is known who asks.
    local = LOCAL_USER_ID if config.public_url is None else None
    return PostgresDatabase(config.database_url, path, busy_seconds=config.busy_seconds, default_user_id=local)


@contextmanager
def open_data(config: Config, *, on_progress: ProgressCallback = no_progress) -> Iterator[DataFolder]:
    """Yield the data of `config.home`; afterwards both files are whole and closed.

    `on_progress` is called with each slow step, after an update or at the first start over older data. Raises an
    AppError that says why it cannot be opened; nothing is touched then.
    """
    paths.set_private_umask()
    paths.prepare_data_folder(config.home)
    vault = Vault(config.home, system_keychain)
    require_finished(config.home)
    data_key.open_from_keychain(config.home, system_keychain)
    for name in ("budget", "investments"):
        if config.database_url is None and is_legacy_file(config.home / f"{name}.db", busy_seconds=config.busy_seconds):
            # Once in the life of a folder; no other start should wait for what it takes.
            from backend.legacy.migrate import migrate_legacy_file

            migrate_legacy_file(
                config.home,
                name,
                create_schema=migrate,
                vault=vault,
                busy_seconds=config.busy_seconds,
                on_progress=on_progress,
            )
    with ExitStack() as closing:
        budget, investments = (open_database(config, name) for name in ("budget", "investments"))
        for database in (budget, investments):
            closing.callback(database.close)
            if database.is_file:
                migrate(database, database.path.stem, on_progress=on_progress)
        if config.database_url is not None:
            from backend.migrations.server import migrate_all

            migrate_all(config)
        backups = BackupService(
            config.home,
            (budget, investments),
            SCHEMAS,
            find_second_place=lambda: _second_place(budget, vault),
            after_restore=lambda: _load_settings(budget, vault),
        )
        backups.finish_restore()
        with budget.write() as db:
            user_id = ensure_local_user(db)
            load_into_environment(db, user_id, vault)
            bank_links.take_out(db, user_id)
            prepare_user(db, user_id)
            currency = base_currency(db, user_id)
        with investments.read() as found:
            investments_wait = has_waiting_investments(found, user_id)
        if investments_wait:
            # Once in the life of a folder.
            from backend.legacy.investment_rows import take_out

            with investments.write() as db:
                take_out(db, user_id, currency=currency, today=clock.today())
        import_backups = ImportBackups(config, budget)
        closing.callback(import_backups.close)
        queue = WriteQueue(patience_seconds=config.busy_seconds)
        data = DataFolder(config.home, budget, investments, vault, user_id, import_backups, backups, queue)
        closing.callback(data.close_background_work)
        yield data


def _second_place(budget: Database, vault: Vault) -> SecondPlace | None:
    with budget.read() as db:
        return second_place(db, LOCAL_USER_ID, vault)


def _load_settings(budget: Database, vault: Vault) -> None:
    with budget.write() as db:
        load_into_environment(db, ensure_local_user(db), vault)


def prepare_user(db: WriteSession, user_id: int) -> None:
    """Give a user the starter data, once, and repair what earlier versions left behind."""
    if not load_internal(db, user_id, SEEDED):
        from backend.taxonomy.service import seed

        seed(db, user_id)
    if not load_internal(db, user_id, REPAIRED):
        from backend.review.repair import repair

        repair(db, user_id)
