"""The built page: a fixed list of files, read at start. What is not on the list does not exist."""

import mimetypes
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from backend.infra.web import problem

_FOREVER = "public, max-age=31536000, immutable"


class BuiltPage:
    """Answers GET for the files of the frontend folder, and the index for the addresses of the page itself.

    A request's path is only ever looked up among the names found at start; it is never joined to a folder,
    so no spelling of it can leave that folder.
    """

    def __init__(self, folder: Path) -> None:
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        self._files = {path.relative_to(folder).as_posix(): path for path in files}
        self._index = folder / "index.html"

    def response_for(self, path: str) -> Response:
        """Return the file at `path` (no leading slash), the index for a page address, or 404."""
        if file := self._files.get(path):
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            # The names of built assets carry a hash of their content; all other files may change with the next version.
            cache = _FOREVER if path.startswith("assets/") else "no-cache"
            return FileResponse(file, media_type=kind, headers={"cache-control": cache})
        if path and not _is_page_address(path):
            return not_found()
        return FileResponse(self._index, media_type="text/html", headers={"cache-control": "no-cache"})


class FallbackApp:
    """ASGI app for every address that is no route: the built page has it, or nobody has."""

    def __init__(self, page: BuiltPage | None) -> None:
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await run_in_threadpool(self._response_for, scope["method"], scope["path"].removeprefix("/"))
        await answer(scope, receive, send)

    def _response_for(self, method: str, path: str) -> Response:
        if method not in ("GET", "HEAD") or path == "api" or path.startswith("api/"):
            return not_found()
        return self._page.response_for(path) if self._page else not_found("The page is not built. Run “make run”.")


def not_found(detail: str = "There is nothing at this address.") -> Response:
    """Return 404 with this sentence."""
    return problem(status=404, code="not_found", title="Not found", detail=detail)


def _is_page_address(path: str) -> bool:
    words = path.split("/")
    return len(words) <= 3 and all(word and word.replace("-", "").replace("_", "").isalnum() for word in words)
