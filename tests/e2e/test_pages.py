"""Every page on sample data, in both themes and at three widths: it shows, complains of nothing, axe finds nothing."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.sample import started_sample
from tests.e2e.server import Server

PAGES = {
    "/": "Today",
    "/review": "Review",
    "/data": "Transactions",
    "/spending": "Spending",
    "/net-worth": "Net worth",
    "/net-worth?show=table": "Net worth",
    "/insights": "Insights",
    "/profile": "Profile",
    "/calculators?open=debt_payoff": "Calculators",
    "/budget": "Budget",
    "/forecast": "Forecast",
    "/goals": "Goals",
    "/planning": "Planning",
    "/accounts": "Accounts",
    "/accounts?by=group": "Accounts",
    "/accounts/2": "Travel Card",
    "/debts": "Debts",
    "/accounts/connect": "Connect a bank",
    "/sync-history": "Sync history",
    "/payees": "Payees",
    "/investments": "Investments",
    "/investments/5": "Alder Software",
    "/import": "Import",
    "/categories": "Categories",
    "/documents": "Documents",
    "/documents?tab=tax": "Documents",
    "/categories?tab=rules": "Categories",
    "/history": "History",
    "/settings": "Settings",
    "/deleted-transactions": "Deleted",
}
WIDTHS = (1440, 800, 320)
Theme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample household, on a day that stands still."""
    with started_sample(tmp_path_factory.mktemp("household")) as running:
        yield running


@pytest.fixture(scope="module")
def shown(browser: Browser, sample: Server) -> Iterator[Page]:
    """One page of a browser that is logged in."""
    context = browser.new_context(locale="en-US", base_url=sample.address, reduced_motion="reduce")
    page = context.new_page()
    page.goto(sample.url)
    yield page
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_and_axe_finds_nothing(shown: Page, path: str, theme: Theme) -> None:
    problems = Problems()
    problems.watch(shown)
    shown.emulate_media(color_scheme=theme)
    for width in WIDTHS:
        shown.set_viewport_size({"width": width, "height": 900})
        shown.goto(path)
        expect(shown.get_by_role("heading", level=1)).to_contain_text(PAGES[path])
        expect(shown.get_by_text("Sample data", exact=True)).to_be_visible()
        shown.wait_for_load_state("networkidle")
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{path} scrolls sideways at {width}"
        )
        assert violations(shown) == []
    assert problems.unexpected() == []
