"""Where a second copy of a backup goes: a folder, a WebDAV collection, or a bucket that speaks S3."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote, urlsplit

from backend.backup.archive import ENDING
from backend.backup.errors import SecondPlaceFailed
from backend.backup.s3_signature import signed_headers
from backend.infra import clock
from backend.infra.paths import fsync_path

if TYPE_CHECKING:
    from httpx2 import Client, Response

_PIECE = 2**20
_LARGEST_LISTING = 10_000_000
_EMPTY = sha256(b"").hexdigest()
_PROPFIND = b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'


class Place(Protocol):
    """A place for files by name. Each call raises SecondPlaceFailed with the reason."""

    def put(self, path: Path) -> None:
        """Store a file under its name."""

    def get(self, name: str, target: Path) -> None:
        """Write a stored file into `target`."""

    def names(self) -> list[str]:
        """Return the names of the stored backups, oldest first."""

    def delete(self, name: str) -> None:
        """Remove a stored file."""


class FolderPlace:
    """A folder, for example of another disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, path: Path) -> None:
        part = self._folder / f"{path.name}.part"
        with _disk_errors(self._folder):
            if not self._folder.is_dir():
                raise SecondPlaceFailed(f"The folder {self._folder} does not exist. Is the disk connected?")
            shutil.copyfile(path, part)
            fsync_path(part)
            part.replace(self._folder / path.name)

    def get(self, name: str, target: Path) -> None:
        with _disk_errors(self._folder):
            shutil.copyfile(self._folder / name, target)

    def names(self) -> list[str]:
        with _disk_errors(self._folder):
            return sorted(path.name for path in self._folder.glob(f"*{ENDING}"))

    def delete(self, name: str) -> None:
        with _disk_errors(self._folder):
            (self._folder / name).unlink(missing_ok=True)


class WebDavPlace:
    """A collection of a WebDAV server (RFC 4918), for example of Nextcloud."""

    def __init__(self, url: str, *, user: str, password: str) -> None:
        self._url = url.rstrip("/")
        self._login = (user, password) if user else None

    def put(self, path: Path) -> None:
        with _client(self._login) as client, path.open("rb") as file:
            size = {"content-length": str(path.stat().st_size)}
            _require(client.put(f"{self._url}/{quote(path.name)}", content=_pieces(file), headers=size))

    def get(self, name: str, target: Path) -> None:
        with _client(self._login) as client:
            _download(client, f"{self._url}/{quote(name)}", {}, target)

    def names(self) -> list[str]:
        from defusedxml.ElementTree import fromstring

        with _client(self._login) as client:
            answer = client.request("PROPFIND", f"{self._url}/", headers={"depth": "1"}, content=_PROPFIND)
            _require(answer)
        hrefs = fromstring(_listing(answer)).iterfind(".//{DAV:}href")
        found = (unquote(urlsplit(each.text or "").path).rsplit("/", 1)[-1] for each in hrefs)
        return sorted(name for name in found if name.endswith(ENDING))

    def delete(self, name: str) -> None:
        with _client(self._login) as client:
            _require(client.delete(f"{self._url}/{quote(name)}"))


class S3Place:
    """A bucket: the address is that of the bucket, with a folder in it or not (https://host/bucket/folder)."""

    def __init__(self, url: str, *, key_id: str, secret: str, region: str) -> None:
        address = urlsplit(url)
        bucket, _, folder = address.path.strip("/").partition("/")
        self._bucket = f"{address.scheme}://{address.netloc}/{quote(bucket)}"
        self._prefix = f"{folder}/" if folder else ""
        self._key_id, self._secret, self._region = key_id, secret, region

    def put(self, path: Path) -> None:
        url = self._object(path.name)
        with _client() as client, path.open("rb") as file:
            payload = file_digest(file, "sha256").hexdigest()
            file.seek(0)
            headers = {**self._signed("PUT", url, payload), "content-length": str(path.stat().st_size)}
            _require(client.put(url, content=_pieces(file), headers=headers))

    def get(self, name: str, target: Path) -> None:
        url = self._object(name)
        with _client() as client:
            _download(client, url, self._signed("GET", url), target)

    def names(self) -> list[str]:
        from defusedxml.ElementTree import fromstring

        url = f"{self._bucket}?list-type=2&prefix={quote(self._prefix, safe='')}"
        with _client() as client:
            answer = client.get(url, headers=self._signed("GET", url))
            _require(answer)
        keys = (each.text or "" for each in fromstring(_listing(answer)).iterfind(".//{*}Key"))
        found = (key.removeprefix(self._prefix) for key in keys)
        return sorted(name for name in found if name.endswith(ENDING) and "/" not in name)

    def delete(self, name: str) -> None:
        url = self._object(name)
        with _client() as client:
            _require(client.delete(url, headers=self._signed("DELETE", url)))

    def _object(self, name: str) -> str:
        return f"{self._bucket}/{quote(self._prefix + name)}"

    def _signed(self, method: str, url: str, payload_sha256: str = _EMPTY) -> dict[str, str]:
        return signed_headers(
            method, url, key_id=self._key_id, secret=self._secret, region=self._region,
            payload_sha256=payload_sha256, at=clock.now(),
        )  # fmt: skip


@contextmanager
def _client(login: tuple[str, str] | None = None) -> Iterator["Client"]:
    import httpx2

    try:
        # No redirects: the login would go along to wherever they lead.
        with httpx2.Client(auth=login, timeout=httpx2.Timeout(60, connect=10), follow_redirects=False) as client:
            yield client
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise SecondPlaceFailed(f"The second place does not answer ({type(error).__name__}).") from None


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SecondPlaceFailed(f"{folder} cannot be used ({error.strerror or type(error).__name__}).") from error


def _pieces(file: "object") -> Iterator[bytes]:
    while piece := file.read(_PIECE):  # type: ignore[attr-defined]
        yield piece


def _download(client: "Client", url: str, headers: dict[str, str], target: Path) -> None:
    with client.stream("GET", url, headers=headers) as answer, target.open("wb") as out:
        _require(answer)
        for piece in answer.iter_bytes():
            out.write(piece)


def _require(answer: "Response") -> None:
    """Raise SecondPlaceFailed unless the server did what it was asked."""
    if answer.status_code in (401, 403):
        raise SecondPlaceFailed("The second place refuses the user name and password, or the key.")
    if answer.status_code == 507:
        raise SecondPlaceFailed("The second place is full. Delete old backups there.")
    if not answer.is_success:
        raise SecondPlaceFailed(f"The second place answered with status {answer.status_code}.")


def _listing(answer: "Response") -> bytes:
    content: bytes = answer.content
    if len(content) > _LARGEST_LISTING:
        raise SecondPlaceFailed("The second place lists too many files.")
    return content
