"""Books that prove themselves in the browser: a deleted row is located, a statement reconciled, debts are planned."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer

STATEMENT = """Date,Description,Amount,Balance
2026-09-28,SALARY NORTHWIND,2500.00,2900.00
2026-10-02,OLD MILL BAKERY,-15.60,2884.40
2026-10-06,NORTHLINE TRANSIT,-8.00,2876.40
2026-10-07,TIDEWATER FUEL,-46.31,2830.09
2026-10-14,LOOM & THREAD,-79.00,2751.09
2026-10-31,CORNER LARDER,-45.03,2706.06
"""


@pytest.fixture
def page(browser: Browser, start_server: StartServer, problems: Problems, tmp_path: Path,
         monkeypatch: pytest.MonkeyPatch) -> Page:  # fmt: skip
    """A page of an app with an account that a statement with a running balance was imported into."""
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    server = start_server(tmp_path / "BudgetApp")
    context = browser.new_context(
        locale="en-US", base_url=server.address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    problems.watch(page)
    page.goto(server.url)
    post(page, "/api/accounts", {"name": "Everyday", "account_type": "checking"})
    script = """async ([text]) => {
      const form = new FormData();
      form.append("file", new File([text], "everyday.csv"));
      form.append("account_id", "1");
      const preview = await (await fetch("/api/import/preview", { method: "POST", body: form })).json();
      const answer = await fetch(`/api/import/${preview.id}/commit`, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ account_id: 1 }),
      });
      return (await answer.json()).added;
    }"""
    assert page.evaluate(script, [STATEMENT]) == 6
    return page


def post(page: Page, path: str, body: dict[str, object], method: str = "POST") -> None:
    """Send a request as the page does, with its cookie and its origin."""
    script = """async ([path, body, method]) => {
      const answer = await fetch(path, {
        method, headers: { "content-type": "application/json" }, body: JSON.stringify(body),
      });
      return answer.ok ? "" : await answer.text();
    }"""
    assert page.evaluate(script, [path, body, method]) == ""


def test_a_row_deleted_by_hand_from_a_statement_month_is_located_to_its_day_and_restored(page: Page) -> None:
    page.goto("/data?search=northline")
    page.get_by_role("row", name="Northline Transit").click()
    page.keyboard.press("Delete")
    expect(page.get_by_role("row", name="Northline Transit")).to_have_count(0)

    page.goto("/spending?month=2026-10")
    page.get_by_role("button", name="1 account incomplete").click()
    page.get_by_role("link", name="Everyday").click()
    section = page.get_by_role("region", name="Days that do not add up")
    expect(section).to_contain_text("Oct 3 to Oct 6")
    expect(section).to_contain_text("−$8.00 unexplained")
    expect(section).to_contain_text("You deleted it")
    assert violations(page) == []

    section.get_by_role("button", name="Restore").click()
    expect(section).to_have_count(0)
    expect(page.get_by_role("table", name="Transactions, newest first")).to_contain_text("Northline Transit")


def test_a_statement_is_reconciled_to_zero_and_reopened(page: Page) -> None:
    page.goto("/accounts/1")
    expect(page.get_by_role("table", name="Transactions, newest first")).to_contain_text("Corner Larder")
    page.keyboard.press("r")
    drawer = page.get_by_role("complementary", name="Reconcile")
    drawer.get_by_label("Last day of the statement").fill("2026-10-31")
    drawer.get_by_label("Closing balance").fill("2,706.06")
    expect(drawer).to_contain_text("Agrees to the cent")
    box = drawer.get_by_role("checkbox", name="Oct 7")
    box.uncheck()
    expect(drawer.get_by_role("button", name="Finish")).to_be_disabled()
    box.check()
    assert violations(page) == []
    drawer.get_by_role("button", name="Finish").click()
    expect(drawer).to_have_count(0)

    page.keyboard.press("r")
    expect(drawer).to_contain_text("Reconciled to Oct 31")
    drawer.get_by_role("button", name="Reopen").click()
    expect(drawer).not_to_contain_text("Reconciled to Oct 31")


def test_a_card_and_a_loan_get_terms_and_a_plan(page: Page) -> None:
    post(page, "/api/accounts", {"name": "Travel Card", "account_type": "credit", "balance_current_minor": -120_000})
    post(page, "/api/accounts", {"name": "Car loan", "account_type": "loan", "balance_current_minor": -900_000})
    page.goto("/debts")
    page.get_by_role("button", name="Terms of Travel Card").click()
    dialog = page.get_by_role("dialog", name="Terms of Travel Card")
    for label, value in (("Limit", "5000"), ("APR in percent", "22.99"), ("Statement closes on day", "5"),
                         ("Payment due on day", "45"), ("Minimum payment", "35")):  # fmt: skip
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("Enter a day from 1 to 31.")
    dialog.get_by_label("Payment due on day").fill("28")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Credit cards")).to_contain_text("24 %")

    page.get_by_role("button", name="Terms of Car loan").click()
    dialog = page.get_by_role("dialog", name="Terms of Car loan")
    for label, value in (("Borrowed", "12000"), ("Rate in percent a year", "6"), ("Term in months", "48")):
        dialog.get_by_label(label).fill(value)
    dialog.get_by_label("First payment on").fill("2026-02-15")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("table", name="Loans")).to_contain_text("$281.82 on Dec 15")
    page.get_by_role("button", name="Schedule of Car loan").click()
    expect(page.get_by_role("table", name="Payments of Car loan")).to_contain_text("$60.00")
    page.keyboard.press("Escape")

    page.get_by_label("Extra each month").fill("200")
    expect(page.get_by_text("less than with minimum payments alone")).to_be_visible()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("button", name="Save the plan")).to_have_count(0)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert violations(page) == []
