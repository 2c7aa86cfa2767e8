"""What the app loads before it answers. Whatever is not needed by then comes after, because a person waits for it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.e2e.server import environment

# Says what is loaded when the app is up; the late routes come in by a middleware, which is not run here.
STARTED = """
import asyncio, json, sys
from pathlib import Path
from backend.infra.config import Config
import backend.commands.serve
app = backend.commands.serve.create_app(Config(home=Path(sys.argv[1])))
async def main():
    async with app.router.lifespan_context(app):
        print(json.dumps(sorted(sys.modules)))
asyncio.run(main())
"""
# What takes long to load, and what a start over data that is up to date has no use for.
LATE = {
    "alembic": "only for data of an older version",
    "apscheduler": "jobs begin when somebody can be served",
    "backend.adoption.adopting": "only for data of the older app",
    "backend.imports.service": "only for who imports",
    "backend.routes": "a quarter of a start",
    "backend.taxonomy.service": "only for a new person",
    "backend.transactions.models": "only for who asks for rows",
    "cryptography": "only for secrets",
    "pydantic.v1": "only for the models of routes",
}


def test_a_start_loads_only_what_it_needs(home: Path) -> None:
    # The first start makes the data, which takes more.
    started(home)
    loaded = set(json.loads(started(home)))
    assert "backend.opened" in loaded
    assert sorted(loaded & LATE.keys()) == []


def started(home: Path) -> str:
    command = [sys.executable, "-c", STARTED, str(home)]
    return subprocess.run(command, env=environment(home, {}), capture_output=True, encoding="utf-8", check=True).stdout
