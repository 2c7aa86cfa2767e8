"""The configuration of one run of the app, read once and passed down."""

import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from backend.version import VERSION

SAMPLE_FOLDER = "sample"
BUSY_SECONDS = 30.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Config:
    """Where the data lives, where the built page lives, and how callers prove themselves.

    `token` is None when the app runs without a launch token (plain uvicorn in development).
    `frontend` is None when no page has been built; the API works all the same.
    `database_url` names the PostgreSQL database of a server; None is the desktop's two SQLite files.
    `database_owner_url` names the same database for the role that owns its tables and migrates them.
    `public_url` is where people reach a server with sign-in; None is an app for one person.
    `busy_seconds` is how long a change waits for another program that is writing to the data.
    """

    home: Path
    frontend: Path | None = None
    token: str | None = None
    is_demo: bool = False
    database_url: str | None = None
    database_owner_url: str | None = None
    public_url: str | None = None
    busy_seconds: float = BUSY_SECONDS
    version: str = VERSION

    @classmethod
    def from_environment(cls) -> "Config":
        """Read BUDGET_APP_HOME, BUDGET_APP_FRONTEND_DIR, BUDGET_APP_TOKEN, BUDGET_APP_DEMO,
        BUDGET_DATABASE_URL (or SQL_URL) and BUDGET_DATABASE_OWNER_URL; write no file.

        The variables of `.env` in the data folder, then of `.env` in the working directory, are put into the
        environment of this process first; a variable that is already set keeps its value.
        """
        _load_env_file(_home())
        _load_env_file(Path.cwd())
        return cls(
            home=_home(),
            frontend=_built_page(),
            token=os.environ.get("BUDGET_APP_TOKEN") or None,
            is_demo=os.environ.get("BUDGET_APP_DEMO") == "1",
            database_url=_database_url(),
            database_owner_url=os.environ.get("BUDGET_DATABASE_OWNER_URL") or None,
        )


def _home() -> Path:
    return Path(os.environ.get("BUDGET_APP_HOME") or Path.home() / "BudgetApp").expanduser().absolute()


def _database_url() -> str | None:
    """Return the address of the server's database. SQL_URL may be another program's: it counts for PostgreSQL only."""
    other = os.environ.get("SQL_URL", "")
    return os.environ.get("BUDGET_DATABASE_URL") or (other if other.startswith("postgres") else None)


def _load_env_file(folder: Path) -> None:
    path = folder / ".env"
    if not path.is_file():
        return
    from dotenv import load_dotenv

    try:
        load_dotenv(path)
    except (OSError, ValueError) as error:
        _log.warning("%s is not used, because it cannot be read (%s)", path, type(error).__name__)


def _built_page() -> Path | None:
    # PyInstaller unpacks bundled files below sys._MEIPASS; from source the page is built beside backend/.
    bundle = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
    folder = Path(os.environ.get("BUDGET_APP_FRONTEND_DIR") or bundle / "frontend" / "dist")
    return folder if (folder / "index.html").is_file() else None
