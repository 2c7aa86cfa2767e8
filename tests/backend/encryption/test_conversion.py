"""Encrypting a data folder: every file, or none."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from backend.documents import files
from backend.encryption import conversion
from backend.encryption.errors import ConversionUnfinished, NoRoomToConvert
from backend.imports import stored_files
from backend.infra import data_key
from backend.infra.database import Database
from backend.infra.errors import DatabaseDamaged
from backend.kit.progress import no_progress

CANARY = "Canary Bakery"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a row, a document, an imported file, a backup with its manifest, and a damaged backup."""
    home = tmp_path / "BudgetApp"
    for name in ("backups", "incoming"):
        (home / name).mkdir(parents=True)
    for name in ("budget", "investments"):
        database = Database(home / f"{name}.db")
        with database.write() as db:
            db.connection().exec_driver_sql("CREATE TABLE notes (words TEXT, amount_minor INTEGER)")
            db.connection().exec_driver_sql(f"INSERT INTO notes VALUES ('{CANARY}', 1250)")
        database.copy_to(home / "backups" / f"{name}-2026-11-20T101200Z-daily.db")
        database.close()
    files.keep(home, f"%PDF {CANARY}".encode())
    stored_files.keep(home, CANARY.encode() * 50)
    backup = home / "backups" / "budget-2026-11-20T101200Z-daily.db"
    entry = {"name": backup.name, "size_bytes": 0, "sha256": sha256(backup.read_bytes()).hexdigest()}
    (home / "backups" / "2026-11-20.json").write_text(json.dumps({"files": [entry]}))
    (home / "backups" / "budget-2025-01-01T000000Z-daily.db").write_bytes(b"damaged " * 900)
    return home


def convert(home: Path, old_key: bytes | None, new_key: bytes | None) -> list[str]:
    record = new_key and data_key.record_of(new_key, phrase=data_key.new_phrase(), passphrase=None)
    left = conversion.convert(home, old_key=old_key, new_key=new_key, record=record or None, on_progress=no_progress)
    data_key.close_key(home)
    if new_key:
        data_key.open_key(home, new_key)
    return left


def words(home: Path, name: str) -> str:
    database = Database(home / name)
    try:
        with database.read() as db:
            return str(db.connection().exec_driver_sql("SELECT words FROM notes").scalar_one())
    finally:
        database.close()


def everything_is_readable(home: Path) -> bool:
    document = f"%PDF {CANARY}".encode()
    return (
        all(
            words(home, name) == CANARY
            for name in ("budget.db", "investments.db", "backups/budget-2026-11-20T101200Z-daily.db")
        )
        and files.read_whole(home, sha256(document).hexdigest()) == document
        and stored_files.fetch(home, sha256(CANARY.encode() * 50).hexdigest()) == CANARY.encode() * 50
    )


def plain_files(home: Path) -> list[str]:
    """Return the names of files in which the words can be read, by anybody."""
    found = [path for path in home.rglob("*") if path.is_file()]
    return [
        path.name
        for path in found
        if CANARY.encode() in path.read_bytes() or path.read_bytes().startswith(b"SQLite format 3")
    ]


def test_every_file_is_encrypted_and_back_again(folder: Path) -> None:
    key, second_key = data_key.new_key(), data_key.new_key()
    left = convert(folder, None, key)
    try:
        assert left == ["budget-2025-01-01T000000Z-daily.db"]
        assert everything_is_readable(folder)
        assert plain_files(folder) == []
        assert not list(folder.glob("*-wal"))
        record = (folder / data_key.RECORD_FILE).read_text()
        assert record == (folder / "backups" / data_key.RECORD_FILE).read_text()

        convert(folder, key, second_key)
        assert everything_is_readable(folder)
        data_key.open_key(folder, key)
        with pytest.raises(DatabaseDamaged):
            words(folder, "budget.db")

        convert(folder, second_key, None)
        assert everything_is_readable(folder)
        assert data_key.read_record(folder) is None
        assert not (folder / "backups" / data_key.RECORD_FILE).exists()
    finally:
        data_key.close_key(folder)


def test_the_manifest_of_a_backup_names_the_encrypted_file(folder: Path) -> None:
    convert(folder, None, data_key.new_key())
    data_key.close_key(folder)
    (entry,) = json.loads((folder / "backups" / "2026-11-20.json").read_text())["files"]
    stored = (folder / "backups" / entry["name"]).read_bytes()
    assert entry["sha256"] == sha256(stored).hexdigest()
    assert entry["size_bytes"] == len(stored)


def test_a_damaged_data_file_stops_it_with_nothing_changed(folder: Path) -> None:
    (folder / "investments.db").write_bytes(b"damaged " * 900)
    with pytest.raises(DatabaseDamaged):
        convert(folder, None, data_key.new_key())
    assert words(folder, "budget.db") == CANARY
    assert data_key.read_record(folder) is None


def test_too_little_room_is_said_before_anything_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage._replace(free=10_000_000))
    with pytest.raises(NoRoomToConvert, match="10 MB left"):
        convert(folder, None, data_key.new_key())
    assert words(folder, "budget.db") == CANARY


# Counts the calls that change the disk, and ends the process without a word before the N-th one.
KILLED = """
import os, sys, pathlib
from backend.encryption import conversion
from backend.infra import data_key
from backend.kit.progress import no_progress
home, deadly, key = pathlib.Path(sys.argv[1]), int(sys.argv[2]), bytes.fromhex(sys.argv[3])
steps = 0
def watch(event, args):
    global steps
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir") or (event == "open" and args[1] and args[1] != "r"):
        steps += 1
        if steps == deadly:
            os._exit(9)
sys.addaudithook(watch)
record = data_key.record_of(key, phrase=data_key.new_phrase(), passphrase=None)
conversion.convert(home, old_key=None, new_key=key, record=record, on_progress=no_progress)
"""


def test_a_kill_at_any_step_leaves_one_whole_state(folder: Path, tmp_path: Path) -> None:
    outcomes = set()
    key = data_key.new_key()
    for deadly in (1, 9, *range(14, 60, 6), 500):
        home = tmp_path / f"killed-{deadly}"
        shutil.copytree(folder, home)
        command = [sys.executable, "-c", KILLED, str(home), str(deadly), key.hex()]
        done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
        if (home / ".encryption-decided").exists():
            with pytest.raises(ConversionUnfinished):
                conversion.require_finished(home)
        conversion.finish_conversion(home)
        conversion.require_finished(home)
        is_encrypted = data_key.read_record(home) is not None
        if is_encrypted:
            data_key.open_key(home, key)
        try:
            assert everything_is_readable(home)
            assert bool(plain_files(home)) != is_encrypted
        finally:
            data_key.close_key(home)
        outcomes.add((done.returncode, is_encrypted))
    assert outcomes == {(9, False), (9, True), (0, True)}
