"""Secrets at rest."""

import stat
from pathlib import Path

import pytest

from backend.infra.vault import KEY_FILE, KeyFileConsent, KeyLost, SecretUnreadable, Vault


class Drawer:
    """A keychain of its own for a test."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password


def test_a_secret_comes_back_and_the_token_does_not_show_it(tmp_path: Path) -> None:
    drawer = Drawer()
    token = Vault(tmp_path, lambda: drawer).encrypt("sk-canary")
    assert "canary" not in token
    assert Vault(tmp_path, lambda: drawer).decrypt(token) == "sk-canary"
    assert not (tmp_path / KEY_FILE).exists()


def test_without_a_keychain_the_key_is_a_file_for_the_owner_alone(tmp_path: Path) -> None:
    vault = Vault(tmp_path, lambda: None)
    assert vault.key_location == "file"
    token = vault.encrypt("sk-canary")
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert Vault(tmp_path, lambda: None).decrypt(token) == "sk-canary"


def test_a_key_file_stays_in_use_when_a_keychain_appears(tmp_path: Path) -> None:
    token = Vault(tmp_path, lambda: None).encrypt("sk-canary")
    assert Vault(tmp_path, Drawer).decrypt(token) == "sk-canary"


def test_a_keychain_that_is_gone_makes_no_new_key_over_old_secrets(tmp_path: Path) -> None:
    drawer = Drawer()
    token = Vault(tmp_path, lambda: drawer).encrypt("sk-canary")
    with pytest.raises(SecretUnreadable):
        Vault(tmp_path, lambda: None).decrypt(token)
    assert not (tmp_path / KEY_FILE).exists()


def test_two_data_folders_have_two_keys(tmp_path: Path) -> None:
    drawer = Drawer()
    (tmp_path / "one").mkdir()
    token = Vault(tmp_path / "one", lambda: drawer).encrypt("sk-canary")
    (tmp_path / "two").mkdir()
    Vault(tmp_path / "two", lambda: drawer).encrypt("x")
    with pytest.raises(SecretUnreadable):
        Vault(tmp_path / "two", lambda: drawer).decrypt(token)


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAA"])
def test_what_was_never_encrypted_is_unreadable(tmp_path: Path, token: str) -> None:
    vault = Vault(tmp_path, lambda: None)
    vault.encrypt("x")
    with pytest.raises(SecretUnreadable):
        vault.decrypt(token)


def test_without_a_keychain_nothing_is_encrypted_before_the_person_agrees_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BUDGET_APP_KEY_FILE")
    vault = Vault(tmp_path, lambda: None)
    with pytest.raises(KeyFileConsent):
        vault.encrypt("sk-canary")
    assert list(tmp_path.iterdir()) == []
    vault.make_key()
    assert vault.decrypt(vault.encrypt("sk-canary")) == "sk-canary"


def test_a_key_that_is_lost_is_not_silently_replaced(tmp_path: Path) -> None:
    token = Vault(tmp_path, Drawer).encrypt("sk-canary")
    emptied = Vault(tmp_path, Drawer)
    with pytest.raises(KeyLost):
        emptied.encrypt("another")
    with pytest.raises(KeyLost):
        Vault(tmp_path, lambda: None).encrypt("another")
    emptied.make_key()
    assert emptied.decrypt(emptied.encrypt("another")) == "another"
    with pytest.raises(SecretUnreadable):
        emptied.decrypt(token)


def test_a_key_that_is_no_key_reads_nothing_and_stays(tmp_path: Path) -> None:
    token = Vault(tmp_path, lambda: None).encrypt("sk-canary")
    (tmp_path / KEY_FILE).write_text("no key")
    with pytest.raises(SecretUnreadable):
        Vault(tmp_path, lambda: None).decrypt(token)
    assert (tmp_path / KEY_FILE).read_text() == "no key"


def test_while_keys_are_exchanged_all_of_them_read(tmp_path: Path) -> None:
    vault = Vault(tmp_path, lambda: None)
    old = vault.encrypt("sk-canary")
    vault.add_key()
    vault.add_key()
    new = vault.encrypt("sk-canary")
    interrupted = Vault(tmp_path, lambda: None)
    assert (interrupted.decrypt(old), interrupted.decrypt(new)) == ("sk-canary", "sk-canary")
    vault.forget_old_key()
    assert Vault(tmp_path, lambda: None).decrypt(new) == "sk-canary"
    with pytest.raises(SecretUnreadable):
        Vault(tmp_path, lambda: None).decrypt(old)
