"""`--open`: the browser gets in, and nobody else can read how."""

import json
import os
import stat
import sys
from pathlib import Path

import httpx2

from tests.e2e.server import started
from tests.processes import TOKEN, serving

SECRET = "sk-ant-a-secret-key-of-the-person"
# Writes what it was started with into a pipe, which the test reads to its end.
BROWSER = """#!{python}
import json, os, pathlib, sys
file = pathlib.Path(sys.argv[-1].removeprefix("file://"))
told = {{"arguments": sys.argv, "environment": dict(os.environ), "page": file.read_text(), "mode": file.stat().st_mode}}
pathlib.Path({pipe!r}).write_text(json.dumps(told))
"""


def test_the_browser_is_started_by_a_private_file_and_without_secrets(tmp_path: Path) -> None:
    home, pipe, browser = tmp_path / "BudgetApp", tmp_path / "pipe", tmp_path / "browser"
    with serving(home, tmp_path / "log") as (_, http):
        assert http.post("/api/settings", json={"settings": {"ANTHROPIC_API_KEY": SECRET}}).status_code == 200
    os.mkfifo(pipe)
    browser.write_text(BROWSER.format(python=sys.executable, pipe=str(pipe)))
    browser.chmod(0o700)
    settings = {"BROWSER": f"{browser} %s", "BUDGET_APP_TOKEN": TOKEN}
    with started(home, log=tmp_path / "log", settings=settings, options=["--open"]) as server:
        told = json.loads(pipe.read_text())
        assert "launch" not in " ".join(told["arguments"]) + server.url
        assert [name for name, value in told["environment"].items() if SECRET in value or TOKEN in value] == []
        assert stat.S_IMODE(told["mode"]) == 0o600
        address = told["page"].partition("url=")[2].rpartition('"')[0]
        with httpx2.Client(timeout=30) as client:
            page = client.get(address, headers={"sec-fetch-site": "cross-site"})
            assert (page.status_code, 'content="0; url=/"' in page.text) == (200, True)
            assert client.get(f"{server.address}/api/stats").status_code == 200
    assert not (home / "open.html").exists()
