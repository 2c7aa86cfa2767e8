"""Secrets at rest: Fernet with a key in the system's keychain, else in a file that only the owner can read."""

import os
from pathlib import Path
from typing import Literal, Protocol

from backend.kit.errors import AppError

SERVICE = "Budget App"
KEY_FILE = ".secret_key"
Place = Literal["keychain", "file"]


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
    """Encrypts and decrypts short texts. The key is found or made at the first use, never before."""

    def __init__(self, home: Path, keychain: Keychain | None) -> None:
        self._home = home
        self._keychain = keychain
        self._key: bytes | None = None

    @property
    def place(self) -> Place:
        """Say where the key is, or would be made: a key file that exists is used for as long as it exists."""
        return "file" if self._keychain is None or (self._home / KEY_FILE).exists() else "keychain"

    def encrypt(self, plain: str) -> str:
        """Return `plain` as a Fernet token (text)."""
        from cryptography.fernet import Fernet

        return Fernet(self._found_or_made()).encrypt(plain.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Return the text that `encrypt` was given. Raises SecretUnreadable when the key is another one."""
        from cryptography.fernet import Fernet, InvalidToken

        try:
            return Fernet(self._found_or_made()).decrypt(token.encode()).decode()
        except (InvalidToken, ValueError) as error:
            raise SecretUnreadable from error

    def _found_or_made(self) -> bytes:
        if self._key is None:
            self._key = self._from_file() if self.place == "file" else self._from_keychain()
        return self._key

    def _from_keychain(self) -> bytes:
        assert self._keychain is not None
        # One key for each data folder: sample data must not share the key of the real one.
        name = str(self._home)
        stored = self._keychain.get_password(SERVICE, name)
        if stored is None:
            stored = _new_key().decode()
            self._keychain.set_password(SERVICE, name, stored)
        return stored.encode()

    def _from_file(self) -> bytes:
        path = self._home / KEY_FILE
        if not path.exists():
            part = path.with_suffix(".part")
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_new_key())
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        return path.read_bytes().strip()


def system_keychain() -> Keychain | None:
    """Return the keychain of this system, or None where there is none (the page then says so)."""
    import keyring
    from keyring.backends import fail

    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring) or backend.priority <= 0 else backend


def _new_key() -> bytes:
    from cryptography.fernet import Fernet

    return Fernet.generate_key()
