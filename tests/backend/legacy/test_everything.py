"""All that the older app could have written, also by mistake: each thing has its place, or is told."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from backend.infra.vault import Vault
from tests.backend.legacy.legacy_app import INVESTMENTS, NEWEST, make
from tests.backend.legacy.test_migrate import rows, start
from tests.makers import imported, is_whole, statement

KEY = Fernet.generate_key()
TOKEN = Fernet(KEY).encrypt(b"access-token-of-the-bank").decode()
WHEN = "2025-05-06 07:08:09.123456"


def row(id: int, **fields: Any) -> dict[str, Any]:
    plain = {"account_id": 1, "date": "2025-03-01", "description": f"ROW {id}", "amount": 1.0, "status": "confirmed"}
    return {"id": id, "source": "csv_import", **plain, **fields}


TABLES: dict[str, list[dict[str, Any]]] = {
    "categories": [
        {"id": 1, "short_desc": "food", "display_name": "Food", "color": "#FF6B6B", "created_at": WHEN},
        {"id": 2, "short_desc": "groceries", "display_name": "Groceries", "parent_id": 1, "is_recurring": 1},
        {"id": 3, "short_desc": "bio/market", "display_name": "Market", "parent_id": 2},
        {"id": 4, "short_desc": "balance", "display_name": "Balance"},
        {"id": 5, "short_desc": "transfer", "display_name": "Transfer", "parent_id": 4},
        {"id": 6, "short_desc": "anna", "display_name": "Anna", "parent_id": 99, "color": "red"},
    ],
    "accounts": [
        {"id": 1, "name": "Checking", "institution": "sofi", "account_type": "checking", "plaid_item_id": "item",
         "plaid_access_token": TOKEN, "plaid_cursor": "cursor", "plaid_connection_status": "item_login_required",
         "last_synced_at": WHEN, "balance_current": 1234.56, "balance_available": 1200.1, "balance_updated_at": WHEN},
        {"id": 2, "name": "Roth (Fidelity)", "institution": "fidelity", "account_type": "investment"},
        {"id": 3, "name": "Card", "institution": "discover", "account_type": "credit", "balance_current": 88.8},
    ],
    "transactions": [
        row(1, amount=12.1, merchant_name="ROW", category_id=2, categorization_tier="ai", prediction_confidence=0.7),
        row(2, amount=-0.07, prediction_confidence=1.7, status="auto_confirmed", source="plaid_sync",
            plaid_transaction_id="P2", is_pending=None, category_id=3, created_at=WHEN),
        row(3, amount=float("inf")),
        row(4, amount="twelve"),
        row(5, date="someday"),
        row(6, date="03/09/2025", amount=5.005, categorization_tier="amount_rule"),
        row(7, account_id=77),
        row(8, status="dreaming", source="dream", categorization_tier="guess", category_id=88),
        row(9, status="pending_review", category_id=2, predicted_category_id=1, is_pending=1,
            categorization_tier="merchant_map"),
        row(10, status="pending_save", category_id=5, amount=1e16),
    ],
    "merchant_mappings": [
        {"id": 1, "merchant_pattern": "TRADER JOE", "category_id": 2, "confidence": 10, "created_at": WHEN},
        {"id": 2, "merchant_pattern": "GONE", "category_id": 99, "confidence": 2},
    ],
    "amount_rules": [
        {"id": 1, "description_pattern": "APPLE.COM/BILL", "amount": 15.89, "tolerance": 0.5, "short_desc": "food",
         "notes": "shared"},
        {"id": 2, "description_pattern": "VENMO", "amount": 816.87, "category_id": 2},
    ],
    "budgets": [
        {"id": 1, "category_id": 1, "month": "2025-03", "amount": 3500.0},
        {"id": 2, "category_id": 2, "month": "2025-3", "amount": 100.0, "created_at": "2025-01-01 00:00:00"},
        {"id": 3, "category_id": 2, "month": "2025-03", "amount": 120.0, "created_at": "2025-02-01 00:00:00"},
        {"id": 4, "category_id": 2, "month": "March", "amount": 1.0},
    ],
    "deleted_transactions": [
        {"id": 1, "original_id": 50, "account_id": 1, "account_name": "Checking", "date": "2025-02-01",
         "description": "GONE SHOP", "amount": 3.3, "category_name": "Groceries", "status": "confirmed",
         "source": "csv_import", "deleted_at": WHEN},
        {"id": 2, "original_id": 1, "account_id": 1, "account_name": "Checking", "date": "2025-02-02",
         "description": "NUMBER TAKEN", "amount": 4.4, "status": "pending_review", "deleted_at": WHEN},
        {"id": 3, "original_id": 51, "account_id": 9, "account_name": "Closed", "date": "2025-02-03",
         "description": "HOMELESS", "amount": 5.5, "status": "confirmed", "deleted_at": WHEN},
    ],
    "sync_log": [
        {"id": 1, "account_id": 1, "trigger": "manual", "status": "success", "added": 3, "duration_seconds": 1.25,
         "started_at": WHEN},
    ],
    "notification_log": [
        {"id": 1, "transaction_id": 1, "email_message_id": "<1@old>", "sent_at": WHEN, "reply_category": "coffee"},
        {"id": 2, "transaction_id": 999, "sent_at": "some day"},
    ],
    "app_settings": [
        {"key": "anthropic_api_key", "value": "sk-secret-key", "updated_at": WHEN},
        {"key": "auto_confirm_threshold", "value": "5"},
        {"key": "plaid_env", "value": "moon"},
        {"key": "plaid_client_id", "value": ""},
        {"key": "email_password", "value": "hush"},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def key_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests read secrets back, so their key must not go into the keychain of whoever runs them."""
    monkeypatch.setattr("backend.bootstrap.system_keychain", lambda: None)


@pytest.fixture
def taken_over(home: Path) -> tuple[Path, dict[str, Any]]:
    """A folder with everything after its first start, and the report."""
    make(home / "budget.db", NEWEST, TABLES)
    make(home / "investments.db", INVESTMENTS, {
        "investment_accounts": [{"id": 4, "account_name": "Roth", "account_type": "roth"}],
        "securities": [{"id": 1, "ticker": "VTI", "name": "Total Market", "close_price": 301.123456}],
        "holdings": [{"id": 1, "investment_account_id": 4, "security_id": 1, "quantity": 1.23456789,
                      "current_value": 371.76, "as_of_date": "2025-06-01"}],
        "investment_transactions": [{"id": 1, "investment_account_id": 4, "date": "2025-06-01", "type": "buy",
                                     "amount": 300.1}],
    })  # fmt: skip
    (home / ".encryption_key").write_bytes(KEY)
    with start(home) as client:
        return home, client.get("/api/adoption").json()


def kept(home: Path, table: str, file: str = "budget.db") -> list[dict[str, Any]]:
    with closing(sqlite3.connect(home / file)) as connection:
        found = connection.execute("SELECT row FROM legacy_rows WHERE table_name = ? ORDER BY id", (table,)).fetchall()
    return [json.loads(text) for (text,) in found]


def token(home: Path) -> str:
    """The bank token that is stored, as it is stored."""
    found = rows(home, "SELECT access_token FROM connections")
    return str(found[0][0])


Taken = tuple[Path, dict[str, Any]]


def test_amounts_states_and_moments_are_exact(taken_over: Taken) -> None:
    home, _ = taken_over
    assert is_whole(home)
    columns = 'id, "on", amount_minor, status, source, category_id, predicted_category_id, categorization_tier, '
    assert rows(home, f"SELECT {columns} prediction_confidence, is_pending FROM transactions ORDER BY id") == [
        (1, "2025-03-01", 1210, "confirmed", "csv_import", 2, None, "ai", 0.7, 0),
        (2, "2025-03-01", -7, "auto_confirmed", "plaid", 3, None, None, 1.0, 0),
        (6, "2025-03-09", 500, "confirmed", "csv_import", None, None, "amount_rule", 1.0, 0),
        (8, "2025-03-01", 100, "pending_review", "csv_import", None, None, None, None, 0),
        (9, "2025-03-01", 100, "pending_review", "csv_import", None, 2, "merchant_map", 0.8, 1),
    ]
    assert rows(home, "SELECT provider_transaction_id, created_at FROM transactions WHERE id = 2") == [("P2", WHEN)]
    assert rows(home, "SELECT count(*) FROM descriptors") == [(8,)]


def test_what_could_not_be_kept_is_told_whole(taken_over: Taken) -> None:
    home, report = taken_over
    lost = {(each["table"], each["row_id"]): each for each in report["budget"]["could_not_keep"]}
    assert {id_ for table, id_ in lost if table == "transactions"} == {3, 4, 5, 7, 10}
    assert lost["transactions", 3]["row"]["amount"] == "inf"
    assert lost["transactions", 5]["reason"] == "The day cannot be read."
    assert lost["budgets", 4]["row"]["month"] == "March"
    assert ("budgets", 2) in lost
    assert ("merchant_mappings", 2) in lost
    assert {each["id"] for each in kept(home, "transactions")} == {3, 4, 5, 7, 10}
    assert "hush" not in json.dumps(report)
    counted = report["budget"]["tables"]["transactions"]
    assert counted == {"before": 10, "after": 5, "set_aside": 5}


def test_what_became_another_value_is_told(taken_over: Taken) -> None:
    _, report = taken_over
    changed = {(each["table"], each["row_id"], each["column"]): each for each in report["budget"]["changed"]}
    assert changed["transactions", 2, "prediction_confidence"]["was"] == 1.7
    assert changed["transactions", 6, "amount"]["was"] == 5.005
    assert changed["transactions", 8, "status"]["was"] == "dreaming"
    assert changed["transactions", 8, "category_id"]["was"] == 88
    assert changed["categories", 3, "parent_id"]["now"] == 1
    assert ("categories", 6, "color") in changed
    assert changed["deleted_transactions", 2, "original_id"]["was"] == 1


def test_categories_have_two_levels_and_no_starter_is_added(taken_over: Taken) -> None:
    home, _ = taken_over
    assert rows(home, "SELECT short_desc, parent_id, kind FROM categories ORDER BY id") == [
        ("food", None, "expense"),
        ("groceries", 1, "expense"),
        ("bio/market", 1, "expense"),
        ("balance", None, "expense"),
        ("transfer", 4, "transfer"),
        ("anna", None, "expense"),
    ]


def test_what_was_learned_and_planned_is_there_and_its_starter_list_only_suggests(taken_over: Taken) -> None:
    home, _ = taken_over
    columns = "merchant_pattern, category_id, confidence, match, is_seeded"
    assert rows(home, f"SELECT {columns} FROM merchant_mappings") == [("TRADER JOE", 2, 0, "word", 1)]
    assert rows(home, "SELECT amount_minor, tolerance_minor, category_id, notes FROM amount_rules ORDER BY id") == [
        (1589, 50, 1, "shared"),
        (81687, 1, 2, None),
    ]
    assert rows(home, "SELECT category_id, month, amount_minor FROM budgets ORDER BY id") == [
        (1, "2025-03", 350000),
        (2, "2025-03", 12000),
    ]


def test_accounts_keep_their_balances_and_their_link(taken_over: Taken) -> None:
    home, _ = taken_over
    found = rows(
        home, "SELECT id, account_type, balance_current_minor, balance_available_minor FROM accounts ORDER BY id"
    )
    assert found == [(1, "checking", 123456, 120010), (2, "investment", None, None), (3, "credit", -8880, None)]
    assert kept(home, "accounts") == []
    assert rows(home, "SELECT id, provider, provider_item_id, name, status FROM connections") == [
        (1, "plaid", "item", "sofi", "login_required")
    ]
    assert Vault(home, lambda: None).decrypt(token(home)) == "access-token-of-the-bank"


def test_settings_are_set_and_secrets_encrypted(taken_over: Taken) -> None:
    home, _ = taken_over
    stored = dict(rows(home, "SELECT key, value FROM app_settings"))
    assert stored["auto_confirm_threshold"] == "5"
    assert Vault(home, lambda: None).decrypt(stored["anthropic_api_key"]) == "sk-secret-key"
    assert {"plaid_env", "plaid_client_id", "email_password"}.isdisjoint(stored)
    (mail,) = [each for each in kept(home, "app_settings") if each["key"] == "email_password"]
    assert Vault(home, lambda: None).decrypt(mail["value"]) == "hush"
    assert b"sk-secret-key" not in (home / "budget.db").read_bytes()


def test_logs_and_investments_wait_whole(taken_over: Taken) -> None:
    home, report = taken_over
    assert rows(home, "SELECT account_id, duration_ms FROM sync_log")[0][1] == 1250
    sent = "SELECT kind, transaction_id, email_message_id, reply_category FROM notification_log"
    assert rows(home, sent) == [("review", 1, "<1@old>", "coffee")]
    assert [row["id"] for row in kept(home, "notification_log")] == [2]
    assert kept(home, "holdings", "investments.db")[0]["quantity"] == 1.23456789
    assert report["investments"]["tables"]["securities"] == {"before": 1, "after": 1, "set_aside": 0}
    assert [(month["table"], month["sum_before"], month["sum_after"]) for month in report["investments"]["months"]] == [
        ("investment_transactions", "300.1", "300.1"),
        ("holdings", "371.76", "371.76"),
    ]


def test_deleted_rows_come_back_when_asked_and_not_by_themselves(taken_over: Taken) -> None:
    home, _ = taken_over
    with start(home) as client:
        log = client.get("/api/transactions/deleted").json()["items"]
        assert [entry["description"] for entry in log] == ["HOMELESS", "NUMBER TAKEN", "GONE SHOP"]
        again = imported(client, statement("2025-02-01,GONE SHOP,-3.30", "2025-02-02,NEW SHOP,-1.00"), account_id=1)
        assert (again["added"], again["repeated"]) == (1, 1)
        for id_ in (1, 2):
            answer = client.post(f"/api/transactions/restore/{id_}")
            assert answer.status_code == 200, answer.text
        assert client.get("/api/transactions").json()["total"] == 8
    assert rows(home, "SELECT amount_minor, category_id, status FROM transactions WHERE id = 50") == [
        (330, 2, "confirmed")
    ]


def test_a_file_that_was_imported_before_adds_nothing(taken_over: Taken) -> None:
    home, _ = taken_over
    with start(home) as client:
        done = imported(client, statement("2025-03-01,ROW 1,-12.10", "2025-03-01,ROW 2,0.07"), account_id=1)
    assert (done["added"], done["doubtful"], done["repeated"]) == (0, 0, 2)


def test_without_its_key_a_token_stays_as_it_was_and_this_is_told(home: Path) -> None:
    make(home / "budget.db", NEWEST, {"accounts": TABLES["accounts"]})
    with start(home) as client:
        (told,) = client.get("/api/adoption").json()["budget"]["could_not_keep"]
    assert "Link the bank again" in told["reason"]
    assert token(home) == TOKEN


def test_the_key_may_stand_in_the_settings(home: Path) -> None:
    key = {"key": "plaid_token_encryption_key", "value": KEY.decode()}
    make(home / "budget.db", NEWEST, {"accounts": TABLES["accounts"], "app_settings": [key]})
    with start(home):
        pass
    assert Vault(home, lambda: None).decrypt(token(home)) == "access-token-of-the-bank"


@pytest.mark.parametrize(
    "line",
    ["PLAID_TOKEN_ENCRYPTION_KEY={}", "  export TOKEN_ENCRYPTION_KEY = '{}'  # of the bank", 'ENCRYPTION_KEY="{}"\r'],
)
def test_the_key_may_stand_among_the_settings_beside_the_data(home: Path, line: str) -> None:
    make(home / "budget.db", NEWEST, {"accounts": TABLES["accounts"]})
    (home / ".env").write_text(f"PLAID_ENV=sandbox\n#ENCRYPTION_KEY=old\n{line.format(KEY.decode())}\nOTHER=x\n")
    with start(home):
        pass
    assert Vault(home, lambda: None).decrypt(token(home)) == "access-token-of-the-bank"


@pytest.mark.parametrize("path", ["/api/stats", "/api/accounts", "/api/categories", "/api/budgets", "/api/settings"])
def test_the_app_answers_on_what_was_taken_over(taken_over: Taken, path: str) -> None:
    with start(taken_over[0]) as client:
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("odd", [b"\xff\x00", "Checking", 1e300])
def test_a_transaction_whose_account_is_no_number_is_set_aside_and_told(home: Path, odd: object) -> None:
    loose = NEWEST.replace("account_id INTEGER NOT NULL REFERENCES accounts(id)", "account_id")
    make(home / "budget.db", loose, {"accounts": TABLES["accounts"], "transactions": [row(1), row(2, account_id=odd)]})
    with start(home) as client:
        report = client.get("/api/adoption").json()["budget"]
    assert report["tables"]["transactions"] == {"before": 2, "after": 1, "set_aside": 1}
    assert {month["account_id"] for month in report["months"]} == {1, None}


def test_a_deleted_row_with_a_number_near_the_end_of_all_numbers_gets_another(home: Path) -> None:
    gone = {"id": 1, "original_id": 2**63 - 1, "account_id": 1, "date": "2025-03-01", "amount": 1.0}
    more = {"id": 2, "original_id": None, "account_id": 1, "date": "2025-03-02", "amount": 2.0}
    kept = {"accounts": TABLES["accounts"], "transactions": [row(1)]}
    make(home / "budget.db", NEWEST, {**kept, "deleted_transactions": [gone, more]})
    with start(home):
        pass
    assert rows(home, "SELECT original_id FROM deleted_transactions ORDER BY id") == [(2,), (3,)]
