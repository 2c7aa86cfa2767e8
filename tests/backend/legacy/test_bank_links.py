"""Banks that the older app had linked sync again, and their rows are not doubled."""

from pathlib import Path

from cryptography.fernet import Fernet

from tests.backend.legacy.legacy_app import NEWEST, make
from tests.backend.legacy.test_migrate import start
from tests.backend.sync.banking import bank, connection, day, newest, settled, sync
from tests.standins.plaid_bank import PlaidBank

__all__ = ["bank"]
KEY = Fernet.generate_key()
WHEN = "2025-03-01 10:00:00.000000"


def older(home: Path, token: str, *, key: bytes = KEY) -> None:
    """The older app's data: an account that is linked, with a synced row and an entry of its sync log."""
    encrypted = Fernet(key).encrypt(token.encode()).decode()
    make(home / "budget.db", NEWEST, {
        "accounts": [{"id": 1, "name": "Checking", "institution": "harbor", "account_type": "checking",
                      "plaid_item_id": "item-1", "plaid_access_token": encrypted, "plaid_cursor": "old",
                      "plaid_account_id": "acc-1", "plaid_connection_status": "connected"}],
        "transactions": [{"id": 7, "account_id": 1, "date": day(9), "description": "KIOSK", "amount": 5.0,
                          "status": "confirmed", "source": "plaid_sync", "plaid_transaction_id": "tx-old"}],
        "sync_log": [{"id": 1, "account_id": 1, "trigger": "scheduled", "status": "success", "added": 3, "modified": 1,
                      "removed": 0, "duration_seconds": 1.25, "started_at": WHEN}],
    })  # fmt: skip
    (home / ".encryption_key").write_bytes(KEY)


def test_a_linked_bank_syncs_again_and_doubles_nothing(home: Path, bank: PlaidBank) -> None:
    item = bank.new_item()
    older(home, item.access_token)
    told = bank.purchase(item, 5, "KIOSK", date=day(9))
    bank.purchase(item, 5, "KIOSK", date=day(9))
    item.changes[0][1]["transaction_id"] = told["transaction_id"] = "tx-old"
    with start(home) as client:
        (found,) = client.get("/api/connections").json()
        assert (found["health"], [each["name"] for each in found["accounts"]]) == ("ok", ["Checking"])
        history = client.get("/api/accounts/sync-history", params={"account_id": 1}).json()
        assert [(each["trigger"], each["added"], each["duration_seconds"]) for each in history] == [
            ("scheduled", 3, 1.25)
        ]
        log = sync(client, found["id"])
        assert (log["added"], log["matched"]) == (1, 1)
        rows = client.get("/api/transactions").json()["items"]
        assert max((row["id"] == 7, row["status"]) for row in rows) == (True, "confirmed")
        assert len(rows) == 2
        assert sync(client, found["id"])["added"] == 0


def test_a_token_that_no_key_reads_is_kept_and_one_new_link_mends_it(home: Path, bank: PlaidBank) -> None:
    older(home, "access-of-another-key", key=Fernet.generate_key())
    with start(home) as client:
        (found,) = client.get("/api/connections").json()
        sync(client, found["id"])
        assert connection(client, found["id"])["health"] == "unreadable"
        item = bank.new_item()
        bank.purchase(item, 5, "KIOSK", date=day(9), transaction_id="tx-new")
        link = client.post("/api/connections/links", json={}).json()
        bank.finish(bank.link_of(), item)
        link = client.get(f"/api/connections/links/{link['id']}").json()
        choice = {"provider_account_id": link["accounts"][0]["provider_account_id"], "account_id": 1}
        client.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": [choice]})
        settled(client)
        assert (newest(client)["added"], newest(client)["matched"]) == (0, 1)
        assert [each["health"] for each in client.get("/api/connections").json()] == ["ok"]
