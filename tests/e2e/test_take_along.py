"""Moving house: everything is exported on one computer and read back on another."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer

STATEMENT = """Date,Description,Amount,Balance
2026-10-01,POS TRADER JOE'S #552 PORTLAND OR,-84.12,915.88
2026-10-02,SQ *COPPER KETTLE 0042 PORTLAND OR,-6.75,909.13
2026-10-03,ACME PAYROLL,2840.00,3749.13
"""
ROWS = ["Trader Joe's", "Copper Kettle", "Acme Payroll"]
OpenApp = Callable[[str], Page]


@pytest.fixture
def open_app(start_server: StartServer, browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[OpenApp]:
    """Starts an app on a new folder of the given name, and opens it in a browser of its own."""
    with ExitStack() as stack:

        def open_one(name: str) -> Page:
            server = start_server(tmp_path / name)
            context = browser.new_context(
                locale="en-US",
                base_url=server.address,
                viewport={"width": 1440, "height": 900},
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            page = context.new_page()
            problems.watch(page)
            page.goto(server.url)
            return page

        yield open_one
    assert problems.unexpected() == []


def import_statement(page: Page) -> None:
    page.goto("/import")
    page.get_by_label("Statement files").set_input_files(
        {"name": "october.csv", "mimeType": "text/csv", "buffer": STATEMENT.encode()}
    )
    page.get_by_role("button", name="or create a new account").click()
    page.get_by_label("Name").fill("Everyday Checking")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add 3 transactions").click()
    expect(page.get_by_text("3 transactions added to Everyday Checking")).to_be_visible()


def export_everything(page: Page, folder: Path) -> Path:
    page.goto("/settings")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download backup").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def assert_holds_the_rows(page: Page) -> None:
    page.goto("/data")
    for name in ROWS:
        expect(page.get_by_role("row", name=name)).to_have_count(1)
    expect(page.get_by_role("row", name="Trader Joe's")).to_contain_text("$84.12")
    expect(page.get_by_role("row", name="Acme Payroll")).to_contain_text("+$2,840.00")


def test_what_is_exported_is_restored_into_another_app(open_app: OpenApp, problems: Problems, tmp_path: Path) -> None:
    old = open_app("old")
    import_statement(old)
    assert_holds_the_rows(old)
    export = export_everything(old, tmp_path)
    expect(old.get_by_text("this one has data")).to_be_visible()
    expect(old.get_by_role("button", name="Restore a backup file")).to_have_count(0)

    new = open_app("new")
    expect(new.get_by_text("Explore sample data")).to_be_visible()
    new.goto("/settings")
    new.get_by_label("Backup file").set_input_files(
        {"name": "words.json", "mimeType": "application/json", "buffer": b'{"some": "words"}'}
    )
    expect(new.get_by_role("alert")).to_contain_text("This file is no complete export of Budget App.")
    problems.expect(r"422.*/api/restore")
    assert violations(new) == []

    new.get_by_label("Backup file").set_input_files(export)
    expect(new.get_by_text("3 transactions in 1 account were restored.")).to_be_visible()
    # What the page shows around it is asked anew.
    expect(new.get_by_text("this one has data")).to_be_visible()
    expect(new.get_by_text("3 transactions in one file, for other programs.")).to_be_visible()
    assert violations(new) == []
    assert_holds_the_rows(new)
    assert_is_erased_with_a_report(new)


def assert_is_erased_with_a_report(page: Page) -> None:
    page.goto("/settings")
    page.get_by_role("button", name="Erase everything…").click()
    ask = page.get_by_role("dialog", name="Erase everything?")
    expect(ask.get_by_text("This cannot be undone.")).to_be_visible()
    expect(ask.get_by_role("button", name="Continue")).to_be_disabled()
    assert violations(page) == []
    ask.get_by_label("Type ERASE to continue").fill("ERASE")
    ask.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Erase everything", exact=True).click()
    report = page.get_by_role("dialog", name="Everything was erased")
    expect(report.get_by_text("budget.db rewritten without deleted data")).to_be_visible()
    with page.expect_download() as started:
        report.get_by_role("link", name="Download the report").click()
    assert "budget.transactions: 3, 0" in started.value.path().read_text(encoding="utf-8")
    report.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Explore sample data")).to_be_visible()


def test_an_export_is_restored_from_the_first_screen(open_app: OpenApp, tmp_path: Path) -> None:
    old = open_app("old")
    import_statement(old)
    export = export_everything(old, tmp_path)

    new = open_app("new")
    expect(new.get_by_role("button", name="Restore a backup file")).to_be_visible()
    new.get_by_label("Backup file").set_input_files(export)
    expect(new.get_by_role("heading", name="Today")).to_be_visible()
    expect(new.get_by_text("Everyday Checking").first).to_be_visible()
