"""A page is kept under a name: pinned to the sidebar, renamed, taken from it, removed and brought back."""

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import violations


def test_a_view_is_saved_renamed_removed_and_brought_back(page: Page) -> None:
    page.goto("/forecast")
    expect(page.get_by_role("heading", level=1, name="Forecast")).to_be_visible()
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("button", name="Saved views").click()
    dialog = page.get_by_role("dialog", name="Saved views")
    dialog.get_by_label("Save this page as").fill("Next year")
    dialog.get_by_role("button", name="Save view").click()
    expect(dialog).to_have_count(0)
    link = main.get_by_role("link", name="Next year", exact=True)
    expect(link).to_have_attribute("aria-current", "page")

    page.goto("/settings")
    link.click()
    expect(page.get_by_role("heading", level=1, name="Forecast")).to_be_visible()

    main.get_by_role("button", name="Saved views").click()
    expect(dialog).to_be_visible()
    assert violations(page) == []
    dialog.get_by_role("button", name="Name of Next year").click()
    name = dialog.get_by_label("Name of Next year")
    name.fill("Ahead")
    name.press("Enter")
    expect(dialog.get_by_role("button", name="Remove Ahead")).to_be_visible()
    dialog.get_by_role("checkbox", name="Show Ahead in the sidebar").click()
    expect(dialog.get_by_role("checkbox", name="Show Ahead in the sidebar")).not_to_be_checked()
    dialog.get_by_role("button", name="Remove Ahead").click()
    expect(dialog.get_by_role("list", name="Saved views")).to_have_count(0)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    page.keyboard.press("u")
    main.get_by_role("button", name="Saved views").click()
    expect(dialog.get_by_role("button", name="Remove Ahead")).to_be_visible()
    dialog.get_by_role("button", name="Remove Ahead").click()
    expect(dialog.get_by_role("list", name="Saved views")).to_have_count(0)
