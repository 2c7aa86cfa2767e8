"""A pretend bank to play with: `python -m tests.standins.demo` serves it with a page for what banks do.

It runs on this computer alone and its data are invented. `make demo-bank` starts it together with the app.
"""

import random
import sys
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from tests.standins.plaid_bank import BANKS, CLIENT_ID, SECRET, Account, Item, PlaidBank, error, escaped, page
from tests.standins.server import Answered, Asked
from tests.standins.simplefin_bank import Account as SimpleFinAccount
from tests.standins.simplefin_bank import SimpleFinBank

PORT = 8970
_SHOPS = (
    ("HARVEST LANE MARKET 0042", 62.3, "FOOD_AND_DRINK_GROCERIES"),
    ("OLD MILL RESTAURANT", 38.5, "FOOD_AND_DRINK_RESTAURANT"),
    ("TIDEWATER FUEL 3", 46.31, "TRANSPORTATION_GAS"),
    ("NORTHLINE TRANSIT", 2.8, "TRANSPORTATION_PUBLIC_TRANSIT"),
    ("GARDEN GATE NURSERY", 34.2, "HOME_IMPROVEMENT_HARDWARE"),
    ("PINECREST FITNESS", 42.0, "PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS"),
    ("QUILLSTREAM", 15.99, "ENTERTAINMENT_TV_AND_MOVIES"),
)
_ACTIONS = {
    "buy": "Buy something",
    "pending": "Buy something (pending)",
    "settle": "Settle the pending purchases",
    "tip": "Settle them with a tip",
    "back": "Take the last one back",
    "many": "Send 5,000 transactions",
    "login": "Let the sign-in expire",
    "consent": "Let the consent end in 6 days",
    "down": "Bank down, or up again",
    "slow": "Too many requests, or no more",
    "changing": "Change the list while it is read",
}


class DemoBank(PlaidBank):
    """Plaid's stand-in with a page of its own, and a history of two years behind each login."""

    def __init__(self, *, port: int = PORT) -> None:
        self._down: set[str] = set()
        self._slow: set[str] = set()
        self._changing: set[str] = set()
        self._chance = random.Random(8)
        super().__init__(port=port)
        self.fault = self._trouble

    def new_login(self, institution_id: str) -> Item:
        number = len(self.items) + 1
        accounts = [
            Account(f"check-{number}", "Share Draft", "2093", "depository", "checking", 1906.02, 1906.02),
            Account(f"card-{number}", "Visa Platinum", "7718", "credit", "credit card", 88.4, 3911.6, 4000.0),
        ]
        item = self.new_item(institution_id, accounts)
        for back in range(730, 0, -1):
            day = (datetime.now().astimezone().date() - timedelta(days=back)).isoformat()
            self._shopping(item, day)
            if back % 30 == 0:
                self.purchase(item, -2750.0, "SALARY LONG MEADOW INC", date=day, authorized_date=day)
        return item

    def _shopping(self, item: Item, day: str, **fields: Any) -> dict[str, Any]:
        name, amount, category = self._chance.choice(_SHOPS)
        amount = round(amount * self._chance.uniform(0.8, 1.2), 2)
        told = {"primary": category.split("_")[0], "detailed": category, "confidence_level": "HIGH"}
        account_id = self._chance.choice(item.accounts).account_id
        fields = {"date": day, "authorized_date": day, "account_id": account_id, **fields}
        return self.purchase(item, amount, name, personal_finance_category=told, **fields)

    def _answer(self, asked: Asked) -> Answered:
        if asked.path in ("/", "/do") and asked.method == "POST":
            told = parse_qs(asked.body.decode())
            item = self.items.get(told.get("item", [""])[0])
            if item is not None:
                self._do(item, told.get("do", [""])[0])
            return Answered(status=303, headers={"Location": "/"}, body=b"", content_type="text/html")
        return self._controls() if asked.path == "/" else super()._answer(asked)

    def _do(self, item: Item, action: str) -> None:
        item.updated_at = datetime.now(UTC)
        today = datetime.now().astimezone().date().isoformat()
        token = item.access_token
        if action in ("buy", "pending"):
            self._shopping(item, today, pending=action == "pending")
        elif action in ("settle", "tip"):
            for told in self._pending(item):
                self.settle(item, told, amount=round(told["amount"] * 1.2, 2) if action == "tip" else None, date=today)
        elif action == "back" and item.changes:
            self.take_back(item, item.changes[-1][1])
        elif action == "many":
            for _ in range(5000):
                self._shopping(item, today)
        elif action == "login":
            item.needs_login = True
        elif action == "consent":
            item.consent_expires = (datetime.now(UTC) + timedelta(days=6)).isoformat()
        elif action in ("down", "slow", "changing"):
            tokens = {"down": self._down, "slow": self._slow, "changing": self._changing}[action]
            tokens.symmetric_difference_update({token})

    def _pending(self, item: Item) -> list[dict[str, Any]]:
        gone = {told["transaction_id"] for what, told in item.changes if what == "removed"}
        added = [told for what, told in item.changes if what == "added" and told["pending"]]
        return [told for told in added if told["transaction_id"] not in gone]

    def _trouble(self, path: str, body: dict[str, Any]) -> Answered | None:
        token = body.get("access_token", "")
        if token in self._down:
            return error("INSTITUTION_ERROR", "INSTITUTION_DOWN", "the bank is down")
        if token in self._slow and path == "/transactions/sync":
            return error("RATE_LIMIT_EXCEEDED", "TRANSACTIONS_SYNC_LIMIT", "slow down", status=429)
        if token in self._changing and path == "/transactions/sync" and body.get("cursor"):
            self._changing.discard(token)
            return error("TRANSACTIONS_ERROR", "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", "changed")
        return None

    def _controls(self) -> Answered:
        sections = [self._section(item) for item in self.items.values() if not item.is_removed]
        empty = "<p>Nobody is signed in yet. In Budget App choose Accounts, Connect a bank.</p>"
        return page(f"<h1>Pretend bank</h1>{''.join(sections) or empty}<p>Reload to see what changed.</p>")

    def _section(self, item: Item) -> str:
        state = [f"{len(self._pending(item))} pending", f"{len(item.changes)} changes sent or waiting"]
        state += ["sign-in expired"] if item.needs_login else []
        for words, tokens in (("down", self._down), ("too many requests", self._slow), ("changing", self._changing)):
            state += [words] if item.access_token in tokens else []
        buttons = " ".join(f'<button name="do" value="{do}">{words}</button>' for do, words in _ACTIONS.items())
        return (
            f'<form method="post" action="/do"><h2>{escaped(BANKS[item.institution_id][0])}</h2>'
            f'<p>{", ".join(state)}</p><input type="hidden" name="item" value="{escaped(item.access_token)}">'
            f"{buttons}</form>"
        )


def simplefin(*, port: int = PORT + 1) -> SimpleFinBank:
    """A SimpleFIN server with an account, to try the other way to connect."""
    bank = SimpleFinBank(port=port)
    account = SimpleFinAccount("store", "Store Card 6604", "-120.50")
    for back in range(1, 200, 3):
        bank.row(account, "-12.50", "TESSERA STORE", datetime.now(UTC) - timedelta(days=back))
    bank.accounts.append(account)
    return bank


def environment(bank: PlaidBank) -> dict[str, str]:
    """The settings with which the app finds the pretend bank."""
    return {
        "PLAID_BASE_URL": bank.address,
        "PLAID_CLIENT_ID": CLIENT_ID,
        "PLAID_SECRET": SECRET,
        "PLAID_ENV": "sandbox",
        # A folder for a demonstration needs no keychain.
        "BUDGET_APP_KEY_FILE": "1",
    }


def main() -> None:
    bank, other = DemoBank(), simplefin()
    print(f"Pretend bank: {bank.address}/  (what it does)", flush=True)
    print(f"SimpleFIN setup token, good once: {other.setup_token()}", flush=True)
    for name, value in environment(bank).items():
        print(f"export {name}={value}", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
