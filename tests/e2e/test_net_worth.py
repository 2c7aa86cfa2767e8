"""Net worth in the browser: something is added, explained, valued anew and taken back, by keyboard."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer


def test_a_car_is_added_explained_valued_anew_and_taken_back(
    browser: Browser, start_server: StartServer, tmp_path: Path, problems: Problems
) -> None:
    server = start_server(tmp_path / "BudgetApp")
    page = browser.new_context(locale="en-US", base_url=server.address, reduced_motion="reduce").new_page()
    problems.watch(page)
    page.goto(server.url)
    page.goto("/net-worth")
    expect(page.get_by_text("Nothing to add up yet")).to_be_visible()

    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Add something you own or owe")
    dialog.get_by_label("Name").fill("Car")
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Car").click()
    dialog.get_by_label("Value of the whole").fill("16,700")
    dialog.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Net worth, $16,700.00, explain")).to_be_visible()

    page.keyboard.press("=")
    explained = page.get_by_role("dialog", name="Net worth explained")
    expect(explained.get_by_role("row", name="Things you own")).to_contain_text("$16,700.00")
    page.keyboard.press("Escape")
    expect(explained).to_have_count(0)

    page.keyboard.press("j")
    page.keyboard.press("v")
    dialog = page.get_by_role("dialog", name="New value of Car")
    dialog.get_by_label("Value of the whole").fill("14,200")
    dialog.get_by_label("Where it comes from").fill("dealer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Net worth, $14,200.00, explain")).to_be_visible()
    expect(page.get_by_role("table", name="Values of Car")).to_contain_text("dealer")

    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Net worth, $16,700.00, explain")).to_be_visible()
    page.keyboard.press("t")
    expect(page).to_have_url(f"{server.address}/net-worth?show=table")
    expect(page.get_by_role("table", name="Net worth by month")).to_contain_text("$16,700.00")
    assert problems.unexpected() == []
    page.context.close()
