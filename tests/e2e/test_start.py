"""The first look at the app."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.server import started


def test_the_first_page_opens_and_axe_finds_nothing(page: Page) -> None:
    expect(page).to_have_title("Today · Budget App")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []


def test_a_browser_that_is_given_the_opening_file_arrives_in_the_app(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "BudgetApp"
    # `true` is a browser that shows nothing: this one opens the file instead.
    with (
        started(home, log=tmp_path / "log", settings={"BROWSER": "true %s"}, options=["--open"]) as server,
        browser.new_context(locale="en-US") as context,
    ):
        page = context.new_page()
        page.goto((home / "open.html").as_uri())
        expect(page).to_have_title("Today · Budget App")
        expect(page).to_have_url(f"{server.address}/")
