"""A real server for a test: the app as a process of its own, on a free port, with its own home."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypedDict

READY_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 15
FROM_SOURCE = (sys.executable, "-m", "backend")


class Ready(TypedDict):
    """The one line by which the app says that it answers."""

    event: str
    port: int
    url: str


@dataclass(frozen=True)
class Server:
    """A running app. `url` logs a browser in; `address` is the plain origin without the launch code."""

    url: str
    port: int
    home: Path
    pid: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def started(
    home: Path,
    *,
    log: Path,
    settings: Mapping[str, str] | None = None,
    command: str = "serve",
    options: Sequence[str] = (),
    program: Sequence[str] = FROM_SOURCE,
) -> Iterator[Server]:
    """The app on `home` (command `demo`: with the sample data), from its ready line until it has ended.

    What it logs is kept in `log`. `program` is how it is started, for the frozen one.
    """
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [*program, command, "--port", "0", "--talk", *options],
            # With --talk the app ends when this pipe does, so that it never outlives a test that was ended by force.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment(home, settings or {}),
        )
        try:
            ready = ready_line(process, log)
            yield Server(url=ready["url"], port=ready["port"], home=home, pid=process.pid, log=log)
        finally:
            end(process)


def environment(home: Path, settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BUDGET_APP_")}
    # Machines of tests have no keychain.
    return {**inherited, "BUDGET_APP_HOME": str(home), "BUDGET_APP_KEY_FILE": "1", **settings}


def ready_line(process: subprocess.Popen[bytes], log: Path) -> Ready:
    """The app's announcement that it answers. Everything else it prints is read and let go."""
    assert process.stdout is not None
    announced: queue.Queue[Ready | None] = queue.Queue()
    threading.Thread(target=listen, args=(process.stdout, announced), daemon=True).start()
    try:
        ready = announced.get(timeout=READY_WITHIN_SECONDS)
    except queue.Empty:
        ready = None
    if ready is None:
        raise AssertionError(f"the app did not start; it said:\n{log.read_text(encoding='utf-8', errors='replace')}")
    return ready


def listen(output: IO[bytes], announced: "queue.Queue[Ready | None]") -> None:
    """Pass the ready line on; None when the app ended. Goes on reading, so that the app never waits for a full pipe."""
    for line in output:
        if line.startswith(b'{"event"'):
            event = json.loads(line)
            if event["event"] == "ready":
                announced.put(event)
    announced.put(None)


def end(process: subprocess.Popen[bytes]) -> None:
    """Afterwards the app has ended: as a person ends it first, by force if it does not listen."""
    process.terminate()
    try:
        process.wait(timeout=ENDS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise AssertionError("the app did not end when it was told to") from None
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
