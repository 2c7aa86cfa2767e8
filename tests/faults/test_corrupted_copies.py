"""Copies of a backup that were changed in any way are found: bit flips, cuts, swapped files, foreign schemas.

A seeded sample runs with all tests; `CORRUPTED_COPIES=10000` before pytest tries ten thousand.
"""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.backup.backups import Backup, manifest_path, parse_backup_name, problems_of_backup
from backend.backup.create import create_backup_set
from backend.infra.config import Config
from backend.main import create_app
from backend.migrations.reference import SCHEMAS
from tests.backend.journeys import open_account
from tests.makers import imported, long_statement, the_file

COPIES = int(os.environ.get("CORRUPTED_COPIES", "300"))
# Of a copy without manifest only what SQLite and our schema show can be found, so each of these must show.
FOREIGN = (
    "CREATE TRIGGER t AFTER INSERT ON {table} BEGIN SELECT 1; END",
    "CREATE VIEW v AS SELECT * FROM {table}",
    "CREATE TABLE foreign_table (x)",
    "CREATE INDEX foreign_index ON {table} (id)",
    "ALTER TABLE {table} ADD COLUMN foreign_column",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE alembic_version SET version_num = 'none'",
    "DELETE FROM alembic_version",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one backup of both files."""
    home = tmp_path_factory.mktemp("corrupted") / "BudgetApp"
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        imported(client, long_statement(200), account_id=open_account(client))
        client.app.state.data.import_backups.close()  # type: ignore[attr-defined]
    shutil.rmtree(home / "backups")
    create_backup_set(home, reason="daily")
    return home


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, Backup]:
    found = filter(None, map(parse_backup_name, (folder / "backups").glob("*.db")))
    return {backup.of: backup for backup in found}


def flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 16))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def lengthen(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.randrange(1, 5000))


def blank_page(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) // 4096) * 4096
    filled = content[:start] + bytes(4096) + content[start + 4096 :]
    return filled if filled != content else flip(content, chance)


def swap_pages(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.sample(range(len(content) // 4096), 2))
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    pages[first], pages[second] = pages[second], pages[first]
    swapped = b"".join(pages)
    return swapped if swapped != content else flip(content, chance)


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, flip, flip, cut, lengthen, blank_page, swap_pages)


def test_every_changed_copy_is_found(files: dict[str, Backup], tmp_path: Path) -> None:
    chance = random.Random(20261130)
    contents = {of: backup.path.read_bytes() for of, backup in files.items()}
    copy = tmp_path / "copy.db"
    missed = []
    for number in range(COPIES):
        of = chance.choice(sorted(files))
        change = chance.choice(CHANGES)
        copy.write_bytes(change(contents[of], chance))
        if not problems_of_backup(files[of], schemas=SCHEMAS, path=copy):
            missed.append((number, of, change.__name__))
    assert missed == []
    for of, backup in files.items():
        assert problems_of_backup(backup, schemas=SCHEMAS) == []
        other = next(each for each in files if each != of)
        copy.write_bytes(contents[other])
        assert problems_of_backup(backup, schemas=SCHEMAS, path=copy) != []


def test_a_foreign_schema_or_version_is_found_without_a_manifest(
    folder: Path, files: dict[str, Backup], tmp_path: Path
) -> None:
    key = files["budget"].path.stem.removeprefix("budget-")
    manifest = manifest_path(folder / "backups", key)
    kept = manifest.read_bytes()
    manifest.unlink()
    try:
        for of, backup in files.items():
            assert problems_of_backup(backup, schemas=SCHEMAS) == []
            table = {"budget": "transactions", "investments": "securities"}[of]
            for change in FOREIGN:
                shutil.copyfile(backup.path, tmp_path / "copy.db")
                with the_file(tmp_path, "copy.db") as file:
                    file.execute(change.format(table=table))
                assert problems_of_backup(backup, schemas=SCHEMAS, path=tmp_path / "copy.db") != [], change
            other = next(each for each in files if each != of)
            assert problems_of_backup(backup, schemas=SCHEMAS, path=files[other].path) != []
    finally:
        manifest.write_bytes(kept)
