"""Documents over HTTP: kept once, linked, found by their text, shown or saved, deleted and brought back."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, spend, undo

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


def attach(client: TestClient, id_: int, content: bytes = PICTURE, name: str = "receipt.png") -> Any:
    return client.post(f"/api/transactions/{id_}/documents", files={"file": (name, content)})


def add(client: TestClient, content: bytes, name: str) -> dict[str, Any]:
    answer = client.post("/api/documents", files={"file": (name, content)})
    assert answer.status_code == 201, answer.text
    added: dict[str, Any] = answer.json()
    return added


def names(client: TestClient, query: str = "") -> list[str]:
    return [each["filename"] for each in client.get(f"/api/documents{query}").json()["items"]]


def test_a_receipt_is_kept_shown_taken_off_and_brought_back(client: TestClient, home: Path) -> None:
    id_ = spend(client, open_account(client), 100)
    document = attach(client, id_).json()["document"]
    assert (document["filename"], document["media_type"], document["kind"]) == ("receipt.png", "image/png", "receipt")
    shown = client.get(f"/api/documents/{document['id']}/file")
    assert (shown.content, shown.headers["content-type"]) == (PICTURE, "image/png")
    assert shown.headers["content-disposition"].startswith("inline")
    taken_off = client.delete(f"/api/transactions/{id_}/documents/{document['id']}").json()
    assert client.get(f"/api/transactions/{id_}/documents").json() == []
    assert names(client, "?linked=false") == ["receipt.png"]
    undo(client, taken_off["change_id"])
    [again] = client.get(f"/api/transactions/{id_}/documents").json()
    assert (again["id"], again["links"][0]["transaction_id"]) == (document["id"], id_)
    assert len([path for path in (home / "documents").rglob("*") if path.is_file()]) == 1


def test_the_same_file_is_one_document_with_two_links(client: TestClient, home: Path) -> None:
    account = open_account(client)
    first, second = spend(client, account, 100), spend(client, account, 200)
    ids = {attach(client, id_).json()["document"]["id"] for id_ in (first, first, second)}
    assert len(ids) == 1
    details = client.get(f"/api/documents/{ids.pop()}").json()
    assert [link["transaction_id"] for link in details["links"]] == [first, second]
    assert len([path for path in (home / "documents").rglob("*") if path.is_file()]) == 1


def test_a_document_is_linked_to_an_account_and_a_goal_and_deleted_with_its_links(client: TestClient) -> None:
    account = open_account(client)
    goal = client.post("/api/goals", json={"name": "Boat", "kind": "savings", "target_minor": 100_000}).json()
    document = add(client, b"Lease agreement of the boat house", "lease.txt")["document"]
    base = f"/api/documents/{document['id']}"
    assert document["kind"] == "contract"
    for target in ({"account_id": account}, {"goal_id": goal["goal_id"]}):
        assert client.post(f"{base}/links", json=target).status_code == 200
    assert [link["name"] for link in client.get(base).json()["links"]] == ["Everyday", "Boat"]
    refused(client.post(f"{base}/links", json={}), 422, "one_target")
    refused(client.post(f"{base}/links", json={"goal_id": 999}), 404, "no_such_goal")
    deleted = client.delete(base).json()
    refused(client.get(base), 404, "no_such_document")
    undo(client, deleted["change_id"])
    assert [link["name"] for link in client.get(base).json()["links"]] == ["Everyday", "Boat"]
    assert is_sound(client)


def test_text_name_and_notes_are_found_whatever_their_case_and_accents(client: TestClient) -> None:
    lease = add(client, "Mietvertrag über die Wohnung am Café".encode(), "lease.txt")["document"]
    add(client, b"something else", "other.txt")
    assert names(client, "?q=CAFE") == ["lease.txt"]
    assert client.get("/api/documents?q=wohn").json()["items"][0]["snippet"].count("⟦Wohnung⟧") == 1
    client.patch(f"/api/documents/{lease['id']}", json={"notes": "Kaution bezahlt", "filename": "rent.txt"})
    assert (names(client, "?q=kaution"), names(client, "?q=lease"), names(client, "?q=rent")) == (
        ["rent.txt"],
        [],
        ["rent.txt"],
    )
    assert names(client, '?q="*') == ["other.txt", "rent.txt"]


def test_documents_are_listed_by_kind_and_tax_year_with_how_long_they_are_kept(client: TestClient) -> None:
    form = add(client, b"Form W-2 Wage and Tax Statement 2025", "alder.txt")["document"]
    assert (form["kind"], form["tax_year"]) == ("w2", 2025)
    change = {"kind": "receipt", "issued_on": "2024-02-29", "tax_year": None, "amount_minor": 1250, "currency": "USD"}
    changed = client.patch(f"/api/documents/{form['id']}", json=change).json()
    assert client.get(f"/api/documents/{form['id']}").json()["kept_until"] == "2031-02-28"
    assert (names(client, "?kind=w2"), names(client, "?kind=receipt")) == ([], ["alder.txt"])
    undo(client, changed["change_id"])
    assert client.get("/api/documents?tax_year=2025").json()["counts"]["tax_years"] == [2025]


def test_a_file_that_was_changed_on_the_disk_is_not_shown(client: TestClient, home: Path) -> None:
    document = add(client, PICTURE, "photo.png")["document"]
    [path] = [path for path in (home / "documents").rglob("*") if path.is_file()]
    path.write_bytes(b"another file")
    refused(client.get(f"/api/documents/{document['id']}/file"), 409, "damaged_document")
    assert client.get(f"/api/documents/{document['id']}").json()["is_intact"] is False


def test_a_page_that_calls_itself_a_picture_is_only_saved(client: TestClient) -> None:
    document = add(client, b"<script>alert(1)</script>", "../../x.png")["document"]
    assert document["filename"] == "x.png"
    answer = client.get(f"/api/documents/{document['id']}/file")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_empty_and_large_files_and_programs_are_refused(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100)
    refused(attach(client, id_, b""), 422, "empty_document")
    refused(attach(client, id_, b"x" * 20_000_001), 413, "document_too_large")
    refused(attach(client, id_, b"MZ\x90\x00", "invoice.pdf"), 422, "program_refused")
    refused(attach(client, 999), 404, "no_such_transaction")
    refused(client.get("/api/documents/999"), 404, "no_such_document")
