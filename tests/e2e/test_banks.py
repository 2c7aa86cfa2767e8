"""A person's banks in the browser: keys, a bank linked, accounts matched, syncs, a repaired login, a disconnection."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import Server, started
from tests.standins.demo import DemoBank, simplefin
from tests.standins.plaid_data import CLIENT_ID, SECRET

# Plaid's library loads at its first use.
SLOW_MILLISECONDS = 30_000


@pytest.fixture
def bank() -> Iterator[DemoBank]:
    bank = DemoBank(port=0)
    yield bank
    bank.close()


@pytest.fixture
def app(tmp_path: Path, bank: DemoBank) -> Iterator[Server]:
    """An app without keys, on an empty folder, that takes the stand-in for Plaid."""
    settings = {"PLAID_BASE_URL": bank.address, "BUDGET_APP_KEY_FILE": "1"}
    with started(tmp_path / "BudgetApp", log=tmp_path / "server.log", settings=settings) as running:
        yield running


@pytest.fixture
def window(browser: Browser, app: Server, problems: Problems) -> Iterator[Page]:
    context = browser.new_context(
        base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    problems.watch(page)
    page.goto(app.url)
    yield page
    context.close()


def sign_in(window: Page, button: str, *, bank: str | None) -> None:
    """Go through the bank's page, which opens in another window of the browser."""
    with window.context.expect_page() as opened:
        window.get_by_role("button", name=button).click()
    other = opened.value
    if bank:
        other.get_by_label(bank).check()
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_text("You are signed in")).to_be_visible()
    other.close()


def check_looks(window: Page, name: str) -> None:
    """What is on screen fits and is accessible, wide and light as well as narrow and dark."""
    for theme, width in (("dark", 390), ("light", 1440)):
        window.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} at {width}"
        assert violations(window) == [], f"{name}, {theme}"


@pytest.mark.timeout(300)
def test_a_bank_from_its_keys_to_its_end(window: Page, bank: DemoBank, problems: Problems) -> None:
    # First run: the keys are entered and tested; wrong ones are refused with a sentence.
    window.get_by_role("button", name="Connect a bank").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Connect a bank")
    window.get_by_label("Client ID").fill(CLIENT_ID)
    window.get_by_label("Sandbox secret").fill("not-the-secret")
    problems.expect("400")
    window.get_by_role("button", name="Save and test").click()
    expect(window.get_by_role("alert")).to_contain_text("Plaid refuses these keys", timeout=SLOW_MILLISECONDS)
    check_looks(window, "keys")
    window.get_by_label("Sandbox secret").fill(SECRET)
    window.get_by_role("button", name="Save and test").click()
    expect(window.get_by_text("Keys are stored")).to_be_visible(timeout=SLOW_MILLISECONDS)
    check_looks(window, "way")

    # The bank's page opens in the browser; what happens there is followed.
    with window.context.expect_page() as opened:
        window.get_by_role("button", name="Open the bank’s page").click()
    expect(window.get_by_text("Waiting for your browser")).to_be_visible()
    expect(window.get_by_text("The page was opened")).to_be_visible(timeout=SLOW_MILLISECONDS)
    check_looks(window, "sign-in")
    opened.value.get_by_label("Harbor Credit Union").check()
    opened.value.get_by_role("button", name="Sign in").click()
    opened.value.close()

    # The accounts that were found: one becomes a new account, one is left out.
    expect(window.get_by_role("heading", name="Where does each account go?")).to_be_visible(timeout=SLOW_MILLISECONDS)
    check_looks(window, "accounts")
    window.get_by_role("combobox", name="Visa Platinum goes into").click()
    window.get_by_role("option", name="Leave out").click()
    expect(window.get_by_text("1 new + 1 left out = 2 accounts found")).to_be_visible()
    window.get_by_role("button", name="Connect 1 account").click()

    # The first sync ends with a sum of all that came.
    expect(window.get_by_role("heading", name="Harbor Credit Union is connected")).to_be_visible(
        timeout=SLOW_MILLISECONDS
    )
    expect(window.get_by_role("row", name="From the bank")).to_be_visible()
    check_looks(window, "done")
    window.get_by_role("button", name="Done").click()
    row = window.get_by_role("row", name=re.compile("Share Draft"))
    expect(row).to_contain_text("$1,906.02")
    expect(row).to_contain_text("Bank’s data of")
    expect(window.get_by_role("complementary", name="What the last sync changed")).to_contain_text("1 of 1 bank")

    # A purchase arrives by the key; then the login expires and the row says who has to act.
    item = next(iter(bank.items.values()))
    bank.purchase(item, 14.25, "FERRY STREET DELI")
    window.keyboard.press("Shift+Y")
    expect(window.get_by_text("Harbor Credit Union synced: 1 new.")).to_be_visible(timeout=SLOW_MILLISECONDS)
    item.needs_login = True
    window.keyboard.press("Shift+Y")
    expect(row.get_by_role("cell", name=re.compile("Needs your sign-in"))).to_be_visible()
    expect(window.get_by_role("navigation", name="Main")).to_contain_text("1 bank needs you")
    check_looks(window, "needs-you")
    row.get_by_role("link", name="Sign in").click()
    check_looks(window, "repair")
    sign_in(window, "Open the bank’s page", bank=None)
    expect(window.get_by_role("heading", name="Harbor Credit Union is connected")).to_be_visible(
        timeout=SLOW_MILLISECONDS
    )

    # The history tells every sync and what it changed.
    window.get_by_role("link", name=re.compile("Synced")).click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Sync history")
    window.get_by_role("button", name=re.compile("Harbor Credit Union.*show what it changed")).nth(2).click()
    expect(window.get_by_role("complementary", name="This sync")).to_contain_text("FERRY STREET DELI", ignore_case=True)
    check_looks(window, "history")

    # A sync is undone: what that does is said before, and its row waits among the deleted ones.
    window.get_by_role("button", name="Undo this sync").click()
    expect(window.get_by_role("dialog")).to_contain_text("1 new transaction goes to Deleted")
    check_looks(window, "undo")
    window.get_by_role("dialog").get_by_role("button", name="Undo sync (1 transaction)").click()
    expect(window.get_by_role("complementary", name="This sync")).to_contain_text("Undone")
    window.goto("/deleted-transactions")
    expect(window.get_by_role("button", name="Restore FERRY STREET DELI")).to_be_visible()

    # Disconnected: the key is gone, the account and its transactions stay.
    window.goto("/accounts")
    window.get_by_role("button", name="More for Share Draft").click()
    window.get_by_role("menuitem", name="Disconnect Harbor Credit Union").click()
    expect(window.get_by_role("dialog")).to_contain_text("Share Draft stays with all transactions")
    window.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    expect(window.get_by_text("Harbor Credit Union is disconnected.", exact=False)).to_be_visible()
    assert item.is_removed
    expect(row).to_contain_text("Last transaction")
    check_looks(window, "accounts-by-hand")
    assert problems.unexpected() == []


def linked(window: Page, bank: DemoBank, institution: str) -> None:
    """Connect a bank past its page, and wait for its first sync."""
    link = request(window, "POST", "/api/connections/links", {})
    bank.finish(bank.link_of(), bank.new_login(institution))
    link = request(window, "GET", f"/api/connections/links/{link['id']}")
    choices = [{"provider_account_id": each["provider_account_id"], "new_account": {}} for each in link["accounts"]]
    request(window, "POST", f"/api/connections/links/{link['id']}/accounts", {"choices": choices})
    window.evaluate("fetch('/api/sync/events').then((answer) => answer.text())")


def request(window: Page, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Ask the backend as the page does."""
    return window.evaluate(
        """([method, path, body]) => fetch(path, {
          method, body, headers: body ? {'content-type': 'application/json'} : {},
        }).then((answer) => answer.json())""",
        [method, path, None if body is None else json.dumps(body)],
    )


@pytest.mark.timeout(300)
def test_every_state_of_two_banks_is_shown_and_leads_on(window: Page, bank: DemoBank, problems: Problems) -> None:
    keys = {"plaid_client_id": CLIENT_ID, "plaid_secret": SECRET, "plaid_env": "sandbox"}
    request(window, "POST", "/api/settings", {"settings": keys})
    linked(window, bank, "ins_1")
    linked(window, bank, "ins_2")
    harbor, meridian = bank.items.values()
    window.goto("/accounts")
    expect(window.get_by_role("region", name="Net total")).to_contain_text("$3,635.24")

    # One bank still collects its history, the other one ended the connection.
    bank.act(harbor, "preparing")
    bank.act(meridian, "ended")
    window.keyboard.press("Shift+Y")
    row = window.get_by_role("row", name=re.compile("Share Draft ··2093"))
    expect(row).to_contain_text("Preparing history", timeout=SLOW_MILLISECONDS)
    ended = window.get_by_role("row", name=re.compile("Share Draft \\(2\\)"))
    expect(ended.get_by_role("link", name="Connect again")).to_be_visible()
    check_looks(window, "preparing-and-ended")
    bank.act(harbor, "preparing")
    bank.act(meridian, "ended")

    # 5,000 rows: progress is shown, the page stays usable, the other bank is done first; cancelled, nothing is kept.
    bank.act(harbor, "many")
    bank.act(harbor, "waiting")
    bank.act(meridian, "buy")
    window.keyboard.press("Shift+Y")
    panel = window.get_by_role("complementary", name="What the last sync changed")
    expect(panel).to_contain_text("1 of 2 banks", timeout=SLOW_MILLISECONDS)
    expect(panel).to_contain_text(re.compile("[1-4],[05]00 transactions"))
    expect(ended).to_contain_text("Bank’s data of")
    check_looks(window, "syncing")
    window.get_by_role("link", name="Transactions").first.click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Transactions")
    window.go_back()
    panel.get_by_role("button", name="Cancel").click()
    expect(window.get_by_text("Nothing was changed.", exact=False)).to_be_visible(timeout=SLOW_MILLISECONDS)
    assert request(window, "GET", "/api/stats")["total_transactions"] == len(meridian.changes) + 754
    bank.act(harbor, "waiting")
    window.keyboard.press("Shift+Y")
    expect(window.get_by_text("2 banks synced: 5,000 new", exact=False)).to_be_visible(timeout=SLOW_MILLISECONDS)

    # A row that may be here already is asked about.
    for account in request(window, "GET", "/api/accounts"):
        typed = {"account_id": account["id"], "description": "Zebra shop", "amount_minor": 990}
        today = datetime.now().astimezone().date().isoformat()
        request(window, "POST", "/api/transactions", {**typed, "on": today})
    bank.act(meridian, "twin")
    window.keyboard.press("Shift+Y")
    window.get_by_role("link", name=re.compile("1 question")).first.click(timeout=SLOW_MILLISECONDS)
    expect(window.get_by_text("One transaction or two?", exact=False)).to_be_visible()
    check_looks(window, "question")
    window.get_by_role("button", name="One and the same").click()
    expect(window.get_by_text("Nothing is unsure")).to_be_visible()
    assert problems.unexpected() == []


def test_a_setup_token_connects_too(window: Page, problems: Problems) -> None:
    other = simplefin(port=0)
    try:
        window.goto("/accounts/connect?way=simplefin")
        window.get_by_label("Setup token").fill("cut off")
        problems.expect("4\\d\\d")
        window.get_by_role("button", name="Connect", exact=True).click()
        expect(window.get_by_role("alert")).to_be_visible()
        window.get_by_label("Setup token").fill(other.setup_token())
        window.get_by_role("button", name="Connect", exact=True).click()
        window.get_by_role("button", name="Connect 1 account").click()
        expect(window.get_by_role("heading", name="Tessera Retail Bank is connected")).to_be_visible(
            timeout=SLOW_MILLISECONDS
        )
        assert problems.unexpected() == []
    finally:
        other.close()
