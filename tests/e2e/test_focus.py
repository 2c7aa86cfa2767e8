"""Where the focus goes when something that floats closes."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def budget(page: Page) -> Page:
    page.goto("/budget")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("dialog", name="Add a budget").get_by_label("Category").click()
    expect(page.get_by_role("option", name="Food", exact=False).first).to_be_visible()
    return page


def test_the_focus_returns_to_what_opened_the_picker(budget: Page) -> None:
    budget.keyboard.press("Enter")
    expect(budget.get_by_label("Category")).to_be_focused()


def test_somebody_who_has_gone_on_keeps_the_focus(budget: Page) -> None:
    # Between the picker's end and the turn of the page in which it gives the focus back.
    budget.get_by_role("option").first.evaluate(
        """async (option) => {
          option.click();
          while (option.isConnected) await null;
          document.querySelector('[role=dialog] input[inputmode=decimal]').focus();
        }"""
    )
    expect(budget.get_by_role("dialog", name="Choose a category")).to_have_count(0)
    budget.evaluate("new Promise((resolve) => setTimeout(resolve))")
    expect(budget.get_by_label("Amount a month")).to_be_focused()
