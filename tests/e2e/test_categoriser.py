"""AI in the browser: switched on, asked after its cost was shown, its rules tried and accepted, its receipts read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import Server, started
from tests.standins.ai_server import KEY, AiServer

# Anthropic's library loads at its first use.
SLOW_MILLISECONDS = 30_000
TEXTS = {
    "SQ *KESTREL CYCLES 8841 J PALMER PORTLAND": 1450,
    "ZELLE TO M FINCH 503-555-0147 RENT SHARE": 42000,
    "COPPER KETTLE DOWNTOWN 0042": 450,
    "COPPER KETTLE AIRPORT": 520,
    "MARLOW AND DAUGHTERS": 6120,
    "PAPERBARK HOME ONLINE ORD 77120094113": 8900,
    "FAIRVIEW CLINIC 12": 3000,
    "NORTHLINE 000231 TICKET": 275,
}


@pytest.fixture
def model() -> Iterator[AiServer]:
    found = AiServer({"copper": "coffee", "marlow": "groceries", "northline": "public_transit", "sq": "gym"})
    found.rules = {
        "merchants": [
            {"pattern": "copper kettle", "category": "coffee"},
            {"pattern": "northline", "category": "public_transit"},
        ],
        "amounts": [],
    }
    yield found
    found.close()


@pytest.fixture
def window(tmp_path: Path, browser: Browser, model: AiServer, problems: Problems) -> Iterator[Page]:
    """A window on an app with a few transactions that nothing knows, and a key for the stand-in in its environment."""
    settings = {"ANTHROPIC_BASE_URL": model.address, "ANTHROPIC_API_KEY": KEY}
    with started(tmp_path / "BudgetApp", log=tmp_path / "server.log", settings=settings) as app:
        context = browser.new_context(
            base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        problems.watch(page)
        page.goto(app.url)
        fill(page, app)
        yield page
        context.close()


def fill(page: Page, app: Server) -> None:
    def post(path: str, body: dict[str, object]) -> None:
        answer = page.request.post(f"{app.address}{path}", data=body)
        assert answer.ok, answer.text()

    post("/api/accounts", {"name": "Everyday", "account_type": "checking"})
    for text, amount_minor in TEXTS.items():
        row = {"account_id": 1, "on": "2026-11-05", "description": text, "amount_minor": amount_minor}
        post("/api/transactions", row)
    decided = {"account_id": 1, "on": "2026-10-05", "description": "COPPER KETTLE 0001", "amount_minor": 480}
    post("/api/transactions", {**decided, "category_short_desc": "coffee"})
    post("/api/transactions", {**decided, "category_short_desc": "restaurant"})


def test_ai_is_switched_on_asked_and_its_rules_accepted(window: Page, model: AiServer, problems: Problems) -> None:
    window.goto("/categoriser")
    expect(window.get_by_text("Nothing leaves this computer", exact=True)).to_be_visible()
    check_looks(window, "off")
    window.get_by_role("button", name="Anthropic").click()
    window.get_by_label("Never send").fill("clinic")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="Remove clinic")).to_be_visible()
    window.get_by_label("Hide names").fill("Palmer")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="Remove Palmer")).to_be_visible()

    window.get_by_role("button", name="Ask AI about 7 undecided merchants").click()
    dialog = window.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile(r"1 call, about [\d,]+ tokens, about \$0\.\d{4}, to 127"))).to_be_visible()
    assert model.requests == []
    check_looks(window, "asking")
    dialog.get_by_role("button", name="Ask", exact=True).click()
    done = window.get_by_role("note").get_by_text("5 merchants suggested, 5 transactions to review. 2 unknown.")
    expect(done).to_be_visible(timeout=SLOW_MILLISECONDS)

    window.get_by_role("button", name="Ask AI for rules").click()
    window.get_by_role("dialog").get_by_role("button", name="Ask", exact=True).click()
    expect(window.get_by_role("note").get_by_text("No new rule was proposed.")).to_be_visible()


def test_rules_are_tried_on_history_and_accepted_one_by_one(window: Page, model: AiServer, problems: Problems) -> None:
    window.goto("/categoriser")
    window.get_by_role("button", name="Anthropic").click()
    window.get_by_role("button", name="Ask AI for rules").click()
    window.get_by_role("dialog").get_by_role("button", name="Ask", exact=True).click()
    proposals = window.get_by_role("table", name="Proposed rules")
    kettle = proposals.get_by_role("row", name=re.compile("copper kettle"))
    expect(kettle).to_be_visible(timeout=SLOW_MILLISECONDS)
    expect(kettle).to_contain_text("1 of 2")
    kettle.get_by_role("button", name="What the rule for copper kettle changes").click()
    expect(proposals.get_by_text("You decided otherwise; these stay")).to_be_visible()
    expect(proposals.get_by_text("COPPER KETTLE AIRPORT")).to_be_visible()
    check_looks(window, "rules")
    kettle.get_by_role("button", name="Accept the rule for copper kettle").click()
    expect(window.get_by_text("“copper kettle” is a rule now; 2 waiting transactions suggested anew.")).to_be_visible()
    expect(kettle).to_have_count(0)
    # Undo brings the proposal back; the keys decide as well.
    window.get_by_role("button", name="Undo").click()
    expect(kettle).to_be_visible()
    northline = proposals.get_by_role("row", name=re.compile("northline"))
    window.keyboard.press("End")
    window.keyboard.press("x")
    expect(northline).to_have_count(0)
    expect(kettle).to_be_visible()


def test_a_receipt_shows_word_for_word_what_left_the_computer(window: Page, model: AiServer) -> None:
    window.goto("/categoriser")
    window.get_by_label("Hide names").fill("Palmer")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="Remove Palmer")).to_be_visible()
    window.get_by_label("Never send").fill("clinic")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="Remove clinic")).to_be_visible()
    window.get_by_role("button", name="Anthropic").click()
    window.get_by_role("button", name=re.compile("^Ask AI about")).click()
    window.get_by_role("dialog").get_by_role("button", name="Ask", exact=True).click()
    receipts = window.get_by_role("table", name="Calls to AI, newest first")
    expect(receipts.get_by_text("7 merchant texts, your categories; 1 not sent")).to_be_visible(
        timeout=SLOW_MILLISECONDS
    )
    receipts.get_by_role("button", name=re.compile("What was sent")).click()
    expect(receipts.get_by_text("SQ *KESTREL CYCLES 8841 J PALMER PORTLAND")).to_be_visible()
    sent = receipts.get_by_text("SQ *KESTREL CYCLES [number] J [name] PORTLAND", exact=True)
    expect(sent).to_be_visible()
    expect(receipts.get_by_text("not sent, on your never-send list: clinic")).to_be_visible()
    receipts.get_by_text("The whole message, word for word").click()
    check_looks(window, "receipt")
    expect(window.get_by_text("$0.0002", exact=True).first).to_be_visible()


def test_a_refused_key_is_said_where_it_helps(window: Page, model: AiServer) -> None:
    window.goto("/categoriser")
    window.get_by_role("button", name="Anthropic").click()
    window.goto("/settings")
    key = window.locator("[data-setting=anthropic_api_key]")
    key.get_by_role("textbox").or_(key.locator("input")).first.fill("sk-ant-wrong")
    key.get_by_role("button", name="Save API key").click()
    expect(key.get_by_text("Saved", exact=True)).to_be_visible()
    window.get_by_role("link", name="What AI is asked, what was sent, and what it cost").click()
    window.get_by_role("button", name="Test key and model").click()
    expect(window.get_by_text("Anthropic refused the key (401).")).to_be_visible(timeout=SLOW_MILLISECONDS)


def check_looks(window: Page, name: str) -> None:
    """Nothing breaks a rule of accessibility or is wider than the window, in both themes, wide and narrow."""
    for theme in ("light", "dark"):
        window.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        for width in (1440, 390):
            window.set_viewport_size({"width": width, "height": 900})
            assert violations(window) == [], (name, theme, width)
            assert window.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, theme, width)
    window.set_viewport_size({"width": 1440, "height": 900})
