"""Moving in from other programs: a GnuCash book, an Actual budget and a YNAB export into one used ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.backend.moving_in import books
from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer
from tests.makers import statement

EXACT = "Every balance and every total agrees to the cent."


@pytest.fixture
def import_page(start_server: StartServer, browser: Browser, problems: Problems, tmp_path: Path) -> Iterator[Page]:
    """The Import page of an app that has no data yet."""
    server = start_server(tmp_path / "BudgetApp")
    context = browser.new_context(
        locale="en-US",
        base_url=server.address,
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    page = context.new_page()
    problems.watch(page)
    page.goto(server.url)
    page.goto("/import")
    expect(page.get_by_text("Drop statements here")).to_be_visible()
    yield page
    assert problems.unexpected() == []
    context.close()


def drop(page: Page, name: str, content: bytes) -> None:
    payload = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    page.get_by_label("Statement files").set_input_files(payload)


def use_ledger(page: Page) -> None:
    """Afterwards there is an account with three transactions that no book has."""
    account = {"name": "Giro", "account_type": "checking", "currency": "EUR"}
    made = page.request.post("/api/accounts", data=account)
    assert made.ok, made.text()
    file = FilePayload(name="everyday.csv", mimeType="text/csv", buffer=statement())
    done = page.request.post(f"/api/import/csv?account_id={made.json()['id']}", multipart={"file": file})
    assert done.ok, done.text()
    page.reload()


def move_in(page: Page, program: str) -> None:
    expect(page.get_by_role("heading", name=f"Move in from {program}")).to_be_visible()
    expect(page.get_by_text(EXACT)).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Move in").click()
    expect(page.get_by_role("heading", name=f"Moved in from {program}")).to_be_visible(timeout=30_000)
    expect(page.get_by_text(EXACT)).to_be_visible()


def assert_accessible(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 800, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways at {width}"
            assert violations(page) == [], f"{theme} {width}"
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_three_books_move_into_one_used_ledger_with_zero_unexplained_cents(import_page: Page) -> None:
    use_ledger(import_page)
    drop(import_page, "home.gnucash", books.gnucash_sqlite())
    expect(import_page.get_by_role("heading", name="Move in from GnuCash")).to_be_visible()
    expect(import_page.get_by_text(EXACT)).to_be_visible(timeout=30_000)
    import_page.get_by_text("Balances by month").click()
    assert_accessible(import_page)
    move_in(import_page, "GnuCash")
    assert_accessible(import_page)
    drop(import_page, "Home.zip", books.actual_zip())
    move_in(import_page, "Actual")
    drop(import_page, "ynab.zip", books.ynab_zip())
    move_in(import_page, "YNAB")
    import_page.get_by_role("link", name="Show transactions").click()
    expect(import_page.get_by_text("Green Grocer").first).to_be_visible()


def test_a_book_is_undone_as_a_whole(import_page: Page) -> None:
    drop(import_page, "all.journal", books.HLEDGER.encode())
    move_in(import_page, "hledger")
    import_page.get_by_role("button", name="Undo this import").click()
    import_page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    expect(import_page.get_by_text("Drop statements here")).to_be_visible()
    import_page.goto("/accounts")
    expect(import_page.get_by_text("bank – giro")).to_have_count(0)


def test_a_damaged_book_is_refused_with_a_sentence(import_page: Page, problems: Problems) -> None:
    problems.expect("422")
    drop(import_page, "home.gnucash", books.gnucash_sqlite()[:9000])
    expect(import_page.get_by_role("alert")).to_contain_text("Nothing was added.")


def test_leaving_every_account_out_leaves_nothing_to_move(import_page: Page) -> None:
    drop(import_page, "mint.csv", books.MONARCH.encode())
    expect(import_page.get_by_role("heading", name="Move in from Monarch")).to_be_visible()
    for box in import_page.get_by_role("checkbox", name="Move in").all():
        box.uncheck()
    expect(import_page.get_by_text("Choose at least one account.")).to_be_visible()
    import_page.get_by_role("button", name="Close", exact=True).click()
    expect(import_page.get_by_text("Drop statements here")).to_be_visible()
