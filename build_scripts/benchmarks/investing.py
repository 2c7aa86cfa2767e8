"""Measures of investments: twenty years of daily prices of 200 holdings in ten accounts, and a large broker file."""

import csv
import random
import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from build_scripts.benchmarks import figures, importing
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.server import Connection, Server, Watch
from build_scripts.shell import Stop

_ACCOUNTS, _SECURITIES, _ACTIVITIES = 10, 200, 20_000
_YEARS = 20
_REQUESTS = 9
_SEED = 13
_HEADER = ("Date", "Account", "Symbol", "Action", "Quantity", "Price", "Amount")
VIEWS = {
    "investments: summary": "summary",
    "investments: holdings": "holdings",
    "investments: performance, one year": "performance?months=12",
    "investments: performance, all": "performance",
    "investments: allocation": "allocation",
    "investments: dividends": "dividends",
    "investments: activities": "transactions?limit=100",
    "investments: accounts": "accounts",
    "investments: one security": "securities/{security}",
    "investments: prices of one security": "securities/{security}/prices",
}


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the import of a broker file into an empty app, its undo, and each view with all prices there."""
    folder.mkdir(parents=True, exist_ok=True)
    days = _business_days()
    activities = _activities(folder / "activities.csv", days)
    imports: list[Run] = []
    undos: list[Run] = []
    for _ in range(REPEATS):
        importing.forget(folder)
        with Server(folder / "home") as server:
            imported = _import(server, activities)
            imports.append(imported)
            with Watch(server) as watch:
                server.post("/api/investments/imports/1/undo", {})
            undos.append(Run(watch.took.seconds, app_cpu=watch.took.cpu_seconds))
    yield figures.of("investments: import of a broker file", _ACTIVITIES, "s", imports)
    yield figures.of("investments: undo of that import", _ACTIVITIES, "s", undos)
    importing.forget(folder)
    with Server(folder / "home") as server:
        _import(server, activities)
        for path in _price_files(folder, days):
            server.send_file("/api/investments/prices/file", path)
        security = server.get("/api/investments/securities")[0]["id"]
        with closing(server.connection()) as asking:
            for name, view in VIEWS.items():
                url = f"/api/investments/{view.format(security=security)}"
                yield figures.of(name, len(days), "ms", [_view(server, asking, url) for _ in range(REPEATS)])


def _import(server: Server, path: Path) -> Run:
    """Import the file and return what the commit took. Raises Stop unless every row is new."""
    preview = server.send_file("/api/investments/imports/preview", path)
    with Watch(server) as watch:
        done = server.post(f"/api/investments/imports/{preview['id']}/commit", {"targets": {}})
    if done["added"] != _ACTIVITIES:
        raise Stop(f"{done['added']} activities were imported and not {_ACTIVITIES}.")
    return Run(watch.took.seconds, app_cpu=watch.took.cpu_seconds)


def _view(server: Server, asking: Connection, path: str) -> Run:
    asking.seconds(path)
    with Watch(server) as watch:
        took = statistics.median([asking.seconds(path) for _ in range(_REQUESTS)])
    cpu = watch.took.cpu_seconds
    return Run(took * 1000, app_cpu=None if cpu is None else cpu / _REQUESTS * 1000)


def _business_days() -> list[date]:
    """Return the business days of twenty years up to today, so that the prices count."""
    today = date.today()  # noqa: DTZ011
    days = (today - timedelta(days=back) for back in range(365 * _YEARS, -1, -1))
    return [day for day in days if day.weekday() < 5]


def _ticker(number: int) -> str:
    return f"SEC{number:03}"


def _activities(path: Path, days: Sequence[date]) -> Path:
    """Write the file: each security in one account, seven purchases of ten, two dividends and a small sale."""
    rng = random.Random(_SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for index in range(_ACTIVITIES):
            # The first rows buy each security once, so that every sale has something to sell.
            security = index if index < _SECURITIES else rng.randrange(_SECURITIES)
            day = days[index * len(days) // _ACTIVITIES]
            account = f"Account {security % _ACCOUNTS + 1}"
            price = rng.randint(1_000, 20_000) / 100
            kind = "Buy" if index < _SECURITIES else rng.choice(("Buy",) * 7 + ("Dividend",) * 2 + ("Sell",))
            quantity = {"Buy": rng.randint(20, 50), "Sell": 1}.get(kind)
            amount = price * (quantity or 1) * (-1 if kind == "Buy" else 1)
            cells = (day.isoformat(), account, _ticker(security), kind, quantity or "")
            writer.writerow((*cells, f"{price:.2f}" if quantity else "", f"{amount:.2f}"))
    return path


def _price_files(folder: Path, days: Sequence[date]) -> Iterator[Path]:
    """Write the prices of ten securities at a time, a random walk each, and yield the files."""
    rng = random.Random(_SEED)
    for first in range(0, _SECURITIES, 10):
        path = folder / f"prices-{first}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("ticker", "date", "close"))
            for security in range(first, first + 10):
                close = rng.uniform(20, 200)
                for day in days:
                    close = max(1.0, close * (1 + rng.gauss(0.0002, 0.012)))
                    writer.writerow((_ticker(security), day.isoformat(), f"{close:.2f}"))
        yield path
