"""A portfolio in the browser: purchases by hand, a sale by another method, the sale undone, and a broker's file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import started

SAMPLES = Path(__file__).parent.parent / "samples" / "investments"


@pytest.fixture
def window(tmp_path: Path, browser: Browser, problems: Problems) -> Iterator[Page]:
    """A window on an empty app, on a day that stands still."""
    settings = {"BUDGET_APP_TODAY": "2026-11-20"}
    with started(tmp_path / "BudgetApp", log=tmp_path / "server.log", settings=settings) as app:
        context = browser.new_context(
            base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
        )
        page = context.new_page()
        problems.watch(page)
        page.goto(app.url)
        page.goto("/investments")
        yield page
        context.close()
        # The sale of lots that do not add up is refused.
        problems.expect("422")
        assert problems.unexpected() == []


def buy(page: Page, day: str, shares: str, price: str, *, new: bool = False) -> None:
    """Enter a purchase in the dialog that the key A opens."""
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Add an activity")
    dialog.get_by_label("Day").fill(day)
    dialog.get_by_label("Security", exact=True).click()
    page.get_by_role("option", name="New security…" if new else "Alder Software").click()
    if new:
        # “Name” is also a part of other labels.
        dialog.get_by_label("Name", exact=True).fill("Alder Software")
        dialog.get_by_label("Ticker, if it has one").fill("ADLR")
    dialog.get_by_label("Shares").fill(shares)
    dialog.get_by_label("Price of one share").fill(price)
    dialog.get_by_role("button", name="Add activity").click()
    expect(dialog).to_be_hidden()


def test_a_portfolio_by_hand(window: Page) -> None:
    window.get_by_role("button", name="Add an account").click()
    account = window.get_by_role("dialog", name="Add an investment account")
    account.get_by_role("button", name="Add account").click()
    expect(account.get_by_text("Give the account a name.")).to_be_visible()
    account.get_by_label("Name").fill("Brokerage")
    account.get_by_role("button", name="Add account").click()
    expect(account).to_be_hidden()

    buy(window, "2025-03-14", "20", "96.20", new=True)
    buy(window, "2026-01-20", "8", "171.30")
    expect(window.get_by_role("row", name="Alder Software ADLR")).to_contain_text("$4,796.40")
    window.get_by_role("link", name="Alder Software ADLR").click()

    expect(window.get_by_role("heading", level=1)).to_have_text("Alder Software")
    window.keyboard.press("p")
    price = window.get_by_role("dialog", name="New price of Alder Software")
    price.get_by_label("Price of one share").fill("184.25")
    price.get_by_role("button", name="Store price").click()
    expect(window.get_by_role("button", name="Value, $5,159.00, explain")).to_be_visible()
    lots = window.get_by_role("table", name="Open lots in Brokerage")
    expect(lots.get_by_role("row", name="Mar 14, 2025")).to_contain_text("+$1,761.00")

    sale = window.get_by_role("table", name="What a sale would realise by each method")
    expect(sale.get_by_role("row", name="First in, first out")).to_contain_text("+$880.50")
    expect(sale.get_by_role("row", name="Average cost")).to_contain_text("+$665.93")
    sale.get_by_role("radio", name="Last in, first out").check()
    assert violations(window) == []

    window.keyboard.press("s")
    dialog = window.get_by_role("dialog", name="Add an activity")
    expect(dialog.get_by_label("Shares")).to_have_value("10")
    dialog.get_by_label("Shares").fill("40")
    dialog.get_by_label("Price of one share").fill("184.25")
    dialog.get_by_role("button", name="Add activity").click()
    expect(dialog.get_by_role("alert")).to_contain_text("do not add up")
    dialog.get_by_label("Shares").fill("10")
    dialog.get_by_role("button", name="Add activity").click()
    expect(dialog).to_be_hidden()
    sold = window.get_by_role("table", name="Sold lots in Brokerage")
    expect(sold.get_by_role("row", name="2 lots")).to_contain_text("+$279.70")
    expect(window.get_by_text("Cost proves itself")).to_be_visible()

    window.keyboard.press("u")
    expect(sold).to_be_hidden()
    expect(lots.get_by_role("row", name="2 lots")).to_contain_text("28")

    # A broker's file adds to what was entered by hand: one link for each holding, to its lots.
    window.goto("/investments/import")
    window.get_by_label("File of a broker").set_input_files(SAMPLES / "schwab_transactions.csv")
    window.get_by_label("quarterly rebate means").click()
    window.get_by_role("option", name="Interest", exact=True).click()
    window.get_by_role("button", name="Add 9 lines").click()
    window.get_by_role("button", name="Show investments").click()
    expect(window.get_by_role("link", name="Alder Software ADLR")).to_have_count(1)
    fund = window.get_by_role("link", name="BROAD FIELD TOTAL MARKET ETF BFTM")
    expect(fund).to_have_count(1)
    fund.click()
    expect(window.get_by_role("heading", level=1)).to_have_text("BROAD FIELD TOTAL MARKET ETF")
    bought = window.get_by_role("table", name="Open lots in Schwab ...417")
    expect(bought.get_by_role("row", name="Feb 20, 2024")).to_contain_text("$2,883.00")
