"""Cash flow in the browser: the chosen period, its causes, the table twin, and figures that agree with Spending."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.sample import started_sample


@pytest.fixture
def sample(browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Page]:
    """The page Cash flow of the sample household on a day when November still runs."""
    with started_sample(tmp_path) as server:
        context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        problems.watch(page)
        page.goto(server.url)
        page.goto(f"{server.address}/cash-flow")
        expect(page.get_by_role("heading", name="Kept, November 2026")).to_be_visible()
        yield page
        assert problems.unexpected() == []
        context.close()


def test_a_period_is_chosen_explained_and_shown_as_a_table(sample: Page) -> None:
    page = sample
    assert violations(page) == []
    page.get_by_role("button", name="Oct 2026").click()
    expect(page.get_by_role("heading", name="Kept, October 2026")).to_be_visible()
    page.get_by_role("button", name="Kept, ").click()
    terms = page.get_by_role("table", name="Terms of Kept")
    expect(terms).to_contain_text("Money out")
    page.keyboard.press("Escape")

    page.keyboard.press("t")
    table = page.get_by_role("table", name="In, out and kept by period")
    expect(table.get_by_role("row")).to_have_count(13)
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="Week", pressed=True)).to_be_visible()
    page.keyboard.press("[")
    expect(page).to_have_url(re.compile("last="))
    assert violations(page) == []


def test_what_went_out_is_what_spending_says(sample: Page) -> None:
    page = sample
    address = page.url.split("/cash-flow")[0]
    summary = page.request.get(f"{address}/api/transactions/spending-summary?month=2026-11").json()
    flow = page.request.get(f"{address}/api/cash-flow").json()
    assert flow["periods"][-1]["spent_minor"] == summary["spent_minor"]
    assert flow["kept"]["value"] == summary["income_minor"] - summary["spent_minor"]
    expect(page.get_by_role("table", name="Where it went")).to_contain_text("Groceries")
