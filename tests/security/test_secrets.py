"""Keys and private words: encrypted where they lie, and neither in an answer, nor in the log, nor in an export."""

import os
from pathlib import Path

import httpx2
import pytest
from cryptography.fernet import Fernet

from tests.makers import counted, preview, statement, the_file
from tests.processes import TOKEN, command_line_of, run, serving

CANARIES = {
    "anthropic_api_key": "sk-ant-canary-0123456789-AAAA",
    "plaid_secret": "canary-of-the-sandbox-1111",
    "plaid_production_secret": "canary-of-production-2222",
    "plaid_recovery_code": "canary-of-recovery-3333",
    "plaid_token_encryption_key": "canary-of-the-token-key-4444",
}


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder with a key file, so that no keychain of this computer is asked."""
    home.mkdir(mode=0o700)
    key = home / ".secret_key"
    key.write_bytes(Fernet.generate_key())
    key.chmod(0o600)
    return home


def found_in(place: Path, word: str) -> list[str]:
    """The files below `place` that hold this word."""
    return [str(file) for file in place.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]


def everything_answered(http: httpx2.Client) -> bytes:
    """All that can be read without knowing an id."""
    paths = http.get("/openapi.json").json()["paths"]
    plain = [path for path, methods in paths.items() if "get" in methods and "{" not in path]
    assert len(plain) > 15
    return b"".join(http.get(path).content for path in [*plain, "/docs", "/", "/api/transactions/export?format=json"])


def test_a_secret_is_kept_encrypted_and_told_to_nobody(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(home, log) as (server, http):
        assert http.post("/api/settings", json={"settings": CANARIES}).status_code == 200
        # Every way in which saving can fail, with the secrets inside.
        for wrong in (
            {"settings": CANARIES | {"theme": "pink"}},
            {"settings": CANARIES | {"theme": None}},
            {"settings": {key: [value] for key, value in CANARIES.items()}},
            {"settings": {key: value + "\n" * 3 + "x" for key, value in CANARIES.items()}},
        ):
            answer = http.post("/api/settings", json=wrong)
            assert answer.status_code == 422
            assert not [value for value in CANARIES.values() if value in answer.text]
        for key in CANARIES:
            http.get(f"/api/nothing/{key}")
        answered = everything_answered(http)
        answered += command_line_of(server.pid).encode()
        settings = http.get("/api/settings").json()
    exported = run(home, "export").stdout + run(home, "export", "--format", "csv").stdout
    assert '"settings"' in exported
    for key, value in CANARIES.items():
        assert found_in(tmp_path, value) == []
        assert value.encode() not in answered
        assert value not in exported
        assert settings[key]["value"] == "•" * 12 + value[-4:]
    with the_file(home) as file:
        stored = dict(file.execute("SELECT key, value FROM app_settings").fetchall())
    vault = Fernet((home / ".secret_key").read_bytes())
    assert {key: vault.decrypt(stored[key].encode()).decode() for key in CANARIES} == CANARIES
    assert (home / ".secret_key").read_text() not in exported + answered.decode(errors="replace")


def test_a_mistake_of_ours_does_not_write_private_words_into_the_log(home: Path, tmp_path: Path) -> None:
    with serving(home, tmp_path / "log") as (_, http):
        account = http.post("/api/accounts", json={"name": "Everyday", "account_type": "cash"}).json()["id"]
        waiting = preview(http, statement("2024-01-15,THE CANARY CAFE,-12.50")).json()["id"]
        with the_file(home) as file:
            file.execute("CREATE TRIGGER broken BEFORE INSERT ON transactions BEGIN SELECT RAISE(ABORT, 'broken'); END")
        row = {"account_id": account, "on": "2026-01-01", "description": "THE CANARY CAFE", "amount_minor": 5}
        for answer in (
            http.post("/api/transactions", json=row),
            http.post(f"/api/import/{waiting}/commit", json={"account_id": account}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
            assert "CANARY" not in answer.text
    logged = (home / "logs" / "budget-app.log").read_text() + (tmp_path / "log").read_text()
    assert "Traceback" in logged
    assert "CANARY" not in logged
    assert counted(home) == (0, 0)


def test_only_the_owner_can_read_what_the_app_writes(tmp_path: Path) -> None:
    home = tmp_path / "BudgetApp"
    mask = os.umask(0o000)
    # A folder that another program made, open to everybody.
    home.mkdir(mode=0o755)
    try:
        with serving(home, tmp_path / "log") as (_, http):
            http.post("/api/settings", json={"settings": {"plaid_secret": CANARIES["plaid_secret"]}})
            assert preview(http, statement()).status_code == 201
            http.get("/api/transactions?search=x")
            written = {file.relative_to(home).as_posix(): file for file in home.rglob("*")}
            assert {"budget.db", "budget.db-wal", "investments.db", ".lock", "logs"} <= written.keys()
            assert home.stat().st_mode & 0o777 == 0o700
            for name, file in written.items():
                assert file.stat().st_mode & 0o777 == (0o700 if file.is_dir() else 0o600), name
            assert TOKEN not in "".join(written)
    finally:
        os.umask(mask)
