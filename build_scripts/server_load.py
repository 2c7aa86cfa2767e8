"""Asks a running server as fast as people would, and prints how long each route took.

    BUDGET_LOAD_PASSWORD=… python -m build_scripts.server_load http://localhost:8000 ada@example.org --rate 50

The address is the one that the server was given as its public address: others are refused.
Requests start on time whether or not earlier ones are answered, so a slow server cannot hide behind its clients.
"""

import argparse
import asyncio
import os
import random
import time
from collections import defaultdict

import httpx2

# What people open, as often as they do.
ROUTES = {
    "/api/today": 10,
    "/api/stats": 20,
    "/api/transactions?limit=50": 20,
    "/api/transactions?search=market&limit=50": 5,
    "/api/accounts": 10,
    "/api/budgets/overview": 5,
    "/api/transactions/spending-by-category": 5,
    "/api/cash-flow": 5,
    "/api/net-worth": 5,
    "/api/recurring": 5,
    "/api/investments/summary": 5,
    "/api/access/me": 5,
}


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("emails", nargs="+")
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    took: dict[str, list[float]] = defaultdict(list)
    failures: dict[str, int] = defaultdict(int)
    limits = httpx2.Limits(max_connections=200)
    clients = [httpx2.AsyncClient(base_url=options.address, timeout=30, limits=limits) for _ in options.emails]
    for client, email in zip(clients, options.emails, strict=True):
        body = {"email": email, "password": os.environ["BUDGET_LOAD_PASSWORD"]}
        (await client.post("/api/access/sign-in", json=body)).raise_for_status()

    async def ask(path: str) -> None:
        began = time.perf_counter()
        try:
            answer = await random.choice(clients).get(path)
            failures[path] += answer.status_code >= 400
        except httpx2.HTTPError:
            failures[path] += 1
        took[path].append((time.perf_counter() - began) * 1000)

    asked, began = [], time.perf_counter()
    for number in range(int(options.rate * options.seconds)):
        await asyncio.sleep(max(0.0, began + number / options.rate - time.perf_counter()))
        asked.append(asyncio.create_task(ask(random.choices(list(ROUTES), list(ROUTES.values()))[0])))
    await asyncio.gather(*asked)
    seconds = time.perf_counter() - began
    print(f"{len(asked)} requests in {seconds:.1f} s: {len(asked) / seconds:.1f} a second")
    for path, times in sorted(took.items()):
        times.sort()
        p50, p99 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
        print(f"| `{path}` | {len(times)} | {p50:.0f} | {p99:.0f} | {failures[path]} |")
    for client in clients:
        await client.aclose()


if __name__ == "__main__":
    asyncio.run(main())
