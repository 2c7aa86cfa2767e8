"""A broker's file in the browser: choose, give a word its meaning, add, look at the holdings, undo."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer

SAMPLES = Path(__file__).parent.parent / "samples" / "investments"


@pytest.fixture
def page(start_server: StartServer, browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Page]:
    """The page of an app that has no investments yet."""
    server = start_server(tmp_path / "BudgetApp")
    context = browser.new_context(
        locale="en-US",
        base_url=server.address,
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    page = context.new_page()
    problems.watch(page)
    page.goto(server.url)
    page.goto("/investments")
    page.get_by_role("button", name="Import broker file").click()
    yield page
    assert problems.unexpected() == []
    context.close()


def choose(page: Page, name: str) -> None:
    page.get_by_label("File of a broker").set_input_files(SAMPLES / name)


def assert_accessible(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 800, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if folder := os.environ.get("SHOTS"):
                page.screenshot(path=f"{folder}/{theme}-{width}.png")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways at {width}"
            assert violations(page) == [], f"{theme} {width}"
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_broker_file_becomes_holdings_and_is_undone(page: Page) -> None:
    choose(page, "schwab_transactions.csv")
    expect(page.get_by_role("heading", name="schwab_transactions.csv")).to_be_visible()
    expect(page.get_by_text("1 word for activities has no meaning yet.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("quarterly rebate means").click()
    page.get_by_role("option", name="Interest", exact=True).click()
    page.get_by_role("button", name="Add 9 lines").click()
    expect(page.get_by_role("heading", name="9 activities added")).to_be_visible()
    page.get_by_role("button", name="Show investments").click()
    expect(page.get_by_text("ADLER WORKS INC").first).to_be_visible()
    page.goto("/investments/import")
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("Import of schwab_transactions.csv undone.")).to_be_visible()
    page.goto("/investments")
    expect(page.get_by_role("button", name="Import broker file")).to_be_visible()


def test_the_same_file_again_offers_nothing_to_add(page: Page) -> None:
    choose(page, "fidelity_activity.csv")
    page.get_by_role("button", name="Add 7 lines").click()
    page.get_by_role("button", name="Import another file").click()
    choose(page, "fidelity_activity.csv")
    expect(page.get_by_text("Nothing in this file is new.")).to_be_visible()
    expect(page.get_by_role("button", name="Add 0 lines")).to_be_disabled()


def test_a_file_of_a_bank_that_also_has_investments_leads_there(page: Page) -> None:
    page.goto("/import")
    page.get_by_label("Statement files").set_input_files(SAMPLES / "bank_and_brokerage.ofx")
    page.get_by_role("button", name="Import as investments").click()
    page.get_by_role("button", name="Add 3 lines").click()
    expect(page.get_by_role("heading", name="2 activities and 1 holding added")).to_be_visible()
