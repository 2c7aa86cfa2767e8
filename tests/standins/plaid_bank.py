"""A stand-in for Plaid with state: banks, logins, transactions, and everything that goes wrong at them.

It speaks the endpoints that Budget App uses; what it holds and how it writes it is in plaid_data.py.
"""

import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from tests.standins.plaid_data import (
    BANKS,
    CLIENT_ID,
    SECRET,
    Account,
    Item,
    Json,
    Link,
    after,
    bank_json,
    error,
    now,
    ok,
    page,
    today_text,
    transaction_json,
)
from tests.standins.server import Answered, Asked, StandIn

_RESULTS = (
    "item_add_results", "cra_item_add_results", "cra_update_results", "bank_income_results", "payroll_income_results",
)  # fmt: skip
_NO_DOCUMENTS = {f"num_{what}_uploaded": 0 for what in ("paystubs", "w2s", "bank_statements", "1099s", "i20s")}


class PlaidBank:
    """The whole of Plaid, for one test or one demonstration."""

    def __init__(self, *, port: int = 0, page_rows: int | None = None) -> None:
        self.items: dict[str, Item] = {}
        self.links: dict[str, Link] = {}
        self.page_rows = page_rows
        # Called with path and body before an answer is made; an answer that it returns is sent instead.
        self.fault: Callable[[str, Json], Answered | None] = lambda path, body: None
        # Called between two pages of one update.
        self.between_pages: Callable[[Item], None] = lambda item: None
        self.public_tokens: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._server = StandIn(self._answer, port=port)

    @property
    def address(self) -> str:
        return self._server.address

    @property
    def requests(self) -> list[Asked]:
        return self._server.requests

    def paths(self) -> list[str]:
        return self._server.paths()

    def close(self) -> None:
        self._server.close()

    def new_item(self, institution_id: str = "ins_1", accounts: list[Account] | None = None) -> Item:
        """A login at a bank with these accounts; without any, a checking account."""
        number = next(self._numbers)
        given = accounts or [Account(f"acc-{number}", "Share Draft", "2093", "depository", "checking", 1906.02)]
        item = Item(f"item-{number}", f"access-sandbox-{number:08}", institution_id, given)
        self.items[item.access_token] = item
        return item

    def public_token(self, item: Item) -> str:
        """A public token that can be exchanged once for this login."""
        token = f"public-sandbox-{next(self._numbers):08}"
        self.public_tokens[token] = item.access_token
        return token

    def purchase(self, item: Item, amount: float, name: str = "CORNER SHOP 0042", **fields: Any) -> Json:
        """Let something be bought (or, with a negative amount, come in); it waits in the next update."""
        told = {**transaction_json(item, amount, name, id_=f"tx-{next(self._numbers)}"), **fields}
        item.changes.append(("added", told))
        return told

    def settle(
        self, item: Item, pending: Json, *, amount: float | None = None, is_named: bool = True, **fields: Any
    ) -> Json:
        """Let a pending purchase be posted under another id."""
        posted = {
            **pending,
            "transaction_id": f"tx-{next(self._numbers)}",
            "pending": False,
            "pending_transaction_id": pending["transaction_id"] if is_named else None,
            "amount": pending["amount"] if amount is None else amount,
            **fields,
        }
        self.take_back(item, pending)
        item.changes.append(("added", posted))
        return posted

    def change(self, item: Item, told: Json, **fields: Any) -> Json:
        """Let the bank change a transaction."""
        changed = {**told, **fields}
        item.changes.append(("modified", changed))
        return changed

    def take_back(self, item: Item, told: Json) -> None:
        """Let the bank remove a transaction."""
        item.changes.append(("removed", told))

    def security(self, item: Item, id_: str, ticker: str | None, name: str | None, type: str = "equity") -> Json:
        """A security that the broker of this login knows."""
        told = {"security_id": id_, "ticker_symbol": ticker, "name": name, "type": type, "isin": None, "cusip": None}
        item.investments["securities"].append({**told, "iso_currency_code": "USD", "close_price": None})
        return item.investments["securities"][-1]

    def hold(self, item: Item, account_id: str, security: Json, **fields: Any) -> Json:
        """Let an account hold a security."""
        quantity, price = fields["quantity"], fields["price"]
        told = {
            "account_id": account_id,
            "security_id": security["security_id"],
            "quantity": quantity,
            "institution_price": price,
            "institution_price_as_of": today_text(),
            "institution_value": None if None in (quantity, price) else round(quantity * price, 2),
            "cost_basis": fields.get("cost_basis"),
            "iso_currency_code": "USD",
            "unofficial_currency_code": None,
        }
        item.investments["holdings"].append(told)
        return told

    def invest(self, item: Item, account_id: str, security: Json | None, *, days_ago: int = 30, **fields: Any) -> Json:
        """Let something happen in a brokerage account."""
        told = {
            "investment_transaction_id": f"itx-{next(self._numbers)}",
            "account_id": account_id,
            "security_id": security["security_id"] if security else None,
            "date": today_text(days_ago),
            "name": f"{fields['type']} {fields['subtype']}",
            "fees": None,
            "iso_currency_code": "USD",
            "unofficial_currency_code": None,
            **fields,
        }
        item.investments["transactions"].append(told)
        return told

    def link_of(self, institution_id: str = "ins_1") -> Link:
        """The newest link."""
        return list(self.links.values())[-1]

    def finish(self, link: Link, item: Item | None = None) -> None:
        """Let the person finish on the bank's page: with a new login, or (in update mode) by signing in again."""
        link.is_opened = True
        link.finished_at = now()
        if link.update_of:
            self.items[link.update_of].needs_login = False
            return
        link.public_tokens.append(self.public_token(item or self.new_item(link.institution_id)))

    def exit(self, link: Link, error: Json | None = None) -> None:
        """Let the person close the bank's page, or the bank refuse them."""
        link.is_opened, link.finished_at, link.error = True, now(), error

    def _answer(self, asked: Asked) -> Answered:
        if asked.path.startswith("/page/"):
            return self._page(asked)
        body = json.loads(asked.body or b"{}")
        if special := self.fault(asked.path, body):
            return special
        if (asked.headers.get("plaid-client-id"), asked.headers.get("plaid-secret")) != (CLIENT_ID, SECRET):
            return error("INVALID_INPUT", "INVALID_API_KEYS", "invalid client_id or secret provided")
        call = {
            "/link/token/create": self._link_create,
            "/link/token/get": self._link_get,
            "/item/public_token/exchange": self._exchange,
            "/item/get": self._item_get,
            "/item/remove": self._item_remove,
            "/accounts/get": self._accounts,
            "/accounts/balance/get": self._accounts,
            "/transactions/sync": self._sync,
            "/investments/holdings/get": self._holdings,
            "/investments/transactions/get": self._investment_transactions,
            "/liabilities/get": self._liabilities,
            "/institutions/get_by_id": self._institution,
            "/institutions/get": self._institutions,
        }.get(asked.path)
        if call is None:
            return error("INVALID_REQUEST", "NOT_FOUND", f"{asked.path} is not served", status=404)
        told = call(body)
        return told if isinstance(told, Answered) else ok(told)

    def _link_create(self, body: Json) -> Json:
        token = f"link-sandbox-{next(self._numbers):08}"
        update_of = body.get("access_token")
        bank = self.items[update_of].institution_id if update_of else "ins_1"
        link = self.links[token] = Link(token, bank, update_of)
        return {
            "link_token": token,
            "expiration": after(link.expires_in),
            "request_id": self._request(),
            "hosted_link_url": f"{self.address}/page/{token}",
        }

    def _link_get(self, body: Json) -> Json | Answered:
        link = self.links.get(body.get("link_token", ""))
        if link is None:
            return error("INVALID_INPUT", "INVALID_LINK_TOKEN", "the link token is unknown")
        sessions = []
        if link.is_opened:
            name = BANKS[link.institution_id][0]
            session: Json = {
                "link_session_id": f"session-{link.token}",
                "started_at": now(),
                "finished_at": link.finished_at,
                "events": [
                    {"event_id": "1", "event_name": "OPEN", "timestamp": now(), "event_metadata": {}},
                    {"event_id": "2", "event_name": "SELECT_INSTITUTION", "timestamp": now(),
                     "event_metadata": {"institution_name": name}},
                ],
                "results": {**{name: [] for name in _RESULTS}, "document_income_results": _NO_DOCUMENTS},
            }  # fmt: skip
            for token in link.public_tokens:
                item = self.items[self.public_tokens.get(token, "")] if token in self.public_tokens else None
                accounts = item.accounts if item else []
                session["results"]["item_add_results"].append(
                    {
                        "public_token": token,
                        "accounts": [
                            {"id": a.account_id, "name": a.name, "mask": a.mask, "type": a.type, "subtype": a.subtype,
                             "verification_status": None, "class_type": None}
                            for a in accounts
                        ],
                        "institution": {"name": name, "institution_id": link.institution_id},
                    }
                )  # fmt: skip
            if (link.finished_at and not link.public_tokens and not link.update_of) or link.error:
                session["exit"] = {
                    "error": link.error,
                    "metadata": {"institution": None, "status": "requires_credentials",
                                 "link_session_id": session["link_session_id"], "request_id": self._request()},
                }  # fmt: skip
            sessions.append(session)
        return {
            "link_token": link.token,
            "created_at": now(),
            "expiration": after(link.expires_in),
            "metadata": {"initial_products": ["transactions"], "webhook": None, "country_codes": ["US"],
                         "language": "en",
                         "redirect_uri": None, "client_name": "Budget App"},
            "link_sessions": sessions,
            "request_id": self._request(),
        }  # fmt: skip

    def _exchange(self, body: Json) -> Json | Answered:
        access_token = self.public_tokens.pop(body.get("public_token", ""), None)
        if access_token is None:
            return error("INVALID_INPUT", "INVALID_PUBLIC_TOKEN", "the public token is used or unknown")
        item = self.items[access_token]
        return {"access_token": access_token, "item_id": item.item_id, "request_id": self._request()}

    def _item(self, body: Json) -> Item | Answered:
        item = self.items.get(body.get("access_token", ""))
        if item is None:
            return error("INVALID_INPUT", "INVALID_ACCESS_TOKEN", "could not find matching access token")
        if item.is_removed:
            return error("ITEM_ERROR", "ITEM_NOT_FOUND", "the item was removed")
        return item

    def _working(self, body: Json) -> Item | Answered:
        item = self._item(body)
        if isinstance(item, Item) and item.needs_login:
            return error("ITEM_ERROR", "ITEM_LOGIN_REQUIRED", "the login details of this item have changed")
        return item

    def _item_get(self, body: Json) -> Json | Answered:
        item = self._item(body)
        if isinstance(item, Answered):
            return item
        return {
            "item": self._item_json(item),
            "status": {
                "transactions": {"last_successful_update": item.updated_at.isoformat(), "last_failed_update": None},
                "last_webhook": None,
            },
            "request_id": self._request(),
        }

    def _item_json(self, item: Item) -> Json:
        problem = json.loads(error("ITEM_ERROR", "ITEM_LOGIN_REQUIRED", "sign in again").body)
        return {
            "item_id": item.item_id,
            "institution_id": item.institution_id,
            "institution_name": BANKS[item.institution_id][0],
            "webhook": None,
            "error": problem if item.needs_login else None,
            "available_products": [],
            "billed_products": ["transactions"],
            "products": ["transactions"],
            "consent_expiration_time": item.consent_expires,
            "update_type": "background",
        }

    def _item_remove(self, body: Json) -> Json | Answered:
        item = self._item(body)
        if isinstance(item, Answered):
            return item
        item.is_removed = True
        return {"request_id": self._request()}

    def _accounts(self, body: Json) -> Json | Answered:
        item = self._working(body)
        if isinstance(item, Answered):
            return item
        accounts = [account.as_json() for account in item.accounts]
        return {"accounts": accounts, "item": self._item_json(item), "request_id": self._request()}

    def _sync(self, body: Json) -> Json | Answered:
        item = self._working(body)
        if isinstance(item, Answered):
            return item
        if not item.is_ready:
            return self._sync_page(item, [], "", has_more=False)
        cursor = body.get("cursor") or "0"
        if not cursor.isdigit() or int(cursor) > len(item.changes):
            return error("INVALID_INPUT", "INVALID_FIELD", "cursor not associated with access_token")
        count = min(self.page_rows or 500, body.get("count", 100))
        start, end = int(cursor), min(int(cursor) + count, len(item.changes))
        has_more = end < len(item.changes)
        answer = self._sync_page(item, item.changes[start:end], str(end), has_more=has_more)
        if has_more:
            self.between_pages(item)
        return answer

    def _sync_page(self, item: Item, changes: list[tuple[str, Json]], cursor: str, *, has_more: bool) -> Json:
        status = "HISTORICAL_UPDATE_COMPLETE" if item.is_complete else "INITIAL_UPDATE_COMPLETE"
        removed = [told for what, told in changes if what == "removed"]
        return {
            "transactions_update_status": status if item.is_ready else "NOT_READY",
            "accounts": [account.as_json() for account in item.accounts],
            "added": [told for what, told in changes if what == "added"],
            "modified": [told for what, told in changes if what == "modified"],
            "removed": [
                {"transaction_id": each["transaction_id"], "account_id": each["account_id"]} for each in removed
            ],
            "next_cursor": cursor,
            "has_more": has_more,
            "request_id": self._request(),
        }

    def _holdings(self, body: Json) -> Json | Answered:
        item = self._working(body)
        if isinstance(item, Answered):
            return item
        if not any(account.type == "investment" for account in item.accounts):
            return error("ITEM_ERROR", "NO_INVESTMENT_ACCOUNTS", "there are no investment accounts")
        return {
            "accounts": [account.as_json() for account in item.accounts],
            "holdings": item.investments["holdings"],
            "securities": item.investments["securities"],
            "item": self._item_json(item),
            "request_id": self._request(),
        }

    def _investment_transactions(self, body: Json) -> Json | Answered:
        item = self._working(body)
        if isinstance(item, Answered):
            return item
        options = body.get("options") or {}
        listed = [
            each for each in item.investments["transactions"] if body["start_date"] <= each["date"] <= body["end_date"]
        ]
        start = options.get("offset", 0)
        count = min(self.page_rows or 500, options.get("count", 100))
        return {
            "accounts": [account.as_json() for account in item.accounts],
            "investment_transactions": listed[start : start + count],
            "total_investment_transactions": len(listed),
            "securities": item.investments["securities"],
            "item": self._item_json(item),
            "request_id": self._request(),
        }

    def _liabilities(self, body: Json) -> Json | Answered:
        item = self._working(body)
        if isinstance(item, Answered):
            return item
        if not any(account.type in ("credit", "loan") for account in item.accounts):
            return error("ITEM_ERROR", "NO_LIABILITY_ACCOUNTS", "there are no liability accounts")
        return {
            "accounts": [account.as_json() for account in item.accounts],
            "liabilities": {kind: item.liabilities.get(kind) for kind in ("credit", "mortgage", "student")},
            "item": self._item_json(item),
            "request_id": self._request(),
        }

    def _institution(self, body: Json) -> Json | Answered:
        if body.get("institution_id") not in BANKS:
            return error("INVALID_INPUT", "INVALID_INSTITUTION", "no such institution")
        return {"institution": bank_json(body["institution_id"]), "request_id": self._request()}

    def _institutions(self, body: Json) -> Json:
        return {"institutions": [bank_json("ins_1")], "total": len(BANKS), "request_id": self._request()}

    def _request(self) -> str:
        return f"request-{next(self._numbers)}"

    def _page(self, asked: Asked) -> Answered:
        """The bank's page: sign in, or close it."""
        link = self.links.get(asked.path.removeprefix("/page/"))
        if link is None:
            return page("This page is no longer good.", status=404)
        if asked.method == "GET":
            link.is_opened = True
            choices = "".join(
                f'<label><input type="radio" name="bank" value="{id_}" required>{name}</label><br>'
                for id_, (name, _color) in BANKS.items()
            )
            asks = "<p>Sign in again to go on.</p>" if link.update_of else choices
            return page(
                f'<form method="post">{asks}<p>Any name and password will do: this bank is invented.</p>'
                '<button name="do" value="in">Sign in</button> <button name="do" value="out">Close</button></form>'
            )
        told = parse_qs(asked.body.decode())
        if told.get("do") != ["in"]:
            self.exit(link)
            return page("Closed. Go back to Budget App.")
        link.institution_id = told.get("bank", [link.institution_id])[0]
        self.finish(link, None if link.update_of else self.new_login(link.institution_id))
        return page("You are signed in. Go back to Budget App.")

    def new_login(self, institution_id: str) -> Item:
        """A login for the bank's page; a demonstration fills it with a history."""
        return self.new_item(institution_id)
