"""A person encrypts the data, opens it after a restart, forgets the passphrase, locks the app, and decrypts again."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import Server, started

PASSPHRASE = "correct horse battery"
# Every file is written anew, and the disk is asked to keep it.
SLOW_MILLISECONDS = 60_000


def _window(browser: Browser, app: Server, problems: Problems) -> Page:
    page = browser.new_context(
        base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
    ).new_page()
    problems.watch(page)
    # Refused while it is locked, which the browser notes.
    problems.expect("423")
    page.goto(app.url)
    return page


def _is_accessible(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 1000})
            assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 1000})


@pytest.mark.timeout(300)
def test_data_is_encrypted_locked_opened_again_and_decrypted(
    tmp_path: Path, browser: Browser, problems: Problems
) -> None:
    home = tmp_path / "BudgetApp"
    with started(home, log=tmp_path / "1.log") as app:
        page = _window(browser, app, problems)
        page.get_by_role("link", name="Encrypt your data", exact=True).click()
        privacy = page.get_by_role("region", name="Privacy", exact=True)
        privacy.get_by_role("button", name="Encrypt", exact=True).click()
        page.get_by_role("button", name="Show the recovery phrase", exact=True).click()
        groups = page.get_by_role("list", name="Recovery phrase").locator("code").all_inner_texts()
        _is_accessible(page)
        page.get_by_role("button", name="I wrote it down", exact=True).click()
        repeat = page.get_by_role("dialog", name="Repeat the recovery phrase")
        expect(repeat).to_be_visible()
        for number, group in enumerate(groups, start=1):
            field = page.get_by_label(f"Group {number}", exact=True)
            if field.count():
                field.fill(group.lower())
        repeat.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        page.get_by_role("button", name="Encrypt all files", exact=True).click()
        expect(privacy.get_by_text("Data, documents and backups are encrypted.")).to_be_visible(
            timeout=SLOW_MILLISECONDS
        )

        privacy.get_by_role("button", name="Set a PIN", exact=True).click()
        page.get_by_label("New PIN or passphrase", exact=True).fill("2468")
        page.get_by_role("button", name="Save PIN", exact=True).click()
        expect(privacy.get_by_text("Locks after 5 minutes without use")).to_be_visible()
        _is_accessible(page)
        privacy.get_by_role("button", name="Lock now", exact=True).click()
        expect(page.get_by_role("heading", name="Budget App is locked")).to_be_visible()
        page.get_by_label("PIN", exact=True).press("Escape")
        page.get_by_label("PIN", exact=True).press("Escape")
        page.get_by_label("PIN", exact=True).fill("1357")
        page.get_by_role("button", name="Unlock", exact=True).click()
        expect(page.get_by_text("This PIN is wrong.")).to_be_visible()
        _is_accessible(page)
        page.get_by_label("PIN", exact=True).fill("2468")
        page.get_by_role("button", name="Unlock", exact=True).click()
        expect(page.get_by_role("heading", name="Budget App is locked")).to_have_count(0)
        privacy.get_by_role("button", name="Remove PIN", exact=True).click()
        page.get_by_label("Current PIN", exact=True).fill("2468")
        page.get_by_role("dialog").get_by_role("button", name="Remove PIN", exact=True).click()
        expect(privacy.get_by_role("button", name="Set a PIN", exact=True)).to_be_visible()
    assert not (home / "budget.db").read_bytes().startswith(b"SQLite format 3")

    with started(home, log=tmp_path / "2.log") as app:
        page = _window(browser, app, problems)
        expect(page.get_by_role("heading", name="Your data is encrypted")).to_be_visible()
        _is_accessible(page)
        page.get_by_role("button", name="Use the recovery phrase", exact=True).click()
        page.get_by_label("Recovery phrase", exact=True).fill(" ".join(groups))
        page.get_by_label("New passphrase", exact=True).fill("another passphrase")
        page.get_by_role("button", name="Open", exact=True).click()
        expect(page.get_by_role("heading", name="Where does your money go?")).to_be_visible(timeout=SLOW_MILLISECONDS)
        page.goto("/settings#privacy")
        privacy = page.get_by_role("region", name="Privacy", exact=True)
        privacy.get_by_role("button", name="Decrypt", exact=True).click()
        page.get_by_role("button", name="Decrypt all files", exact=True).click()
        expect(privacy.get_by_text("Not encrypted")).to_be_visible(timeout=SLOW_MILLISECONDS)
    assert (home / "budget.db").read_bytes().startswith(b"SQLite format 3")
