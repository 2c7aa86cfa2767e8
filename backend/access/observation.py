"""What a server tells of its work: `/ready`, `/metrics` for Prometheus, and one JSON line in the log for each request.

Routes are named by their pattern (/api/accounts/{account_id}), so no id, name, filter or amount is in either.
"""

import json
import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.infra.logs import redacted
from backend.infra.web import json_response, problem
from backend.kit.errors import AppError

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_requests = logging.getLogger("budget_app.requests")


class Observation:
    """ASGI middleware: measures each request, and answers /ready and /metrics itself."""

    def __init__(self, app: ASGIApp, *, metrics_folder: Path) -> None:
        self._app = app
        self._metrics = _Metrics(metrics_folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] in ("/ready", "/metrics"):
            await (await self._own_answer(scope))(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.observe(scope["method"], route, status, seconds)
            _requests.info(
                "request",
                extra={"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 1)},
            )

    async def _own_answer(self, scope: Scope) -> Response:
        request = Request(scope)
        # A proxy that passes these on by mistake must not show them to everybody.
        if "x-forwarded-for" in request.headers:
            return problem(
                status=404, code="not_found", title="Not possible", detail="There is nothing at this address."
            )
        if scope["path"] == "/metrics":
            return Response(self._metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
        try:
            is_ready = await run_in_threadpool(request.app.state.is_ready) if "app" in scope else False
        except AppError as error:
            return problem(status=503, code=error.code, title=error.title, detail=error.message)
        return json_response({"status": "ready" if is_ready else "not migrated"}, 200 if is_ready else 503)


class _Metrics:
    """Counts of all workers, which share them by files in one folder (prometheus_client's multiprocess mode)."""

    def __init__(self, folder: Path) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram
        from prometheus_client.multiprocess import MultiProcessCollector

        self._registry = CollectorRegistry()
        MultiProcessCollector(self._registry, path=str(folder))  # type: ignore[no-untyped-call]
        own = CollectorRegistry()
        self._requests: Counter = Counter(
            "budget_app_requests", "Requests by method, route and status.", ("method", "route", "status"), registry=own
        )
        self._seconds: Histogram = Histogram(
            "budget_app_request_seconds", "Seconds by method and route.", ("method", "route"), registry=own,
            buckets=_BUCKETS,
        )  # fmt: skip

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        from prometheus_client import generate_latest

        return generate_latest(self._registry)


class JsonLines(logging.Formatter):
    """One JSON object for each line of the log."""

    _EXTRA = ("method", "route", "status", "ms")

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        line |= {name: getattr(record, name) for name in self._EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line)


def log_to_stdout() -> None:
    """Write the log of this process to standard output as JSON lines."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("apscheduler", "httpx2", "httpcore2", "anthropic", "plaid", "urllib3", "alembic", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
