"""A running desktop app on a screen of its own, and what a test asks of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from build_scripts import electron
from build_scripts.paths import FROZEN_PROGRAM

# What comes in a Python package cannot have the rights that Chromium's sandbox needs.
WORDS = ("--no-sandbox", "--disable-gpu")
UP_WITHIN_SECONDS = 60
GONE_WITHIN_SECONDS = 15


class Shell:
    """The desktop app. Everything it keeps is below `folder`."""

    def __init__(self, folder: Path, display: str, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.home = folder / "BudgetApp"
        # The name of a socket may be short only, and a temporary folder of a test is not.
        self._sockets = Path(tempfile.mkdtemp(prefix="budget-app-"))
        self._socket = self._sockets / "hook"
        (folder / "Downloads").mkdir(parents=True, exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BUDGET_APP_")}
        inherited.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.environment = {
            **inherited,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DOWNLOAD_DIR": str(folder / "Downloads"),
            "BUDGET_APP_HOME": str(self.home),
            "BUDGET_APP_BACKEND": str(FROZEN_PROGRAM),
            "BUDGET_APP_TEST_SOCKET": str(self._socket),
            "BUDGET_APP_TEST_TRAY": "1",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        files = [*self.folder.glob("config/*/logs/shell.log"), self.folder / "said"]
        return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())

    def start(self, *words: str) -> None:
        """Start it; afterwards its page or its failure is shown."""
        self.process = self.launch(*words)
        wait_until(self._answers, UP_WITHIN_SECONDS, self)
        wait_until(self.is_up_or_failed, UP_WITHIN_SECONDS, self)

    def launch(self, *words: str) -> subprocess.Popen[bytes]:
        command = [str(electron.for_tests()), str(electron.OUT / "test"), *WORDS]
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(
                [*command, *words],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def ask(self, what: str, given: str | None = None) -> Any:
        """Ask the test hook."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(self._socket))
            line.sendall(json.dumps({"do": what, **({} if given is None else {"with": given})}).encode() + b"\n")
            told = json.loads(line.makefile("rb").readline())
        if "error" in told:
            raise AssertionError(told["error"])
        return told["answer"]

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.ask("state")
        return state

    def run(self, script: str) -> Any:
        """Run this in the page, as the page itself would."""
        return self.ask("run", script)

    def text(self) -> str:
        return str(self.run("document.body.innerText"))

    def is_up(self) -> bool:
        state = self.state
        origin = (state["backend"] or {}).get("origin")
        return origin is not None and state["url"].startswith(origin) and self.run("!!document.querySelector('main')")

    def has_failed(self) -> bool:
        return self.state["url"].startswith("file:") and bool(self.run("!document.getElementById('failed')?.hidden"))

    def is_up_or_failed(self) -> bool:
        return self.is_up() or self.has_failed()

    def picture(self, name: str, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.ask("picture", str(folder / f"{name}.png"))

    def processes(self) -> dict[int, str]:
        """Everything that this app started and that still lives, by its number."""
        mark = f"BUDGET_APP_TEST_SOCKET={self._socket}".encode()
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                alive = (place / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
                if alive and mark in (place / "environ").read_bytes():
                    found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return found

    def is_gone(self) -> bool:
        if self.process is not None:
            self.process.poll()
        return not self.processes()

    def wait_until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        wait_until(holds, seconds, self)

    def wait_until_gone(self) -> None:
        wait_until(self.is_gone, GONE_WITHIN_SECONDS, self)
        if self.process is not None:
            self.process.wait(5)

    def end(self) -> None:
        """Afterwards nothing of it is left, whatever state it was in."""
        for number in self.processes():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(10)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            return bool(self.ask("state"))
        except (OSError, ValueError):
            return False


def wait_until(holds: Callable[[], bool], seconds: float, shell: Shell) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(AssertionError, OSError, ValueError):
            if holds():
                return
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain; left: {shell.processes()}; the app said:\n{shell.log}")


@contextmanager
def screen() -> Iterator[str]:
    """A screen without glass; its name for DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
