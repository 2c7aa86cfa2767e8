"""What the app loads when it starts. A person waits for it, so rare things are loaded when they are needed."""

import json
import subprocess
import sys
from pathlib import Path

from tests.e2e.server import environment

# Prints the modules that are loaded when the app is up.
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
    "anthropic": "only when AI is asked",
    "backend.legacy.migrate": "only for data of the older app",
    "cryptography": "only for secrets",
    "httpx2": "only when an AI server is asked",
    "rapidfuzz": "only for rows that came from elsewhere",
    "xlrd": "only for old workbooks",
}


def test_a_start_loads_only_what_it_needs(home: Path) -> None:
    # The first start makes the data, which takes more.
    started(home)
    loaded = set(json.loads(started(home)))
    assert "backend.bootstrap" in loaded
    assert sorted(loaded & LATE.keys()) == []


def started(home: Path) -> str:
    command = [sys.executable, "-c", STARTED, str(home)]
    return subprocess.run(command, env=environment(home, {}), capture_output=True, encoding="utf-8", check=True).stdout
