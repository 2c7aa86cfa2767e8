"""The Import page as a person uses it: a file of two accounts, months of one account, a question, the coverage."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.fixtures import StartServer
from tests.makers import statement

SAMPLES = Path(__file__).parent.parent / "samples"
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>First Invented</FI></SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><STMTRS>
<CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>99887766<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>POS<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{day}<NAME>CORNER BAKERY</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>{balance}<DTASOF>{day}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
# July holds 12.30 more than January and its rows say; February to June are missing.
JANUARY = OFX.format(day="20240131", amount="-10.00", balance="500.00")
JULY = OFX.format(day="20240731", amount="-20.00", balance="492.30")


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


def choose(page: Page, *paths: Path) -> None:
    page.get_by_label("Statement files").set_input_files(paths)


def written(folder: Path, **files: str) -> list[Path]:
    for name, text in files.items():
        (folder / f"{name}.ofx").write_text(text)
    return [folder / f"{name}.ofx" for name in files]


def sheets(page: Page) -> Locator:
    return page.get_by_role("list", name="Open files").get_by_role("listitem")


def assert_accessible(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 800, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways at {width}"
            assert violations(page) == [], f"{theme} {width}"
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_file_that_found_its_account_goes_to_a_new_one_when_told(import_page: Page, tmp_path: Path) -> None:
    page = import_page
    january, again = written(tmp_path, january=JANUARY, again=JANUARY.replace("-10.00", "-11.00"))
    choose(page, january)
    page.get_by_role("button", name="New account First Invented Checking ··7766").click()
    page.get_by_role("button", name="Add 1 transaction").click()
    expect(page.get_by_text("1 transaction added")).to_be_visible()
    choose(page, again)
    expect(page.get_by_label("Account for this file")).to_have_text("First Invented Checking ··7766")
    assert_accessible(page)
    page.get_by_role("button", name="Use a new account instead").click()
    page.get_by_label("Name").fill("Joint")
    page.get_by_role("button", name="Use this account").click()
    expect(page.get_by_label("Account for this file")).to_have_text("New account: Joint ··7766")
    # A reload keeps what was said.
    page.reload()
    expect(page.get_by_label("Account for this file")).to_have_text("New account: Joint ··7766")
    page.get_by_role("button", name="Add 1 transaction").click()
    expect(page.get_by_text("1 transaction added to Joint")).to_be_visible()


def test_two_accounts_of_one_file_become_two_accounts_with_one_press(import_page: Page) -> None:
    page = import_page
    choose(page, SAMPLES / "ofx" / "two_accounts.ofx")
    expect(sheets(page)).to_have_count(2)
    expect(sheets(page).nth(0)).to_contain_text("Checking ··0001")
    expect(sheets(page).nth(1)).to_contain_text("Savings ··0002")
    expect(page.get_by_role("button", name="2 files need an answer")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="New account Banque Inventée Checking ··0001").click()
    page.keyboard.press("]")
    page.keyboard.press("n")
    expect(page.get_by_label("Account for this file")).to_have_text("New account: Banque Inventée Savings ··0002")
    # What was said of each survives a reload.
    page.reload()
    expect(sheets(page)).to_have_count(2)
    page.get_by_role("button", name="Import all 2").click()

    expect(page.get_by_role("heading", name="2 transactions added to 2 accounts")).to_be_visible()
    expect(page.get_by_role("row", name="two_accounts.ofx · Savings ··0002")).to_contain_text("+€31.07")
    expect(page.get_by_role("link", name="Review 2")).to_be_visible()
    history = page.get_by_role("complementary", name="Import history")
    expect(history.get_by_role("listitem")).to_have_count(2)
    assert_accessible(page)

    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Undo two_accounts.ofx · Savings ··0002").click()
    page.get_by_role("button", name="Undo import (1 transaction)").click()
    expect(page.get_by_role("button", name="Redo two_accounts.ofx · Savings ··0002")).to_be_visible()
    page.goto("/accounts")
    expect(page.get_by_text("··0001").first).to_be_visible()


def test_one_of_two_accounts_is_put_away_and_the_other_stays(import_page: Page) -> None:
    page = import_page
    choose(page, SAMPLES / "ofx" / "two_accounts.ofx")
    expect(sheets(page)).to_have_count(2)
    page.get_by_role("button", name="Close two_accounts.ofx · Checking ··0001").click()
    expect(sheets(page)).to_have_count(1)
    expect(page.get_by_role("heading", name="two_accounts.ofx · Savings ··0002")).to_be_visible()
    page.reload()
    expect(sheets(page)).to_have_count(1)


def test_months_of_one_account_share_it_and_the_coverage_shows_what_is_missing(
    import_page: Page, tmp_path: Path
) -> None:
    page = import_page
    choose(page, *written(tmp_path, january=JANUARY, july=JULY))
    expect(sheets(page)).to_have_count(2)
    expect(page.get_by_text("Closing balance Jan 31, 2024")).to_be_visible()
    page.keyboard.press("n")
    page.get_by_role("button", name="Import all 2").click()
    expect(page.get_by_role("heading", name="2 transactions added to 1 account")).to_be_visible()

    page.get_by_role("link", name="Coverage").click()
    expect(page.get_by_text("5 months missing")).to_be_visible()
    expect(page.get_by_text("Feb 2024 to Jun 2024")).to_be_visible()
    expect(page.get_by_text("the account has $12.30 more than its transactions add up to")).to_be_visible()
    assert_accessible(page)

    months = page.get_by_role("group", name="Months of First Invented Checking ··7766")
    months.get_by_role("link", name="July 2024: 1 transaction").focus()
    page.keyboard.press("ArrowLeft")
    expect(months.get_by_role("link", name="June 2024: missing")).to_be_focused()
    page.get_by_role("link", name="Show transactions").click()
    expect(page).to_have_url(re.compile("start_date=2024-02-01&end_date=2024-07-31"))
    expect(page.get_by_role("row", name="Corner Bakery")).to_have_count(1)


def test_a_qif_file_asks_for_the_order_of_its_days_and_nothing_else(import_page: Page) -> None:
    page = import_page
    choose(page, SAMPLES / "qif" / "ambiguous_days.qif")
    expect(page.get_by_label("Order of the date")).to_be_visible()
    expect(page.get_by_role("region", name="Columns")).to_have_count(0)
    page.get_by_role("button", name="or create a new account").click()
    page.get_by_label("Name").fill("Pocket")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Answer the question above first.")).to_be_visible()
    page.get_by_role("button", name="01/02/2024 is Feb 1, 2024").click()
    expect(page.get_by_role("row", name="TEA")).to_contain_text("Feb 1, 2024")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 transaction added to Pocket")).to_be_visible()
    page.get_by_role("button", name="Show the lines").click()
    expect(page.get_by_role("grid", name="Lines of the file and what happened to each")).to_contain_text("Added")
    assert_accessible(page)


def test_files_of_a_closed_window_still_wait(import_page: Page, tmp_path: Path) -> None:
    page = import_page
    choose(page, *written(tmp_path, january=JANUARY, july=JULY))
    expect(sheets(page)).to_have_count(2)
    expect(sheets(page).nth(1)).to_contain_text("needs an account")
    expect(page.get_by_text("not imported yet")).to_have_count(0)
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto("/import")
    waiting = page.get_by_role("region", name="2 statements are not imported yet")
    expect(waiting).to_be_visible()
    assert_accessible(page)
    waiting.get_by_role("button", name=re.compile("Continue with january")).click()
    expect(page.get_by_role("heading", name="january.ofx · Checking ··7766")).to_be_visible()
    page.get_by_role("button", name=re.compile("Close january")).click()
    expect(page.get_by_role("region", name="1 statement is not imported yet")).to_contain_text("july.ofx")
    page.get_by_role("button", name=re.compile("Discard july")).click()
    expect(page.get_by_text("not imported yet")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Drop statements here")).to_be_visible()
    expect(page.get_by_text("not imported yet")).to_have_count(0)


def test_a_folder_of_old_files_is_looked_at_taken_in_and_undone(import_page: Page, tmp_path: Path) -> None:
    page = import_page
    folder = tmp_path / "Old files"
    folder.mkdir()
    head = "date,description,amount,category\n"
    (folder / "discover 2021.csv").write_text(
        f"{head}2021-01-04,CORNER BAKERY,-6.50,Groceries\n2021-01-25,SHELL 0042,-40.00,Astronomy\n"
    )
    (folder / "wells fargo 2021.csv").write_text(
        f"{head}2021-02-04,ACME PAYROLL,2840.00,Paycheck\n2021-02-14,RENT,-1200.00,Rent\n"
        "2021-02-20,TEA,three,Groceries\n"
    )
    (folder / "notes.csv").write_text("just some words")
    (folder / "photo.jpg").write_text("no statement at all")
    expect(page.get_by_role("button", name="Import a folder of old files")).to_be_visible()
    page.get_by_label("Folder of old files").set_input_files(folder)

    tables = page.get_by_role("region", name="Result for each file")
    expect(tables.get_by_role("row")).to_have_count(4)
    expect(tables).not_to_contain_text("photo.jpg")
    expect(tables.get_by_role("row", name="discover 2021.csv")).to_contain_text("new")
    expect(page.get_by_role("region", name="Accounts to create")).to_contain_text("Discover")
    expect(page.get_by_role("region", name="Categories to create")).to_contain_text("Astronomy")
    page.get_by_text("1 line could not be read").click()
    assert_accessible(page)
    page.get_by_role("button", name="Import 4 transactions").click()

    expect(page.get_by_role("heading", name="4 transactions added from Old files")).to_be_visible()
    expect(page.get_by_role("complementary", name="Import history")).to_contain_text("Old files")
    assert_accessible(page)
    page.get_by_role("link", name="Show transactions").click()
    expect(page).to_have_url(re.compile(r"/data\?import_id=\d+"))
    expect(page.get_by_role("row", name="Corner Bakery")).to_be_visible()
    page.goto("/import")
    page.get_by_role("button", name="Undo Old files").click()
    page.get_by_role("button", name="Undo import (4 transactions)").click()
    expect(page.get_by_text("4 transactions from Old files removed.")).to_be_visible()


def test_an_undo_says_what_stays_and_the_rest_can_be_undone_later(import_page: Page) -> None:
    page = import_page
    account = page.request.post("/api/accounts", data={"name": "Everyday", "account_type": "checking"}).json()["id"]
    content = statement(*(f"2026-03-{day:02},ZQX SHOP,-{day}.00" for day in range(1, 4)))
    file: FilePayload = {"name": "march.csv", "mimeType": "text/csv", "buffer": content}
    sent = page.request.post("/api/import/preview", multipart={"file": file, "account_id": account})
    waiting = sent.json()["id"]
    page.request.post(f"/api/import/{waiting}/commit", data={"account_id": account})
    newest = page.request.get("/api/transactions").json()["items"][0]["id"]
    page.request.patch(f"/api/transactions/{newest}", data={"notes": "with Kim"})
    page.goto("/import")
    page.get_by_role("button", name="Undo march.csv").click()
    expect(page.get_by_text("2 of 3 transactions are removed, 1 that you changed stays.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Undo import (2 transactions)").click()
    history = page.get_by_role("complementary", name="Import history")
    expect(history).to_contain_text("partly undone")
    page.get_by_role("button", name="Undo march.csv").click()
    page.get_by_role("button", name="Undo import (1 transaction)").click()
    expect(history).not_to_contain_text("partly undone")
