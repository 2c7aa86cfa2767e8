"""Ending a server of `make dev` ends what it started, too."""

import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from build_scripts import dev

# The child listens on a port and tells which; whoever can connect knows that it lives.
CHILD = """
import pathlib, socket, sys, time
server = socket.create_server(("127.0.0.1", 0))
note = pathlib.Path(sys.argv[1])
note.with_suffix(".part").write_text(str(server.getsockname()[1]))
note.with_suffix(".part").rename(note)
time.sleep(60)
"""
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"


def test_no_child_outlives_its_server(tmp_path: Path) -> None:
    note = tmp_path / "port"
    server = dev.start((sys.executable, "-c", PARENT, CHILD, str(note)), tmp_path)
    wait_until(note.is_file)
    port = int(note.read_text())
    assert answers(port)
    dev.end(server)
    assert server.returncode is not None
    wait_until(lambda: not answers(port))


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
