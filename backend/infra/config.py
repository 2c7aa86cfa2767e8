"""What one run of the app is told from outside: made once, handed down."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from backend.version import VERSION

SAMPLE_FOLDER = "sample"
BUSY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Config:
    """Where the data lives, where the built page lives, and how callers prove themselves.

    `token` is None when the app runs without a launch token (plain uvicorn in development).
    `frontend` is None when no page has been built; the API works all the same.
    `busy_seconds` is how long a change waits for another program that is writing to the data.
    """

    home: Path
    frontend: Path | None = None
    token: str | None = None
    is_demo: bool = False
    busy_seconds: float = BUSY_SECONDS
    version: str = VERSION

    @classmethod
    def from_environment(cls) -> "Config":
        """Read BUDGET_APP_HOME, BUDGET_APP_FRONTEND_DIR, BUDGET_APP_TOKEN and BUDGET_APP_DEMO; touch nothing."""
        home = Path(os.environ.get("BUDGET_APP_HOME") or Path.home() / "BudgetApp").expanduser().absolute()
        return cls(
            home=home,
            frontend=_built_page(),
            token=os.environ.get("BUDGET_APP_TOKEN") or None,
            is_demo=os.environ.get("BUDGET_APP_DEMO") == "1",
        )


def _built_page() -> Path | None:
    # PyInstaller unpacks bundled files below sys._MEIPASS; from source the page is built beside backend/.
    bundle = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
    folder = Path(os.environ.get("BUDGET_APP_FRONTEND_DIR") or bundle / "frontend" / "dist")
    return folder if (folder / "index.html").is_file() else None
