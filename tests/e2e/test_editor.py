"""The editor beside the transactions: split, tag and share by keyboard, and take it back."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import Server
from tests.makers import statement


def import_statement(page: Page, *rows: str) -> None:
    preview = page.request.post(
        "/api/import/preview",
        multipart={"file": {"name": "editor.csv", "mimeType": "text/csv", "buffer": statement(*rows)}},
    ).json()
    account = page.request.post("/api/accounts", data={"name": rows[0], "account_type": "checking"}).json()
    done = page.request.post(f"/api/import/{preview['id']}/commit", data={"account_id": account["id"]})
    assert done.ok, done.text()


def test_a_purchase_is_split_tagged_and_shared_by_keyboard_and_the_next_one_alike(page: Page, server: Server) -> None:
    import_statement(page, "2024-05-02,ZQX MARKET,-96.40", "2024-05-04,ZQX MARKET,-50.00")
    page.goto("/data?search=zqx%20market&sort=on")
    first = page.get_by_role("row").filter(has_text="May 2")
    expect(first).to_be_visible()
    page.keyboard.press("s")
    editor = page.get_by_role("complementary", name=re.compile("Edit "))
    editor.get_by_label("Part 1: amount").fill("60+1.90")
    editor.get_by_label("Part 1: what for").fill("Weekly shop")
    for name, category in (("Part 1", "Groceries"), ("Part 2", "Coffee")):
        editor.get_by_role("button", name=f"{name}: category").click()
        page.get_by_placeholder("Search categories").fill(category)
        page.keyboard.press("Enter")
    expect(editor.get_by_label("Part 2: amount, takes the rest")).to_have_value("34.50")
    expect(editor.get_by_text("adds up to $96.40")).to_be_visible()
    assert violations(page) == []
    editor.get_by_label("Tags").fill("flat")
    page.keyboard.press("Enter")
    editor.get_by_role("button", name="Half").click()
    editor.get_by_label("With").fill("Ana")
    expect(editor.get_by_text("$48.20 is mine, Ana owes $48.20.")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(first.get_by_text("Split in 2")).to_be_visible()
    spent = page.request.get("/api/transactions/spending-by-category?month=2024-05").json()
    assert {line["short_desc"]: line["total_minor"] for line in spent} == {"groceries": 3095, "coffee": 1725}
    page.keyboard.press("Escape")

    page.get_by_role("row").filter(has_text="May 4").click()
    page.keyboard.press("e")
    editor.get_by_role("button", name="Like last time").click()
    expect(editor.get_by_label("Part 1: amount")).to_have_value("32.11")
    expect(editor.get_by_label("Part 2: amount")).to_have_value("17.89")
    editor.get_by_label("Part 2: amount").fill("20")
    expect(editor.get_by_text("$2.11 too much").first).to_be_visible()
    expect(editor.get_by_role("button", name="Save")).to_be_disabled()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(editor).to_be_hidden()


def test_the_second_of_two_windows_sees_both_values(page: Page, server: Server, problems: Problems) -> None:
    problems.expect("409")
    import_statement(page, "2024-05-03,ZQX TRAIN,-41.20")
    page.goto("/data?search=zqx%20train")
    row = page.request.get("/api/transactions?search=zqx%20train").json()["items"][0]
    page.get_by_role("row").filter(has_text="May 3").click()
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    editor = page.get_by_role("complementary", name=re.compile("Edit "))
    editor.get_by_label("Note").fill("shelf brackets")
    page.request.patch(f"/api/transactions/{row['id']}", data={"notes": "for the hallway"})
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("Note: for the hallway")).to_be_visible()
    editor.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Zqx Train saved")).to_be_visible()
    saved = page.request.get(f"/api/transactions/{row['id']}").json()
    assert saved["notes"] == "shelf brackets"


def test_all_that_a_search_matches_are_edited_with_progress_and_undone(page: Page, server: Server) -> None:
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 21)]
    import_statement(page, *(f"{day},VQX KIOSK,-2.{number % 90 + 10}" for number, day in enumerate(days)))
    page.goto("/data?search=vqx%20kiosk")
    first = page.get_by_role("row").filter(has_text="Dec 20")
    expect(first).to_be_visible()
    page.keyboard.press("x")
    bar = page.get_by_role("toolbar", name="1 selected")
    bar.get_by_role("button", name="Select all 240").click()
    whole = page.get_by_role("toolbar", name="240 selected")
    expect(whole.get_by_role("button", name="Delete")).to_be_hidden()
    assert violations(page) == []
    page.keyboard.press("b")
    drawer = page.get_by_role("complementary", name="Edit 240 transactions")
    drawer.get_by_label("Note").fill("paid in cash")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("240 transactions edited")).to_be_visible()
    found = page.request.get("/api/transactions?search=vqx%20kiosk%20note:cash").json()["total"]
    assert found == 240
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Undone")).to_be_visible()
    assert page.request.get("/api/transactions?search=vqx%20kiosk%20note:cash").json()["total"] == 0

    # Another selection is one transaction again.
    for act, words in (("Category", "Groceries"), ("Confirm", None)):
        page.keyboard.press("x")
        expect(page.get_by_role("toolbar", name="1 selected")).to_be_visible()
        page.get_by_role("button", name="Select all 240").click()
        whole.get_by_role("button", name=act).click()
        if words:
            page.get_by_placeholder("Search categories").fill(words)
            page.keyboard.press("Enter")
        expect(whole).to_be_hidden()
        expect(page.get_by_text("240 transactions edited", exact=True)).to_be_visible()
        page.reload()
        expect(first).to_be_visible()
    filed = page.request.get("/api/transactions?search=vqx%20kiosk&status=confirmed&category=groceries").json()["total"]
    assert filed == 240
