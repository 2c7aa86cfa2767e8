"""Files on transactions over HTTP: kept once by their hash, shown or saved, taken off and brought back."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend, undo

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


def attach(client: TestClient, id_: int, content: bytes = PICTURE, name: str = "receipt.png") -> Any:
    return client.post(f"/api/transactions/{id_}/documents", files={"file": (name, content)})


def test_a_receipt_is_kept_shown_taken_off_and_brought_back(client: TestClient, home: Path) -> None:
    id_ = spend(client, open_account(client), 100)
    document = attach(client, id_).json()["document"]
    assert (document["filename"], document["media_type"], document["size_bytes"]) == ("receipt.png", "image/png", 18)
    shown = client.get(f"/api/documents/{document['id']}")
    assert (shown.content, shown.headers["content-type"]) == (PICTURE, "image/png")
    assert shown.headers["content-disposition"].startswith("inline")
    taken_off = client.delete(f"/api/documents/{document['id']}").json()
    assert client.get(f"/api/transactions/{id_}/documents").json() == []
    undo(client, taken_off["change_id"])
    assert client.get(f"/api/transactions/{id_}/documents").json() == [document]
    assert len([path for path in (home / "documents").rglob("*") if path.is_file()]) == 1


def test_the_same_file_is_kept_once(client: TestClient, home: Path) -> None:
    account = open_account(client)
    first, second = spend(client, account, 100), spend(client, account, 200)
    ids = [attach(client, id_).json()["document"]["id"] for id_ in (first, first, second)]
    assert ids[0] == ids[1] != ids[2]
    assert len([path for path in (home / "documents").rglob("*") if path.is_file()]) == 1


def test_a_page_that_calls_itself_a_picture_is_only_saved(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100)
    document = attach(client, id_, b"<script>alert(1)</script>", "../../x.png").json()["document"]
    assert document["filename"] == "x.png"
    answer = client.get(f"/api/documents/{document['id']}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_empty_and_large_files_are_refused(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100)
    refused(attach(client, id_, b""), 422, "empty_document")
    refused(attach(client, id_, b"x" * 20_000_001), 413, "document_too_large")
    refused(attach(client, 999), 404, "no_such_transaction")
    refused(client.get("/api/documents/999"), 404, "no_such_document")
