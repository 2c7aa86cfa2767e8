"""Budget in the browser: the period shown, a line covered from another, alerts, templates and a named budget."""

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
    """The page Budget of the sample household on a day when November still runs."""
    with started_sample(tmp_path) as server:
        context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        problems.watch(page)
        page.goto(server.url)
        page.goto(f"{server.address}/budget")
        expect(page.get_by_role("table", name="Budgets")).to_be_visible()
        yield page
        assert problems.unexpected() == []
        context.close()


def test_lines_are_shown_in_each_period_and_explained(sample: Page) -> None:
    page = sample
    assert violations(page) == []
    groceries = page.get_by_role("table", name="Budgets").get_by_role("row", name="Groceries")
    expect(groceries).to_contain_text("envelope, $140.00 a week")
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="Week", pressed=True)).to_be_visible()
    expect(page.get_by_role("region", name="Budget for Nov 16 to Nov 22")).to_be_visible()
    expect(groceries).to_contain_text("$140.00")
    page.keyboard.press("[")
    expect(page).to_have_url(re.compile("day=2026-11-15"))
    page.keyboard.press("3")
    page.keyboard.press("=")
    expect(page.get_by_role("table", name="Terms of Left to spend")).to_contain_text("Spent from budgets")
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="dark")
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []


def test_money_is_moved_to_a_line_and_the_move_is_undone(sample: Page) -> None:
    page = sample
    page.get_by_role("button", name="More for Recreation Entertainment").click()
    page.get_by_role("menuitem", name="Cover or move money here").click()
    cover = page.get_by_role("dialog", name="Cover Recreation Entertainment")
    cover.get_by_label("Amount to move").fill("20")
    assert violations(page) == []
    cover.get_by_role("button", name="Move", exact=True).click()
    row = page.get_by_role("table", name="Budgets").get_by_role("row", name="Recreation Entertainment")
    expect(row).to_contain_text("$110.00")
    page.keyboard.press("u")
    expect(row).to_contain_text("$90.00")


def test_an_alert_is_dismissed_and_next_month_is_filled_from_templates(sample: Page) -> None:
    page = sample
    page.get_by_role("button", name="Dismiss the alert of Food").click()
    expect(page.get_by_role("list", name="Alerts")).not_to_contain_text("Food")
    page.get_by_role("button", name="Fill December").click()
    page.get_by_role("button", name=re.compile("^Set . budgets$")).click()
    page.keyboard.press("]")
    expect(page.get_by_role("button", name="December 2026")).to_be_visible()
    expect(page.get_by_role("table", name="Budgets").get_by_role("row", name="Housing")).to_contain_text("$1,900.00")


def test_a_named_budget_has_a_line_for_all_its_days(sample: Page) -> None:
    page = sample
    page.get_by_role("combobox", name="Budget shown").click()
    page.get_by_role("option", name="Ten days in Lisbon").click()
    expect(page.get_by_role("table", name="Budgets").get_by_role("row", name="Hotel")).to_contain_text("$840.00")
    expect(page.get_by_role("button", name="All", pressed=True)).to_be_visible()
    assert violations(page) == []
