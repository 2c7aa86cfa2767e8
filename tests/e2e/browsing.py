"""What a page complained of while a test used it: errors in its console, requests that failed, exceptions."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request

# Leaving a page ends the requests it still waits for; that is no failure.
GIVEN_UP = "net::ERR_ABORTED"


@dataclass
class Problems:
    """Collects what went wrong; a test that causes trouble on purpose says so with `expect`."""

    found: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """From now on, and looking back, problems that match are part of the test."""
        self.expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        return [problem for problem in self.found if not any(known.search(problem) for known in self.expected)]

    def watch(self, page: Page) -> None:
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.found.append(f"exception: {error}"))
        page.on("requestfailed", self.note_request)

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def note_request(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.found.append(f"request: {request.method} {request.url}: {request.failure}")
