"""A rule written from a search: seen live, applied to the past, found in the history and undone."""

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
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
