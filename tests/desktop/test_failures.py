"""What keeps the app from opening: each time a window says why, where the log is, and a later try goes on."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from backend.migrations.runner import HEADS
from build_scripts.paths import FROZEN_PROGRAM, TEST_RESULTS
from tests.desktop.conftest import NewShell
from tests.desktop.page import send
from tests.desktop.shell import Shell

# Only root may make a small disk; a developer's machine and the runners of CI let one be root for a moment.
BY_ROOT = () if os.geteuid() == 0 else ("sudo", "-n")


@contextmanager
def disk(place: Path, *, megabytes: int) -> Iterator[None]:
    """A disk of this size at `place`, which must be an empty folder."""
    options = f"size={megabytes}m,mode=700,uid={os.geteuid()}"
    subprocess.run([*BY_ROOT, "mount", "-t", "tmpfs", "-o", options, "budget-app-test", place], check=True)
    try:
        yield
    finally:
        subprocess.run([*BY_ROOT, "umount", "--lazy", place], check=True)


def fill(place: Path) -> Path:
    """Leave no byte free; return the file that holds them all."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return filler
    raise AssertionError("the disk has no end")


def backends(shell: Shell) -> list[str]:
    return [line for line in shell.processes().values() if " serve " in line]


def says(shell: Shell, *words: str) -> None:
    """See that the window says this and where the log is, and that nobody tries again by himself."""
    assert shell.has_failed()
    text = shell.text()
    assert [word for word in (*words, "shell.log", "Try again", "Show the log", "Quit") if word not in text] == []
    assert shell.state["isVisible"]
    tries = shell.log.count("the app is not up")
    shell.run("new Promise((done) => setTimeout(done, 1500))")
    assert (shell.log.count("the app is not up"), backends(shell)) == (tries, [])


def try_again(shell: Shell) -> None:
    shell.run("document.getElementById('retry').click()")
    shell.wait_until(shell.is_up)


def add_account(shell: Shell) -> None:
    send(shell, "/api/accounts", {"name": "Kept", "account_type": "credit"})


def accounts(shell: Shell) -> list[str]:
    names = shell.run("fetch('/api/accounts').then((a) => a.json()).then((all) => JSON.stringify(all))")
    return [each["name"] for each in items(json.loads(names))]


def items(answer: object) -> list[dict[str, str]]:
    found = answer["items"] if isinstance(answer, dict) else answer
    assert isinstance(found, list)
    return found


def stand_in(place: Path, script: str) -> str:
    """A program that is started instead of the backend."""
    place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    place.chmod(0o755)
    return str(place)


def test_a_disk_that_is_full_at_the_first_start_is_told(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.home.mkdir()
    with disk(shell.home, megabytes=8):
        filler = fill(shell.home)
        shell.start()
        says(shell, "disk is full")
        shell.picture("desktop-full-disk", TEST_RESULTS)
        filler.unlink()
        try_again(shell)
        shell.end()


def test_a_disk_that_is_full_at_a_later_start_loses_nothing(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.home.mkdir()
    with disk(shell.home, megabytes=16):
        shell.start()
        add_account(shell)
        shell.ask("quit")
        shell.wait_until_gone()
        filler = fill(shell.home)
        shell.start()
        # What is there can be looked at without room for more; if not even that, it is told.
        assert shell.is_up() or "disk is full" in shell.text()
        filler.unlink()
        if not shell.is_up():
            try_again(shell)
        assert accounts(shell) == ["Kept"]
        shell.end()


def test_a_disk_that_takes_no_more_of_a_file_is_told(new_shell: NewShell, tmp_path: Path) -> None:
    program = stand_in(tmp_path / "backend", f'ulimit -f 8; exec {FROZEN_PROGRAM} "$@"')
    shell = new_shell(BUDGET_APP_BACKEND=program)
    shell.start()
    says(shell, "disk is full")
    stand_in(tmp_path / "backend", f'exec {FROZEN_PROGRAM} "$@"')
    try_again(shell)


def test_a_folder_that_cannot_be_written_is_told(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.home.mkdir()
    # Nobody keeps root from writing but the disk itself.
    with disk(shell.home, megabytes=8):
        subprocess.run([*BY_ROOT, "mount", "-o", "remount,ro", shell.home], check=True)
        shell.start()
        says(shell, "cannot write there", str(shell.home))
        subprocess.run([*BY_ROOT, "mount", "-o", "remount,rw", shell.home], check=True)
        try_again(shell)
        shell.end()


def test_a_computer_that_gives_no_port_is_told(new_shell: NewShell, tmp_path: Path) -> None:
    # A network of its own in which every port that could be given is reserved for somebody else.
    ports = "echo 40000 40001 > ip_local_port_range; echo 40000-40001 > ip_local_reserved_ports"
    inside = f'cd /proc/sys/net/ipv4; {ports}; exec {FROZEN_PROGRAM} "$@"'
    program = stand_in(tmp_path / "backend", f"exec unshare --map-root-user --net sh -c '{inside}' backend \"$@\"")
    shell = new_shell(BUDGET_APP_BACKEND=program)
    shell.start()
    says(shell, "no port on 127.0.0.1")
    stand_in(tmp_path / "backend", f'exec {FROZEN_PROGRAM} "$@"')
    try_again(shell)


def test_a_port_that_cannot_be_reached_is_told(new_shell: NewShell, tmp_path: Path) -> None:
    # It says that it is ready, and nobody answers there; it ends when it is told to, as the real one does.
    program = stand_in(tmp_path / "backend", """echo '{"event": "ready", "port": 9}'; exec cat >/dev/null""")
    shell = new_shell(BUDGET_APP_BACKEND=program)
    shell.start()
    says(shell, "it cannot be reached on 127.0.0.1")
    stand_in(tmp_path / "backend", f'exec {FROZEN_PROGRAM} "$@"')
    try_again(shell)


def test_data_of_a_newer_app_is_told_and_not_touched(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start()
    add_account(shell)
    shell.ask("quit")
    shell.wait_until_gone()
    set_version(shell.home / "budget.db", "9999")
    before = (shell.home / "budget.db").read_bytes()
    shell.start()
    says(shell, "9999", "Install the newer app")
    assert "Use the backup" not in shell.text()
    assert (shell.home / "budget.db").read_bytes() == before
    set_version(shell.home / "budget.db", HEADS["budget"])
    try_again(shell)
    assert accounts(shell) == ["Kept"]


def test_without_a_keychain_secrets_are_kept_in_a_private_file_and_that_is_said(new_shell: NewShell) -> None:
    shell = new_shell()
    shell.start()
    send(shell, "/api/app/secrets/key", {})
    send(shell, "/api/settings", {"settings": {"anthropic_api_key": "sk-ant-not-a-real-one"}})
    key = shell.home / ".secret_key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert (
        b"not-a-real-one" not in (shell.home / "budget.db").read_bytes() + (shell.home / "budget.db-wal").read_bytes()
    )
    shell.run("location.assign('/settings')")
    shell.wait_until(lambda: "no keychain" in shell.text())
    before = shell.state["backend"]["pid"]
    shell.ask("quit")
    shell.wait_until_gone()
    shell.start()
    assert shell.state["backend"]["pid"] != before
    told = shell.run("fetch('/api/settings').then((a) => a.json()).then((all) => all.anthropic_api_key)")
    assert (told["is_set"], told["is_readable"]) == (True, True)


def set_version(database: Path, version: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
