"""A second copy of a backup in a folder, on a WebDAV server and in a bucket: encrypted, read back, fetched again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from starlette.testclient import TestClient

from backend.backup.archive import read_archive, write_archive
from backend.backup.errors import ArchiveUnreadable
from backend.backup.s3_signature import signed_headers
from backend.backup.service import BackupService
from tests.backend.journeys import open_account
from tests.makers import imported, statement
from tests.standins.server import Answered, Asked, StandIn

PASSPHRASE = "correct horse battery staple"


class Store:
    """A pretend server that keeps files: WebDAV and S3 both put, get, list and delete by their paths."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.spoils = False

    def answer(self, asked: Asked) -> Answered:
        if "authorization" not in asked.headers:
            return Answered(401)
        path = unquote(asked.path)
        if asked.method == "PUT":
            self.files[path] = asked.body[:-1] + b"?" if self.spoils else asked.body
            return Answered(201)
        if asked.method == "DELETE":
            self.files.pop(path, None)
            return Answered(204, b"")
        if asked.method == "PROPFIND":
            hrefs = "".join(f"<d:response><d:href>{each}</d:href></d:response>" for each in self.files)
            return Answered(207, f'<d:multistatus xmlns:d="DAV:">{hrefs}</d:multistatus>'.encode())
        if asked.query:
            prefix = parse_qs(asked.query)["prefix"][0]
            keys = (each.removeprefix("/bucket/") for each in self.files)
            listed = "".join(f"<Contents><Key>{key}</Key></Contents>" for key in keys if key.startswith(prefix))
            return Answered(body=f'<R xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{listed}</R>'.encode())
        return Answered(body=self.files[path]) if path in self.files else Answered(404)


@pytest.fixture
def store() -> Iterator[Store]:
    kept = Store()
    server = StandIn(kept.answer)
    kept.address = server.address  # type: ignore[attr-defined]
    yield kept
    server.close()


def set_up(client: TestClient, kind: str, where: str) -> None:
    settings = {
        "second_place": kind,
        "second_place_folder" if kind == "folder" else "second_place_address": where,
        "second_place_user": "AKIAIOSFODNN7EXAMPLE",
        "second_place_password": "secret-of-the-place",
        "second_place_passphrase": PASSPHRASE,
    }
    assert client.post("/api/settings", json={"settings": settings}).status_code == 200


def post(client: TestClient, path: str, status: int = 200) -> Any:
    answer = client.post(f"/api/backups{path}")
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.mark.parametrize("kind", ["folder", "webdav", "s3"])
def test_a_backup_goes_to_the_second_place_and_comes_back(
    client: TestClient, home: Path, tmp_path: Path, store: Store, kind: str
) -> None:
    imported(client, statement(), account_id=open_account(client))
    client.app.state.data.import_backups.close()  # type: ignore[attr-defined]
    folder = tmp_path / "Disk"
    folder.mkdir()
    address: str = store.address  # type: ignore[attr-defined]
    set_up(client, kind, {"folder": str(folder), "webdav": f"{address}/dav", "s3": f"{address}/bucket/app"}[kind])
    key = post(client, "")["key"]
    assert post(client, f"/{key}/copy")["error"] is None
    sent = [path.read_bytes() for path in folder.iterdir()] if kind == "folder" else list(store.files.values())
    assert len(sent) == 1
    assert b"SQLite format" not in sent[0]
    assert b"COFFEE" not in sent[0]
    second = client.get("/api/backups/second-place").json()
    assert (second["kind"], second["last"]["backup"]) == (kind, key)
    assert client.get("/api/backups/second-place/copies").json() == [f"{key}.budgetbackup"]
    for path in (home / "backups").glob(f"*{key}*"):
        path.unlink()
    assert post(client, f"/second-place/{key}.budgetbackup/fetch")["key"] == key
    assert post(client, f"/{key}/prove")["problems"] == []
    assert post(client, f"/{key}/restore")["status"] == "restored"
    post(client, "/second-place/..%2Fother/fetch", status=404)


def test_what_does_not_come_back_as_it_was_sent_is_said(client: TestClient, store: Store) -> None:
    imported(client, statement(), account_id=open_account(client))
    set_up(client, "webdav", f"{store.address}/dav")  # type: ignore[attr-defined]
    store.spoils = True
    key = post(client, "")["key"]
    assert "not what was sent" in post(client, f"/{key}/copy")["error"]
    store.spoils = False
    service: BackupService = client.app.state.data.backups  # type: ignore[attr-defined]
    service.copy_if_due()
    assert client.get("/api/backups/second-place").json()["last"]["error"] is None


def test_a_second_place_that_is_not_there_is_said(client: TestClient, tmp_path: Path) -> None:
    imported(client, statement(), account_id=open_account(client))
    key = post(client, "")["key"]
    assert client.get("/api/backups/second-place").json() is None
    assert post(client, f"/{key}/copy", status=409)["code"] == "no_second_place"
    set_up(client, "folder", str(tmp_path / "unplugged"))
    assert "Is the disk connected?" in post(client, f"/{key}/copy")["error"]
    set_up(client, "webdav", "http://127.0.0.1:1/dav")
    assert "does not answer" in post(client, f"/{key}/copy")["error"]
    checks = {each["key"]: each for each in client.get("/api/health-checks").json()}
    assert checks["second_place"]["state"] == "problem"


def test_an_archive_opens_with_its_passphrase_and_every_changed_byte_is_found(tmp_path: Path) -> None:
    source = tmp_path / "budget.db"
    source.write_bytes(bytes(range(256)) * 9000)
    archive = tmp_path / "a.budgetbackup"
    write_archive(archive, [("budget.db", source)], passphrase=PASSPHRASE)
    for number in range(2):
        (tmp_path / f"out{number}").mkdir()
    (found,) = read_archive(archive, tmp_path / "out0", passphrase=PASSPHRASE)
    assert found.read_bytes() == source.read_bytes()
    whole = archive.read_bytes()
    piece = 2**20 + 16
    start = len(whole) - 2 * piece - (len(whole) - 43) % piece
    broken = [
        whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
        whole[:-1],
        whole[: 43 + piece],
        whole[:43] + whole[43 + piece : 43 + 2 * piece] + whole[43 : 43 + piece] + whole[43 + 2 * piece :],
        b"something else",
        b"",
    ]
    assert start >= 0
    for content in broken:
        archive.write_bytes(content)
        with pytest.raises(ArchiveUnreadable):
            read_archive(archive, tmp_path / "out1", passphrase=PASSPHRASE)
    archive.write_bytes(whole)
    with pytest.raises(ArchiveUnreadable):
        read_archive(archive, tmp_path / "out1", passphrase="another one")


def test_the_signature_is_that_of_the_published_example() -> None:
    # https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Example: GET Object"
    headers = signed_headers(
        "GET",
        "https://examplebucket.s3.amazonaws.com/test.txt",
        key_id="AKIAIOSFODNN7EXAMPLE",
        secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        region="us-east-1",
        payload_sha256=sha256(b"").hexdigest(),
        at=datetime(2013, 5, 24, tzinfo=UTC),
        headers={"Range": "bytes=0-9"},
    )
    signature = headers["authorization"].rsplit("=", 1)[1]
    assert signature == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
