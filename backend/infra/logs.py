"""The log: what happened, never an amount, a name or a key."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "budget-app.log"
_SECRETS = re.compile(
    r"(access-(?:sandbox|development|production)-[\w-]+|public-(?:sandbox|production)-[\w-]+|sk-ant-[\w-]+"
    r"|Bearer \S+|(?<=://)[^\s/@]+:[^\s/@]+(?=@)|launch=[\w-]+|\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b|\b\d{13,19}\b)"
)


class _Redacted(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """Return `text` with everything that looks like a key, a token or an account number blotted out."""
    return _SECRETS.sub("[redacted]", text)


def to_file(folder: Path) -> None:
    """Write the log of this process into `folder` (two files of one megabyte), and warnings nowhere else."""
    handler = RotatingFileHandler(folder / FILE, maxBytes=1_000_000, backupCount=1, delay=True)
    handler.setFormatter(_Redacted("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for noisy in ("apscheduler", "httpx2", "httpcore2", "anthropic", "plaid", "urllib3", "alembic", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
