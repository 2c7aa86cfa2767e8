"""Bank tokens are in the cipher column and nowhere else, whatever happens; a lost key never stops the budget."""

import logging
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.infra.vault import KEY_FILE
from tests.backend.journeys import refused
from tests.backend.sync.banking import bank, connect, connection, linked, rows, sync
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import SECRET, error
from tests.standins.server import Answered

__all__ = ["bank"]


def files(home: Path) -> bytes:
    """Everything that lies in the data folder."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def answering(trouble: Answered, path: str, body: dict[str, object]) -> Answered:
    return trouble


def test_no_token_shows_in_files_answers_logs_or_errors(
    client: TestClient, home: Path, bank: PlaidBank, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    item = bank.new_item()
    bank.purchase(item, 5)
    public_token = bank.public_token(item)
    heard: list[str] = []
    client.event_hooks["response"].append(lambda answer: heard.append(answer.read().decode(errors="replace")))
    connection_id = connect(client, bank, item)
    account_id = client.get("/api/accounts").json()[0]["id"]
    troubles = (
        Answered(status=500, body=b"<html>"),
        Answered(body=b"cut", cut_to=1),
        error("ITEM_ERROR", "ITEM_LOGIN_REQUIRED", f"bad {item.access_token}"),
        error("INVALID_INPUT", "INVALID_ACCESS_TOKEN", f"unknown {item.access_token}"),
    )
    for trouble in troubles:
        bank.fault = partial(answering, trouble)
        sync(client, connection_id)
        for path in ("sync", "balances", "reset-cursor"):
            client.post(f"/api/accounts/{account_id}/{path}")
        client.post("/api/connections/links", json={})
        client.post(f"/api/connections/{connection_id}/repair", json={})
    bank.fault = lambda path, body: None
    sync(client, connection_id)
    for path in ("/api/connections", "/api/settings", "/api/sync", "/api/accounts/sync-history"):
        client.get(path)
    client.get("/api/export", params={"format": "json"})
    client.app.state.budget.copy_to(home / "backups" / "copy.db")  # type: ignore[attr-defined]
    secrets = (item.access_token, public_token, SECRET)
    everything = files(home).decode("latin-1") + caplog.text + "".join(heard)
    assert [secret for secret in secrets if secret in everything] == []


def test_with_another_key_the_budget_works_and_the_token_is_kept(
    client: TestClient, home: Path, bank: PlaidBank
) -> None:
    item = bank.new_item()
    bank.purchase(item, 5)
    connection_id = connect(client, bank, item)
    (home / KEY_FILE).rename(home / "put-away")
    vault = client.app.state.data.vault  # type: ignore[attr-defined]
    vault._keys = []
    sync(client, connection_id)
    assert connection(client, connection_id)["health"] == "unreadable"
    refused(client.post(f"/api/connections/{connection_id}/repair", json={}), 409, "token_unreadable")
    refused(client.post("/api/connections/links", json={}), 409, "key_lost")
    refused(client.post("/api/app/secrets/key", json={}), 409, "key_lost")
    assert len(rows(client)) == 1
    (home / "put-away").rename(home / KEY_FILE)
    vault._keys = []
    sync(client, connection_id)
    assert connection(client, connection_id)["health"] == "ok"


def test_the_key_is_exchanged_and_banks_go_on(client: TestClient, home: Path, bank: PlaidBank) -> None:
    connection_id = connect(client, bank)
    client.post("/api/settings", json={"settings": {"anthropic_api_key": "sk-ant-canary"}})
    linked(client, bank)
    before = (home / KEY_FILE).read_text()
    done = client.post("/api/app/secrets/exchange").json()
    assert done == {"exchanged": 3, "unreadable": 0}
    after = (home / KEY_FILE).read_text()
    assert before not in after
    assert len(after.split()) == 1
    assert sync(client, connection_id)["status"] == "success"
