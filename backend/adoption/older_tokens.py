"""The older app's encrypted bank tokens, read with the key that lies beside its data or stands in its settings."""

from collections.abc import Sequence
from pathlib import Path

from backend.adoption.older_file import KEY_FILE


class OlderTokens:
    """Decrypts what one of `keys` encrypted. Keys that are none are passed over."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [key.strip() for key in keys if key.strip()]

    def plain(self, token: str) -> str | None:
        """Return the token as the bank gave it, None when no key here fits."""
        from cryptography.fernet import Fernet, InvalidToken

        for key in self._keys:
            try:
                return Fernet(key.encode()).decrypt(token.encode()).decode()
            except (InvalidToken, ValueError):
                continue
        return None


def key_in(folder: Path) -> str:
    """Return the key that lies in `folder`, '' if there is none."""
    file = folder / KEY_FILE
    return file.read_text(encoding="latin-1") if file.is_file() else ""
