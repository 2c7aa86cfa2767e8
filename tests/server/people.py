"""People who use a server: each signs in with a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from backend.access import service
from backend.infra.config import Config
from backend.main import create_app

PUBLIC_URL = "http://budget.test"
PASSWORD = "four words make one"


class Browser(TestClient):
    """A browser that sends the CSRF token as the page does."""

    def request(self, method: str, url: Any, **options: Any) -> Any:
        headers = {"x-csrf-token": self.cookies.get("budget_csrf", "")} | (options.pop("headers", None) or {})
        return super().request(method, url, headers=headers, **options)


class Server:
    """A server with sign-in, and the browsers of its people."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def browser(self) -> Browser:
        """A browser where nobody is signed in."""
        return Browser(self.app, base_url=PUBLIC_URL, raise_server_exceptions=False)

    def add(self, name: str, *, is_operator: bool = False) -> int:
        """Add a person and return their id, which is that of their household."""
        with self.app.state.access.write() as db:
            email = f"{name.lower()}@example.org"
            return service.add_person(db, email=email, name=name, password=PASSWORD, is_operator=is_operator).id

    def signed_in(self, name: str, **more: str) -> Browser:
        """A browser where this person is signed in."""
        browser = self.browser()
        answer = browser.post("/api/access/sign-in", json=credentials(name) | more)
        assert answer.status_code == 200, answer.text
        return browser


def credentials(name: str) -> dict[str, str]:
    """What a person enters to sign in."""
    return {"email": f"{name.lower()}@example.org", "password": PASSWORD}


@contextmanager
def running_server(home: Path, database_url: str, *, public_url: str = PUBLIC_URL) -> Iterator[Server]:
    """Run a server on a migrated database."""
    app = create_app(Config(home=home, database_url=database_url, public_url=public_url))
    with TestClient(app, base_url=public_url):
        yield Server(app)
