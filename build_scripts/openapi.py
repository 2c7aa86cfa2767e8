"""`make openapi`: docs/openapi.json and the page's types, both written from the app itself."""

import json
import subprocess
from collections.abc import Sequence

from build_scripts import environment, frontend
from build_scripts.paths import OPENAPI, PYTHON, ROOT
from build_scripts.shell import say

# Runs inside .venv; the app is put together but never started, so it touches no disk.
DESCRIBE = """
import json
from pathlib import Path
from backend.infra.config import Config
from backend.main import create_app
app = create_app(Config(home=Path("nowhere")))
print(json.dumps(app.openapi(), indent=2, ensure_ascii=False, sort_keys=True))
"""


def main(arguments: Sequence[str]) -> int:
    environment.ensure_runtime()
    OPENAPI.parent.mkdir(exist_ok=True)
    OPENAPI.write_text(described(), encoding="utf-8", newline="\n")
    say("docs/openapi.json is written")
    frontend.ensure_packages()
    if not frontend.succeeds_in("types"):
        return 1
    say("the types of the page are written")
    return 0


def is_current() -> bool:
    """Whether the committed description is what the app says of itself."""
    return OPENAPI.is_file() and json.loads(OPENAPI.read_text(encoding="utf-8")) == json.loads(described())


def described() -> str:
    done = subprocess.run(
        [str(PYTHON), "-c", DESCRIBE], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    return done.stdout
