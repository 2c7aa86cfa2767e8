"""The first week of a person with three accounts: after every step each page says the same."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import Problems
from tests.e2e.server import Server, started

CHECKING = """Date,Description,Amount,Balance
2026-10-01,TRADER JOE'S #552 PORTLAND OR,-84.12,915.88
2026-10-02,SQ *COPPER KETTLE 0042,-6.75,909.13
2026-10-03,ACME PAYROLL,2840.00,3749.13
2026-10-20,CARD PAYMENT THANK YOU 8850,-150.00,3599.13
"""
CARD = """Transaction Date,Post Date,Description,Category,Type,Amount,Memo
10/05/2026,10/06/2026,RIDGEBACK OUTFITTERS,Shopping,Sale,-129.00,
10/09/2026,10/10/2026,RIDGEBACK OUTFITTERS,Shopping,Return,64.50,
10/12/2026,10/13/2026,SHELL OIL 5744,Gas,Sale,-46.31,
10/20/2026,10/20/2026,PAYMENT THANK YOU,,Payment,150.00,
"""
EURO = """Buchungstag;Verwendungszweck;Betrag;Währung
07.10.2026;REWE MARKT BERLIN;-23,40;EUR
08.10.2026;CAFE KRANZLER;-8,10;EUR
"""
CARD_NAME = "Chase card"
OVERLAP = """Date,Description,Amount,Balance
2026-10-20,CARD PAYMENT THANK YOU 8850,-150.00,3599.13
2026-11-02,SQ *COPPER KETTLE 0042,-5.25,3593.88
"""


class Household:
    """A browser on an app that can be restarted on the same data."""

    def __init__(self, browser: Browser, problems: Problems, folder: Path, stack: ExitStack) -> None:
        self._browser, self._problems, self._folder, self._stack = browser, problems, folder, stack
        self._running: ExitStack | None = None
        self.restart()

    def restart(self) -> None:
        """Afterwards the app runs anew, with its page open."""
        if self._running is not None:
            self.page.context.close()
            self._running.close()
        self._running = self._stack.enter_context(ExitStack())
        home, log = self._folder / "BudgetApp", self._folder / "server.log"
        server: Server = self._running.enter_context(started(home, log=log))
        context = self._browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
        self.page: Page = context.new_page()
        self._problems.watch(self.page)
        self.page.goto(server.url)
        self.address = server.address

    def get(self, path: str) -> Any:
        answer = self.page.request.get(self.address + path)
        assert answer.ok, answer.text()
        return answer.json()

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def import_file(self, name: str, content: str, *, rows: int, account: str | None = None) -> None:
        """Import a file into a new account, else into the one that the page proposes. The card's file names its own."""
        page = self.page
        self.open("/import")
        page.get_by_label("Statement files").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        )
        if account == CARD_NAME:
            page.get_by_role("button", name=f"New account {account}").click()
        elif account:
            page.get_by_role("button", name="or create a new account").click()
            page.get_by_label("Name").fill(account)
            page.keyboard.press("Enter")
        page.get_by_role("button", name=f"Add {rows} transaction").click()
        expect(page.get_by_text(f"{rows} transaction{'s' if rows > 1 else ''} added to")).to_be_visible()

    def choose(self, letters: str) -> None:
        page = self.page
        page.keyboard.press("c")
        expect(page.get_by_placeholder("Search categories")).to_be_focused()
        page.keyboard.type(letters)
        page.keyboard.press("Enter")

    def spent(self) -> int:
        """Return what October cost in dollars; every page and every list says the same."""
        categories = self.get("/api/transactions/spending-by-category?month=2026-10")
        trend = {row["month"]: row for row in self.get("/api/transactions/monthly-trend") if row["currency"] == "USD"}
        sums = self.get("/api/transactions?start_date=2026-10-01&end_date=2026-10-31&sums=true&limit=1")["sums"]
        summary = self.get("/api/transactions/spending-summary?month=2026-10")
        budget = self.get("/api/budgets/summary?month=2026-10")
        figures = {
            "categories": sum(row["total_minor"] for row in categories if row["currency"] == "USD"),
            "trend": trend.get("2026-10", {"total_minor": 0})["total_minor"],
            "list": next((row["spent_minor"] for row in sums if row["currency"] == "USD"), 0),
            "summary": summary["spent_minor"],
            "budget": budget["spent_minor"] + budget["unbudgeted_spent_minor"],
        }
        assert len(set(figures.values())) == 1, figures
        return int(summary["spent_minor"])


@pytest.fixture
def household(browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Household]:
    with ExitStack() as stack:
        yield Household(browser, problems, tmp_path, stack)
        assert problems.unexpected() == []


def test_the_first_week_of_a_household_adds_up_everywhere(household: Household) -> None:
    page = household.page
    household.import_file("checking.csv", CHECKING, rows=4, account="Everyday")
    household.import_file("Chase8850_Activity.csv", CARD, rows=4, account=CARD_NAME)
    household.import_file("Umsaetze.csv", EURO, rows=2, account="Giro")
    kinds = {account["name"]: account["account_type"] for account in household.get("/api/accounts")}
    assert kinds[CARD_NAME] == "credit"
    assert household.spent() == 0

    # By keyboard: the petrol, the refund, what was bought in euros. The two sides of the card's payment were linked.
    household.open("/review")
    expect(page.get_by_role("row", name="Shell Oil")).to_be_visible()
    for left, letters in ((7, None), (6, "clothing"), (5, None), (4, None)):
        if letters:
            household.choose(letters)
        else:
            page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=f"To review {left}")).to_be_visible()
    page.get_by_role("link", name="Staged 4").click()
    expect(page.get_by_role("row", name="Shell Oil")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Staged 3")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Staged 0")).to_be_visible()
    assert household.spent() == 4631 - 6450

    household.open("/data?search=kettle")
    expect(page.get_by_role("row", name="Copper Kettle")).to_be_visible()
    household.choose("coffee")
    expect(page.get_by_role("row", name="Copper Kettle")).to_contain_text("Coffee")
    assert household.spent() == 4631 - 6450 + 675

    household.open("/review")
    expect(page.get_by_role("row", name="Acme Payroll")).to_be_visible()
    for left in (2, 1, 0):
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=f"To review {left}")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Staged 0")).to_be_visible()
    assert household.spent() == 8412 + 675 + 12900 - 6450 + 4631
    household.open("/spending?month=2026-10")
    expect(page.get_by_text("$201.68").first).to_be_visible()
    expect(page.get_by_text("€31.50").first).to_be_visible()

    household.import_file("november.csv", OVERLAP, rows=1)
    assert household.get("/api/stats")["total_transactions"] == 11
    assert household.spent() == 20_168
    balances = {row["name"]: row["balance_current_minor"] for row in household.get("/api/accounts")}
    assert balances == {"Everyday": 359_388, CARD_NAME: None, "Giro": None}

    undone = page.request.post(f"{household.address}/api/import/4/undo", data={})
    assert undone.ok, undone.text()
    assert household.get("/api/stats")["total_transactions"] == 10
    assert household.spent() == 20_168

    household.restart()
    page = household.page
    assert household.spent() == 20_168
    household.open("/accounts")
    card = next(each["id"] for each in household.get("/api/accounts") if each["name"] == CARD_NAME)
    page.request.delete(f"{household.address}/api/accounts/{card}")
    assert household.spent() == 8412 + 675
    household.open("/spending?month=2026-10")
    expect(page.get_by_text("$90.87").first).to_be_visible()
    page.request.post(f"{household.address}/api/accounts/{card}/restore")
    assert household.spent() == 20_168
