"""Measures of looking: pages at any depth, sums, words. Medians of many requests on one connection."""

import base64
import json
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from build_scripts.benchmarks import figures
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.server import Connection, Server
from build_scripts.benchmarks.statements import merchants

_REQUESTS = 15
_PAGE = "/api/transactions?limit=50"
_FLOOR_PAGE = "SELECT * FROM rows WHERE (day, id) < (?, ?) ORDER BY day DESC, id DESC LIMIT 50"


def measure(folder: Path, rows: int) -> Iterator[Figure]:
    """Yield the figures of looking at the data that importing left in `folder`."""
    with Server(folder / "home") as server, closing(server.connection()) as asking:
        deep = _cursor_at(server, rows, share=0.9)
        server.post("/api/profile/consent", {"is_on": True})
        paths = {
            "page of 50, newest": _PAGE,
            "page of 50, at 90 %": f"{_PAGE}&cursor={deep}",
            "page of one category": f"{_PAGE}&category={_some_category(server)}",
            "month × category": "/api/transactions/month-by-category",
            "search, common word": f"{_PAGE}&search=cafe",
            # The last merchant of those that a mapping knows is visited least.
            "search, rare word": f"{_PAGE}&search={merchants()[199].split()[0].lower()}",
            "search, no such word": f"{_PAGE}&search=zyzzyva",
            "search, one letter": f"{_PAGE}&search=a",
            "search, two letters": f"{_PAGE}&search=ca",
            "search, sums of one letter": "/api/transactions/sums?search=a",
            "search, tag": f"{_PAGE}&search=tag%3Atravel",
            "search, either word": f"{_PAGE}&search=cafe%20OR%20market",
            "search, regular expression": f"{_PAGE}&search=text%3A%2Fca.*e%2F",
            "completeness of a year": "/api/completeness?first=2026-01-01&last=2026-12-31",
            "register of an account": f"/api/accounts/{server.get('/api/accounts')[0]['id']}/register",
            "debts": "/api/debts",
            "payees": "/api/payees",
            "budget of a month": "/api/budgets/overview?day=2026-11-15",
            "profile": "/api/profile",
            "today": "/api/today",
            "inbox": "/api/inbox",
            "insights snapshot": "/api/insights/snapshot",
            "forecast of 12 months": "/api/forecast?days=365",
        }
        for name, path in paths.items():
            least = _floor_page(folder / "floor.db") if name.startswith("page of 50") else None
            yield figures.of(name, rows, "ms", [Run(_median(asking, path), least) for _ in range(REPEATS)])
        newest = server.get("/api/transactions?limit=1")["items"][0]["id"]
        yield figures.of("edit of one transaction", rows, "ms", [Run(_edit(asking, newest)) for _ in range(REPEATS)])


def _edit(asking: Connection, transaction_id: int) -> float:
    """Return the median of an edit of one transaction, each with another note."""
    took = []
    for number in range(_REQUESTS):
        body = json.dumps({"notes": f"Note {number}"}).encode()
        began = time.perf_counter()
        asking.ask("PATCH", f"/api/transactions/{transaction_id}", body, "application/json")
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def _median(asking: Connection, path: str) -> float:
    asking.seconds(path)
    return statistics.median(asking.seconds(path) for _ in range(_REQUESTS)) * 1000


def _some_category(server: Server) -> str:
    found = server.get("/api/transactions?limit=1&tier=merchant_map")["items"][0]
    return str(found["category_short_desc"])


def _cursor_at(server: Server, rows: int, *, share: float) -> str:
    """Return the cursor of a page that lies so deep, made as the app makes them: the last row's day and id."""
    first, last = (server.get(f"{_PAGE}&sort={sort}")["items"][0] for sort in ("on", "-on"))
    first_day, last_day = (time.strptime(row["on"], "%Y-%m-%d") for row in (first, last))
    seconds = time.mktime(last_day) - share * (time.mktime(last_day) - time.mktime(first_day))
    key = [time.strftime("%Y-%m-%d", time.localtime(seconds)), int(rows * (1 - share))]
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _floor_page(database: Path) -> float:
    with closing(sqlite3.connect(database)) as connection:
        day = connection.execute("SELECT day FROM rows ORDER BY day LIMIT 1 OFFSET 100").fetchone()[0]
        took = []
        for _ in range(_REQUESTS):
            began = time.perf_counter()
            connection.execute(_FLOOR_PAGE, (day, 2**62)).fetchall()
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000
