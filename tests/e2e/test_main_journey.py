"""The main job as a person does it: a bank's file becomes reviewed, learned money; the next file needs less work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer

OCTOBER = """Date,Description,Amount,Balance
2026-10-01,POS TRADER JOE'S #552 PORTLAND OR,-84.12,915.88
2026-10-02,SQ *COPPER KETTLE 0042 PORTLAND OR,-6.75,909.13
2026-10-02,SQ *COPPER KETTLE 0042 PORTLAND OR,-6.75,902.38
2026-10-03,ACME PAYROLL,2840.00,3742.38
2026-10-05,SQ *COPPER KETTLE 0042 PORTLAND OR,-4.50,3737.88
2026-13-03,BROKEN DAY,-1.00,3736.88
"""
NOVEMBER = """Date,Description,Amount,Balance
2026-10-05,SQ *COPPER KETTLE 0042 PORTLAND OR,-4.50,3737.88
2026-11-02,SQ *COPPER KETTLE 0042 PORTLAND OR,-5.25,3732.63
"""


@pytest.fixture
def empty_app(start_server: StartServer, browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Page]:
    """The page of an app that has no data yet."""
    server = start_server(tmp_path / "BudgetApp")
    context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    problems.watch(page)
    page.goto(server.url)
    yield page
    assert problems.unexpected() == []
    context.close()


def choose_file(page: Page, name: str, content: str) -> None:
    page.get_by_label("Statement files").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )


def expect_current(page: Page, name: str) -> None:
    """The keys now act on the row of that merchant."""
    expect(page.locator('[role="row"][aria-current="true"]')).to_contain_text(name)


def decide(page: Page, letters: str) -> None:
    """With the keyboard alone: open the picker of the current row, type, take the best fit."""
    page.keyboard.press("c")
    expect(page.get_by_placeholder("Search categories")).to_be_focused()
    page.keyboard.type(letters)
    page.keyboard.press("Enter")


def test_a_file_is_previewed_imported_reviewed_by_keyboard_and_learned(empty_app: Page) -> None:
    page = empty_app
    expect(page.get_by_text("Explore sample data")).to_be_visible()

    page.get_by_text("Import a file").click()
    choose_file(page, "october.csv", OCTOBER)
    expect(page.get_by_text("5 + 1 = 6 of 6 lines read")).to_be_visible()
    expect(page.get_by_text("does not exist in the calendar")).to_be_visible()
    page.get_by_role("button", name="or create a new account").click()
    page.get_by_label("Name").fill("Everyday Checking")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add 5 transactions").click()
    expect(page.get_by_text("5 transactions added to Everyday Checking")).to_be_visible()

    page.get_by_role("link", name="Review 5 transactions").click()
    expect(page.get_by_role("link", name="To review 5")).to_be_visible()
    # Newest first: the starter list knows the pay and the grocer, nobody knows the kettle.
    waiting = ("Copper Kettle", "Acme Payroll", "Copper Kettle", "Copper Kettle", "Trader Joe's")
    for done, name in enumerate(waiting, 1):
        expect_current(page, name)
        if name == "Copper Kettle":
            decide(page, "coffee")
        else:
            page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=f"To review {len(waiting) - done}")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("link", name="To review 1")).to_be_visible()
    expect_current(page, "Trader Joe's")
    page.keyboard.press("Enter")
    expect(page.get_by_text("5 staged", exact=True)).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Staged 0")).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("i")
    choose_file(page, "november.csv", NOVEMBER)
    expect(page.get_by_text("1 + 1 = 2 of 2 lines read")).to_be_visible()
    expect(page.get_by_label("Account for this file")).to_have_text("Everyday Checking")
    page.get_by_role("button", name="Add 1 transaction").click()
    expect(page.get_by_text("1 categorised automatically")).to_be_visible()

    page.goto(page.url.replace("/import", "/data?search=kettle"))
    kettles = page.get_by_role("row", name="Copper Kettle")
    expect(kettles).to_have_count(4)
    expect(kettles.filter(has_text="Coffee")).to_have_count(4)

    page.goto(page.url.replace("/data?search=kettle", "/spending?month=2026-10"))
    food = page.get_by_role("row", name="Food").first
    # 84.12 at the grocer, 6.75 + 6.75 + 4.50 at the kettle.
    expect(food).to_contain_text("$102.12")
    page.goto(page.url.replace("/spending?month=2026-10", "/budget?month=2026-10"))
    page.get_by_role("button", name="Add", exact=True).click()
    dialog = page.get_by_role("dialog", name="Add a budget")
    dialog.get_by_label("Category").click()
    page.keyboard.type("food")
    page.keyboard.press("Enter")
    dialog.get_by_label("Amount a month").fill("150")
    page.keyboard.press("Enter")
    # A budget of a parent counts what its children spent.
    expect(page.get_by_role("row", name="Food").filter(has_text="$47.88")).to_be_visible()
