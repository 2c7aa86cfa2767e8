"""The older app's encrypted bank tokens, read with the key that lies beside its data or stands in its settings."""

import re
from collections.abc import Sequence
from pathlib import Path

from backend.legacy.legacy_file import KEY_FILE, SETTINGS_FILE

_KEY_LINE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?(?:(?:PLAID_)?TOKEN_)?ENCRYPTION_KEY[ \t]*=[ \t]*["']?([A-Za-z0-9_=-]+)""", re.MULTILINE
)


class LegacyTokens:
    """Decrypts what one of `keys` encrypted. Keys that are none are passed over."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [key.strip() for key in keys if key.strip()]

    def decrypt(self, token: str) -> str | None:
        """Return the token as the bank gave it, None when no key here fits."""
        from cryptography.fernet import Fernet, InvalidToken

        for key in self._keys:
            try:
                return Fernet(key.encode()).decrypt(token.encode()).decode()
            except (InvalidToken, ValueError):
                continue
        return None


def find_keys(folder: Path) -> list[str]:
    """Return the keys that lie in `folder`: in a file of their own, or written among the settings of the older app."""
    key_file, settings_file = folder / KEY_FILE, folder / SETTINGS_FILE
    keys = _KEY_LINE.findall(settings_file.read_text(encoding="latin-1")) if settings_file.is_file() else []
    return [*keys, *([key_file.read_text(encoding="latin-1")] if key_file.is_file() else [])]
