"""Plaid's JSON in our terms. Source: plaid.com/docs/api/products/transactions and /api/accounts.

Signs: Plaid's transactions are ours (positive is money out). Its balances of credit and loan accounts are positive for
what is owed; a debt is negative here, so they are turned in this file and nowhere else.
"""

import base64
import binascii
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from backend.sync.provider import FoundAccount, FoundInstitution, Unreadable, UnreadableValue, minor_of
from backend.sync.providers.plaid.categories import CATEGORY_KEYS
from backend.transactions.draft import Draft

Json = dict[str, Any]
_OWED = ("credit", "loan")
_TYPES = {"credit": "credit", "loan": "loan", "investment": "investment", "brokerage": "investment"}
_SUBTYPES = {
    "savings": "savings", "money market": "savings", "cd": "savings", "hsa": "savings", "cash management": "checking",
    "checking": "checking", "prepaid": "cash", "paypal": "cash", "ebt": "cash",
}  # fmt: skip
_LOGO_BYTES = 200_000
_PNG = b"\x89PNG\r\n\x1a\n"
# Kept of a row for its history; Plaid sends many more fields, most of them empty.
_KEPT = (
    "transaction_id", "account_id", "pending_transaction_id", "amount", "iso_currency_code", "unofficial_currency_code",
    "date", "authorized_date", "name", "original_description", "merchant_name", "pending", "payment_channel",
    "check_number", "personal_finance_category", "counterparties", "website", "transaction_code",
)  # fmt: skip


def account_of(payload: Json) -> FoundAccount:
    """Return an account of Plaid's. Raises UnreadableValue for one without an id or a usable currency."""
    balances = payload.get("balances") or {}
    currency = _currency(balances)
    kind = str(payload.get("type") or "other")
    sign = -1 if kind in _OWED else 1
    return FoundAccount(
        provider_account_id=_id(payload, "account_id"),
        name=_text(payload.get("name"), 100) or "Account",
        official_name=_text(payload.get("official_name"), 200) or None,
        mask=_text(payload.get("mask"), 4) or None,
        account_type=_TYPES.get(kind) or _SUBTYPES.get(str(payload.get("subtype") or ""), "checking"),
        currency=currency,
        balance_minor=_signed(balances.get("current"), currency, sign),
        # What may still be spent on a card is no debt, so it keeps its sign; so does the limit.
        available_minor=_signed(balances.get("available"), currency, 1),
        limit_minor=_signed(balances.get("limit"), currency, 1),
        persistent_account_id=_text(payload.get("persistent_account_id"), 200) or None,
    )


def accounts_of(payload: object) -> tuple[list[FoundAccount], list[Unreadable]]:
    """Return the accounts of an answer, and those that cannot be used, each with its reason."""
    found, unreadable = [], []
    for account in payload if isinstance(payload, list) else []:
        try:
            found.append(account_of(account))
        except (UnreadableValue, AttributeError) as error:
            unreadable.append(Unreadable(None, f"An account cannot be read: {error}", ""))
    return found, unreadable


def draft_of(payload: Json) -> Draft:
    """Return a transaction of Plaid's. Raises UnreadableValue."""
    currency = _currency(payload)
    amount = payload.get("amount")
    if not isinstance(amount, int | Decimal) or isinstance(amount, bool):
        raise UnreadableValue("It has no amount.")
    category = payload.get("personal_finance_category") or {}
    description = _text(payload.get("original_description"), 1000) or _text(payload.get("name"), 1000)
    if not description:
        raise UnreadableValue("It has no text.")
    return Draft(
        line_no=0,
        on=_day(payload.get("date")),
        description=description,
        amount_minor=minor_of(Decimal(amount), currency),
        currency=currency,
        raw=raw_of(payload),
        provider_id=_id(payload, "transaction_id"),
        merchant_name=_text(payload.get("merchant_name") or _counterparty(payload), 200) or None,
        authorized_on=_day(payload["authorized_date"]) if payload.get("authorized_date") else None,
        category_hint=CATEGORY_KEYS.get(str(category.get("detailed") or "")),
        is_pending=payload.get("pending") is True,
        pending_provider_id=_text(payload.get("pending_transaction_id"), 200) or None,
    )


def read_draft(payload: object) -> "Draft | Unreadable":
    """Return a transaction of Plaid's, or why it cannot be stored."""
    if not isinstance(payload, dict):
        return Unreadable(None, "It is no transaction.", str(payload)[:500])
    try:
        return draft_of(payload)
    except (UnreadableValue, AttributeError, TypeError) as error:
        return Unreadable(_text(payload.get("account_id"), 200) or None, str(error)[:300], raw_of(payload))


def raw_of(payload: Json) -> str:
    """Return what is kept of a row: the fields that say something, exactly as they came."""
    return json.dumps({name: payload[name] for name in _KEPT if payload.get(name)}, default=_number, ensure_ascii=False)


def institution_of(payload: Json) -> FoundInstitution | None:
    """Return an institution with its logo, if it can be shown."""
    try:
        logo = base64.b64decode(payload.get("logo") or "", validate=True)
    except (binascii.Error, ValueError, TypeError):
        logo = b""
    name = _text(payload.get("name"), 100)
    if not name:
        return None
    color = str(payload.get("primary_color") or "")
    return FoundInstitution(
        provider_institution_id=_text(payload.get("institution_id"), 100),
        name=name,
        url=_text(payload.get("url"), 300) or None,
        color=color if len(color) == 7 and color.startswith("#") else None,
        logo=logo if logo.startswith(_PNG) and len(logo) <= _LOGO_BYTES else None,
    )


def moment_of(payload: object) -> datetime | None:
    """Return a moment in UTC, None if there is none."""
    try:
        found = datetime.fromisoformat(str(payload))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).replace(microsecond=0)


def _currency(payload: Json) -> str:
    code = payload.get("iso_currency_code") or payload.get("unofficial_currency_code")
    if not isinstance(code, str):
        raise UnreadableValue("It names no currency.")
    return code


def _id(payload: Json, name: str) -> str:
    found = payload.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= 200:
        raise UnreadableValue("It has no id.")
    return found


def _day(payload: object) -> date:
    try:
        return date.fromisoformat(str(payload)[:10])
    except ValueError:
        raise UnreadableValue("It has no day.") from None


def _signed(payload: object, currency: str, sign: int) -> int | None:
    if not isinstance(payload, int | Decimal) or isinstance(payload, bool):
        return None
    return sign * minor_of(Decimal(payload), currency)


def _counterparty(payload: Json) -> str | None:
    found = next((each for each in payload.get("counterparties") or () if each.get("type") == "merchant"), None)
    return found.get("name") if found else None


def _text(payload: object, longest: int) -> str:
    """Return a text in one line, without control characters and halves of characters."""
    kept = (c if c.isprintable() or c == " " else " " for c in str(payload or ""))
    return " ".join("".join(kept).split())[:longest]


def _number(value: object) -> str:
    return str(value)
