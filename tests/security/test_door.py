"""Who may call: only this computer under its own name, only with the token, and never another page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from backend.infra.config import Config
from backend.infra.guard import LaunchCodes
from backend.main import create_app
from backend.routes import ROUTERS
from tests.e2e.server import Server
from tests.makers import every_count, statement
from tests.processes import TOKEN, command_line_of, serving
from tests.security.raw import ask, first_line, get

WITH_TOKEN = f"X-Budget-App-Token: {TOKEN}"
PLACES = ("/api/accounts", "/health", "/", "/assets/app-1.js", "/docs", "/openapi.json", "/nothing/here/at/all")
STRANGE_HOSTS = (
    "evil.example:{port}",
    "127.0.0.1.evil.example",
    "127.0.0.1.evil.example:{port}",
    "localhost.evil.example",
    "127.0.0.1:{port}@evil.example",
    "evil.example@127.0.0.1:{port}",
    "127.0.0.1:evil",
    "127.0.0.1:",
    "127.0.0.1:{port}:{port}",
    "127.0.0.1:{port}, evil.example",
    "127.0.0.1 evil.example",
    "0.0.0.0",
    "0.0.0.0:{port}",
    "[::]",
    "[::1",
    "::1",
    "127.1",
    "2130706433",
    "127.0.0.2",
    "127.0.0.1.",
    "http://127.0.0.1:{port}",
    "127.0.0.1:{port}/",
    "١٢٧.0.0.1",
    "",
)
OUR_HOSTS = ("127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "127.0.0.1")
FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:1"},
    {"origin": "http://127.0.0.1.evil.example"},
    {"origin": "https://127.0.0.1:{port}"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://127.0.0.1:{port}", "sec-fetch-site": "cross-site"},
)


def routes() -> Iterator[tuple[str, str]]:
    """Every address of the interface with each of its methods, with a number where an id belongs."""
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            path = route.path
            for name in route.param_convertors:
                path = path.replace(f"{{{name}:int}}", "1").replace(f"{{{name}:path}}", "1").replace(f"{{{name}}}", "1")
            assert "{" not in path
            yield from ((method, path) for method in sorted(route.methods or ()))


CHANGING = sorted({(method, path) for method, path in routes() if method not in ("GET", "HEAD")})


def bodies() -> Iterator[dict[str, Any]]:
    """What a page of another site can send without asking first, and what it cannot."""
    yield {}
    yield {"json": {}}
    yield {"content": b"{}", "headers": {"content-type": "text/plain"}}
    yield {"files": {"file": ("a.csv", statement())}}


@pytest.mark.parametrize("place", PLACES)
def test_only_our_own_names_are_answered(server: Server, place: str) -> None:
    for host in STRANGE_HOSTS:
        line = "Host: " + host.format(port=server.port)
        request = f"GET {place} HTTP/1.1\r\n{line}\r\n{WITH_TOKEN}\r\nConnection: close\r\n\r\n"
        answer = ask(server.port, request.encode())
        assert answer.status == 400, host
        assert b"Budget App" not in answer.body
    for host in OUR_HOSTS:
        answer = get(server.port, place, "Host: " + host.format(port=server.port), WITH_TOKEN)
        assert answer.status == (404 if "nothing" in place else 200), host


@pytest.mark.parametrize("place", PLACES)
def test_a_request_without_a_host_or_with_two_is_refused(server: Server, place: str) -> None:
    ours, evil = f"Host: 127.0.0.1:{server.port}", "Host: evil.example"
    for hosts in ((), (ours, evil), (evil, ours), (ours, ours)):
        assert get(server.port, place, *hosts, WITH_TOKEN).status == 400
    assert ask(server.port, f"GET {place} HTTP/1.0\r\n{WITH_TOKEN}\r\n\r\n".encode()).status == 400


def test_a_target_with_a_name_in_it_changes_nothing(server: Server) -> None:
    ours, evil = f"Host: 127.0.0.1:{server.port}", "Host: evil.example"
    for target in ("http://evil.example/api/accounts", f"http://127.0.0.1:{server.port}/api/accounts"):
        assert get(server.port, target, evil, WITH_TOKEN).status == 400
        assert get(server.port, target, ours).status == 401
    assert get(server.port, "//evil.example/api/accounts", ours, WITH_TOKEN).status == 404


def test_without_the_token_nothing_is_answered(server: Server, http: httpx2.Client) -> None:
    before = every_count(server.home)
    with httpx2.Client(base_url=server.address, timeout=30) as stranger:
        for method, path in [
            *routes(),
            *(("GET", place) for place in PLACES),
            ("HEAD", "/"),
            ("OPTIONS", "/api/stats"),
        ]:
            if path == "/health":
                continue
            for headers in (
                {},
                {"x-budget-app-token": ""},
                {"x-budget-app-token": TOKEN[:-1]},
                {"cookie": f"budget_app={TOKEN}x"},
                {"cookie": f"other={TOKEN}"},
                {"authorization": f"Bearer {TOKEN}"},
            ):
                answer = stranger.request(method, path, headers=headers)
                assert answer.status_code == 401, (method, path, headers)
                assert "set-cookie" not in answer.headers
                assert TOKEN not in answer.text
                assert method == "HEAD" or answer.json()["code"] == "no_token"
        health = stranger.get("/health")
        assert set(health.json()) == {"status", "version"}
    assert every_count(server.home) == before
    assert http.get("/api/stats").status_code == 200


def test_a_change_that_another_page_asks_for_is_refused(server: Server, http: httpx2.Client) -> None:
    before = every_count(server.home)
    for method, path in CHANGING:
        for foreign in FOREIGN:
            headers = {name: value.format(port=server.port) for name, value in foreign.items()}
            answer = http.request(method, path, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "wrong_origin"), (method, path, headers)
    for body in bodies():
        given = {**body, "headers": {**body.get("headers", {}), "origin": "https://evil.example"}}
        assert http.post("/api/import/csv", **given).status_code == 403
    assert every_count(server.home) == before


def test_a_change_of_our_own_page_is_done(server: Server, http: httpx2.Client) -> None:
    for headers in ({"origin": server.address, "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {}):
        assert http.post("/api/settings", json={"settings": {"theme": "dark"}}, headers=headers).status_code == 200


def test_other_pages_are_never_given_leave(server: Server, http: httpx2.Client) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "x-budget-app-token"}
    for method, path in [*CHANGING, *(("GET", place) for place in PLACES)]:
        for origin in ("https://evil.example", "null", server.address):
            for answer in (
                http.options(path, headers={"origin": origin, **asked}),
                http.request(method, path, headers={"origin": origin, "sec-fetch-site": "cross-site"}),
            ):
                assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_the_launch_code_lets_one_browser_in_once(tmp_path: Path) -> None:
    with serving(tmp_path / "BudgetApp", tmp_path / "log") as (server, _), httpx2.Client(timeout=30) as browser:
        code = server.url.split("launch=")[1]
        assert browser.get(f"{server.address}/?launch={code}x").status_code == 401
        assert browser.post(server.url).status_code == 401
        first = browser.get(server.url)
        assert (first.status_code, first.headers["location"]) == (303, "/")
        cookie = first.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "path=/" in cookie
        assert "domain" not in cookie
        assert browser.get(f"{server.address}/api/stats").status_code == 200
        with httpx2.Client(timeout=30) as second:
            again = second.get(server.url)
            assert again.status_code == 401
            assert "set-cookie" not in again.headers


def test_a_launch_code_expires_after_a_minute() -> None:
    seconds = 0.0
    codes = LaunchCodes(clock=lambda: seconds)
    early, late = codes.issue(), codes.issue()
    seconds = 59.9
    assert codes.redeem(early)
    seconds = 60.0
    assert not codes.redeem(late)


def test_answers_with_data_are_not_kept_by_the_browser(http: httpx2.Client) -> None:
    for path in ("/api/stats", "/api/transactions", "/api/settings", "/api/nothing"):
        assert http.get(path).headers["cache-control"] == "no-store", path


def test_the_launch_code_leads_to_no_other_site(home: Path) -> None:
    app = create_app(Config(home=home, token=TOKEN))
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        for target in ("//evil.example/", "///evil.example", "/\\evil.example", "//evil.example/%0d%0aset-cookie:x=1"):
            client.cookies.clear()
            answer = client.get(f"http://127.0.0.1{target}?launch={app.state.codes.issue()}")
            assert answer.status_code == 303
            assert not answer.headers["location"].startswith(("//", "/\\"))
            assert answer.headers.get_list("set-cookie")[0].startswith("budget_app=")
            assert len(answer.headers.get_list("set-cookie")) == 1


def test_the_token_is_nowhere_to_be_read(server: Server, http: httpx2.Client) -> None:
    assert TOKEN not in command_line_of(server.pid)
    for place in PLACES:
        assert TOKEN not in http.get(place).text
    http.get("/api/transactions?search=" + "x" * 600)
    http.post("/api/settings", content=b"{")
    written = [file.read_bytes() for file in server.home.rglob("*") if file.is_file()]
    assert [content for content in [*written, server.log.read_bytes()] if TOKEN.encode() in content] == []
    assert server.url.split("launch=")[1].encode() not in b"".join(written)


def test_a_web_socket_is_refused(server: Server) -> None:
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eA==")
    for extra in ((), ("Origin: https://evil.example",), (WITH_TOKEN,)):
        lines = ["GET /api/stats HTTP/1.1", f"Host: 127.0.0.1:{server.port}", *upgrade, *extra, "", ""]
        assert b" 101 " not in first_line(server.port, "\r\n".join(lines).encode())


def test_a_web_socket_is_closed_by_the_guard_too(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect("/api/stats"):
        pass
    assert closed.value.code == 4403
