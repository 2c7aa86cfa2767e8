"""The tray, the menu, and what is opened with the app."""

from pathlib import Path

from build_scripts.places import ROOT
from tests.desktop.conftest import NewShell
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
    assert shell.run("fetch('/api/stats').then((a) => a.json()).then((stats) => stats.total_transactions)") == 0


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
