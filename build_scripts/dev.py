"""`make dev`: the backend with reload on port 8000 and the page's live server, started and ended together."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from build_scripts import environment, frontend
from build_scripts.paths import FRONTEND, PYTHON, ROOT
from build_scripts.shell import say

BACKEND = (str(PYTHON), "-m", "uvicorn", "backend.main:app", "--port", "8000", "--reload", "--reload-dir", "backend")


def main(arguments: Sequence[str]) -> int:
    environment.ensure_development()
    frontend.ensure_packages()
    signal.signal(signal.SIGTERM, interrupt)
    say("backend on http://127.0.0.1:8000, page on the address below; Ctrl-C ends both")
    servers: list[subprocess.Popen[bytes]] = []
    try:
        servers.append(start(BACKEND, ROOT))
        servers.append(start((frontend.npm(), "run", "--silent", "dev"), FRONTEND))
        return first_exit_code(servers)
    except KeyboardInterrupt:
        return 0  # Ctrl-C is how a person ends it.
    finally:
        for server in servers:
            end(server)


def start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a server as the head of its own family, so that ending it ends its children too."""
    if os.name == "nt":
        return subprocess.Popen(command, cwd=folder, creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0))
    return subprocess.Popen(command, cwd=folder, start_new_session=True)


def first_exit_code(servers: Sequence[subprocess.Popen[bytes]]) -> int:
    while True:
        for server in servers:
            code = server.poll()
            if code is not None:
                return code
        time.sleep(0.2)


def end(server: subprocess.Popen[bytes]) -> None:
    """Afterwards the server and everything it started are gone."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(server.pid)], capture_output=True)
        return
    signal_family(server, signal.SIGTERM)
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        signal_family(server, signal.SIGKILL)
        server.wait()


def signal_family(server: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError):  # The whole family may have gone by itself.
        os.killpg(server.pid, number)


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
