"""A broker in the browser: linked to the stand-in, its holdings on the page, synced again, a page that was closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import Problems
from tests.e2e.server import started
from tests.e2e.test_banks import SLOW_MILLISECONDS, check_looks
from tests.standins.demo import DemoBank
from tests.standins.plaid_data import CLIENT_ID, SECRET


@pytest.fixture
def window(tmp_path: Path, browser: Browser, problems: Problems) -> Iterator[Page]:
    """A window on an empty app that has the keys of the stand-in."""
    bank = DemoBank(port=0)
    settings = {"PLAID_BASE_URL": bank.address, "PLAID_CLIENT_ID": CLIENT_ID, "PLAID_SECRET": SECRET}
    with started(tmp_path / "BudgetApp", log=tmp_path / "server.log", settings=settings) as app:
        context = browser.new_context(
            base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        problems.watch(page)
        page.goto(app.url)
        page.goto("/investments")
        yield page
        context.close()
    bank.close()


@pytest.mark.timeout(180)
def test_a_broker_from_its_page_to_its_holdings(window: Page) -> None:
    window.get_by_role("button", name="Connect a broker").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Connect a broker")
    check_looks(window, "broker")

    # The broker's page is closed without signing in: nothing is stored, and one can start again.
    with window.context.expect_page() as opened:
        window.get_by_role("button", name="Open the broker’s page").click()
    expect(window.get_by_text("Waiting for your browser")).to_be_visible(timeout=SLOW_MILLISECONDS)
    check_looks(window, "waiting")
    window.reload()
    expect(window.get_by_text("Waiting for your browser")).to_be_visible(timeout=SLOW_MILLISECONDS)
    opened.value.get_by_label("Alder Brokerage").check()
    opened.value.get_by_role("button", name="Close").click()
    opened.value.close()
    expect(window.get_by_role("heading", name="The broker is not connected")).to_be_visible(timeout=SLOW_MILLISECONDS)
    window.get_by_role("button", name="Start again").click()

    with window.context.expect_page() as opened:
        window.get_by_role("button", name="Open the broker’s page").click()
    opened.value.get_by_label("Alder Brokerage").check()
    opened.value.get_by_role("button", name="Sign in").click()
    opened.value.close()
    expect(window.get_by_role("heading", name="Alder Brokerage is connected")).to_be_visible(timeout=SLOW_MILLISECONDS)
    terms = window.get_by_role("table", name="What came from Alder Brokerage")
    expect(terms.get_by_role("row", name="Holdings")).to_contain_text("3")
    expect(terms.get_by_role("row", name="New activities")).to_contain_text("40")
    check_looks(window, "done")

    window.get_by_role("button", name="Show investments").click()
    expect(window.get_by_role("link", name="Adler Works", exact=True)).to_be_visible()
    window.get_by_role("button", name="More about Brokerage").click()
    window.get_by_role("menuitem", name="Sync now").click()
    expect(window.get_by_text("Nothing new.")).to_be_visible(timeout=SLOW_MILLISECONDS)
