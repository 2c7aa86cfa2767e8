"""The review by keyboard: what a person stages is what is confirmed, and the last row leads to the confirmation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer
from tests.makers import statement

ROWS = ("2026-10-01,STARBUCKS 0042,-6.75", "2026-10-02,STARBUCKS 0042,-5.25", "2026-10-03,COPPER KETTLE,-4.50")


@pytest.fixture
def review(start_server: StartServer, browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Page]:
    """The review of an app with three transactions; the starter list knows two of them."""
    server = start_server(tmp_path / "BudgetApp")
    context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    problems.watch(page)
    page.goto(server.url)
    made = page.request.post(f"{server.address}/api/accounts", data={"name": "Everyday", "account_type": "checking"})
    account_id = made.json()["id"]
    file: FilePayload = {"name": "october.csv", "mimeType": "text/csv", "buffer": statement(*ROWS)}
    fields: dict[str, str | float | bool | bytes | FilePayload] = {"file": file, "account_id": account_id}
    seen = page.request.post(f"{server.address}/api/import/preview", multipart=fields).json()
    page.request.post(f"{server.address}/api/import/{seen['id']}/commit", data={"account_id": account_id})
    page.goto(f"{server.address}/review")
    expect(page.get_by_role("row", name="Copper Kettle")).to_be_visible()
    yield page
    assert problems.unexpected() == []
    context.close()


def choose(page: Page, letters: str) -> None:
    page.keyboard.press("c")
    expect(page.get_by_placeholder("Search categories")).to_be_focused()
    page.keyboard.type(letters)
    page.keyboard.press("Enter")


def test_a_row_staged_otherwise_than_suggested_is_confirmed_as_staged_with_enter(review: Page) -> None:
    page = review
    page.keyboard.press("j")
    expect(page.get_by_role("button", name="Accept Coffee for Starbucks").first).to_be_visible()
    choose(page, "groceries")
    expect(page.get_by_role("link", name="Staged 1")).to_be_visible()

    page.get_by_role("link", name="Staged 1").click()
    staged = page.get_by_role("row", name="Starbucks")
    expect(staged).to_contain_text("Groceries")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is staged")).to_be_visible()

    page.get_by_role("link", name="To review 2").click()
    # The other transaction of this merchant has learned of it without leaving its place.
    expect(page.get_by_role("row", name="Starbucks")).to_contain_text("Groceries")
    page.goto(page.url.split("/review")[0] + "/data?search=starbucks")
    confirmed = page.get_by_role("row", name="Starbucks").filter(has_text="$5.25")
    expect(confirmed).to_contain_text("Groceries")


def test_after_the_last_row_the_review_and_today_offer_to_confirm_with_a_key(review: Page) -> None:
    page = review
    choose(page, "restaurant")
    expect(page.get_by_role("link", name="To review 2")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="To review 1")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 staged", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Confirm", exact=False).last).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="3 staged")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("3 transactions confirmed")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing to review")).to_be_visible()


def test_one_decision_files_all_transactions_of_a_merchant(review: Page) -> None:
    page = review
    page.goto(f"{page.url.split('/review')[0]}/review?group=merchant")
    expect(page.get_by_role("row", name="Starbucks").first).to_be_visible()
    page.get_by_role("button", name="Accept Coffee for all 2").click()
    expect(page.get_by_role("link", name="Staged 2")).to_be_visible()
    expect(page.get_by_text("2 transactions staged")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("link", name="Staged 0")).to_be_visible()
    page.get_by_role("button", name="Choose another…").click()
    expect(page.get_by_placeholder("Search categories")).to_be_focused()
    page.keyboard.type("groceries")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Staged 2").click()
    expect(page.get_by_role("row", name="Starbucks").filter(has_text="Groceries")).to_have_count(2)
