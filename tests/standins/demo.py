"""A pretend bank to play with: `python -m tests.standins.demo` serves it with a page for what banks do.

It runs on this computer alone and its data are invented. `make demo-bank` starts it together with the app.
"""

import random
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import BANKS, CLIENT_ID, SECRET, Account, Item, error, escaped, page
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
    "Transactions": {
        "buy": "Buy something",
        "pending": "Buy something (pending)",
        "settle": "Settle the pending purchases",
        "tip": "Settle them with a tip",
        "back": "Take the last one back",
        "twin": "Buy for exactly 9.90",
        "many": "Send 5,000 transactions",
    },
    "Sign-in": {
        "login": "Let the sign-in expire",
        "consent": "Let the consent end in 6 days",
        "ended": "End the connection",
    },
    "Trouble": {
        "down": "Bank down, or up again",
        "slow": "Too many requests, or no more",
        "preparing": "History not ready, or ready",
        "changing": "Change the list while it is read",
        "waiting": "Answer slowly, or quickly again",
    },
}
# The last digits of the accounts at each bank: the same again when it is linked anew.
_MASKS = {"ins_1": ("2093", "7718"), "ins_2": ("4417", "8850"), "ins_3": ("6021", "1172")}
_WITH_BROKERAGE = "ins_4"
# What a bank that answers slowly needs for a page.
_SLOW_SECONDS = 0.4
_STYLE = """<style>
 body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem; color: #1f2330 }
 h1 { font-size: 1.5rem; margin: 0 }
 h2 { font-size: 1.1rem; margin: 0 }
 p, legend { color: #565d70; margin: 0 0 .75rem }
 form { border: 1px solid #d9dce6; border-radius: 10px; padding: 1.25rem; margin: 1.25rem 0 }
 fieldset { border: 0; padding: 0 0 0 8rem; margin: .75rem 0 0; display: flex; flex-wrap: wrap; gap: .5rem }
 legend { float: left; margin: 0 0 0 -8rem; width: 7.5rem; padding: .4rem 0 }
 label { display: block; padding: .5rem 0 }
 button { font: inherit; padding: .4rem .8rem; border: 1px solid #c3c8d6; border-radius: 7px; background: #fff }
 button:hover { background: #f2f3f8; cursor: pointer }
 td { padding: .1rem 1.5rem .1rem 0 }
 td.r { text-align: right; font-variant-numeric: tabular-nums }
 .state { color: #9a5b00 }
</style>"""


class DemoBank(PlaidBank):
    """Plaid's stand-in with a page of its own, and a history of two years behind each login."""

    def __init__(self, *, port: int = PORT) -> None:
        self._down: set[str] = set()
        self._slow: set[str] = set()
        self._changing: set[str] = set()
        self._ended: set[str] = set()
        self._waiting: set[str] = set()
        self._chance = random.Random(8)
        super().__init__(port=port)
        self.fault = self._trouble

    def new_login(self, institution_id: str) -> Item:
        known = [item for item in self.items.values() if item.institution_id == institution_id]
        return self._login_again(known[-1]) if known else self._first_login(institution_id)

    def _login_again(self, before: Item) -> Item:
        """A new login has the same accounts and transactions under other ids."""
        number = len(self.items) + 1
        ids = {each.account_id: f"{each.account_id.split('-')[0]}-{number}" for each in before.accounts}
        accounts = [replace(each, account_id=ids[each.account_id]) for each in before.accounts]
        item = self.new_item(before.institution_id, accounts)
        for told in self._standing(before):
            same = {name: told[name] for name in ("date", "authorized_date", "personal_finance_category", "pending")}
            self.purchase(item, told["amount"], told["name"], account_id=ids[told["account_id"]], **same)
        item.liabilities = {
            kind: [each | {"account_id": ids[each["account_id"]]} for each in listed]
            for kind, listed in before.liabilities.items()
        }
        item.investments = {
            name: [each | {"account_id": ids[each["account_id"]]} if "account_id" in each else each for each in listed]
            for name, listed in before.investments.items()
        }
        return item

    def _first_login(self, institution_id: str) -> Item:
        number = len(self.items) + 1
        check, card = _MASKS.get(institution_id, ("2093", "7718"))
        accounts = [
            Account(f"check-{number}", "Share Draft", check, "depository", "checking", 1906.02, 1906.02),
            Account(f"card-{number}", "Visa Platinum", card, "credit", "credit card", 88.4, 3911.6, 4000.0),
        ]
        item = self.new_item(institution_id, accounts)
        item.liabilities["credit"] = [self._card_terms(accounts[1])]
        for back in range(730, 0, -1):
            day = (datetime.now().astimezone().date() - timedelta(days=back)).isoformat()
            self._shopping(item, day)
            if back % 30 == 0:
                self.purchase(item, -2750.0, "SALARY LONG MEADOW INC", date=day, authorized_date=day)
        if institution_id == _WITH_BROKERAGE:
            self._open_brokerage(item, number)
        return item

    def _card_terms(self, card: Account) -> dict[str, Any]:
        """What the bank states of a card: its rate, and a statement of ten days ago that is due in fifteen."""
        today = datetime.now().astimezone().date()
        return {
            "account_id": card.account_id,
            "aprs": [{"apr_percentage": 21.49, "apr_type": "purchase_apr"}],
            "is_overdue": False,
            "last_statement_issue_date": (today - timedelta(days=10)).isoformat(),
            "last_statement_balance": 212.35,
            "minimum_payment_amount": 25.0,
            "next_payment_due_date": (today + timedelta(days=15)).isoformat(),
        }

    def _open_brokerage(self, item: Item, number: int) -> None:
        """Let the bank keep shares too: bought monthly for two years, with dividends, and one option."""
        account = Account(f"broker-{number}", "Brokerage", "0417", "investment", "brokerage", 6230.0)
        item.accounts.append(account)
        stock = self.security(item, f"sec-adlr-{number}", "ADLR", "Adler Works")
        fund = self.security(item, f"sec-bftax-{number}", "BFTAX", "Broad Field Fund", type="mutual fund")
        option = self.security(item, f"sec-option-{number}", None, "ADLR Call 70.00", type="derivative")
        for month in range(20, 0, -1):
            price = round(50 + month * 0.4, 2)
            self.invest(
                item, account.account_id, stock, days_ago=month * 30, type="buy", subtype="buy", quantity=5,
                price=price, amount=round(5 * price, 2),
            )  # fmt: skip
            self.invest(
                item, account.account_id, stock, days_ago=month * 30 - 10, type="cash", subtype="dividend",
                quantity=0, price=0, amount=-2.4,
            )  # fmt: skip
        self.hold(item, account.account_id, stock, quantity=100, price=62.3, cost_basis=5420.0)
        self.hold(item, account.account_id, fund, quantity=12.345, price=118.4, cost_basis=1200.06)
        self.hold(item, account.account_id, option, quantity=100, price=None)

    def _book(self, item: Item, told: dict[str, Any], *, back: bool = False) -> None:
        """Move the balance by a posted transaction. What a card owes is positive, as Plaid has it."""
        account = next(each for each in item.accounts if each.account_id == told["account_id"])
        out = -told["amount"] if back else told["amount"]
        account.current = round(account.current + (out if account.type == "credit" else -out), 2)
        if account.available is not None:
            account.available = round(account.available - out, 2)

    def _shopping(self, item: Item, day: str, **fields: Any) -> dict[str, Any]:
        name, amount, category = self._chance.choice(_SHOPS)
        name, amount = fields.pop("name", name), fields.pop("amount", round(amount * self._chance.uniform(0.8, 1.2), 2))
        told = {"primary": category.split("_")[0], "detailed": category, "confidence_level": "HIGH"}
        account_id = self._chance.choice(item.accounts).account_id
        fields = {"date": day, "authorized_date": day, "account_id": account_id, **fields}
        return self.purchase(item, amount, name, personal_finance_category=told, **fields)

    def _answer(self, asked: Asked) -> Answered:
        if asked.path in ("/", "/do") and asked.method == "POST":
            told = parse_qs(asked.body.decode())
            item = self.items.get(told.get("item", [""])[0])
            if item is not None:
                self.act(item, told.get("do", [""])[0])
            return Answered(status=303, headers={"Location": "/"}, body=b"", content_type="text/html")
        return self._controls() if asked.path == "/" else super()._answer(asked)

    def act(self, item: Item, action: str) -> None:
        """Do what a button of the page does."""
        item.updated_at = datetime.now(UTC)
        today = datetime.now().astimezone().date().isoformat()
        token = item.access_token
        switches = {
            "down": self._down,
            "slow": self._slow,
            "changing": self._changing,
            "ended": self._ended,
            "waiting": self._waiting,
        }
        if action == "pending":
            self._shopping(item, today, pending=True)
        elif action in ("buy", "twin", "many"):
            for _ in range(5000 if action == "many" else 1):
                fields = {"name": "HARDWARE 4711", "amount": 9.9} if action == "twin" else {}
                self._book(item, self._shopping(item, today, **fields))
        elif action in ("settle", "tip"):
            for told in self._pending(item):
                amount = round(told["amount"] * 1.2, 2) if action == "tip" else None
                self._book(item, self.settle(item, told, amount=amount, date=today))
        elif action == "back" and (standing := self._standing(item)):
            last = standing[-1]
            self.take_back(item, last)
            if not last["pending"]:
                self._book(item, last, back=True)
        elif action == "login":
            item.needs_login = True
        elif action == "consent":
            item.consent_expires = (datetime.now(UTC) + timedelta(days=6)).isoformat()
        elif action == "preparing":
            item.is_ready = not item.is_ready
        elif action in switches:
            switches[action].symmetric_difference_update({token})

    def _standing(self, item: Item) -> list[dict[str, Any]]:
        """Every transaction that was not taken back, in the order in which they came."""
        gone = {told["transaction_id"] for what, told in item.changes if what == "removed"}
        return [told for what, told in item.changes if what == "added" and told["transaction_id"] not in gone]

    def _pending(self, item: Item) -> list[dict[str, Any]]:
        return [told for told in self._standing(item) if told["pending"]]

    def _trouble(self, path: str, body: dict[str, Any]) -> Answered | None:
        token = body.get("access_token", "")
        if token in self._waiting and path == "/transactions/sync":
            time.sleep(_SLOW_SECONDS)
        if token in self._ended and path != "/item/remove":
            return error("ITEM_ERROR", "USER_PERMISSION_REVOKED", "the person revoked the permission")
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
        empty = "<p>Nobody is signed in yet. In Budget App choose Accounts, then Connect a bank.</p>"
        intro = "<p>It is invented and runs on this computer alone. What you do here arrives with the next sync.</p>"
        return page(f"{_STYLE}<h1>Pretend bank</h1>{intro}{''.join(sections) or empty}")

    def _section(self, item: Item) -> str:
        state = [f"{len(self._pending(item))} pending", f"{len(item.changes):,} changes sent or waiting"]
        state += ["sign-in expired"] if item.needs_login else []
        state += ["history not ready"] if not item.is_ready else []
        for words, tokens in (
            ("down", self._down), ("too many requests", self._slow), ("list will change", self._changing),
            ("connection ended", self._ended), ("answers slowly", self._waiting),
        ):  # fmt: skip
            state += [words] if item.access_token in tokens else []
        accounts = "".join(
            f'<tr><td>{escaped(each.name)} ··{escaped(each.mask)}</td><td class="r">{each.current:,.2f}</td></tr>'
            for each in item.accounts
        )
        buttons = "".join(
            f"<fieldset><legend>{group}</legend>"
            + "".join(f'<button name="do" value="{do}">{words}</button>' for do, words in actions.items())
            + "</fieldset>"
            for group, actions in _ACTIONS.items()
        )
        return (
            f'<form method="post" action="/do"><h2>{escaped(BANKS[item.institution_id][0])}</h2>'
            f'<p class="state">{", ".join(state)}</p><table>{accounts}</table>'
            f'<input type="hidden" name="item" value="{escaped(item.access_token)}">{buttons}</form>'
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
