"""Fixtures of the browser journeys: `server`, `start_server`, `browser`, `problems` and `page`."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from build_scripts import chromium
from build_scripts.paths import TEST_RESULTS
from tests.e2e.browsing import Problems
from tests.e2e.server import Server, started

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MILLISECONDS = 10_000
HAS_FAILED = pytest.StashKey[bool]()

StartServer = Callable[[Path], Server]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One app for all tests of the session, on a home that was empty when it started."""
    folder = tmp_path_factory.mktemp("server")
    with started(folder / "BudgetApp", log=folder / "server.log") as running:
        yield running


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Starts an app on a home of the test's choice; it ends with the test."""
    with ExitStack() as stack:
        yield lambda home: stack.enter_context(started(home, log=tmp_path / "server.log"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window."""
    os.environ.update(chromium.driver_environment())
    with sync_playwright() as playwright:
        path = chromium.found()
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def logged_in(browser: Browser, server: Server) -> StorageState:
    """What a browser remembers after opening the address with the launch code, which serves once."""
    context = browser.new_context()
    context.new_page().goto(server.url)
    remembered = context.storage_state()
    context.close()
    return remembered


@pytest.fixture
def problems() -> Problems:
    """What the page complained of; see `Problems.expect`."""
    return Problems()


@pytest.fixture
def context(browser: Browser, server: Server, logged_in: StorageState) -> Iterator[BrowserContext]:
    """A fresh browser that is logged in; pages are opened by path, as in `page.goto("/review")`."""
    context = browser.new_context(
        storage_state=logged_in,
        base_url=server.address,
        locale="en-US",
        timezone_id="Europe/Berlin",
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, problems: Problems, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The first page of the app, opened. A test fails if the page complained of anything unexpected."""
    page = context.new_page()
    problems.watch(page)
    page.goto("/")
    yield page
    if request.node.stash.get(HAS_FAILED, False):
        keep_picture(page, request.node.name)
    assert problems.unexpected() == []


def keep_picture(page: Page, name: str) -> None:
    TEST_RESULTS.mkdir(exist_ok=True)
    safe = re.sub(r"[^\w.-]+", "-", name)
    page.screenshot(path=TEST_RESULTS / f"{safe}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        item.stash[HAS_FAILED] = True
    return report
