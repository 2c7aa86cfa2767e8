"""Out over HTTP, and in again."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from backend.imports.formats.ofx.reader import read_ofx
from backend.imports.formats.qif.reader import read_qif
from backend.infra.config import Config
from backend.main import create_app
from tests.backend.journeys import open_account, refused, spend
from tests.makers import imported, statement

Json = dict[str, Any]


@pytest.fixture
def lived_in(client: TestClient) -> TestClient:
    """Two accounts, typed and imported rows, a deleted one, a budget, a rule, a setting, parts of a row."""
    everyday = open_account(client, institution="Meridian Bank", mask="4242", balance_current_minor=5000)
    card = open_account(client, "Card", account_type="credit", currency="JPY")
    imported(client, statement(), account_id=everyday)
    divided = b"!Type:Bank\nD2024-02-20\nT-12.00\nPMARKET\nSFood\n$-10.00\nSHome\nEsoap\n$-2.00\n^\n"
    imported(client, divided, account_id=everyday)
    spend(client, card, 1500, "coffee", on="2024-02-01", description="=CAFÉ <1>")
    gone = spend(client, everyday, 99, description="MISTAKE")
    assert client.delete(f"/api/transactions/{gone}").status_code == 200
    budget = {"category_short_desc": "food", "month": "2024-02", "amount_minor": 40000}
    assert client.post("/api/budgets", json=budget).status_code == 200
    assert client.post("/api/settings", json={"settings": {"theme": "dark"}}).status_code == 200
    return client


def out(client: TestClient) -> Json:
    answer = client.get("/api/export?format=json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"].startswith('attachment; filename="budget-app-')
    found: Json = answer.json()
    del found["exported_at"]
    return found


def read_in(client: TestClient, content: bytes) -> Any:
    return client.post("/api/restore", files={"file": ("everything.json", content)})


@pytest.fixture
def another(tmp_path: Path) -> Any:
    """The app on another folder, still empty."""
    with TestClient(create_app(Config(home=tmp_path / "another")), base_url="http://127.0.0.1") as client:
        yield client


def test_everything_comes_back_in_another_folder(lived_in: TestClient, another: TestClient) -> None:
    export = out(lived_in)
    answer = read_in(another, json.dumps(export).encode())
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "restored"
    assert answer.json()["counts"]["transactions"] == len(export["transactions"]) == 5
    assert out(another) == export
    assert export["settings"] == {"theme": "dark"}
    assert [budget["amount_minor"] for budget in export["budgets"]] == [40000]
    for address in ("/api/stats", "/api/transactions?sums=true", "/api/accounts", "/api/categories", "/api/settings"):
        assert another.get(address).json() == lived_in.get(address).json()
    again = imported(another, statement(), account_id=export["accounts"][0]["id"])
    assert (again["added"], again["repeated"]) == (0, 3)
    divided = next(row for row in export["transactions"] if row["description"] == "MARKET")
    assert [split["amount_minor"] for split in divided["splits"]] == [1000, 200]


def test_nothing_is_restored_over_data(lived_in: TestClient) -> None:
    before = out(lived_in)
    refused(read_in(lived_in, json.dumps(before).encode()), 409, "data_is_there")
    assert out(lived_in) == before


def test_a_damaged_file_changes_nothing(lived_in: TestClient, another: TestClient) -> None:
    before = out(another)
    export = out(lived_in)
    export["source_rows"][-1]["occurrence"] = "1"
    problem = refused(read_in(another, json.dumps(export, indent=1).encode()), 422, "damaged_export")
    assert problem["line"] > 1
    refused(read_in(another, b"\x00\xff"), 422, "damaged_export")
    refused(read_in(another, b"Date,Amount\n"), 422, "not_an_export")
    assert out(another) == before


def test_ofx_and_qif_obey_the_filter_and_read_back(lived_in: TestClient) -> None:
    ofx = lived_in.get("/api/transactions/export?format=ofx&start_date=2024-02-01")
    assert ofx.headers["content-type"] == "application/x-ofx"
    ElementTree.fromstring(ofx.content)
    found = read_ofx(ofx.content, default_currency="USD")
    assert [(one.currency, [draft.amount_minor for draft in one.drafts]) for one in found] == [
        ("USD", [1200]),
        ("JPY", [1500]),
    ]
    assert found[0].balances[0].balance_minor == 5000
    qif = lived_in.get("/api/transactions/export?format=qif&search=market")
    assert 'filename="transactions-' in qif.headers["content-disposition"]
    (only,) = read_qif(
        qif.content, filename="", default_currency="USD", mapping=None, account_type=None, today=None
    )  # fmt: skip
    assert [[split.amount_minor for split in draft.splits] for draft in only.drafts] == [[1000, 200]]


def test_an_unknown_format_is_refused(client: TestClient) -> None:
    refused(client.get("/api/transactions/export?format=xls"), 422, "invalid_request")
    refused(client.get("/api/export?format=csv"), 422, "invalid_request")


@pytest.mark.parametrize("kind", ["csv", "json", "ofx", "qif"])
def test_an_empty_folder_gives_an_empty_file(client: TestClient, kind: str) -> None:
    answer = client.get(f"/api/transactions/export?format={kind}")
    assert answer.status_code == 200
    assert answer.content
