"""Newer versions: found, told with their notes, fetched and put in place, each only when the person says so."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from backend.version import VERSION
from tests.desktop.conftest import NewShell
from tests.desktop.shell import Shell

NAME = "budget-app-9.9.9-linux-x86_64.AppImage"
OLDER = f"budget-app-{VERSION}-linux-x86_64.AppImage"
NOTES = "<p>Faster &amp; calmer.</p><script>alert(1)</script>"
# What takes the place of the app: it says how it was started, and is gone.
NEWER = b'#!/bin/sh\necho "$APPIMAGE_SILENT_INSTALL" > "$HOME/newer-was-started"\n'


class Place:
    """The place of newer versions: what it offers, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.address = f"http://127.0.0.1:{server.server_port}"
        self.version = "9.9.9"
        self.content = NEWER
        self.announced = NEWER
        self.asked: list[tuple[str, str]] = []

    def answer(self, path: str) -> bytes | None:
        if path.startswith("/latest-linux"):
            digest = base64.b64encode(hashlib.sha512(self.announced).digest()).decode()
            file = {"url": NAME, "sha512": digest, "size": len(self.announced)}
            told = {"version": self.version, "files": [file], "path": NAME, "sha512": digest, "releaseNotes": NOTES}
            # JSON is YAML as well.
            return json.dumps({**told, "releaseDate": "2026-11-20T10:00:00.000Z"}).encode()
        return self.content if path == f"/{NAME}" else None

    def was_asked_for(self, part: str) -> bool:
        return any(part in path for path, _ in self.asked)


@pytest.fixture
def place() -> Iterator[Place]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            offered.asked.append((path, self.headers.get("x-user-staging-id", "")))
            content = offered.answer(path)
            self.send_response(200 if content is not None else 404)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    offered = Place(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield offered
    server.shutdown()
    server.server_close()


@pytest.fixture
def shell(new_shell: NewShell, tmp_path: Path, place: Place) -> Shell:
    """An app, not yet started, that was installed as an AppImage and looks for newer versions at `place`."""
    config = tmp_path / "app-update.yml"
    config.write_text(f"provider: generic\nurl: {place.address}\nupdaterCacheDirName: budget-app-updater\n")
    installed = tmp_path / OLDER
    installed.write_bytes(b"the version that runs")
    return new_shell(BUDGET_APP_TEST_UPDATES=str(config), APPIMAGE=str(installed))


def installed(shell: Shell) -> list[str]:
    return sorted(path.name for path in Path(shell.environment["APPIMAGE"]).parent.glob("*.AppImage"))


def test_a_newer_version_is_told_at_the_start_with_its_notes_and_can_be_put_off(shell: Shell, place: Place) -> None:
    shell.environment["BUDGET_APP_TEST_ANSWER"] = "1"
    shell.start()
    shell.wait_until(lambda: bool(shell.state["asked"]))
    assert shell.state["asked"] == [f"Budget App 9.9.9 is there. You have {VERSION}."]
    assert shell.state["details"] == ["Faster & calmer.\nalert(1)"]
    assert not place.was_asked_for(NAME)
    assert {number for _, number in place.asked} == {"00000000-0000-0000-0000-000000000000"}
    shell.ask("quit")
    shell.wait_until_gone()
    before = len(place.asked)
    shell.start()
    shell.wait_until(lambda: len(place.asked) > before)
    shell.run("new Promise((done) => setTimeout(done, 500))")
    assert shell.state["asked"] == []
    # Who asks is told nevertheless.
    shell.ask("click-menu", "updates")
    shell.wait_until(lambda: len(shell.state["asked"]) == 1)


def test_it_is_fetched_when_asked_and_put_in_place_when_asked(shell: Shell, place: Place) -> None:
    shell.environment["BUDGET_APP_TEST_ANSWER"] = "1"
    shell.start()
    shell.wait_until(lambda: bool(shell.state["asked"]))
    shell.ask("answers", "[0, 1]")
    shell.ask("click-menu", "updates")
    shell.wait_until(lambda: shell.state["asked"][-1] == "Budget App 9.9.9 is ready")
    assert place.was_asked_for(NAME)
    shell.wait_until(shell.is_up)
    assert installed(shell) == [OLDER]
    shell.ask("answers", "[0]")
    shell.ask("click-menu", "updates")
    shell.wait_until_gone()
    assert installed(shell) == [NAME]
    marker = shell.folder / "newer-was-started"
    shell.wait_until(marker.is_file)
    assert marker.read_text(encoding="utf-8") == "true\n"
    assert not (shell.home / "budget.db-wal").exists()


def test_quitting_puts_nothing_in_place_that_was_not_wanted(shell: Shell, place: Place) -> None:
    shell.environment["BUDGET_APP_TEST_ANSWER"] = "1"
    shell.start()
    shell.wait_until(lambda: bool(shell.state["asked"]))
    shell.ask("answers", "[0, 1]")
    shell.ask("click-menu", "updates")
    shell.wait_until(lambda: shell.state["asked"][-1] == "Budget App 9.9.9 is ready")
    shell.ask("quit")
    shell.wait_until_gone()
    assert installed(shell) == [OLDER]


def test_what_is_not_what_was_announced_is_refused(shell: Shell, place: Place) -> None:
    place.announced = NEWER.replace(b"newer", b"other")
    shell.start()
    shell.wait_until(lambda: shell.state["asked"][-1:] == ["Budget App 9.9.9 could not be fetched"])
    assert shell.state["details"][-1].startswith("The download does not match what was announced.")
    shell.wait_until(shell.is_up)
    assert installed(shell) == [OLDER]


def test_a_newer_version_that_cannot_be_put_in_place_leaves_this_one(shell: Shell, place: Place) -> None:
    Path(shell.environment["APPIMAGE"]).unlink()
    shell.start()
    shell.wait_until(lambda: shell.state["asked"][-1:] == ["Budget App 9.9.9 could not be put in place"])
    shell.wait_until(shell.is_up)
    assert installed(shell) == []
    # It is the one and only again.
    assert shell.launch().wait(20) == 0


@pytest.mark.parametrize("version", [VERSION, "0.1.9"])
def test_the_same_and_an_older_version_are_nothing_new(shell: Shell, place: Place, version: str) -> None:
    place.version = version
    shell.start()
    shell.ask("click-menu", "updates")
    shell.wait_until(lambda: bool(shell.state["asked"]))
    assert (shell.state["asked"], shell.state["details"]) == (
        ["Budget App is up to date"],
        [f"You have version {VERSION}."],
    )


def test_a_place_that_cannot_be_reached_is_said_only_to_who_asks(shell: Shell, place: Place) -> None:
    config = Path(shell.environment["BUDGET_APP_TEST_UPDATES"])
    config.write_text(config.read_text().replace(place.address, "http://127.0.0.1:9"))
    shell.start()
    shell.wait_until(lambda: "newer versions could not be looked for" in shell.log)
    assert shell.state["asked"] == []
    shell.ask("click-menu", "updates")
    shell.wait_until(lambda: shell.state["asked"] == ["Updates could not be checked"])
    assert shell.state["details"] == ["The update server could not be reached."]


def test_nobody_is_asked_when_that_is_not_wanted(shell: Shell, place: Place) -> None:
    config = Path(shell.environment["XDG_CONFIG_HOME"]) / "Budget App"
    config.mkdir(parents=True)
    (config / "preferences.json").write_text('{"looksForUpdates": false}', encoding="utf-8")
    shell.start()
    shell.run("new Promise((done) => setTimeout(done, 1000))")
    assert place.asked == []
    assert not shell.run("window.budgetApp.preferences()")["looksForUpdates"]
    # Another choice does not take this one back.
    shell.run("window.budgetApp.setPreference('watchesDownloads', true)")
    assert not shell.run("window.budgetApp.preferences()")["looksForUpdates"]


def test_a_hidden_app_tells_by_a_notice(shell: Shell, place: Place) -> None:
    shell.environment["BUDGET_APP_TEST_ANSWER"] = "1"
    shell.start("--hidden")
    shell.wait_until(lambda: shell.state["notices"] == ["Version 9.9.9 is there."])
    assert (shell.state["asked"], shell.state["isVisible"]) == ([], False)
    shell.ask("click-notice")
    shell.wait_until(lambda: len(shell.state["asked"]) == 1)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "runs from source"),
        ({"BUDGET_APP_TEST_UPDATES": "/nowhere", "APPIMAGE": ""}, "installed as a package"),
        ({"BUDGET_APP_TEST_UPDATES": "/nowhere", "APPIMAGE": "/x.AppImage"}, "does not know where"),
    ],
)
def test_a_copy_that_cannot_replace_itself_says_so(new_shell: NewShell, settings: dict[str, str], said: str) -> None:
    shell = new_shell(**settings)
    shell.start()
    assert "newer versions are not looked for" in shell.log
    shell.ask("click-menu", "updates")
    shell.wait_until(lambda: bool(shell.state["asked"]))
    assert shell.state["asked"] == [f"This is Budget App {VERSION}"]
    assert said in shell.state["details"][0]
