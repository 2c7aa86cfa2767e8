"""Secrets at rest: Fernet with a key in the system's keychain, or, with the person's consent, in a file of their own.

While keys are exchanged several are kept, the newest first; all of them read, the first one writes.
"""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from backend.kit.errors import AppError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

SERVICE = "Budget App"
KEY_FILE = ".secret_key"
# An empty file: a key was made for this data folder, wherever it is.
MADE_FILE = ".secret_key_made"
CONSENT_VARIABLE = "BUDGET_APP_KEY_FILE"
KeyLocation = Literal["keychain", "file"]


class SecretUnreadable(AppError):
    code = "secret_unreadable"
    status = 409
    title = "A stored secret cannot be read"

    def __init__(self) -> None:
        super().__init__(
            "A stored key cannot be decrypted on this computer; it was kept as it is. Enter it once more in Settings."
        )


class KeyFileConsent(AppError):
    code = "key_file_consent"
    status = 409
    title = "Where should the key be kept?"

    def __init__(self) -> None:
        super().__init__(
            "This computer has no keychain for the key that encrypts secrets. It can be kept in a file in your data "
            "folder that only you can read; whoever gets the whole folder can then read the secrets too."
        )


class KeyLost(AppError):
    code = "key_lost"
    status = 409
    title = "The key of stored secrets is not here"

    def __init__(self) -> None:
        super().__init__(
            "The key that encrypts secrets was made earlier and cannot be found: the keychain may be locked or new. "
            "Unlock it and try again, or start with a new key; then enter the keys of services again and connect banks "
            "again. Your budget is not affected."
        )


class Keychain(Protocol):
    """What the vault needs of a keychain; `keyring` is one."""

    def get_password(self, service: str, name: str) -> str | None: ...
    def set_password(self, service: str, name: str, password: str) -> None: ...


class Vault:
    """Encrypts and decrypts short texts. Keychain and key are looked for at the first use, never before."""

    def __init__(self, home: Path, find_keychain: Callable[[], Keychain | None]) -> None:
        self._home = home
        self._find_keychain = find_keychain
        self._keys: list[str] = []

    @property
    def key_location(self) -> KeyLocation:
        """Say where the key is, or would be made: a key file that exists is used for as long as it exists."""
        return "file" if (self._home / KEY_FILE).exists() or self._keychain is None else "keychain"

    def has_key(self) -> bool:
        """Say whether the key is here."""
        return bool(self._load())

    def was_made(self) -> bool:
        """Say whether a key was made for this data folder, also if it is not here now."""
        return (self._home / MADE_FILE).exists()

    def encrypt(self, plain: str) -> str:
        """Return `plain` as a Fernet token (text). The first secret makes the key.

        Raises KeyFileConsent if the key would have to be a file and nobody agreed to that, and KeyLost if a key was
        made earlier and is not here.
        """
        if not self._load():
            if self.was_made():
                raise KeyLost
            if self.key_location == "file" and os.environ.get(CONSENT_VARIABLE) != "1":
                raise KeyFileConsent
            self.make_key()
        elif not self.was_made():
            write_private(self._home / MADE_FILE, b"")
        return self._fernet().encrypt(plain.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Return the text that `encrypt` was given. Raises SecretUnreadable when its key is not here; makes none."""
        from cryptography.fernet import InvalidToken

        if not self._load():
            raise SecretUnreadable
        try:
            return self._fernet().decrypt(token.encode()).decode()
        except (InvalidToken, ValueError) as error:
            raise SecretUnreadable from error

    def make_key(self) -> None:
        """Make a key where it belongs; making one without a keychain is the person's consent to a file.

        A key that is here already stays the one that is used.
        """
        from cryptography.fernet import Fernet

        if not self._load():
            self._keep([Fernet.generate_key().decode()])

    def add_key(self) -> None:
        """Begin to exchange the key: from now on a new one encrypts, and all earlier ones still decrypt."""
        from cryptography.fernet import Fernet

        if self._load():
            self._keep([Fernet.generate_key().decode(), *self._keys])

    def forget_old_key(self) -> None:
        """End the exchange: only the newest key is kept. Everything must have been encrypted with it before."""
        if len(self._load()) > 1:
            self._keep(self._keys[:1])

    @cached_property
    def _keychain(self) -> Keychain | None:
        return self._find_keychain()

    @property
    def _name(self) -> str:
        # One key for each data folder: sample data must not share the key of the real one.
        return str(self._home)

    def _fernet(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet

        try:
            return MultiFernet([Fernet(key) for key in self._keys])
        except ValueError as error:
            # The text that was kept is no key.
            raise SecretUnreadable from error

    def _load(self) -> list[str]:
        self._keys = self._keys or self._stored()
        return self._keys

    def _stored(self) -> list[str]:
        if self.key_location == "file":
            path = self._home / KEY_FILE
            stored = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
        else:
            assert self._keychain is not None
            stored = self._keychain.get_password(SERVICE, self._name) or ""
        return stored.split()

    def _keep(self, keys: list[str]) -> None:
        kept = "\n".join(keys)
        if self.key_location == "file":
            write_private(self._home / KEY_FILE, kept.encode())
        else:
            assert self._keychain is not None
            self._keychain.set_password(SERVICE, self._name, kept)
        write_private(self._home / MADE_FILE, b"")
        self._keys = keys


def system_keychain() -> Keychain | None:
    """Return the keychain of this system, or None where there is none (the page then says so)."""
    import keyring
    from keyring.backends import fail

    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring) or backend.priority <= 0 else backend


def write_private(path: Path, content: bytes) -> None:
    """Replace a file at once by one that only its owner can read."""
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
