"""Run the server on loopback: a socket of our own, a token, one line that says ready, an end when asked."""

import json
import os
import secrets
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from backend.backup.restore import finish_replacement
from backend.commands.open_page import FILE as OPENING_FILE
from backend.commands.open_page import start_browser
from backend.commands.terminal import terminal_progress
from backend.encryption.conversion import finish_conversion
from backend.infra import logs, paths
from backend.infra.config import SAMPLE_FOLDER, Config
from backend.kit.errors import AppError
from backend.main import create_app
from backend.migrations.runner import HEADS

DEFAULT_PORT = 8000


class NotStarted(AppError):
    code = "not_started"
    status = 500
    title = "Budget App did not start"

    def __init__(self, log: Path) -> None:
        super().__init__(f"Something went wrong inside Budget App while it started. {log} has the details.")


class PortTaken(AppError):
    code = "port_taken"
    status = 409
    title = "The port is taken"

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is used by another program. Choose another one: --port 0 takes a free one.")


class NoFreePort(AppError):
    code = "no_free_port"
    status = 503
    title = "This computer gives no port"

    def __init__(self) -> None:
        super().__init__(
            "This computer gives Budget App no port on 127.0.0.1, by which its window reaches your data. "
            "A firewall or a security program may be in the way, or too many programs are running. "
            "Your data is as it was."
        )


def serve(*, port: int | None, opens_browser: bool, talks: bool, is_demo: bool) -> int:
    """Serve until asked to stop; return the exit code. Raises AppError if the app cannot start."""
    config = Config.from_environment()
    if is_demo:
        config = replace(config, home=_sample_home(config.home), is_demo=True)
    config = replace(config, token=config.token or secrets.token_urlsafe(32))
    # Children of this process must not find the token in their environment.
    os.environ.pop("BUDGET_APP_TOKEN", None)
    paths.set_private_umask()
    paths.forbid_core_dumps()
    paths.prepare_data_folder(config.home)
    lock = paths.lock_data_folder(config.home)
    logs.to_file(config.home / "logs")
    finish_conversion(config.home)
    for name in HEADS:
        finish_replacement(config.home, name)
    if is_demo:
        from backend.demo.service import ensure_sample

        ensure_sample(config)
    listening = _listen(port)
    log = config.home / "logs" / logs.FILE
    app = create_app(config, on_progress=_progress if talks else terminal_progress())
    server = _Server(app, listening, opens_browser=opens_browser, home=config.home, log=log)
    try:
        if talks:
            threading.Thread(target=server.talk, daemon=True).start()
        # Ctrl-C is a way to end it, not a failure; Uvicorn has shut down by then.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    except SystemExit:
        # Uvicorn leaves like this, without a word, when the app cannot start.
        if server.failure is None:
            raise
    finally:
        lock.release()
    if server.failure:
        raise server.failure
    return 0


class _Server(uvicorn.Server):
    """Uvicorn that says on standard output, in one JSON line, that it is ready and where."""

    def __init__(self, app: FastAPI, listening: socket.socket, *, opens_browser: bool, home: Path, log: Path) -> None:
        settings = uvicorn.Config(
            _Startable(app, self, log), log_config=None, access_log=False, server_header=False, ws="none",
            lifespan="on", timeout_graceful_shutdown=5,
        )  # fmt: skip
        super().__init__(settings)
        self._app = app
        self._port: int = listening.getsockname()[1]
        self._opens_browser = opens_browser
        self._home = home
        self._answers = threading.Event()
        self.failure: AppError | None = None

    def address(self) -> str:
        """Return an address that lets one browser in, once."""
        return f"http://127.0.0.1:{self._port}/?launch={self._app.state.codes.issue()}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.should_exit:
            return
        self._answers.set()
        if self._opens_browser:
            start_browser(self.address(), self._home)
            url = f"http://127.0.0.1:{self._port}/"
        else:
            url = self.address()
        _tell(event="ready", port=self._port, url=url, pid=os.getpid(), version=self._app.version)
        if sys.stdout.isatty() and not self._opens_browser:
            print(f"Budget App is at {url}. The address works once, within a minute.", file=sys.stderr)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, and leave no file behind that would open the page."""
        (self._home / OPENING_FILE).unlink(missing_ok=True)
        await super().shutdown(sockets)

    def talk(self) -> None:
        """Answer the lines that come in; when they end, whoever started us is gone, and so are we."""
        for line in sys.stdin:
            if line.strip() == "address":
                # An address that nobody answers at yet would show an error to a quick browser.
                self._answers.wait()
                _tell(event="address", url=self.address())
        self.should_exit = True


class _Startable:
    """The app, with the reason kept if it cannot start: Uvicorn itself would only say that it did not."""

    def __init__(self, app: FastAPI, server: _Server, log: Path) -> None:
        self._app = app
        self._server = server
        self._log = log

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            if scope["type"] == "lifespan":
                self._server.failure = error if isinstance(error, AppError) else self._reason()
            raise

    def _reason(self) -> AppError:
        """Return why the app could not start: damage in the data if there is some, else the log has the details."""
        from backend.commands.doctor import damage_behind

        return damage_behind(self._log.parent.parent) or NotStarted(self._log)


def _listen(port: int | None) -> socket.socket:
    """Return a socket bound to loopback. Without a wish the usual port is taken, or any that is free."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Lets a restart take the port at once; on Windows the same option would let strangers share it.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", DEFAULT_PORT if port is None else port))
    except OSError:
        listening.close()
        if port is None:
            return _listen(0)
        raise (PortTaken(port) if port else NoFreePort()) from None
    return listening


def _sample_home(home: Path) -> Path:
    return home if home.name == SAMPLE_FOLDER else home / SAMPLE_FOLDER


def _progress(words: str) -> None:
    _tell(event="progress", message=words)


def _tell(**message: object) -> None:
    print(json.dumps(message), flush=True)
