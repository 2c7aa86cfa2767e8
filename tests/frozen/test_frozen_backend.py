"""The frozen backend, started as the desktop app starts it: without Python, without the sources."""

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from backend.version import VERSION
from build_scripts.freeze import megabytes
from build_scripts.paths import FROZEN, FROZEN_PROGRAM, ROOT
from tests.e2e.server import Server, started
from tests.standins.ai_server import KEY, AiServer

TOKEN = "a-token-of-the-desktop-shell-that-is-long-enough"
SAMPLE = ROOT / "tests" / "samples" / "csv" / "amex_us.csv"
# NumPy is 39 of them, PDFium 8, Anthropic's library 5, that of MCP 2.
MOST_MEGABYTES = 136
TRAINED_WITHIN_SECONDS = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("frozen")
    program = (str(FROZEN_PROGRAM),)
    settings = {"BUDGET_APP_TOKEN": TOKEN}
    with started(folder / "BudgetApp", log=folder / "log", settings=settings, program=program) as running:
        yield running


@pytest.fixture
def model() -> Iterator[AiServer]:
    found = AiServer()
    yield found
    found.close()


def ask(
    server: Server, method: str, path: str, body: bytes | None = None, *, kind: str = "application/json"
) -> tuple[int, bytes]:
    """Send this very path, as no browser would."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, path, body, {"x-budget-app-token": TOKEN, "content-type": kind})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def asked(server: Server, method: str, path: str, body: bytes | None = None) -> Any:
    status, content = ask(server, method, path, body)
    assert status < 300, content
    return json.loads(content)


def uploaded(server: Server, file: Path) -> Any:
    """Preview a file as the page does."""
    mark = uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'
    body = head.encode() + file.read_bytes() + f"\r\n--{mark}--\r\n".encode()
    status, content = ask(server, "POST", "/api/import/preview", body, kind=f"multipart/form-data; boundary={mark}")
    assert status == 201, content
    return json.loads(content)


def test_it_is_well_and_has_the_version_of_the_sources(server: Server) -> None:
    assert asked(server, "GET", "/health") == {"status": "ok", "version": VERSION}


def test_a_statement_can_be_imported(server: Server) -> None:
    preview = uploaded(server, SAMPLE)
    new_account = {"name": "Card", "account_type": "credit", "currency": "USD"}
    wanted = json.dumps({"new_account": new_account}).encode()
    asked(server, "POST", f"/api/import/{preview['id']}/commit", wanted)
    rows = asked(server, "GET", "/api/transactions?limit=50")["items"]
    assert len(rows) == len(SAMPLE.read_text(encoding="utf-8").splitlines()) - 1


def test_a_pdf_is_read_in_a_process_of_its_own(server: Server) -> None:
    preview = uploaded(server, ROOT / "tests" / "samples" / "pdf" / "northbank_uk.pdf")
    assert (preview["format"], preview["counts"]["new"]) == ("pdf", 8)


@pytest.mark.parametrize("path", ["/", "/review", "/accounts/1"])
def test_the_page_and_its_deep_links_are_served(server: Server, path: str) -> None:
    status, content = ask(server, "GET", path)
    assert status == 200
    assert b'<div id="root">' in content


@pytest.mark.parametrize(
    "path",
    [
        "//etc/passwd",
        "/..%2f",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2fbackend/migrations/budget/env.py",
        "/..%5c..%5cwindows%5cwin.ini",
    ],
)
def test_no_address_leads_out_of_the_page(server: Server, path: str) -> None:
    status, content = ask(server, "GET", path)
    assert status == 404
    assert b"root:" not in content


def test_anthropics_library_is_inside_and_works(server: Server, model: AiServer) -> None:
    settings = {"ai_provider": "anthropic", "anthropic_api_key": KEY, "anthropic_base_url": model.address}
    asked(server, "POST", "/api/settings", json.dumps({"settings": settings}).encode())
    assert asked(server, "POST", "/api/ai/test")["message"] == "The key works, and claude-haiku-5-5 can be used."


def test_the_local_model_learns_from_decisions(server: Server) -> None:
    new_account = {"name": "Everyday", "account_type": "checking", "currency": "USD"}
    account_id = asked(server, "POST", "/api/accounts", json.dumps(new_account).encode())["id"]
    for number in range(40):
        name, category = ("CORNER MARKET", "groceries") if number % 2 else ("COPPER KETTLE", "coffee")
        row = {"account_id": account_id, "on": f"2026-03-{number % 28 + 1:02}", "description": f"{name} {number:04}"}
        fields = {**row, "amount_minor": 500 + number, "category_short_desc": category}
        asked(server, "POST", "/api/transactions", json.dumps(fields).encode())
    # It trains some seconds after the last decision.
    deadline = time.monotonic() + TRAINED_WITHIN_SECONDS
    while not (examples := asked(server, "GET", "/api/categoriser")["model"]["examples"]):
        assert time.monotonic() < deadline, server.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        time.sleep(0.2)
    assert examples >= 30


def test_it_is_small_enough() -> None:
    assert megabytes(FROZEN) <= MOST_MEGABYTES
