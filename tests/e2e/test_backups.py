"""A person makes a backup, proves it, sees the date on Today, restores it and copies it to a second place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.bootstrap import open_data
from backend.commands.import_files import import_files
from backend.infra.config import Config
from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.server import started
from tests.makers import long_statement


@pytest.fixture
def window(tmp_path: Path, browser: Browser, problems: Problems, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A window on a folder with 40 transactions and without a backup."""
    home = tmp_path / "BudgetApp"
    monkeypatch.setenv("BUDGET_APP_HOME", str(home))
    statement = tmp_path / "statement.csv"
    statement.write_bytes(long_statement(40))
    with open_data(Config(home=home)):
        pass
    assert import_files([statement], account="Everyday", is_dry_run=False, as_json=True) == 0
    for backup in (home / "backups").iterdir():
        backup.unlink()
    with started(home, log=tmp_path / "server.log") as app:
        context = browser.new_context(
            base_url=app.address, locale="en-US", viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
        )
        page = context.new_page()
        problems.watch(page)
        page.goto(app.url)
        yield page
        context.close()
        assert problems.unexpected() == []


def test_a_backup_is_made_proved_seen_on_today_restored_and_copied(window: Page, tmp_path: Path) -> None:
    page = window
    page.goto("/settings#backups")
    backups = page.get_by_role("region", name="Backups", exact=True)
    expect(backups).to_contain_text("No backup has been proved yet.")
    backups.get_by_role("button", name="Back up now").click()
    items = backups.get_by_role("list", name="Backups").get_by_role("listitem")
    expect(items).to_have_count(1)
    expect(items.first).to_contain_text("40 transactions")
    backups.get_by_role("button", name="Prove the newest").click()
    expect(backups.get_by_role("note")).to_contain_text("40 transactions, sums equal")
    health = page.get_by_role("region", name="Health", exact=True)
    expect(health).to_contain_text("Proved on")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 1000})
            assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 1000})

    page.goto("/")
    expect(page.get_by_role("link", name="Backup proved")).to_be_visible()

    page.goto("/settings#backups")
    items.first.get_by_role("button", name="Restore the backup of").click()
    page.get_by_role("dialog").get_by_role("button", name="Restore", exact=True).click()
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("before a restore")

    disk = tmp_path / "Disk"
    disk.mkdir()
    answer = page.request.post(
        "/api/settings",
        data={
            "settings": {
                "second_place": "folder",
                "second_place_folder": str(disk),
                "second_place_passphrase": "correct horse battery staple",
            }
        },
        headers={"origin": page.url.split("/settings")[0]},
    )
    assert answer.ok, answer.text()
    page.reload()
    backups.get_by_role("button", name="Copy the newest").click()
    expect(backups).to_contain_text("Last copied to the second place")
    assert len(list(disk.iterdir())) == 1
