"""Encryption of the data folder: how it stands, the recovery phrase that is being confirmed, and each change of it."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from backend.encryption import conversion
from backend.encryption.errors import AlreadyPlain, EncryptionUnavailable, PassphraseNeeded, PhraseNotConfirmed
from backend.infra import data_key
from backend.infra.config import Config
from backend.infra.database import driver
from backend.infra.vault import Keychain
from backend.kit.progress import no_progress

SHORTEST_PASSPHRASE = 8
_GROUPS_ASKED = 3
State = Literal["plain", "encrypted", "locked"]
KeyPlace = Literal["keychain", "passphrase"]


@dataclass(frozen=True, slots=True)
class Status:
    """How the data folder stands. `unavailable` says why it cannot be encrypted; `key_place` is where the key is, or
    would be kept."""

    state: State
    key_place: KeyPlace
    unavailable: str | None


@dataclass(frozen=True, slots=True)
class NewPhrase:
    """A recovery phrase that protects nothing yet, and the groups (from 1) that have to be repeated."""

    phrase: str
    asked: tuple[int, ...]


class Encryption:
    """Encryption of one data folder. The databases are closed while `encrypt` and `decrypt` run."""

    def __init__(self, config: Config, find_keychain: Callable[[], Keychain | None]) -> None:
        self._config = config
        self._home: Path = config.home
        self._find_keychain = find_keychain
        self._new: NewPhrase | None = None

    def status(self) -> Status:
        """Return how the data folder stands. Raises RecordUnreadable."""
        record = data_key.read_record(self._home)
        if record is None:
            return Status("plain", "keychain" if self._find_keychain() else "passphrase", self._why_unavailable())
        is_open = data_key.has_open_key(self._home)
        return Status("encrypted" if is_open else "locked", "passphrase" if record.by_passphrase else "keychain", None)

    def propose_phrase(self) -> NewPhrase:
        """Return a new recovery phrase, which counts once `encrypt` is given some of its groups."""
        self._require_available()
        asked = sorted(secrets.SystemRandom().sample(range(1, 9), _GROUPS_ASKED))
        self._new = NewPhrase(data_key.new_phrase(), tuple(asked))
        return self._new

    def check_request(self, groups: Mapping[int, str], passphrase: str | None) -> None:
        """Raise PhraseNotConfirmed or PassphraseNeeded if `encrypt` would; nothing is closed for that."""
        self._require_available()
        if self._new is None:
            raise PhraseNotConfirmed
        right = self._new.phrase.split("-")
        for number in self._new.asked:
            if not hmac.compare_digest(groups.get(number, "").strip().upper().encode(), right[number - 1].encode()):
                raise PhraseNotConfirmed
        if self._find_keychain() is None and len(passphrase or "") < SHORTEST_PASSPHRASE:
            raise PassphraseNeeded(SHORTEST_PASSPHRASE)

    def encrypt(self, passphrase: str | None) -> list[str]:
        """Encrypt every file with a new key, whether it was encrypted before or not; return the names of old copies
        that could not be read. Raises what `convert` raises, each time with nothing changed."""
        assert self._new is not None
        keychain = self._find_keychain()
        key, old_key = data_key.new_key(), data_key.key_for(self._home / "budget.db")
        record = data_key.record_of(key, phrase=self._new.phrase, passphrase=None if keychain else passphrase)
        if keychain:
            # Before anything is encrypted with it.
            data_key.keep_in_keychain(keychain, self._home, key)
        left = conversion.convert(self._home, old_key=old_key, new_key=key, record=record, on_progress=no_progress)
        data_key.open_key(self._home, key)
        self._new = None
        return left

    def require_encrypted(self) -> None:
        """Raise AlreadyPlain if there is nothing to decrypt, and DataLocked if the key is not open."""
        if data_key.read_record(self._home) is None:
            raise AlreadyPlain
        if not data_key.has_open_key(self._home):
            raise data_key.DataLocked

    def decrypt(self) -> list[str]:
        """Write every file without encryption; return the names of old copies that could not be read."""
        key = data_key.key_for(self._home / "budget.db")
        left = conversion.convert(self._home, old_key=key, new_key=None, record=None, on_progress=no_progress)
        data_key.close_key(self._home)
        return left

    def unlock(self, *, passphrase: str | None, phrase: str | None, new_passphrase: str | None) -> None:
        """Let this process use the key, by the passphrase or the recovery phrase.

        By the recovery phrase the key is also put into the keychain, or sealed by `new_passphrase` where there is no
        keychain. Raises WrongPassphrase, WrongRecoveryPhrase and PassphraseNeeded.
        """
        record = data_key.read_record(self._home)
        if record is None:
            return
        if not phrase:
            data_key.open_key(self._home, data_key.key_from_passphrase(record, passphrase or ""))
            return
        key = data_key.key_from_phrase(record, phrase)
        keychain = self._find_keychain()
        if keychain:
            data_key.keep_in_keychain(keychain, self._home, key)
        elif len(new_passphrase or "") < SHORTEST_PASSPHRASE:
            raise PassphraseNeeded(SHORTEST_PASSPHRASE)
        else:
            record = data_key.record_of(key, phrase=phrase, passphrase=new_passphrase)
            data_key.write_record(self._home, record)
            data_key.write_record(self._home / "backups", record)
        data_key.open_key(self._home, key)

    def _require_available(self) -> None:
        if reason := self._why_unavailable():
            raise EncryptionUnavailable(reason)

    def _why_unavailable(self) -> str | None:
        if self._config.database_url is not None:
            return "The data is in a PostgreSQL server, which encrypts its disk itself."
        if self._config.is_demo:
            return "Sample data is made up and needs no encryption."
        if not driver().__name__.startswith("sqlcipher3"):
            return "The SQLite of this computer cannot encrypt. Install the package sqlcipher3."
        return None
