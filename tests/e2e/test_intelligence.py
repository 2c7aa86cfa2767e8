"""The sample household reads what its money means, plans a move, and lets an assistant in, in the browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.sample import started_sample
from tests.e2e.server import Server
from tests.standins.ai_server import KEY, AiServer

# The first question imports the client of the model.
SLOW_MILLISECONDS = 60_000
WRITTEN = "You spent [[spending.total]] this month.\n\nAbout $99.99 of it was for nothing."


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample household with a stand-in for the model and its key."""
    model = AiServer(prose=lambda turns: WRITTEN)
    settings = {"ANTHROPIC_BASE_URL": model.address, "ANTHROPIC_API_KEY": KEY}
    with started_sample(tmp_path_factory.mktemp("household"), settings=settings) as running:
        yield running
    model.close()


@pytest.fixture(scope="module")
def window(browser: Browser, sample: Server) -> Iterator[Page]:
    context = browser.new_context(
        base_url=sample.address, locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(sample.url)
    saved = page.request.post("/api/settings", data={"settings": {"ai_provider": "anthropic"}})
    assert saved.ok, saved.text()
    yield page
    context.close()


@pytest.fixture(autouse=True)
def watched(window: Page, problems: Problems) -> Iterator[None]:
    problems.watch(window)
    yield
    assert violations(window) == []
    assert problems.unexpected() == []


def test_an_analysis_streams_and_its_number_opens_to_its_transactions(window: Page) -> None:
    window.goto("/insights")
    expect(window.get_by_text(re.compile("^AI on, "))).to_be_visible()
    window.get_by_role("button", name="Analyse").click()
    analysis = window.get_by_role("region", name="Analysis")
    expect(analysis.get_by_role("link", name="What was sent", exact=True)).to_be_visible(timeout=SLOW_MILLISECONDS)
    expect(analysis.get_by_text("AI, writing")).to_have_count(0)
    expect(analysis.get_by_text("no figure says this", exact=True)).to_be_visible()
    analysis.get_by_role("button", name=re.compile(r"^Spent.*, explain$")).click()
    panel = window.get_by_role("dialog", name=re.compile("explained$"))
    panel.get_by_role("link", name="Transactions of Food", exact=True).click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("Transactions")
    expect(window.get_by_role("grid", name="Transactions")).to_contain_text("Harvest Lane")


def test_a_notice_is_dismissed_and_stays_away(window: Page) -> None:
    window.goto("/insights#inbox")
    inbox = window.get_by_role("region", name="Inbox")
    twice = inbox.get_by_role("row").filter(has_text=", twice on")
    expect(twice).to_contain_text("same amount, payee and account within a day")
    twice.get_by_role("button", name=re.compile("^Dismiss")).click()
    expect(twice).to_have_count(0)
    inbox.get_by_role("button", name="Look again").click()
    expect(inbox.get_by_text("1 notice dismissed")).to_be_visible()
    expect(twice).to_have_count(0)


def test_a_goal_is_set_and_money_put_aside_for_it(window: Page) -> None:
    window.goto("/goals")
    window.get_by_role("button", name="New goal").click()
    dialog = window.get_by_role("dialog", name="New goal")
    dialog.get_by_label("Name", exact=True).fill("Tent")
    dialog.get_by_label("Target", exact=True).fill("400")
    dialog.get_by_role("button", name="Add goal", exact=True).click()
    expect(dialog).to_have_count(0)
    goals = window.get_by_role("region", name="Goals", exact=True)
    goals.get_by_role("button", name="Tent", exact=True).click()
    expect(goals.get_by_role("heading", name="Tent")).to_be_visible()
    goals.get_by_role("button", name=re.compile("^Add money")).click()
    aside = window.get_by_role("dialog", name="Add money to Tent")
    aside.get_by_label("Amount", exact=True).fill("100")
    aside.get_by_role("button", name=re.compile("^Add|^Put")).click()
    expect(aside).to_have_count(0)
    expect(goals.get_by_role("row").filter(has_text="Tent")).to_contain_text("$100.00 of $400.00")


def test_a_plan_is_compared_accepted_and_named_in_the_forecast(window: Page) -> None:
    window.goto("/planning")
    expect(window.get_by_role("region", name="Scenarios side by side")).to_contain_text("Move in spring")
    window.get_by_role("button", name="Accept", exact=True).click()
    dialog = window.get_by_role("dialog", name="Accept Move in spring")
    dialog.get_by_role("button", name="Accept 3 changes", exact=True).click()
    expect(window.get_by_role("heading", name="Accepted, compared with what happened")).to_be_visible()
    window.goto("/forecast?days=365&account=1")
    days = window.get_by_role("table", name="What each day ahead is made of")
    window.get_by_role("button", name=re.compile(r"^Show all \d+ days$")).click()
    expect(days.get_by_text("Scenario: Move in spring").first).to_be_visible()
    record = window.get_by_role("region", name="How good it was")
    expect(record.get_by_role("row", name=re.compile("^This forecast"))).to_be_visible()
    expect(record.get_by_role("row", name=re.compile("^Average of 90 days"))).to_be_visible()


def test_notices_are_chosen_and_an_assistant_gets_a_token_once(window: Page) -> None:
    window.goto("/settings")
    box = window.get_by_role("checkbox", name="Price rise: by e-mail", exact=True)
    box.check()
    expect(box).to_be_checked()
    window.get_by_label("New assistant", exact=True).fill("Desk helper")
    window.get_by_role("button", name="Add", exact=True).click()
    expect(window.get_by_text(re.compile("^Token of Desk helper, shown this once"))).to_be_visible()
    window.reload()
    listed = window.get_by_role("list", name="Assistants").get_by_role("listitem").filter(has_text="Desk helper")
    expect(listed).to_contain_text("never used")
    expect(window.get_by_text("Token of Desk helper")).to_have_count(0)
    listed.get_by_role("button", name="Revoke Desk helper", exact=True).click()
    expect(listed).to_have_count(0)
