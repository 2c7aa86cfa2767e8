"""The key of encrypted data files, and what restores it."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.infra import data_key
from backend.infra.database import Database
from backend.infra.errors import DatabaseDamaged
from tests.backend.infra.test_vault import Drawer


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose key this process has."""
    data_key.open_key(tmp_path, data_key.new_key())
    yield tmp_path
    data_key.close_key(tmp_path)


def _fill(path: Path) -> None:
    database = Database(path)
    with database.write() as db:
        db.connection().exec_driver_sql("CREATE TABLE notes (words TEXT)")
        db.connection().exec_driver_sql("INSERT INTO notes VALUES ('canary words')")
    database.close()


def _words(path: Path) -> str:
    database = Database(path)
    try:
        with database.read() as db:
            return str(db.connection().exec_driver_sql("SELECT words FROM notes").scalar_one())
    finally:
        database.close()


def test_the_phrase_and_the_passphrase_each_restore_the_key(tmp_path: Path) -> None:
    key, phrase = data_key.new_key(), data_key.new_phrase()
    data_key.write_record(tmp_path, data_key.record_of(key, phrase=phrase, passphrase="correct horse"))
    record = data_key.read_record(tmp_path)
    assert record is not None
    assert data_key.key_from_phrase(record, phrase) == key
    assert data_key.key_from_passphrase(record, "correct horse") == key
    with pytest.raises(data_key.WrongPassphrase):
        data_key.key_from_passphrase(record, "correct hors")
    assert stat.S_IMODE((tmp_path / data_key.RECORD_FILE).stat().st_mode) == 0o600
    assert key.hex() not in (tmp_path / data_key.RECORD_FILE).read_text()


def test_a_phrase_is_read_however_it_is_written_down() -> None:
    key, phrase = data_key.new_key(), data_key.new_phrase()
    record = data_key.record_of(key, phrase=phrase, passphrase=None)
    assert data_key.key_from_phrase(record, phrase.lower().replace("-", " ")) == key
    assert data_key.key_from_phrase(record, phrase.replace("0", "O").replace("1", "l")) == key


def test_a_typing_error_is_told_from_the_phrase_of_other_data() -> None:
    record = data_key.record_of(data_key.new_key(), phrase=data_key.new_phrase(), passphrase=None)
    phrase = data_key.new_phrase()
    wrong = ("2" if phrase[0] != "2" else "3") + phrase[1:]
    for text, reason in ((phrase, "of other data"), (wrong, "characters"), (phrase[:-1], "eight groups")):
        with pytest.raises(data_key.WrongRecoveryPhrase, match=reason):
            data_key.key_from_phrase(record, text)


def test_the_keychain_opens_the_data_and_its_loss_is_said(tmp_path: Path) -> None:
    key, drawer = data_key.new_key(), Drawer()
    data_key.write_record(tmp_path, data_key.record_of(key, phrase=data_key.new_phrase(), passphrase=None))
    with pytest.raises(data_key.DataLocked):
        data_key.open_from_keychain(tmp_path, lambda: drawer)
    data_key.keep_in_keychain(drawer, tmp_path, key)
    data_key.open_from_keychain(tmp_path, lambda: drawer)
    assert data_key.key_for(tmp_path / "budget.db") == key
    data_key.close_key(tmp_path)
    assert data_key.key_for(tmp_path / "budget.db") is None


def test_a_damaged_record_is_named_and_not_taken_for_plain_data(tmp_path: Path) -> None:
    (tmp_path / data_key.RECORD_FILE).write_text("{")
    with pytest.raises(data_key.RecordUnreadable):
        data_key.read_record(tmp_path)


def test_a_new_database_is_encrypted_while_the_key_is_open(open_folder: Path) -> None:
    _fill(open_folder / "budget.db")
    stored = (open_folder / "budget.db").read_bytes()
    assert not stored.startswith(b"SQLite format 3")
    assert b"canary" not in stored
    assert _words(open_folder / "budget.db") == "canary words"


def test_a_copy_of_an_encrypted_database_is_encrypted_with_the_same_key(open_folder: Path) -> None:
    _fill(open_folder / "budget.db")
    Database(open_folder / "budget.db").copy_to(open_folder / "copy.db")
    assert b"canary" not in (open_folder / "copy.db").read_bytes()
    assert _words(open_folder / "copy.db") == "canary words"


def test_the_writer_of_encrypted_data_keeps_more_pages_in_memory(open_folder: Path) -> None:
    database = Database(open_folder / "budget.db")
    with database.write() as db:
        assert db.connection().exec_driver_sql("PRAGMA cache_size").scalar_one() == -64000
    database.close()


def test_a_plain_copy_can_be_read_while_the_key_is_open(tmp_path: Path) -> None:
    _fill(tmp_path / "budget.db")
    data_key.open_key(tmp_path, data_key.new_key())
    try:
        assert _words(tmp_path / "budget.db") == "canary words"
    finally:
        data_key.close_key(tmp_path)


def test_without_its_key_an_encrypted_database_shows_nothing(open_folder: Path) -> None:
    _fill(open_folder / "budget.db")
    data_key.open_key(open_folder, data_key.new_key())
    with pytest.raises(DatabaseDamaged):
        _words(open_folder / "budget.db")


def test_a_file_comes_back_only_with_its_key_and_unchanged() -> None:
    key = data_key.new_key()
    stored = data_key.encrypt_file(b"%PDF-canary", key)
    assert b"canary" not in stored
    assert data_key.decrypt_file(stored, key) == b"%PDF-canary"
    assert data_key.decrypt_file(stored[:-1] + bytes([stored[-1] ^ 1]), key) is None
    assert data_key.decrypt_file(stored, data_key.new_key()) is None
    assert data_key.decrypt_file(b"%PDF-plain", key) == b"%PDF-plain"
