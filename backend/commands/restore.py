"""Read an export of everything back into a folder without data."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from backend.access import queries
from backend.access.errors import NoSuchAccess
from backend.bootstrap import DataFolder, open_data
from backend.commands.terminal import terminal_progress
from backend.exports.export_file import ExportFile
from backend.exports.restore import restore
from backend.households import open_households
from backend.infra.config import Config
from backend.infra.identity import acting_as
from backend.kit.errors import AppError


class CannotOpen(AppError):
    code = "cannot_open"
    title = "The file cannot be opened"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be opened: {reason}.")


def restore_file(path: Path, *, email: str | None = None) -> int:
    """Put everything in the file into the data folder, all of it or nothing, and return the exit code.

    On a server `email` names whose household it is. Raises CannotOpen, NoSuchAccess, and what restoring raises.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CannotOpen(path, error.strerror or "unknown reason") from error
    with file:
        # Looked through before the folder is touched.
        export = ExportFile(file)
        config = Config.from_environment()
        with (
            _household(config, email) if email else open_data(config, on_progress=terminal_progress()) as data,
            data.import_backups.around(0),
            data.budget.write() as db,
            data.investments.write() as investments,
        ):
            counts = restore(db, investments, data.user_id, export, vault=data.vault, home=data.home)
    summary = f"{counts['transactions']} transactions in {counts['accounts']} accounts"
    print(f"Restored {summary} to {config.home}", file=sys.stderr)
    return 0


@contextmanager
def _household(config: Config, email: str) -> Iterator[DataFolder]:
    with open_households(replace(config, public_url="none")) as households:
        with households.access.read() as db:
            person = queries.person_of(db, email)
        if person is None:
            raise NoSuchAccess("person")
        data = households.data_of(person.id)
        with acting_as(person.id):
            yield data
