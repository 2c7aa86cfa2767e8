"""Encryption over HTTP: switched on, locked, opened with the passphrase and the phrase, and switched off."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from backend.infra import data_key
from backend.infra.config import Config
from backend.main import create_app

PASSPHRASE = "correct horse battery"


def started(home: Path) -> TestClient:
    return TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1")


def encrypt(client: TestClient, **more: Any) -> str:
    """Switch encryption on and return the recovery phrase."""
    proposed = client.post("/api/encryption/phrase").json()
    groups = proposed["phrase"].split("-")
    asked = {str(number): groups[number - 1].lower() for number in proposed["asked"]}
    answer = client.post("/api/encryption/encrypt", json={"groups": asked, "passphrase": PASSPHRASE} | more)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"state": "encrypted", "left": []}
    return str(proposed["phrase"])


def add_account(client: TestClient, name: str) -> None:
    assert client.post("/api/accounts", json={"name": name, "account_type": "checking"}).status_code < 300


def accounts(client: TestClient) -> str:
    return client.get("/api/accounts").text


def test_data_is_encrypted_locked_opened_and_decrypted(home: Path) -> None:
    with started(home) as client:
        add_account(client, "Harbour Checking")
        assert client.get("/api/encryption").json()["state"] == "plain"
        phrase = encrypt(client)
        assert client.get("/api/encryption").json()["state"] == "encrypted"
        assert "Harbour Checking" in accounts(client)
        add_account(client, "Second")
    assert b"Harbour" not in (home / "budget.db").read_bytes()

    with started(home) as client:
        assert client.get("/api/encryption").json()["state"] == "locked"
        refused = client.get("/api/accounts")
        assert (refused.status_code, refused.json()["code"]) == (423, "data_locked")
        assert client.post("/mcp", json={}).status_code == 423
        assert client.get("/health").status_code == 200
        wrong = client.post("/api/encryption/unlock", json={"passphrase": "wrong"})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_passphrase")
        assert client.post("/api/encryption/unlock", json={"passphrase": PASSPHRASE}).json()["state"] == "encrypted"
        assert "Second" in accounts(client)

    with started(home) as client:
        forgotten = client.post("/api/encryption/unlock", json={"phrase": phrase})
        assert forgotten.json()["code"] == "passphrase_needed"
        client.post("/api/encryption/unlock", json={"phrase": phrase, "new_passphrase": "another passphrase"})
        assert "Harbour Checking" in accounts(client)

    with started(home) as client:
        client.post("/api/encryption/unlock", json={"passphrase": "another passphrase"})
        key_id = (home / data_key.RECORD_FILE).read_text()
        assert encrypt(client) != phrase
        assert (home / data_key.RECORD_FILE).read_text() != key_id
        assert client.post("/api/encryption/decrypt").json() == {"state": "plain", "left": []}
        assert "Harbour Checking" in accounts(client)
    assert (home / "budget.db").read_bytes().startswith(b"SQLite format 3")


def test_backups_of_encrypted_data_are_encrypted_proved_and_restored(home: Path) -> None:
    with started(home) as client:
        add_account(client, "Harbour Checking")
        before = client.post("/api/backups").json()
        encrypt(client)
        add_account(client, "Second")
        made = client.post("/api/backups").json()
        for each in (before, made):
            proof = client.post(f"/api/backups/{each['key']}/prove").json()
            assert proof["problems"] == [], proof
        add_account(client, "Third")
        assert client.post(f"/api/backups/{made['key']}/restore").status_code == 200
        assert ("Second" in accounts(client), "Third" in accounts(client)) == (True, False)
        assert client.post(f"/api/backups/{before['key']}/restore").status_code == 200
        assert ("Harbour Checking" in accounts(client), "Second" in accounts(client)) == (True, False)
    stored = [path for path in home.rglob("*.db") if path.read_bytes().startswith(b"SQLite format 3")]
    assert stored == []


def test_a_phrase_that_was_not_written_down_encrypts_nothing(client: TestClient) -> None:
    asked = client.post("/api/encryption/phrase").json()["asked"]
    answer = client.post(
        "/api/encryption/encrypt",
        json={"groups": {str(number): "0000" for number in asked}, "passphrase": PASSPHRASE},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "phrase_not_confirmed")
    assert client.get("/api/encryption").json()["state"] == "plain"


def test_without_a_keychain_a_passphrase_is_needed(client: TestClient) -> None:
    proposed = client.post("/api/encryption/phrase").json()
    groups = proposed["phrase"].split("-")
    answer = client.post(
        "/api/encryption/encrypt",
        json={"groups": {str(number): groups[number - 1] for number in proposed["asked"]}, "passphrase": "short"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "passphrase_needed")


def test_wrong_passphrases_make_the_next_try_wait(home: Path) -> None:
    with started(home) as client:
        encrypt(client)
    with started(home) as client:
        answers = [client.post("/api/encryption/unlock", json={"passphrase": str(n)}).json() for n in range(4)]
        assert [answer["code"] for answer in answers] == ["wrong_passphrase"] * 3 + ["too_many_attempts"]
        assert 0 < answers[-1]["retry_after_seconds"] <= 6


def test_decrypting_plain_data_is_refused(client: TestClient) -> None:
    answer = client.post("/api/encryption/decrypt")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_encrypted")
