"""What a connection is told."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from backend.infra.database import Database, unmapped


def test_whoever_looks_at_very_many_rows_once_maps_none_of_them(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "budget.db")) as budget:
        for session in (budget.write, budget.read):
            with session() as db:
                before = db.scalar(text("PRAGMA mmap_size"))
                with unmapped(db):
                    assert db.scalar(text("PRAGMA mmap_size")) == 0
                assert db.scalar(text("PRAGMA mmap_size")) == before > 0
