"""The built page: only its own files are served, and each answer tells the browser to be strict."""

from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.e2e.server import Server
from tests.makers import the_file
from tests.processes import TOKEN
from tests.security.conftest import SECRET_FILE
from tests.security.raw import get

OUTSIDE = (
    "//etc/passwd",
    "///etc/passwd",
    "/../secret.txt",
    "/../../../../../../etc/passwd",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/..%252fsecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/../dist-evil/secret.txt",
    "/-evil/secret.txt",
    "/link.txt",
    "/out/secret.txt",
    "/secret.txt",
    "/index.html%00.js",
    "/assets/app-1.js/",
    "/assets/app-1.js%00",
    "/file:///etc/passwd",
    "/api/../assets/app-1.js",
    "/api/..%2findex.html",
)


@pytest.mark.parametrize("target", OUTSIDE)
def test_no_spelling_leaves_the_folder_of_the_page(server: Server, target: str) -> None:
    answer = get(server.port, target, f"Host: 127.0.0.1:{server.port}", f"X-Budget-App-Token: {TOKEN}")
    assert answer.status == 404
    assert SECRET_FILE not in answer.body
    assert b"root:" not in answer.body
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_belongs_to_the_page_is_served(http: httpx2.Client) -> None:
    assert http.get("/assets/app-1.js").headers["content-type"].startswith("text/javascript")
    for address in ("/", "/review", "/spending/2026-01"):
        answer = http.get(address)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
        assert "<title>Budget App</title>" in answer.text


def strict(headers: httpx2.Headers) -> None:
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_every_answer_is_strict(http: httpx2.Client) -> None:
    for address in ("/", "/assets/app-1.js", "/docs", "/openapi.json", "/health", "/api/stats", "/api/transactions"):
        answer = http.get(address)
        assert answer.status_code == 200
        strict(answer.headers)
    for status, answer in (
        (404, http.get("/api/nothing")),
        (404, http.get("/a.b")),
        (404, http.get("/api/transactions/99")),
        (405, http.put("/api/transactions")),
        (422, http.post("/api/accounts", json={})),
        (400, http.post("/api/accounts", content=b"\xff", headers={"content-type": "application/json"})),
        (413, http.post("/api/accounts", content=b"x" * 16_000_001)),
        (401, http.get("/api/stats", headers={"x-budget-app-token": "x"})),
        (403, http.post("/api/settings", headers={"origin": "https://evil.example"})),
        (400, http.get("/api/stats", headers={"host": "evil.example"})),
    ):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        strict(answer.headers)


def test_a_mistake_of_ours_is_strict_too_and_shows_nothing_of_the_inside(home: Path, client: TestClient) -> None:
    with the_file(home) as file:
        file.execute("DROP TABLE budgets")
    client = TestClient(client.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.get("/api/budgets")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert set(answer.json()) == {"type", "title", "status", "detail", "code"}
    assert "Traceback" not in answer.text
    assert "no such table" not in answer.text
    strict(httpx2.Headers(dict(answer.headers)))
