"""What the stand-in for Plaid holds and how it writes it: banks, accounts, logins, links, transactions, errors.

Its answers have the shapes that Plaid publishes (test_plaid_bank.py reads them with plaid-python's own strict models).
The data are invented.
"""

import base64
import html
import json
import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.standins.server import Answered

Json = dict[str, Any]
CLIENT_ID, SECRET = "stand-in-client", "stand-in-secret"
BANKS = {
    "ins_1": ("Harbor Credit Union", "#1f6f5c"),
    "ins_2": ("Meridian Bank", "#22408f"),
    "ins_3": ("Corvid Card Bank", "#6b2f2f"),
    "ins_4": ("Alder Brokerage", "#2f4d6b"),
}


@dataclass
class Account:
    account_id: str
    name: str
    mask: str
    type: str
    subtype: str
    current: float
    available: float | None = None
    limit: float | None = None
    persistent_id: str | None = None
    currency: str = "USD"

    def as_json(self) -> Json:
        told: Json = {
            "account_id": self.account_id,
            "balances": {
                "available": self.available,
                "current": self.current,
                "limit": self.limit,
                "iso_currency_code": self.currency,
                "unofficial_currency_code": None,
            },
            "mask": self.mask,
            "name": self.name,
            "official_name": None,
            "type": self.type,
            "subtype": self.subtype,
        }
        if self.persistent_id:
            told["persistent_account_id"] = self.persistent_id
        return told


@dataclass
class Item:
    """One login. `changes` is the log that a cursor counts through: ("added" | "modified" | "removed", transaction)."""

    item_id: str
    access_token: str
    institution_id: str
    accounts: list[Account]
    changes: list[tuple[str, Json]] = field(default_factory=list)
    needs_login: bool = False
    is_removed: bool = False
    is_ready: bool = True
    is_complete: bool = True
    updated_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    consent_expires: str | None = None
    # Terms of cards and loans by their kind (credit, mortgage, student), as Plaid sends them.
    liabilities: dict[str, list[Json]] = field(default_factory=dict)
    # What a broker has: securities, holdings and transactions, as Plaid sends them.
    investments: dict[str, list[Json]] = field(
        default_factory=lambda: {"securities": [], "holdings": [], "transactions": []}
    )


@dataclass
class Link:
    token: str
    institution_id: str
    update_of: str | None = None
    is_opened: bool = False
    public_tokens: list[str] = field(default_factory=list)
    finished_at: str | None = None
    error: Json | None = None
    expires_in: int = 1800


def transaction_json(item: Item, amount: float, name: str, *, id_: str) -> Json:
    """A purchase of today in the first account of a login, as Plaid lists it."""
    today = datetime.now().astimezone().date().isoformat()
    return {
        "account_id": item.accounts[0].account_id,
        "account_owner": None,
        "amount": amount,
        "iso_currency_code": "USD",
        "unofficial_currency_code": None,
        "category": None,
        "category_id": None,
        "check_number": None,
        "counterparties": [],
        "date": today,
        "datetime": None,
        "authorized_date": today,
        "authorized_datetime": None,
        "location": {
            "address": None, "city": None, "region": None, "postal_code": None, "country": None, "lat": None,
            "lon": None, "store_number": None,
        },
        "name": name,
        "merchant_name": None,
        "merchant_entity_id": None,
        "logo_url": None,
        "website": None,
        "payment_channel": "in store",
        "payment_meta": {
            "by_order_of": None, "payee": None, "payer": None, "payment_method": None, "payment_processor": None,
            "ppd_id": None, "reason": None, "reference_number": None,
        },
        "pending": False,
        "pending_transaction_id": None,
        "personal_finance_category": None,
        "personal_finance_category_icon_url": "https://plaid-category-icons.plaid.com/PFC_OTHER.png",
        "transaction_code": None,
        "transaction_id": id_,
        "transaction_type": "place",
    }  # fmt: skip


def ok(told: Json) -> Answered:
    return Answered(body=json.dumps(told).encode())


def error(kind: str, code: str, message: str, *, status: int = 400) -> Answered:
    told = {"error_type": kind, "error_code": code, "error_message": message, "display_message": None,
            "request_id": "request-of-an-error", "documentation_url": None, "suggested_action": None}  # fmt: skip
    return Answered(status=status, body=json.dumps(told).encode())


def page(inside: str, *, status: int = 200) -> Answered:
    text = f"<!doctype html><title>Stand-in bank</title><body style='font:16px sans-serif;margin:3em'>{inside}"
    return Answered(status=status, body=text.encode(), content_type="text/html; charset=utf-8")


def escaped(text: object) -> str:
    return html.escape(str(text))


def bank_json(id_: str) -> Json:
    name, color = BANKS[id_]
    return {
        "institution_id": id_,
        "name": name,
        "products": ["transactions"],
        "country_codes": ["US"],
        "url": "https://bank.example",
        "primary_color": color,
        "logo": base64.b64encode(_png(color)).decode(),
        "routing_numbers": [],
        "oauth": False,
        "connection_availability": "SUPPORTED",
    }


def _png(color: str) -> bytes:
    """A square of one color as PNG."""
    size = 16
    row = b"\0" + bytes.fromhex(color[1:]) * size

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * size)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


def now() -> str:
    return datetime.now(UTC).isoformat()


def today_text(days_ago: int = 0) -> str:
    return (datetime.now(UTC).date() - timedelta(days=days_ago)).isoformat()


def after(seconds: int) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
