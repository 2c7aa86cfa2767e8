"""Preview, commit and their end when somebody stops them."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from backend.bootstrap import DataFolder, open_data
from backend.imports.commit import NewAccount
from backend.imports.errors import ImportCancelled
from backend.imports.preview import ReadOptions
from backend.imports.service import ImportService
from backend.infra.config import Config
from backend.infra.database import Database
from tests.makers import long_statement

NEW = NewAccount("Everyday", "checking", "USD")
TABLES = ("transactions", "source_rows", "monthly_totals", "imports", "descriptors", "accounts")


def every_row(data: DataFolder) -> dict[str, list[Any]]:
    """All rows of the tables that an import writes."""
    with data.budget.read() as db:
        return {name: [tuple(row) for row in db.execute(text(f"SELECT * FROM {name}"))] for name in TABLES}


def test_an_import_that_is_stopped_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    with open_data(Config(home=tmp_path)) as data:
        importer = data.import_service
        waiting = importer.preview(data.user_id, long_statement(30_000), filename="a.csv").import_id
        before = every_row(data)

        def stop() -> None:
            while importer.cache.progress(waiting).phase != "saving":
                time.sleep(0)
            importer.cache.progress(waiting).is_cancelled = True

        thread = threading.Thread(target=stop)
        thread.start()
        with pytest.raises(ImportCancelled):
            importer.commit(data.user_id, waiting, new_account=NEW)
        thread.join()
        assert every_row(data) == before
        assert importer.commit(data.user_id, waiting, new_account=NEW).report.added == 30_000


def test_a_kept_file_is_the_only_trace_of_a_preview_and_goes_with_it(tmp_path: Path) -> None:
    with open_data(Config(home=tmp_path)) as data:
        waiting = data.import_service.preview(data.user_id, long_statement(60), filename="a.csv")
        assert [path.suffix for path in (tmp_path / "incoming").iterdir()] == [".z"]
        data.import_service.forget(data.user_id, waiting.import_id)
        assert list((tmp_path / "incoming").iterdir()) == []


@pytest.mark.parametrize("is_other_program", [False, True])
def test_rows_that_came_between_preview_and_commit_are_repeats(tmp_path: Path, is_other_program: bool) -> None:
    content = long_statement(60)
    with open_data(Config(home=tmp_path)) as data:
        account = data.import_service.commit(
            data.user_id,
            data.import_service.preview(data.user_id, content[:100], filename="a.csv").import_id,
            new_account=NEW,
        ).account_id
        options = ReadOptions(account_id=account)
        waiting = data.import_service.preview(data.user_id, content, filename="b.csv", options=options).import_id
        other = (
            ImportService(Database(tmp_path / "budget.db"), tmp_path, backing_up=data.import_service.backing_up)
            if is_other_program
            else data.import_service
        )
        first = other.preview(data.user_id, content, filename="c.csv", options=options).import_id
        added = other.commit(data.user_id, first).report.added
        report = data.import_service.commit(data.user_id, waiting).report
        assert (report.added, report.repeated) == (0, 60)
        assert 0 < added < 60
