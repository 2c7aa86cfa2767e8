"""Commands on encrypted data: with its key they work as ever, without it they say so and touch nothing."""

from pathlib import Path

import pytest

from backend.bootstrap import open_data
from backend.encryption.service import Encryption
from backend.infra import data_key
from backend.infra.config import Config
from tests.processes import refused_to_run, run
from tests.standins.keychain import FILE_VARIABLE, FileKeychain

STATEMENT = "Date,Description,Amount\n2026-01-05,Canary Bakery,-4.20\n"


@pytest.fixture
def keychain(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The settings with which a command finds the key of `home`, whose data is encrypted."""
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "keychain.json"))
    with open_data(Config(home=home)):
        pass
    encryption = Encryption(Config(home=home), FileKeychain)
    encryption.propose_phrase()
    assert encryption.encrypt(None) == []
    data_key.close_key(home)
    assert encryption.status().state == "locked"
    return {
        "PYTHON_KEYRING_BACKEND": "tests.standins.keyring_backend.FileKeyring",
        FILE_VARIABLE: str(tmp_path / "keychain.json"),
    }


def test_commands_open_encrypted_data_with_the_key_of_the_keychain(
    home: Path, tmp_path: Path, keychain: dict[str, str]
) -> None:
    statement = tmp_path / "january.csv"
    statement.write_text(STATEMENT)
    for command in (["import", str(statement), "--account", "Everyday"], ["doctor"], ["backups"]):
        done = run(home, *command, settings=keychain)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Canary Bakery" in run(home, "export", settings=keychain).stdout
    databases = list(home.rglob("*.db"))
    assert databases
    assert [path.name for path in databases if b"Canary" in path.read_bytes()] == []


def test_commands_without_the_key_say_so_and_change_nothing(home: Path, keychain: dict[str, str]) -> None:
    before = (home / "budget.db").read_bytes()
    for command in ("doctor", "export", "backups"):
        assert "Your data is encrypted" in refused_to_run(home, command)
    assert (home / "budget.db").read_bytes() == before
