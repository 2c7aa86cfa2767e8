"""One running app for all tests of the door: with a token, and with a built page that has a way out."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.e2e.server import Server
from tests.processes import serving

SECRET_FILE = b"nobody may read this"


@pytest.fixture(scope="session")
def frontend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built page; beside it lies a file, and inside it lie links that lead there."""
    place = tmp_path_factory.mktemp("frontend")
    (place / "secret.txt").write_bytes(SECRET_FILE)
    (place / "dist-evil").mkdir()
    (place / "dist-evil" / "secret.txt").write_bytes(SECRET_FILE)
    folder = place / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Budget App</title>")
    (folder / "assets" / "app-1.js").write_text("let x = 1;")
    (folder / ".hidden").write_text("hidden")
    (folder / "link.txt").symlink_to(place / "secret.txt")
    (folder / "out").symlink_to(place / "dist-evil")
    return folder


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory, frontend: Path) -> Iterator[tuple[Server, httpx2.Client]]:
    """The running app, and a client that has its token."""
    place = tmp_path_factory.mktemp("door")
    with serving(place / "BudgetApp", place / "log", BUDGET_APP_FRONTEND_DIR=str(frontend)) as running:
        yield running


@pytest.fixture
def server(door: tuple[Server, httpx2.Client]) -> Server:
    return door[0]


@pytest.fixture
def http(door: tuple[Server, httpx2.Client]) -> httpx2.Client:
    return door[1]
