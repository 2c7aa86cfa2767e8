"""`budget-app sync`: what the scheduler does, for cron."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app
from tests.backend.sync.banking import bank, connect, rows
from tests.processes import refused_to_run, run
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET

__all__ = ["bank"]


@pytest.fixture
def keys(bank: PlaidBank) -> dict[str, str]:
    return {"PLAID_CLIENT_ID": CLIENT_ID, "PLAID_SECRET": SECRET, "PLAID_BASE_URL": bank.address}


def test_it_reads_the_banks_and_says_what_is_new(home: Path, bank: PlaidBank, keys: dict[str, str]) -> None:
    assert "No bank is connected" in run(home, "sync", settings=keys).stdout
    item = bank.new_item()
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        connect(client, bank, item)
    bank.purchase(item, 5)
    assert run(home, "sync", settings=keys).stdout == "Harbor Credit Union: 1 new\n"
    item.needs_login = True
    failed = run(home, "sync", "--connection", "share draft", "--json", settings=keys)
    assert failed.returncode == 1
    (outcome,) = json.loads(failed.stdout)
    assert (outcome["status"], outcome["error_code"], outcome["trigger"]) == (
        "error",
        "ITEM_LOGIN_REQUIRED",
        "scheduled",
    )
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        assert len(rows(client)) == 1


def test_a_name_that_nothing_has_is_refused(home: Path) -> None:
    refused_to_run(home, "sync", "--connection", "nobody")
