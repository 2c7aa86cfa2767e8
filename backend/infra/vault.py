"""Secrets at rest: Fernet with a key in the system's keychain, else in a file that only the owner can read."""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from backend.kit.errors import AppError

SERVICE = "Budget App"
KEY_FILE = ".secret_key"
KeyLocation = Literal["keychain", "file"]


class SecretUnreadable(AppError):
    code = "secret_unreadable"
    status = 409
    title = "A stored secret cannot be read"

    def __init__(self) -> None:
        super().__init__(
            "A stored key cannot be decrypted on this computer; it was kept as it is. Enter it once more in Settings."
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
        self._key: bytes | None = None

    @property
    def key_location(self) -> KeyLocation:
        """Say where the key is, or would be made: a key file that exists is used for as long as it exists."""
        return "file" if (self._home / KEY_FILE).exists() or self._keychain is None else "keychain"

    def encrypt(self, plain: str) -> str:
        """Return `plain` as a Fernet token (text). The first secret makes the key."""
        from cryptography.fernet import Fernet

        self._key = self._key or self._stored() or self._made()
        return Fernet(self._key).encrypt(plain.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Return the text that `encrypt` was given. Raises SecretUnreadable when its key is not here; makes none."""
        from cryptography.fernet import Fernet, InvalidToken

        self._key = self._key or self._stored()
        try:
            if self._key is None:
                raise SecretUnreadable
            return Fernet(self._key).decrypt(token.encode()).decode()
        except (InvalidToken, ValueError) as error:
            raise SecretUnreadable from error

    @cached_property
    def _keychain(self) -> Keychain | None:
        return self._find_keychain()

    @property
    def _name(self) -> str:
        # One key for each data folder: sample data must not share the key of the real one.
        return str(self._home)

    def _stored(self) -> bytes | None:
        if self.key_location == "file":
            path = self._home / KEY_FILE
            return path.read_bytes().strip() if path.exists() else None
        assert self._keychain is not None
        stored = self._keychain.get_password(SERVICE, self._name)
        return stored.encode() if stored else None

    def _made(self) -> bytes:
        from cryptography.fernet import Fernet

        key = Fernet.generate_key()
        if self.key_location == "file":
            _write_private(self._home / KEY_FILE, key)
        else:
            assert self._keychain is not None
            self._keychain.set_password(SERVICE, self._name, key.decode())
        return key


def system_keychain() -> Keychain | None:
    """Return the keychain of this system, or None where there is none (the page then says so)."""
    import keyring
    from keyring.backends import fail

    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring) or backend.priority <= 0 else backend


def _write_private(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
