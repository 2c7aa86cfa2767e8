"""Settings over HTTP: stored, masked, cleared, and in effect at once."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app
from backend.settings import environment
from backend.settings.values import MASK
from tests.backend.journeys import open_account, refused

SECRET = "sk-ant-0123456789"


@pytest.fixture(autouse=True)
def key_file(home: Path) -> Path:
    """The key is in a file that is there before the app starts, so that no keychain of this computer is asked."""
    home.mkdir()
    file = home / ".secret_key"
    file.write_bytes(Fernet.generate_key())
    return file


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("ANTHROPIC_API_KEY", "PLAID_CLIENT_ID", "AUTO_CONFIRM_THRESHOLD"):
        monkeypatch.delenv(name, raising=False)
    yield
    environment.apply_settings({})


def save(client: TestClient, **settings: Any) -> dict[str, Any]:
    answer = client.post("/api/settings", json={"settings": settings})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def shown(client: TestClient, key: str) -> tuple[Any, Any, Any]:
    found = client.get("/api/settings").json()[key]
    return found["value"], found["is_set"], found["source"]


def test_a_setting_begins_with_its_default_or_not_at_all(client: TestClient) -> None:
    assert shown(client, "auto_confirm_threshold") == ("3", False, "default")
    assert shown(client, "anthropic_api_key") == (None, False, "not_set")
    theme = client.get("/api/settings").json()["theme"]
    assert (theme["kind"], theme["choices"], theme["is_secret"]) == ("choice", ["system", "light", "dark"], False)


def test_a_secret_is_encrypted_masked_and_in_effect_at_once(client: TestClient, home: Path) -> None:
    assert save(client, anthropic_api_key=SECRET) == {"status": "saved", "saved": ["anthropic_api_key"], "ignored": []}
    assert shown(client, "anthropic_api_key") == (MASK + "6789", True, "database")
    assert os.environ["ANTHROPIC_API_KEY"] == SECRET
    stored = b"".join(file.read_bytes() for file in home.glob("budget.db*"))
    assert SECRET.encode() not in stored


def test_a_masked_value_that_comes_back_leaves_the_secret(client: TestClient) -> None:
    save(client, anthropic_api_key=SECRET)
    saved = save(client, anthropic_api_key=MASK + "6789", nonsense="x")
    assert (saved["saved"], saved["ignored"]) == ([], ["anthropic_api_key", "nonsense"])
    assert os.environ["ANTHROPIC_API_KEY"] == SECRET


def test_clearing_takes_effect_at_once(client: TestClient) -> None:
    save(client, anthropic_api_key=SECRET)
    save(client, anthropic_api_key="")
    assert shown(client, "anthropic_api_key") == (None, False, "not_set")
    assert "ANTHROPIC_API_KEY" not in os.environ


def test_a_value_from_outside_shows_again_after_clearing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAID_CLIENT_ID", "outside")
    assert shown(client, "plaid_client_id") == ("outside", True, "env")
    save(client, plaid_client_id="ours")
    assert shown(client, "plaid_client_id") == ("ours", True, "database")
    save(client, plaid_client_id="  ")
    assert shown(client, "plaid_client_id") == ("outside", True, "env")
    assert os.environ["PLAID_CLIENT_ID"] == "outside"


def test_a_value_from_outside_that_cannot_be_is_not_used(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTO_CONFIRM_THRESHOLD", "many")
    assert shown(client, "auto_confirm_threshold") == ("3", False, "default")


def test_the_base_currency_is_that_of_the_next_account(client: TestClient) -> None:
    save(client, base_currency="EUR")
    account = open_account(client)
    assert client.get(f"/api/accounts/{account}").json()["currency"] == "EUR"


def test_a_number_may_come_as_a_number(client: TestClient) -> None:
    save(client, auto_confirm_threshold=5)
    assert shown(client, "auto_confirm_threshold") == ("5", True, "database")


def test_stored_settings_are_there_again_after_a_restart(client: TestClient, home: Path) -> None:
    save(client, anthropic_api_key=SECRET)
    environment.apply_settings({})
    with TestClient(create_app(Config(home=home / ".." / "Other")), base_url="http://127.0.0.1"):
        assert "ANTHROPIC_API_KEY" not in os.environ
    client.__exit__()
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as again:
        assert os.environ["ANTHROPIC_API_KEY"] == SECRET
        assert shown(again, "anthropic_api_key") == (MASK + "6789", True, "database")


def test_a_secret_that_cannot_be_decrypted_is_kept_and_shown_as_set(
    client: TestClient, home: Path, key_file: Path
) -> None:
    save(client, anthropic_api_key=SECRET)
    client.__exit__()
    right_key = key_file.read_bytes()
    key_file.write_bytes(Fernet.generate_key())
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as stranger:
        assert shown(stranger, "anthropic_api_key") == (MASK, True, "database")
        assert stranger.get("/api/settings").json()["anthropic_api_key"]["is_readable"] is False
        assert "ANTHROPIC_API_KEY" not in os.environ
    key_file.write_bytes(right_key)
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as again:
        assert shown(again, "anthropic_api_key") == (MASK + "6789", True, "database")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("auto_confirm_threshold", "0"),
        ("auto_confirm_threshold", 101),
        ("auto_confirm_threshold", -3),
        ("base_currency", "euro"),
        ("theme", "pink"),
        ("plaid_client_id", "a\nb"),
        ("plaid_secret", "a\0b"),
        ("anthropic_api_key", "x" * 10_001),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_stored(client: TestClient, key: str, value: object) -> None:
    answer = client.post("/api/settings", json={"settings": {"density": "comfortable", key: value}})
    problem = refused(answer, 422, "bad_setting")
    assert problem["errors"][0]["field"] == key
    assert shown(client, "density") == ("dense", False, "default")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"settings": []},
        {"settings": {"theme": None}},
        {"settings": {"theme": 1.5}},
        {"settings": {"theme": True}},
        {"settings": {"theme": "x" * 10_000_000}},
        {"settings": {"x" * 1000: "y"}},
        {"settings": {}, "more": 1},
        {"settings": {str(n): "x" for n in range(101)}},
    ],
)
def test_a_body_that_is_none_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    refused(client.post("/api/settings", json=body), 422, "invalid_request")
