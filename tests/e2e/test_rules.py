"""A rule written from a search: seen live, applied to the past, found in the history and undone."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import Server, started
from tests.makers import statement


def import_statement(page: Page, *rows: str) -> None:
    preview = page.request.post(
        "/api/import/preview",
        multipart={"file": {"name": "rules.csv", "mimeType": "text/csv", "buffer": statement(*rows)}},
    ).json()
    account = page.request.post("/api/accounts", data={"name": "Rules", "account_type": "checking"}).json()
    done = page.request.post(f"/api/import/{preview['id']}/commit", data={"account_id": account["id"]})
    assert done.ok, done.text()


def test_a_rule_is_written_from_a_search_applied_and_undone_in_the_history(page: Page, problems: Problems) -> None:
    # The preview refuses the search while a bracket is open.
    problems.expect("422")
    import_statement(
        page, "2024-06-02,QXV NURSERY,-40.00", "2024-06-03,QXV NURSERY,-12.00", "2024-06-04,QXV CAFE,-4.00"
    )
    page.goto("/data")
    box = page.get_by_role("combobox", name="Search transactions")
    box.fill("qxv (nursery OR garden) amount:>20")
    expect(page.get_by_role("row").filter(has_text="Jun 2")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Jun 3")).to_be_hidden()
    page.get_by_role("link", name="Make a rule").click()
    editor = page.get_by_role("complementary", name="New rule")
    expect(editor.get_by_label("When")).to_have_value("qxv (nursery OR garden) amount:>20")
    editor.get_by_label("Name").fill("Nursery")
    editor.get_by_label("When").fill("qxv (nursery OR garden")
    expect(editor.get_by_text("This bracket is not closed.")).to_be_visible()
    editor.get_by_label("When").fill("qxv (nursery OR garden)")
    editor.get_by_label("Add tags").fill("garden")
    expect(editor.get_by_text("Would change 2")).to_be_visible()
    assert violations(page) == []
    editor.get_by_role("button", name="Save and change 2").click()
    expect(page.get_by_text("Rule “Nursery” saved, 2 transactions changed")).to_be_visible()
    assert page.request.get("/api/transactions?search=tag:garden").json()["total"] == 2

    page.goto("/history")
    step = page.get_by_role("row").filter(has_text="Added the rule “Nursery”")
    step.get_by_role("button", name="Added the rule “Nursery” and changed 2 transactions", exact=True).click()
    detail = page.get_by_role("complementary", name="Change")
    expect(detail.get_by_text("can be undone").first).to_be_visible()
    assert violations(page) == []
    detail.get_by_role("button", name="Undo").click()
    expect(step.get_by_text("undone")).to_be_visible()
    assert page.request.get("/api/transactions?search=tag:garden").json()["total"] == 0


def _opened(browser: Browser, app: Server, problems: Problems) -> Page:
    page = browser.new_context(base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 900}).new_page()
    problems.watch(page)
    page.goto(app.url)
    return page


def test_after_a_restart_a_rule_is_undone_but_for_what_was_changed_since(
    tmp_path: Path, browser: Browser, problems: Problems
) -> None:
    home, filed = tmp_path / "BudgetApp", "/api/transactions?search=qxv&category=groceries"
    with started(home, log=tmp_path / "1.log") as app:
        page = _opened(browser, app, problems)
        import_statement(page, *(f"2024-06-{day:02},QXV NURSERY,-{day}.00" for day in range(2, 8)))
        rule = {"name": "Nursery", "search": "qxv nursery", "category_short_desc": "groceries", "apply_to_past": True}
        saved = page.request.post("/api/rules", data=rule)
        assert saved.ok, saved.text()
        rows = page.request.get(filed).json()["items"]
        assert len(rows) == 6
        page.request.post(f"/api/transactions/{rows[0]['id']}/review", data={"category_short_desc": "coffee"})
        page.context.close()
    with started(home, log=tmp_path / "2.log") as app:
        page = _opened(browser, app, problems)
        page.goto("/history")
        page.get_by_role("button", name=re.compile("Added the rule “Nursery”"), exact=False).first.click()
        detail = page.get_by_role("complementary", name="Change")
        expect(detail.get_by_text("Stay", exact=True)).to_be_visible()
        assert violations(page) == []
        detail.get_by_role("button", name=re.compile("^Undo")).click()
        expect(page.get_by_text(re.compile("^Undone: Added the rule"))).to_be_visible()
        assert page.request.get(filed).json()["total"] == 0
        kept = page.request.get("/api/transactions?search=qxv&category=coffee").json()["items"]
        assert [row["id"] for row in kept] == [rows[0]["id"]]
        assert page.request.get("/api/rules").json() == []
        page.context.close()
