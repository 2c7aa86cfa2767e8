"""The app as a person runs it: a process of its own, asked over HTTP."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from build_scripts.benchmarks import usage
from build_scripts.paths import PYTHON, ROOT
from build_scripts.shell import Stop

_TIMEOUT_SECONDS = 600
# The app closes a connection that is not used for five seconds.
_KEPT_SECONDS = 3
_BOUNDARY = "statement-of-an-invented-account"


class Took(NamedTuple):
    """Wall time and processor time, both in seconds; the latter is None where the system does not tell it."""

    seconds: float
    cpu_seconds: float | None


class Server:
    """A running app on its own data folder; it ends with the block."""

    def __init__(self, home: Path, program: Sequence[str | Path] = (PYTHON, "-m", "backend")) -> None:
        self._token = secrets.token_urlsafe(16)
        # A person's second start finds compiled files; an empty value lets Python write them at the first.
        settings = {"BUDGET_APP_HOME": str(home), "BUDGET_APP_TOKEN": self._token, "PYTHONDONTWRITEBYTECODE": ""}
        self._process = subprocess.Popen(
            [*map(str, program), "serve", "--port", "0", "--talk"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        if not told:
            raise Stop("The app did not start.")
        ready = json.loads(told)
        self.port: int = ready["port"]
        self.pid: int = ready["pid"]
        self._own = self.connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._own.close()
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def connection(self) -> "Connection":
        """Return another connection that stays open."""
        return Connection(self.port, self._token)

    def get(self, path: str) -> Any:
        """Return what a GET answers."""
        found = self._own.ask("GET", path)
        return json.loads(found) if path.startswith("/api/") else found

    def post(self, path: str, body: object) -> Any:
        """Return what a POST of JSON answers."""
        return json.loads(self._own.ask("POST", path, json.dumps(body).encode(), "application/json"))

    def import_file(self, path: Path, account_id: int) -> Any:
        """Import a statement in one step and return the report."""
        return self.send_file(f"/api/import/csv?account_id={account_id}", path)

    def send_file(self, url: str, path: Path) -> Any:
        """Return what a POST of a file answers."""
        head = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + path.read_bytes() + f"\r\n--{_BOUNDARY}--\r\n".encode()
        kind = f"multipart/form-data; boundary={_BOUNDARY}"
        return json.loads(self._own.ask("POST", url, body, kind))


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int, token: str) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_SECONDS)
        self._headers = {"X-Budget-App-Token": token}
        self._used_at = 0.0

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str | None = None) -> bytes:
        """Return the body of the answer. Raises Stop if it is not a good one."""
        headers = {**self._headers, "Content-Type": kind} if kind else self._headers
        if time.monotonic() - self._used_at > _KEPT_SECONDS:
            self._http.close()
        self._http.request(method, path, body, headers)
        answer = self._http.getresponse()
        found = answer.read()
        self._used_at = time.monotonic()
        if answer.status >= 400:
            raise Stop(f"{method} {path} answered {answer.status}: {found[:300].decode(errors='replace')}")
        return found

    def seconds(self, path: str) -> float:
        """Return how long one GET takes."""
        began = time.perf_counter()
        self.ask("GET", path)
        return time.perf_counter() - began

    def rate(self, path: str, seconds: float) -> float:
        """Return how many such GETs are answered in a second, one after the other, with the least client."""
        sent = "".join(f"{name}: {value}\r\n" for name, value in self._headers.items())
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{sent}\r\n".encode()
        line = self._http.sock
        answered, began = 0, time.perf_counter()
        while (passed := time.perf_counter() - began) < seconds:
            line.sendall(request)
            _read_answer(line)
            answered += 1
        return answered / passed

    def close(self) -> None:
        """Hang up."""
        self._http.close()


def _read_answer(line: socket.socket) -> None:
    """Read one answer to its end: the head tells how long the body is."""
    got = line.recv(1 << 16)
    while b"\r\n\r\n" not in got:
        got += line.recv(1 << 16)
    head, _, body = got.partition(b"\r\n\r\n")
    length = next(
        int(each.split(b":")[1]) for each in head.split(b"\r\n") if each.lower().startswith(b"content-length")
    )
    left = length - len(body)
    while left > 0:
        left -= len(line.recv(1 << 16))


class Watch:
    """Measures a block on a server: `with Watch(server) as watch: ...`, then `watch.took`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.took = Took(0.0, None)

    def __enter__(self) -> Self:
        self._cpu = usage.cpu_seconds(self._server.pid)
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        seconds = time.perf_counter() - self._began
        cpu = usage.cpu_seconds(self._server.pid)
        self.took = Took(seconds, None if cpu is None or self._cpu is None else cpu - self._cpu)
