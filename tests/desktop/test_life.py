"""Starting, ending, and what happens when a part is killed: nothing is left behind, nothing is started twice."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from build_scripts import electron
from tests.desktop.conftest import NewShell
from tests.desktop.shell import Shell


@pytest.fixture
def running(new_shell: NewShell) -> Shell:
    shell = new_shell()
    shell.start()
    return shell


def backend_of(shell: Shell) -> int:
    """Its number, 0 while there is none."""
    return int((shell.state["backend"] or {"pid": 0})["pid"])


def has_come_back(shell: Shell, before: int) -> bool:
    return shell.is_up() and backend_of(shell) not in (0, before)


def port_of(shell: Shell) -> int:
    return int(shell.state["backend"]["origin"].rpartition(":")[2])


def is_open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def main_process(shell: Shell) -> int:
    assert shell.process is not None
    return shell.process.pid


def test_quitting_ends_everything(running: Shell) -> None:
    port = port_of(running)
    running.ask("click-tray", "quit")
    running.wait_until_gone()
    assert running.process is not None
    assert running.process.wait(5) == 0
    assert not is_open(port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_nothing_is_left_when_the_shell_is_ended(running: Shell, number: signal.Signals) -> None:
    port = port_of(running)
    os.kill(main_process(running), number)
    running.wait_until_gone()
    assert not is_open(port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_an_ended_backend_comes_back_and_the_page_with_it(running: Shell, number: signal.Signals) -> None:
    before, token = backend_of(running), running.state["token"]
    running.run("location.assign('/review')")
    running.wait_until(lambda: running.is_up() and running.state["url"].endswith("/review"))
    os.kill(before, number)
    running.wait_until(lambda: has_come_back(running, before))
    assert running.state["url"].endswith("/review")
    assert running.state["token"] != token
    running.wait_until(lambda: running.run("fetch('/api/app').then((answer) => answer.status)") == 200)


def test_a_backend_that_hangs_is_ended_and_comes_back(running: Shell) -> None:
    before = backend_of(running)
    os.kill(before, signal.SIGSTOP)
    running.wait_until(lambda: has_come_back(running, before))
    assert before not in running.processes()


def test_a_shell_that_stands_still_goes_on_with_the_same_backend(running: Shell) -> None:
    before, port = backend_of(running), port_of(running)
    os.kill(main_process(running), signal.SIGSTOP)
    # Longer than the shell would wait for a backend that hangs.
    time.sleep(6)
    assert is_open(port)
    assert before in running.processes()
    os.kill(main_process(running), signal.SIGCONT)
    running.wait_until(running.is_up)
    running.wait_until(lambda: running.run("fetch('/api/app').then((answer) => answer.status)") == 200)
    assert backend_of(running) == before
    running.ask("quit")
    running.wait_until_gone()


def test_nothing_is_left_of_a_shell_that_is_killed_while_it_stands_still(running: Shell) -> None:
    port = port_of(running)
    os.kill(main_process(running), signal.SIGSTOP)
    os.kill(main_process(running), signal.SIGKILL)
    running.wait_until_gone()
    assert not is_open(port)


def test_a_backend_that_keeps_crashing_is_told_and_not_started_for_ever(running: Shell) -> None:
    for _ in range(4):
        before = backend_of(running)
        os.kill(before, signal.SIGKILL)
        running.wait_until(lambda: running.has_failed() or has_come_back(running, before))  # noqa: B023
    assert running.has_failed()
    assert "several times" in running.text()
    running.run("document.getElementById('retry').click()")
    running.wait_until(running.is_up)


def test_a_second_start_shows_the_first_window(running: Shell) -> None:
    running.ask("close")
    running.wait_until(lambda: not running.state["isVisible"])
    backend = backend_of(running)
    assert running.launch().wait(20) == 0
    running.wait_until(lambda: bool(running.state["isVisible"]))
    assert backend_of(running) == backend


def test_the_window_comes_back_where_it_was(running: Shell) -> None:
    place = {"x": 60, "y": 40, "width": 900, "height": 640}
    running.ask("place", '{"x": 60, "y": 40, "width": 900, "height": 640}')
    running.ask("quit")
    running.wait_until_gone()
    running.start()
    assert running.state["bounds"] == place


def test_started_at_login_it_shows_no_window(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start("--hidden")
    assert not shell.state["isVisible"]


def test_without_a_tray_closing_asks_once_and_quits(new_shell: NewShell) -> None:
    shell = new_shell(BUDGET_APP_TEST_TRAY="0")
    shell.start()
    shell.ask("answer", "1")
    shell.ask("close")
    shell.wait_until(lambda: bool(shell.state["asked"]))
    assert shell.state["isVisible"]
    shell.ask("answer", "0")
    shell.ask("close")
    shell.wait_until_gone()
    shell.start()
    shell.ask("close")
    shell.wait_until_gone()


def test_a_home_that_is_no_folder_is_told_and_can_be_tried_again(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.home.write_text("in the way", encoding="utf-8")
    shell.start()
    assert shell.has_failed()
    assert str(shell.home) in shell.text()
    assert "shell.log" in shell.text()
    assert len([line for line in shell.processes().values() if "serve" in line]) == 0
    shell.home.unlink()
    shell.run("document.getElementById('retry').click()")
    shell.wait_until(shell.is_up)


def test_a_damaged_database_is_told_and_not_touched(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.home.mkdir()
    database = shell.home / "budget.db"
    database.write_bytes(b"this is no database, " * 500)
    before = database.read_bytes()
    shell.start()
    assert shell.has_failed()
    assert "damaged" in shell.text()
    assert database.read_bytes() == before


def test_the_app_for_people_has_no_test_hook() -> None:
    app = Path(electron.ensure_built(is_test=False) / "main.js").read_text(encoding="utf-8")
    assert "BUDGET_APP_TEST" not in app
    assert "executeJavaScript" not in app
