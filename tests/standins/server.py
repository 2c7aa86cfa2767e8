"""A small HTTP server in a thread, for stand-ins of services on the internet."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Asked:
    """A request, as the stand-in got it."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Answered:
    """An answer. `cut_to` sends fewer bytes than were promised; `hang` sends nothing until the server ends."""

    status: int = 200
    body: bytes = b"{}"
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut_to: int | None = None
    hang: bool = False


class StandIn:
    """Serves `answer` on a free port of this computer until it is closed."""

    def __init__(self, answer: Callable[[Asked], Answered], *, port: int = 0) -> None:
        self._answer = answer
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.requests: list[Asked] = []
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.requests]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._do()

            def do_POST(self) -> None:
                self._do()

            def do_PUT(self) -> None:
                self._do()

            def do_DELETE(self) -> None:
                self._do()

            def do_PROPFIND(self) -> None:
                self._do()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

            def _do(self) -> None:
                path, _, query = self.path.partition("?")
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, path, query, headers, body)
                stand_in.requests.append(asked)
                answered = stand_in._answer(asked)
                if answered.hang:
                    stand_in._ended.wait(30)
                    self.close_connection = True
                    return
                self.send_response(answered.status)
                self.send_header("Content-Type", answered.content_type)
                self.send_header("Content-Length", str(len(answered.body)))
                for name, value in answered.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answered.body if answered.cut_to is None else answered.body[: answered.cut_to])
                if answered.cut_to is not None:
                    self.close_connection = True

        return Handler
