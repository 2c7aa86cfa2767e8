"""Documents in the browser: a receipt and an order history are matched and split, found by their text, and packed."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.backend.documents.test_order_file import CSV
from tests.backend.documents.test_proposals import receipt_pdf
from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer
from tests.e2e.test_debts import post

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def page(browser: Browser, start_server: StartServer, problems: Problems, tmp_path: Path,
         monkeypatch: pytest.MonkeyPatch) -> Page:  # fmt: skip
    """A page of an app with a grocery purchase, an order and a donation."""
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    server = start_server(tmp_path / "BudgetApp")
    context = browser.new_context(
        locale="en-US", base_url=server.address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    problems.watch(page)
    page.goto(server.url)
    post(page, "/api/accounts", {"name": "Everyday", "account_type": "checking"})
    for on, text, minor, category in (
        ("2026-03-06", "Harvest Lane Market", 1129, "groceries"),
        ("2026-11-15", "Online Shop", 2247, "books"),
        ("2026-05-04", "Northbank Shelter", 12_000, "donation"),
    ):
        row = {"account_id": 1, "on": on, "description": text, "amount_minor": minor, "category_short_desc": category}
        post(page, "/api/transactions", row)
    return page


def test_documents_are_kept_matched_split_found_and_packed(page: Page, tmp_path: Path) -> None:
    receipt, orders = tmp_path / "market.pdf", tmp_path / "orders.csv"
    receipt.write_bytes(receipt_pdf())
    orders.write_text(CSV, encoding="utf-8")
    page.goto("/documents")
    expect(page.get_by_text("No documents yet")).to_be_visible()
    page.get_by_label("Choose documents").set_input_files(receipt)
    drawer = page.get_by_role("complementary", name="market.pdf")
    expect(drawer.get_by_text("agrees with the printed total")).to_be_visible()
    expect(drawer.get_by_role("img", name="Page 1 of market.pdf")).to_be_visible()
    drawer.get_by_role("button", name="Link Harvest Lane Market").click()
    expect(drawer.get_by_role("link", name="Harvest Lane Market")).to_be_visible()
    drawer.get_by_role("button", name="Split in 2").click()
    expect(drawer.get_by_text("The transaction is split.")).to_be_visible()
    assert violations(page) == []
    keep_shot(page, "receipt-1440")
    page.get_by_label("Choose documents").set_input_files(orders)
    orders_drawer = page.get_by_role("complementary", name="orders.csv")
    orders_drawer.get_by_role("button", name="Link Online Shop").click()
    expect(orders_drawer.get_by_text("Paid by Online Shop")).to_be_visible()
    page.get_by_label("Choose documents").set_input_files(SAMPLES / "pdf" / "northbank_uk.pdf")
    statement = page.get_by_role("complementary", name="northbank_uk.pdf")
    statement.get_by_role("button", name="Import its rows").click()
    expect(page.get_by_text("Opening balance")).to_be_visible()
    page.get_by_label("Account for this file").click()
    page.get_by_role("option", name="Everyday").click()
    page.get_by_role("button", name="Add 8 transactions").click()
    expect(page.get_by_text("8 transactions added to Everyday")).to_be_visible()
    page.goto("/documents")
    page.get_by_label("Search documents").fill("sourdough")
    table = page.get_by_role("table", name="Documents")
    expect(table.get_by_role("button")).to_have_text(["market.pdf"])
    page.goto("/documents?tab=tax")
    expect(page.get_by_role("row", name="Charity")).to_contain_text("0 of 1")
    expect(page.get_by_text("Northbank Shelter, 2026-05-04")).to_be_visible()
    page.get_by_role("link", name="Attach").first.click()
    attaching = page.get_by_role("complementary", name="Edit Northbank Shelter")
    expect(attaching).to_be_visible()
    attaching.get_by_role("button", name="Close", exact=True).click()
    expect(attaching).to_be_hidden()
    page.goto("/documents?tab=tax")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Make the ZIP").click()
    assert waiting.value.suggested_filename == "tax-pack-2026.zip"
    assert violations(page) == []
    keep_shot(page, "tax-1440")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto("/documents?open=1")
    expect(page.get_by_text("agrees with the printed total")).to_be_visible()
    assert violations(page) == []
    keep_shot(page, "receipt-390")
    page.goto("/documents")
    keep_shot(page, "list-390")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/documents?as=grid")
    page.wait_for_load_state("networkidle")
    keep_shot(page, "grid-1440")


def keep_shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")
