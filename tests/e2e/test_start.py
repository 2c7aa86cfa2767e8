"""The first look at the app."""

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import violations


def test_the_first_page_opens_and_axe_finds_nothing(page: Page) -> None:
    expect(page).to_have_title("Today · Budget App")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
