"""A keychain for tests: a file."""

import json
import os
from pathlib import Path

FILE_VARIABLE = "TEST_KEYCHAIN_FILE"


class FileKeychain:
    """Keeps passwords as JSON in the file that the environment names."""

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file().write_text(json.dumps(self._kept() | {f"{service}/{username}": password}))

    def _kept(self) -> dict[str, str]:
        return dict(json.loads(self._file().read_text())) if self._file().exists() else {}

    def _file(self) -> Path:
        return Path(os.environ[FILE_VARIABLE])
