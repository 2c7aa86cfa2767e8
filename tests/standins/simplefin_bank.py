"""A stand-in for a SimpleFIN server with state, versions 1 and 2. The data are invented."""

import base64
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from tests.standins.server import Answered, Asked, StandIn

Json = dict[str, Any]


@dataclass
class Account:
    id: str
    name: str
    balance: str
    currency: str = "USD"
    bank: str = "Tessera Retail Bank"
    rows: list[Json] = field(default_factory=list)


class SimpleFinBank:
    """A SimpleFIN server with one person's accounts."""

    def __init__(self, *, version: int = 2, port: int = 0) -> None:
        self.version = version
        self.accounts: list[Account] = []
        self.errors: list[Json] = []
        self.fault: Callable[[Asked], Answered | None] = lambda asked: None
        self._unclaimed = {"demo"}
        self._numbers = itertools.count(1)
        self._server = StandIn(self._answer, port=port)

    @property
    def requests(self) -> list[Asked]:
        return self._server.requests

    @property
    def address(self) -> str:
        return self._server.address

    def close(self) -> None:
        self._server.close()

    def setup_token(self) -> str:
        """A setup token; it can be claimed once."""
        return base64.b64encode(f"{self.address}/claim/demo".encode()).decode()

    def row(self, account: Account, amount: str, text: str, at: datetime, **fields: Any) -> Json:
        """A row of an account; `amount` is positive for money that came in."""
        told = {
            "id": f"row-{next(self._numbers)}",
            "posted": int(at.timestamp()),
            "amount": amount,
            "description": text,
            **fields,
        }
        account.rows.append(told)
        return told

    def _answer(self, asked: Asked) -> Answered:
        if special := self.fault(asked):
            return special
        if asked.path.startswith("/claim/"):
            code = asked.path.removeprefix("/claim/")
            if asked.method != "POST" or code not in self._unclaimed:
                return Answered(status=403, body=b"Forbidden", content_type="text/plain")
            self._unclaimed.discard(code)
            url = self.address.replace("http://", "http://user:the-password@")
            return Answered(body=f"{url}/simplefin\n".encode(), content_type="text/plain")
        expected = "Basic " + base64.b64encode(b"user:the-password").decode()
        if asked.path != "/simplefin/accounts" or asked.headers.get("authorization") != expected:
            return Answered(status=403, body=b"Forbidden", content_type="text/plain")
        return Answered(body=json.dumps(self._accounts(parse_qs(asked.query))).encode())

    def _accounts(self, query: dict[str, list[str]]) -> Json:
        start = int(query.get("start-date", ["0"])[0])
        end = int(query.get("end-date", [str(2**33)])[0])
        told: Json = {"accounts": [self._account(account, query, start, end) for account in self.accounts]}
        if self.version == 1:
            return {"errors": [each["msg"] for each in self.errors], **told}
        banks = dict.fromkeys(account.bank for account in self.accounts)
        connections = [
            {"conn_id": bank, "name": bank, "org_id": bank, "sfin_url": self.address, "org_url": None} for bank in banks
        ]
        return {"errlist": self.errors, "connections": connections, **told}

    def _account(self, account: Account, query: dict[str, list[str]], start: int, end: int) -> Json:
        rows = [
            row
            for row in account.rows
            if start <= (row["posted"] or row.get("transacted_at", 0)) < end and "balances-only" not in query
            if "pending" in query or not row.get("pending")
        ]
        told: Json = {
            "id": account.id,
            "name": account.name,
            "currency": account.currency,
            "balance": account.balance,
            "balance-date": int(datetime.now(UTC).timestamp()),
            "transactions": rows,
        }
        if self.version == 1:
            return {**told, "org": {"domain": "tessera.example", "name": account.bank, "sfin-url": self.address}}
        return {**told, "conn_id": account.bank}
