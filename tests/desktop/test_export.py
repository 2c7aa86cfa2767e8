"""The menu's exports: a place is asked for, and the file there is complete or as it was."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.conftest import NewShell
from tests.desktop.shell import Shell
from tests.desktop.test_failures import disk, fill
from tests.makers import long_statement
from tests.processes import run

ROWS = 2000
# A backend that is well, and tells only the beginning of an export.
CUTS_SHORT = """
import json, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        if self.path == "/api/export":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\\r\\n{\\"a\\":\\r\\n")
            self.close_connection = True
            return
        page = b"<main>here</main>" if self.path == "/" else b"{}"
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"event": "ready", "port": server.server_port}), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, display: str) -> Iterator[Shell]:
    """An app with 2000 rows."""
    folder = tmp_path_factory.mktemp("export")
    shell = Shell(folder / "shell", display, {})
    statement = folder / "statement.csv"
    statement.write_bytes(long_statement(ROWS))
    assert run(shell.home, "import", str(statement), "--account", "Card").returncode == 0
    shell.start()
    yield shell
    shell.end()


def export(shell: Shell, kind: str, place: Path | None) -> None:
    shell.ask("choose", json.dumps([str(place)] if place else []))
    shell.ask("click-menu", f"export-{kind}")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("kind", "begins", "counted"),
    [("json", "{", '"import_id"'), ("csv", "id,on,", "\n"), ("ofx", "<?xml", "<STMTTRN>"), ("qif", "!", "\n^")],
)
def test_an_export_is_complete_in_each_format(
    filled: Shell, tmp_path: Path, kind: str, begins: str, counted: str
) -> None:
    place = tmp_path / f"mine.{kind}"
    export(filled, kind, place)
    filled.wait_until(lambda: filled.state["notices"][-1:] == [f"mine.{kind} is written."])
    text = place.read_text(encoding="utf-8-sig")
    assert text.lower().startswith(begins.lower())
    assert text.count(counted) >= ROWS
    assert names(tmp_path) == [place.name]
    if kind == "json":
        assert len(json.loads(text)["transactions"]) == ROWS


def test_a_name_is_proposed_and_an_ending_added(filled: Shell, tmp_path: Path) -> None:
    export(filled, "csv", tmp_path / "mine")
    filled.wait_until((tmp_path / "mine.csv").is_file)
    asked = filled.state["asked"][-1]
    assert asked.startswith("Export: transactions-20")
    assert asked.endswith(".csv")


def test_a_changed_mind_leaves_nothing(filled: Shell, tmp_path: Path) -> None:
    before = (len(filled.state["notices"]), filled.log.count("exported"))
    export(filled, "json", None)
    filled.run("new Promise((done) => setTimeout(done, 500))")
    assert (len(filled.state["notices"]), filled.log.count("exported")) == before


def test_a_place_that_is_no_folder_any_more_is_told(filled: Shell, tmp_path: Path) -> None:
    export(filled, "csv", tmp_path / "gone" / "mine.csv")
    filled.wait_until(lambda: filled.state["asked"][-1] == "mine.csv was not written")
    assert "That folder no longer exists." in filled.log


def test_a_full_disk_is_told_and_the_older_file_stays(filled: Shell, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    with disk(place, megabytes=1):
        (place / "mine.json").write_text("the older one", encoding="utf-8")
        fill(place)
        export(filled, "json", place / "mine.json")
        filled.wait_until(lambda: filled.state["asked"][-1] == "mine.json was not written")
        assert "There is not enough space on that disk." in filled.log
        assert (place / "mine.json").read_text(encoding="utf-8") == "the older one"
        assert names(place) == ["filler", "mine.json"]


def test_an_export_that_is_cut_short_is_told_and_the_older_file_stays(new_shell: NewShell, tmp_path: Path) -> None:
    program = tmp_path / "backend"
    program.write_text(f"#!{sys.executable}\n{CUTS_SHORT}", encoding="utf-8")
    program.chmod(0o755)
    shell = new_shell(BUDGET_APP_BACKEND=str(program))
    shell.start()
    place = tmp_path / "exports" / "mine.json"
    place.parent.mkdir()
    place.write_text("the older one", encoding="utf-8")
    export(shell, "json", place)
    shell.wait_until(lambda: shell.state["asked"][-1] == "mine.json was not written")
    assert "The export is incomplete." in shell.log
    assert place.read_text(encoding="utf-8") == "the older one"
    assert names(place.parent) == ["mine.json"]
