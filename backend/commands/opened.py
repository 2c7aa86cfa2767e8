"""Open the data for a command: migrated and seeded, as the server would, and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from backend.imports.service import Importer
from backend.infra import paths
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.web import LOCAL_USER_ID
from backend.migrations.runner import migrate
from backend.taxonomy.service import seed
from backend.users.service import ensure_local_user


@dataclass(frozen=True, slots=True)
class Data:
    """What a command works on."""

    budget: Database
    importer: Importer
    user_id: int


@contextmanager
def opened(config: Config) -> Iterator[Data]:
    """Yield the data of `config.home`. Raises AppError if it cannot be opened."""
    paths.keep_files_private()
    paths.prepare(config.home)
    budget = Database(config.home / "budget.db")
    try:
        migrate(budget, "budget")
        with budget.write() as db:
            ensure_local_user(db)
            seed(db, LOCAL_USER_ID)
        yield Data(budget, Importer(budget, config.home), LOCAL_USER_ID)
    finally:
        budget.close()
