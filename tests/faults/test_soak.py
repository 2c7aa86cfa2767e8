"""Hours of use in short: many imports, looks and backups leave no files open and hardly more memory.

`SOAK_ROUNDS=2000` before pytest makes it long.
"""

import os
from pathlib import Path

from starlette.testclient import TestClient

from tests.backend.journeys import open_account
from tests.makers import imported

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "24"))
WARM_UP = 8
# Caches may still grow a little; a leak of one imported file a round would be more.
MOST_MEGABYTES = 40


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def test_memory_and_handles_stay_flat(client: TestClient) -> None:
    account = open_account(client)
    before = (0.0, 0)
    for number in range(ROUNDS):
        if number == WARM_UP:
            before = megabytes(), open_files()
        rows = "".join(f"2026-01-{day:02},SHOP {number} {day},-{day}.{number % 100:02}\n" for day in range(1, 29))
        imported(client, f"Date,Description,Amount\n{rows}".encode(), account_id=account)
        for address in ("/api/transactions", "/api/today", "/api/accounts", "/api/health-checks"):
            assert client.get(address).status_code == 200
        if number % 8 == 0:
            key = client.post("/api/backups").json()["key"]
            assert client.post(f"/api/backups/{key}/prove").json()["problems"] == []
            assert client.delete(f"/api/backups/{key}").status_code == 204
    assert megabytes() - before[0] < MOST_MEGABYTES
    assert open_files() <= before[1] + 4
