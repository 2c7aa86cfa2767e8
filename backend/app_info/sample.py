"""The sample data runs as an app of its own, so that it can never mix with the person's data."""

import json
import subprocess
import threading
from pathlib import Path

from backend.infra.child_processes import own_command
from backend.infra.config import SAMPLE_FOLDER
from backend.kit.errors import AppError
from backend.settings.environment import child_environment


class SampleNotStarted(AppError):
    code = "sample_not_started"
    status = 503
    title = "The sample data did not open"

    def __init__(self) -> None:
        super().__init__("The sample data could not be opened. Your own data is not affected; try again.")


class SampleServer:
    """Starts the sample app at the first wish and ends it with this one: it watches our end of its input."""

    def __init__(self, home: Path) -> None:
        self._home = home / SAMPLE_FOLDER
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def address(self) -> str:
        """Return a new one-time address of the running sample app. Raises SampleNotStarted."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = self._start()
            return self._ask(self._process)

    def close(self) -> None:
        """End the sample app if it runs."""
        with self._lock:
            if self._process is not None and self._process.stdin:
                self._process.stdin.close()
                self._process.wait(timeout=10)
                self._process = None

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*own_command(), "demo", "--port", "0", "--talk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=child_environment(BUDGET_APP_HOME=str(self._home)),
        )

    def _ask(self, process: "subprocess.Popen[str]") -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write("address\n")
            process.stdin.flush()
            for line in process.stdout:
                message = json.loads(line)
                if message.get("event") == "address":
                    return str(message["url"])
        except (OSError, ValueError):
            pass
        raise SampleNotStarted
