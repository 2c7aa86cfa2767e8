"""The tray, the menu, and what is opened with the app."""

import shutil
from pathlib import Path

from build_scripts.paths import ROOT, TEST_RESULTS
from tests.desktop.conftest import NewShell
from tests.desktop.page import press, send, total, write
from tests.desktop.shell import Shell

SAMPLE = ROOT / "tests" / "samples" / "csv" / "amex_us.csv"


def test_the_tray_tells_how_things_stand(shell: Shell) -> None:
    shell.ask("look")
    rows = {row["id"]: row["label"] for row in shell.ask("tray") if row["label"]}
    assert rows == {
        "open": "Open Budget App",
        "review": "Nothing to review",
        "synced": "No bank is connected",
        "sync": "Sync now",
        "import": "Import a file…",
        "quit": "Quit",
    }


def test_sync_now_asks_the_backend(shell: Shell) -> None:
    before = shell.log.count("synced:")
    shell.ask("click-tray", "sync")
    shell.wait_until(lambda: shell.log.count("synced: none_connected") == before + 1)


def test_closing_hides_the_window_and_the_tray_brings_it_back(shell: Shell) -> None:
    shell.ask("close")
    shell.wait_until(lambda: not shell.state["isVisible"])
    assert shell.state["backend"]
    shell.ask("click-tray", "open")
    shell.wait_until(lambda: shell.state["isVisible"])


def test_a_chosen_file_is_on_the_import_page(shell: Shell) -> None:
    shell.ask("choose", f'["{SAMPLE}"]')
    shell.ask("click-tray", "import")
    shell.wait_until(lambda: SAMPLE.name in shell.text())
    assert shell.run("location.pathname") == "/import"
    assert total(shell) == 0


def test_the_menu_has_the_usual_rows(shell: Shell) -> None:
    rows = shell.ask("menu")
    roles = {role for _, role, _ in rows}
    assert {"copy", "paste", "undo", "selectall", "quit", "reload", "togglefullscreen", "minimize"} <= {
        str(role).lower() for role in roles
    }
    assert ["Import a file…", None, "CmdOrCtrl+O"] in rows


def test_starting_at_login_is_an_entry_of_the_desktop(shell: Shell) -> None:
    entry = shell.folder / "config" / "autostart" / "budget-app.desktop"
    told = shell.run("window.budgetApp.setPreference('startsAtLogin', true)")
    assert told["startsAtLogin"]
    assert "--hidden" in entry.read_text(encoding="utf-8")
    assert not shell.run("window.budgetApp.setPreference('startsAtLogin', false)")["startsAtLogin"]
    assert not entry.exists()


def test_the_page_can_set_nothing_else(shell: Shell) -> None:
    tried = "window.budgetApp.setPreference('{}', {}).then(() => 'done', () => 'refused')"
    assert shell.run(tried.format("token", "true")) == "refused"
    assert shell.run(tried.format("startsAtLogin", "'yes'")) == "refused"


def test_a_file_named_at_the_start_is_on_the_import_page(new_shell: NewShell, tmp_path: Path) -> None:
    shell = new_shell()
    shell.start(str(SAMPLE))
    shell.wait_until(lambda: SAMPLE.name in shell.text())
    assert shell.run("location.pathname") == "/import"


def test_a_link_opens_the_page_it_names(shell: Shell) -> None:
    assert shell.launch("budgetapp://review").wait(20) == 0
    shell.wait_until(lambda: shell.is_up() and shell.run("location.pathname") == "/review")


def test_a_link_to_nothing_of_ours_leads_nowhere(shell: Shell) -> None:
    for link in ("budgetapp://..//etc/passwd", "budgetapp:javascript:alert(1)", "budgetapp://x@example.com/?a=b"):
        assert shell.launch(link).wait(20) == 0
    assert shell.run("location.pathname") == "/"


def test_an_opened_file_ends_in_the_review_when_it_is_added(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start(str(SAMPLE))
    shell.wait_until(lambda: press(shell, "Edit the new account first"))
    shell.wait_until(lambda: write(shell, "Name", "My card"))
    shell.wait_until(lambda: press(shell, "Use this account"))
    shell.wait_until(lambda: press(shell, "Add 3 transactions"))
    shell.wait_until(lambda: total(shell) == 3)
    shell.ask("look")
    shell.ask("click-tray", "review")
    shell.wait_until(
        lambda: shell.is_up() and shell.run("location.pathname") == "/review" and "Airport Cafe" in shell.text()
    )
    shell.picture("desktop-review", TEST_RESULTS)
    shell.ask("look")
    review = next(row for row in shell.ask("tray") if row.get("id") == "review")
    assert review["label"].endswith("to review")
    assert review["enabled"]


def test_the_sample_opens_in_the_window_and_lets_one_back(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start()
    home = shell.state["backend"]["origin"]
    shell.run("fetch('/api/app/demo', {method: 'POST'}).then((a) => a.json())"
              ".then(({url}) => { location.assign(url) }); null")  # fmt: skip
    shell.wait_until(lambda: "Sample data" in shell.text())
    assert not shell.state["url"].startswith(home)
    shell.wait_until(lambda: press(shell, "Leave"))
    shell.wait_until(lambda: shell.state["url"].startswith(home))
    shell.ask("quit")
    shell.wait_until_gone()


def test_a_downloaded_statement_is_offered_only_when_that_is_wanted(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start()
    downloads = shell.folder / "Downloads"
    shutil.copy(SAMPLE, downloads / "before.csv")
    assert shell.run("window.budgetApp.setPreference('watchesDownloads', true)")["watchesDownloads"]
    shell.run("new Promise((done) => setTimeout(done, 300))")
    shutil.copy(SAMPLE, downloads / "picture.png")
    shutil.copy(SAMPLE, downloads / "statement.csv")
    shell.wait_until(lambda: bool(shell.state["notices"]))
    assert shell.state["notices"] == ["statement.csv is in your downloads."]
    assert "statement.csv" not in shell.text()
    shell.ask("click-notice")
    shell.wait_until(lambda: "statement.csv" in shell.text() and shell.run("location.pathname") == "/import")


def test_rows_that_come_while_the_window_is_closed_are_told(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start()
    shell.ask("look")
    shell.ask("close")
    shell.wait_until(lambda: not shell.state["isVisible"])
    account = send(shell, "/api/accounts", {"name": "Card", "account_type": "credit"})["id"]
    row = {"account_id": account, "on": "2026-03-05", "description": "SHOP", "amount_minor": 500}
    send(shell, "/api/transactions", row)
    shell.ask("look")
    assert shell.state["notices"] == ["1 transaction to review."]
    shell.ask("click-notice")
    shell.wait_until(lambda: shell.is_up() and shell.run("location.pathname") == "/review")
    assert shell.state["isVisible"]
