"""Data folders for tests of what goes out and comes back: new ones, exports as text, and what the doctor says."""

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from backend.bootstrap import DataFolder, open_data
from backend.commands.doctor import checks_of
from backend.exports import full_export
from backend.exports.export_file import ExportFile
from backend.exports.restore import restore
from backend.infra.config import Config

Json = dict[str, Any]


@cache
def _new_home() -> Path:
    """A folder as the first start leaves it; made once and copied."""
    home = Path(tempfile.mkdtemp(prefix="budget-app-")) / "new"
    with open_data(Config(home=home)):
        pass
    return home


def copy_of_new_home(target: Path) -> None:
    """Make an empty data folder."""
    shutil.copytree(_new_home(), target)


@contextmanager
def new_home() -> Iterator[DataFolder]:
    """An empty data folder, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "BudgetApp"
        copy_of_new_home(home)
        with open_data(Config(home=home)) as data:
            yield data


def exported(data: DataFolder) -> Json:
    """The export of a folder, without its moment."""
    with data.budget.read() as db, data.investments.read() as investments:
        chunks = full_export.export_chunks(db, investments, data.user_id, home=data.budget.path.parent)
        found: Json = json.loads(b"".join(chunks))
    del found["exported_at"]
    return found


def restored(data: DataFolder, export: Json | str) -> dict[str, int]:
    """Read an export into a folder."""
    text = export if isinstance(export, str) else json.dumps(export)
    file = ExportFile(io.BytesIO(text.encode()))
    with data.budget.write() as db, data.investments.write() as investments:
        return restore(db, investments, data.user_id, file, vault=data.vault, home=data.budget.path.parent)


def is_sound(data: DataFolder) -> bool:
    """Whether the doctor finds nothing wrong."""
    return all(check.is_ok for check in checks_of(data.budget))
