"""SimpleFIN, against a stand-in: claim, both versions, windows, pending rows, and addresses that are not called."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import refused
from tests.backend.sync.banking import choose, connection, newest, rows, sync, texts
from tests.standins.server import Answered
from tests.standins.simplefin_bank import Account, SimpleFinBank

NOW = datetime.now(UTC)


@pytest.fixture
def bank() -> Iterator[SimpleFinBank]:
    found = SimpleFinBank()
    found.accounts.append(Account("1", "Checking 2093", "100.23"))
    yield found
    found.close()


def connect(client: TestClient, bank: SimpleFinBank) -> int:
    link = client.post("/api/connections/links", json={"provider": "simplefin", "setup_token": bank.setup_token()})
    assert link.status_code == 201, link.text
    return choose(client, link.json())


@pytest.mark.parametrize("version", [1, 2])
def test_a_setup_token_brings_accounts_and_rows_with_the_sign_turned(client: TestClient, version: int) -> None:
    bank = SimpleFinBank(version=version)
    account = Account("1", "Checking 2093", "100.23")
    bank.accounts.append(account)
    bank.row(account, "-33.43", "CORNER SHOP", NOW - timedelta(days=2))
    bank.row(account, "2500.00", "SALARY", NOW - timedelta(days=1))
    connection_id = connect(client, bank)
    bank.close()
    assert texts(client) == [("CORNER SHOP", 3343), ("SALARY", -250000)]
    found = connection(client, connection_id)
    assert (found["provider"], found["name"]) == ("simplefin", "Tessera Retail Bank")
    assert [(each["mask"], each["balance_current_minor"]) for each in found["accounts"]] == [("2093", 10023)]


def test_windows_overlap_and_double_nothing(client: TestClient, bank: SimpleFinBank) -> None:
    account = bank.accounts[0]
    for back in (1, 50, 95, 100):
        bank.row(account, "-5.00", "KIOSK", NOW - timedelta(days=back))
    connection_id = connect(client, bank)
    assert len(rows(client)) == 4
    bank.row(account, "-6.00", "LATE ONE", NOW - timedelta(days=3))
    assert sync(client, connection_id)["added"] == 1
    assert len(rows(client)) == 5
    assert newest(client)["pages"] == 1


def test_a_pending_row_settles_under_another_number(client: TestClient, bank: SimpleFinBank) -> None:
    account = bank.accounts[0]
    waiting = bank.row(
        account, "-9.99", "QUILLSTREAM", NOW, posted=0, pending=True,
        transacted_at=int((NOW - timedelta(days=2)).timestamp()),
    )  # fmt: skip
    connection_id = connect(client, bank)
    assert [row["is_pending"] for row in rows(client)] == [True]
    first = rows(client)[0]["id"]
    account.rows.remove(waiting)
    bank.row(account, "-9.99", "QUILLSTREAM", NOW)
    assert sync(client, connection_id)["settled"] == 1
    assert [(row["id"], row["is_pending"]) for row in rows(client)] == [(first, False)]


def test_a_pending_row_that_vanishes_is_taken_back(client: TestClient, bank: SimpleFinBank) -> None:
    account = bank.accounts[0]
    waiting = bank.row(account, "-9.99", "QUILLSTREAM", NOW, pending=True)
    connection_id = connect(client, bank)
    account.rows.remove(waiting)
    assert sync(client, connection_id)["removed"] == 1
    assert rows(client) == []


def test_one_number_in_two_accounts_is_two_rows(client: TestClient, bank: SimpleFinBank) -> None:
    other = Account("2", "Savings", "5.00")
    bank.accounts.append(other)
    for account in bank.accounts:
        bank.row(account, "-1.00", "FEE", NOW, id="same")
    connect(client, bank)
    assert texts(client) == [("FEE", 100), ("FEE", 100)]


def test_a_token_that_was_used_is_reported_as_maybe_compromised(client: TestClient, bank: SimpleFinBank) -> None:
    token = bank.setup_token()
    connect(client, bank)
    again = client.post("/api/connections/links", json={"provider": "simplefin", "setup_token": token})
    assert "compromised" in refused(again, 409, "bank_needs_user")["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/claim/x",
        "https://192.168.1.1/claim/x",
        "https://169.254.169.254/latest",
        "ftp://x/y",
        "/etc",
    ],
)
def test_an_address_that_is_not_public_and_https_is_never_called(client: TestClient, address: str) -> None:
    token = base64.b64encode(address.encode()).decode()
    answer = client.post("/api/connections/links", json={"provider": "simplefin", "setup_token": token})
    refused(answer, 409, "bank_needs_user")


def test_what_is_no_token_says_so(client: TestClient) -> None:
    answer = client.post("/api/connections/links", json={"provider": "simplefin", "setup_token": "aHR0cHM6Ly9"})
    assert "cut off" in refused(answer, 409, "bank_needs_user")["detail"]


def test_a_redirect_is_not_followed(client: TestClient, bank: SimpleFinBank) -> None:
    away = Answered(status=302, headers={"Location": "http://127.0.0.1:9/"})
    bank.fault = lambda asked: away
    answer = client.post("/api/connections/links", json={"provider": "simplefin", "setup_token": bank.setup_token()})
    assert "leads on" in refused(answer, 409, "bank_needs_user")["detail"]


def test_trouble_of_one_bank_is_shown_and_the_others_still_come(client: TestClient, bank: SimpleFinBank) -> None:
    connection_id = connect(client, bank)
    bank.errors = [{"code": "con.auth", "msg": "<b>sign in</b>", "conn_id": "Tessera Retail Bank"}]
    bank.row(bank.accounts[0], "-1.00", "FEE", NOW)
    log = sync(client, connection_id)
    assert (log["status"], log["added"]) == ("partial", 1)
    assert "Tessera Retail Bank: sign in again" in log["error_message"]


@pytest.mark.parametrize(
    ("status", "health"), [(402, "needs_sign_in"), (403, "ended"), (429, "rate_limited"), (500, "unavailable")]
)
def test_refusals_say_who_has_to_act(client: TestClient, bank: SimpleFinBank, status: int, health: str) -> None:
    bank.row(bank.accounts[0], "-1.00", "FEE", NOW)
    connection_id = connect(client, bank)
    bank.fault = lambda asked: Answered(status=status)
    assert sync(client, connection_id)["status"] == "error"
    assert connection(client, connection_id)["health"] == health
    assert len(rows(client)) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answered(body=b"<html>Sign in to the network</html>", content_type="text/html"),
        Answered(body=b'{"accounts": [{"id"'),
        Answered(body=b'{"accounts": []}', cut_to=5),
        Answered(body=b"[]"),
    ],
)
def test_an_answer_that_is_none_changes_nothing(client: TestClient, bank: SimpleFinBank, answer: Answered) -> None:
    bank.row(bank.accounts[0], "-1.00", "FEE", NOW)
    connection_id = connect(client, bank)
    bank.fault = lambda asked: answer
    assert sync(client, connection_id)["status"] == "error"
    found = connection(client, connection_id)
    assert (found["health"], found["next_try_at"] is not None) == ("unavailable", True)
    assert len(rows(client)) == 1
    bank.fault = lambda asked: None
    assert sync(client, connection_id)["status"] == "success"


def test_a_pending_row_stays_while_its_bank_is_in_trouble(client: TestClient, bank: SimpleFinBank) -> None:
    waiting = bank.row(bank.accounts[0], "-9.99", "QUILLSTREAM", NOW, pending=True)
    connection_id = connect(client, bank)
    bank.accounts[0].rows.remove(waiting)
    bank.errors = [{"code": "con.auth", "msg": "sign in", "conn_id": "Tessera Retail Bank"}]
    assert sync(client, connection_id)["removed"] == 0
    assert len(rows(client)) == 1


def test_no_more_requests_a_day_are_made_than_the_bridge_allows(client: TestClient, bank: SimpleFinBank) -> None:
    connection_id = connect(client, bank)
    before = len(bank.requests)
    for _ in range(26):
        sync(client, connection_id)
    assert len(bank.requests) - before < 24
    assert newest(client)["error_code"] == "DAILY_LIMIT"
