"""The sample household for journeys: made once for each day, and copied for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from backend.demo.service import ensure_sample
from backend.infra.config import Config
from tests.e2e.server import Server, started

# A day on which November still runs.
DAY = "2026-11-21"


@contextmanager
def started_sample(folder: Path, *, day: str = DAY, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The app on the sample household as it is on this day, with its data and its log in `folder`."""
    shutil.copytree(_household(day), folder / "sample")
    settings = {"BUDGET_APP_TODAY": day, **(settings or {})}
    with started(folder / "sample", log=folder / "server.log", settings=settings, command="demo") as server:
        yield server


@cache
def _household(day: str) -> Path:
    home = Path(tempfile.mkdtemp(prefix="sample-"))
    before = os.environ.get("BUDGET_APP_TODAY")
    os.environ["BUDGET_APP_TODAY"] = day
    try:
        ensure_sample(Config(home=home, is_demo=True))
    finally:
        if before is None:
            del os.environ["BUDGET_APP_TODAY"]
        else:
            os.environ["BUDGET_APP_TODAY"] = before
    return home
