"""A person turns the profile on, reads why, hides an item and takes that back, turns it off and erases it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.bootstrap import open_data
from backend.infra.config import Config
from build_scripts.signal_evaluation.households import households
from build_scripts.signal_evaluation.writing import add_household
from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import started

TODAY = "2026-11-21"


@pytest.fixture
def window(tmp_path: Path, browser: Browser, problems: Problems, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A window on a household whose card is far up to its limit."""
    monkeypatch.setenv("BUDGET_APP_TODAY", TODAY)
    home = tmp_path / "BudgetApp"
    with open_data(Config(home=home)) as data, data.budget.write() as db:
        add_household(db, households(date.fromisoformat(TODAY))[3], user_id=data.user_id)
    with started(home, log=tmp_path / "server.log", settings={"BUDGET_APP_TODAY": TODAY}) as app:
        context = browser.new_context(
            base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
        )
        page = context.new_page()
        problems.watch(page)
        page.goto(app.url)
        yield page
        context.close()
        assert problems.unexpected() == []


def test_a_profile_from_turning_it_on_to_erasing_it(window: Page) -> None:
    page = window
    page.goto("/profile")
    expect(page.get_by_text("Nothing is computed.")).to_be_visible()
    page.get_by_role("button", name="Turn on", exact=True).click()
    signals = page.get_by_role("table", name="Signals for 30 and 180 days")
    expect(signals.get_by_role("row", name="Used of all limits")).to_contain_text("74 %")

    page.get_by_role("button", name="Interest charged, show why").click()
    why = page.get_by_role("complementary", name="Why am I seeing this")
    expect(why).to_contain_text("Threshold: any")
    expect(why).to_contain_text("Profile: Card costs, 30 days")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 1000})
            assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 1000})
    why.get_by_role("button", name="Close").click()
    expect(why).to_have_count(0)

    learn = page.get_by_role("region", name="To learn")
    title = "How soon your debts could be gone"
    learn.get_by_role("button", name=f"Hide {title}", exact=True).click()
    expect(learn.get_by_role("button", name="1 hidden")).to_be_visible()
    learn.get_by_role("button", name="1 hidden").click()
    learn.get_by_role("button", name=f"Show {title}", exact=True).click()
    expect(learn.get_by_role("button", name=title, exact=True)).to_be_visible()
    learn.get_by_role("button", name=title, exact=True).click()
    item = page.get_by_role("dialog", name=title)
    expect(item).to_contain_text("This is general education, not financial advice")
    item.get_by_role("link", name="Open the calculator").click()
    page.get_by_role("button", name="Calculate").click()
    expect(page.get_by_role("row", name="Avalanche, highest rate first")).to_contain_text("Debt 1")

    page.goto("/profile")
    page.get_by_role("button", name="Turn off and erase").click()
    page.get_by_role("dialog").get_by_role("button", name="Erase all").click()
    expect(page.get_by_text("Nothing is computed.")).to_be_visible()
    expect(page.get_by_role("table", name="Signals for 30 and 180 days")).to_have_count(0)
