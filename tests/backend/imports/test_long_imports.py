"""A file of very many rows is imported as a short one is: the same fates, pages, ledger and transactions."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from backend.imports import view
from backend.imports.content import LongContent
from backend.imports.failures import ImportCancelled
from backend.imports.opening import Wish
from backend.imports.saving import NewAccount
from backend.imports.service import Importer
from backend.infra.config import Config
from backend.infra.spool import Spool
from backend.ingest.arrival import LongArrivals
from backend.opened import Data, opened
from tests.makers import long_statement, statement

ROWS = [f"2024-01-{n % 28 + 1:02},SHOP {n % 5},-{n % 7 + 1}.50" for n in range(60)]
LATER = [*ROWS[40:], *(row.replace("2024-01", "2024-02") for row in ROWS[:40]), "2024-02-30,NO DAY,-1.00"]
SAME_MOVEMENTS = "!Type:Bank\n" + "".join(
    f"D{row[5:7]}/{row[8:10]}/2024\nT{row.rsplit(',', 1)[1]}\nP{row.split(',')[1]} BRANCH\n^\n" for row in ROWS
)
NEW = NewAccount("Everyday", "checking", "USD")
TABLES = {
    "transactions": 'id, account_id, import_id, "on", description, amount_minor, currency, status, balance_minor,'
    " descriptor_id",
    "source_rows": "id, account_id, import_id, source, source_key, occurrence, line_no, raw, transaction_id, fate,"
    " replace(reason, date('now'), '')",
    "monthly_totals": "*",
    "imports": "id, status, total, added, repeated, doubtful, unreadable, left_out, out_minor, in_minor, first_on,"
    " last_on",
    "descriptors": "*",
}


@contextmanager
def importing(home: Path, most: int) -> Iterator[tuple[Data, Importer]]:
    """An importer that keeps so many rows in memory."""
    with opened(Config(home=home)) as data:
        yield data, Importer(data.budget, home, most_in_memory=most)


def everything(data: Data) -> dict[str, list[Any]]:
    with data.budget.read() as db:
        return {name: [tuple(row) for row in db.execute(text(f"SELECT {columns} FROM {name}"))]
                for name, columns in TABLES.items()}  # fmt: skip


def pages(data: Data, importer: Importer, import_id: int, fate: Any = None) -> list[Any]:
    """All rows of a preview, page by page."""
    found: list[Any] = []
    cursor = None
    with data.budget.read() as db:
        while True:
            seen = importer.opened(data.user_id, import_id)
            page = view.rows(db, data.user_id, seen, fate=fate, limit=7, cursor=cursor)
            found += page.items
            cursor = page.next_cursor
            if cursor is None:
                assert len(found) == page.total
                return found


def told(home: Path, most: int) -> list[Any]:
    """What a person sees and what is kept, of a first file, a later one, and the same movements in another format."""
    found: list[Any] = []
    with importing(home, most) as (data, importer):
        for content, name in (
            (statement(*ROWS), "a.csv"),
            (statement(*ROWS), "a.csv"),
            (statement(*LATER), "b.csv"),
            (SAME_MOVEMENTS.encode(), "c.qif"),
        ):
            account = None if not found else 1
            data_of = io.BytesIO(content)
            preview = importer.preview(
                data.user_id, LongContent(data_of, len(content)), filename=name, wish=Wish(account_id=account)
            )
            assert isinstance(preview.opened.arrivals, LongArrivals) == (most < 60)
            fates = (None, "new", "repeated", "unreadable", "doubtful")
            found += [pages(data, importer, preview.import_id, fate) for fate in fates]
            doubtful = [row["line_no"] for row in found[-1]]
            done = importer.commit(
                data.user_id, preview.import_id, account_id=account, new_account=None if account else NEW,
                keep=doubtful[::2],
            )  # fmt: skip
            found += [done.report, everything(data)]
    return found


def test_a_long_import_leaves_what_a_short_one_leaves(tmp_path: Path) -> None:
    long, short = told(tmp_path / "long", 9), told(tmp_path / "short", 1000)
    for number, (one, other) in enumerate(zip(long, short, strict=True)):
        assert one == other, number


def test_an_import_that_is_stopped_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    with importing(tmp_path, 9) as (data, importer):
        waiting = importer.preview(data.user_id, long_statement(30_000), filename="a.csv").import_id
        before = everything(data)

        def stop() -> None:
            while importer.desk.progress(waiting).phase != "saving":
                time.sleep(0)
            importer.desk.progress(waiting).is_cancelled = True

        thread = threading.Thread(target=stop)
        thread.start()
        with pytest.raises(ImportCancelled):
            importer.commit(data.user_id, waiting, new_account=NEW)
        thread.join()
        assert everything(data) == before
        assert importer.commit(data.user_id, waiting, new_account=NEW).report.added == 30_000


def test_rows_on_the_disk_have_no_name_and_go_when_the_preview_is_put_away(tmp_path: Path) -> None:
    with importing(tmp_path, 9) as (data, importer):
        waiting = importer.preview(data.user_id, statement(*ROWS), filename="a.csv")
        drafts = waiting.opened.statement.drafts
        assert isinstance(drafts, Spool)
        assert [path.suffix for path in (tmp_path / "incoming").iterdir()] == [".z"]
        assert len(list(drafts)) == 60
        importer.forget(data.user_id, waiting.import_id)
        assert list((tmp_path / "incoming").iterdir()) == []
