"""A person watches a day of prices, sells in parts by two methods, and opens the numbers down to lots and prices."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import Problems
from tests.e2e.server import started

BASE = "/api/investments"


@pytest.fixture
def window(tmp_path: Path, browser: Browser, problems: Problems) -> Iterator[Page]:
    """A window on an app with a stock that was bought twice, at the price of yesterday."""
    settings = {"BUDGET_APP_TODAY": "2026-11-20"}
    with started(tmp_path / "BudgetApp", log=tmp_path / "server.log", settings=settings) as app:
        context = browser.new_context(
            base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
        )
        page = context.new_page()
        problems.watch(page)
        page.goto(app.url)
        send(page, "POST", "/accounts/manual", account_name="Brokerage", currency="USD")
        send(page, "POST", "/securities", ticker="ADLR", name="Alder Software", currency="USD")
        buy(page, "2025-03-14", "20", "96.20")
        buy(page, "2026-01-20", "8", "171.30")
        send(page, "PUT", "/securities/1/prices/2026-11-19", close="186.10")
        yield page
        context.close()
        assert problems.unexpected() == []


def send(page: Page, method: str, path: str, **body: Any) -> None:
    """Send a request as the page does, with its launch token."""
    status = page.evaluate(
        "async ([method, path, body]) => (await fetch(path, {method, body, headers: "
        "{'Content-Type': 'application/json'}})).status",
        [method, BASE + path, json.dumps(body)],
    )
    assert status == 200, (method, path, status)


def buy(page: Page, day: str, shares: str, price: str) -> None:
    body = {"account_id": 1, "security_id": 1, "on": day, "quantity": shares, "price": price}
    send(page, "POST", "/transactions", type="buy", **body)


def sell(page: Page, method: str, shares: str) -> None:
    """Choose a method on the page of the security and sell so many shares by it."""
    sale = page.get_by_role("table", name="What a sale would realise by each method")
    sale.get_by_role("radio", name=method).check()
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog", name="Add an activity")
    dialog.get_by_label("Shares").fill(shares)
    dialog.get_by_label("Price of one share").fill("184.25")
    dialog.get_by_role("button", name="Add activity").click()
    expect(dialog).to_be_hidden()


def rows_of(panel: Any) -> list[str]:
    return [" ".join(row.inner_text().split()) for row in panel.get_by_role("row").all()]


@pytest.mark.timeout(240)
def test_every_number_opens_to_its_lots_and_prices(window: Page) -> None:
    # A day of prices: the price of today comes, and the change of the day follows from it.
    window.goto("/investments/1")
    expect(window.get_by_role("heading", level=1)).to_have_text("Alder Software")
    window.keyboard.press("p")
    price = window.get_by_role("dialog", name="New price of Alder Software")
    price.get_by_label("Price of one share").fill("184.25")
    price.get_by_role("button", name="Store price").click()
    expect(window.get_by_role("button", name="Value, $5,159.00, explain")).to_be_visible()

    # Sold in parts: ten of the newest, then half of what is left of the oldest.
    window.get_by_label("Shares to sell").fill("10")
    sell(window, "Last in, first out", "10")
    sold = window.get_by_role("table", name="Sold lots in Brokerage")
    expect(sold.get_by_role("row", name="2 lots")).to_be_visible()
    window.get_by_label("Shares to sell").fill("9")
    sell(window, "First in, first out", "9")
    expect(sold.get_by_role("row", name="3 lots")).to_be_visible()

    # 28 - 10 - 9 = 9 shares x 184.25 = 1,658.25: from the total to the lot and the price of the day.
    window.goto("/investments")
    window.get_by_role("button", name="Value, $1,658.25, explain").first.click()
    panel = window.get_by_role("dialog", name="Value explained")
    panel.get_by_role("button", name="Brokerage").click()
    panel.get_by_role("button", name="Alder Software").click()
    expect(panel.get_by_role("row", name="Lot of Mar 14, 2025, cost 865.80 USD")).to_contain_text("9 shares")
    expect(panel.get_by_role("row", name="Price of Nov 20, 2026, entered by you")).to_contain_text("184.25 USD")
    panel.get_by_role("button", name="Back to Value, Brokerage").click()
    expect(panel.get_by_role("heading", name="Value, Brokerage")).to_be_visible()
    window.keyboard.press("Escape")

    # 9 x (184.25 - 186.10) = -16.65
    window.get_by_role("button", name="Day change, −$16.65, explain").click()
    panel = window.get_by_role("dialog", name="Day change explained")
    panel.get_by_role("button", name="Brokerage").click()
    panel.get_by_role("button", name="Alder Software").click()
    expect(panel.get_by_role("row", name="Price of Nov 20, 2026")).to_contain_text("less that of Nov 19, 2026, 186.1")
    window.keyboard.press("Escape")

    # The same value on Net worth opens to the same lot.
    window.goto("/net-worth")
    window.get_by_role("button", name="Net worth, $1,658.25, explain").click()
    panel = window.get_by_role("dialog", name="Net worth explained")
    for term in ("Investments", "Brokerage", "Holdings on Nov 20, 2026", "Alder Software"):
        panel.get_by_role("button", name=term).click()
    expect(panel.get_by_role("row", name="Lot of Mar 14, 2025, cost 865.80 USD")).to_contain_text("9 shares")
