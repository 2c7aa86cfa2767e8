"""Recurring in the browser: what was found is confirmed by keyboard, counted, listed on its day, merged and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.sample import started_sample


@pytest.fixture
def sample(browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Page]:
    """The page Recurring of the sample household."""
    # What a year costs depends on the day on which the household is made.
    with started_sample(tmp_path, day="2026-11-30") as server:
        context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        problems.watch(page)
        page.goto(server.url)
        page.goto(f"{server.address}/recurring")
        expect(page.get_by_role("row", name="Quillstream Tv")).to_be_visible()
        yield page
        assert problems.unexpected() == []
        context.close()


def test_found_series_are_confirmed_counted_and_expected(sample: Page) -> None:
    page = sample
    cost = page.get_by_role("button", name="Costs you a year, ")
    expect(cost).to_have_text("$28,394.04")
    page.get_by_role("button", name="Confirm Quillstream Tv").click()
    expect(cost).to_have_text("$28,585.92")
    page.get_by_role("button", name="Ignore Interest Paid").click()
    expect(page.get_by_role("row", name="Interest Paid")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_role("row", name="Interest Paid")).to_be_visible()

    cost.click()
    expect(page.get_by_role("table", name="Terms of Costs you a year")).to_contain_text("Subscriptions")
    page.keyboard.press("Escape")
    assert violations(page) == []

    page.get_by_role("button", name="Quillstream Tv").click()
    drawer = page.get_by_role("complementary", name="Quillstream Tv")
    expect(drawer).to_contain_text("16 transactions")
    assert violations(page) == []
    page.keyboard.press("Escape")

    for view, words in (("Months", "Payments by month"), ("Calendar", "What comes, by day")):
        page.get_by_role("button", name=view, exact=True).click()
        expect(page.get_by_role("table", name=words)).to_contain_text("Quillstream Tv")
        assert violations(page) == []


def test_a_payment_is_entered_by_hand_and_a_mistake_is_said_at_its_field(sample: Page) -> None:
    page = sample
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="Add a scheduled payment")
    dialog.get_by_label("Name").fill("Winter tires")
    dialog.get_by_label("First due").fill("2027-01-12")
    dialog.get_by_label("Ends", exact=True).fill("2027-01-01")
    dialog.get_by_label("Amount, USD").fill("640")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("before the first due date")).to_be_visible()
    dialog.get_by_label("Ends", exact=True).fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Winter tires")).to_contain_text("$640.00")
    page.keyboard.press("u")
    expect(page.get_by_role("row", name="Winter tires")).to_have_count(0)
