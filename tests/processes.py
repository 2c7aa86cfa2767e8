"""The app as a process of its own: a command of the command line, a server."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.e2e.server import Server, environment, started

TOKEN = "a-token-that-only-the-test-knows"
PATIENCE_SECONDS = 60


def run(
    home: Path, *arguments: str, settings: Mapping[str, str] | None = None, largest_file: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """A command of the command line on `home`, run to its end. No file of it may grow beyond `largest_file`."""

    def limit() -> None:
        # Unix only, as the tests that set a limit are.
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file or 0, largest_file or 0))

    return subprocess.run(
        [sys.executable, "-m", "backend", *arguments],
        env=environment(home, settings or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
        preexec_fn=None if largest_file is None else limit,
    )


def command_line_of(pid: int) -> str:
    """The words that a process was started with, as everybody on the machine can read them."""
    kept = Path(f"/proc/{pid}/cmdline")
    if kept.exists():
        return kept.read_bytes().replace(b"\0", b" ").decode()
    asked = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout


def refused_to_run(home: Path, *arguments: str) -> str:
    """Run a command that cannot be done: exit code 1, one sentence, no traceback. Return the sentence."""
    done = run(home, *arguments)
    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stderr.strip()
    assert "Traceback" not in done.stdout + said
    assert said.count("\n") == 0, said
    assert said.endswith("."), said
    return said


@contextmanager
def serving(home: Path, log: Path, **settings: str) -> Iterator[tuple[Server, httpx2.Client]]:
    """A real server on `home`, and a client that carries its token."""
    with (
        started(home, log=log, settings={"BUDGET_APP_TOKEN": TOKEN, **settings}) as server,
        httpx2.Client(base_url=server.address, headers={"x-budget-app-token": TOKEN}, timeout=PATIENCE_SECONDS) as http,
    ):
        yield server, http
