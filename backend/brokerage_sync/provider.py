"""Holdings and activities from Plaid in our terms. Source: plaid.com/docs/api/products/investments.

Plaid has no cursor for activities and tells nothing of removed ones: a window is read again and compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from backend.imports.values.dates import UnreadableDate, read_day
from backend.investment_imports.action_words import Meaning
from backend.investment_imports.activity_rules import LeftOutRow, RowValues, UnreadableRow, activity_from
from backend.investment_imports.broker_file import ZERO, FileActivity, FileHolding, SecurityName
from backend.kit.currency import is_currency
from backend.sync.providers.plaid.client import Json, PlaidClient

_PAGE_ROWS = 500
_SECURITY_TYPES = {
    "cash": "cash",
    "cryptocurrency": "cryptocurrency",
    "derivative": "derivative",
    "equity": "equity",
    "etf": "etf",
    "fixed income": "fixed_income",
    "mutual fund": "mutual_fund",
}
_ACCOUNT_TYPES = {
    "401k": "401k",
    "hsa": "hsa",
    "roth": "roth",
    "roth 401k": "roth",
    "ira": "traditional_ira",
    "traditional ira": "traditional_ira",
    "brokerage": "taxable",
}
_CASH: dict[str, Meaning] = {
    "dividend": "dividend",
    "qualified dividend": "dividend",
    "non-qualified dividend": "dividend",
    "interest": "interest",
    "interest receivable": "interest",
    "long-term capital gain": "capital_gain",
    "short-term capital gain": "capital_gain",
    "return of principal": "return_of_capital",
    "contribution": "deposit",
    "deposit": "deposit",
    "withdrawal": "withdrawal",
    "distribution": "withdrawal",
    "tax": "tax",
    "tax withheld": "tax",
    "non-resident tax": "tax",
    "account fee": "fee",
    "fund fee": "fee",
    "management fee": "fee",
    "miscellaneous fee": "fee",
    "margin expense": "interest",
}
_BY_HAND = ("split", "merger", "spin off", "assignment", "exercise", "expire", "adjustment")


@dataclass(frozen=True, slots=True)
class FoundBrokerage:
    """An investment account at the broker."""

    id: str
    name: str
    mask: str | None
    account_type: str
    currency: str


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity with Plaid's id and that of its security."""

    id: str
    security_id: str | None
    activity: FileActivity


@dataclass(frozen=True, slots=True)
class FoundHolding:
    """A holding with Plaid's id of its security, and its price with the day of it."""

    security_id: str
    holding: FileHolding
    price: Decimal | None
    price_on: date | None


@dataclass(slots=True)
class BrokerageUpdate:
    """Everything Plaid has about the investments of one login. `unreadable` are sentences about what was left out."""

    accounts: list[FoundBrokerage] = field(default_factory=list)
    activities: dict[str, list[FoundActivity]] = field(default_factory=dict)
    holdings: dict[str, list[FoundHolding]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def fetch(client: PlaidClient, access_token: str, *, start: date, end: date) -> BrokerageUpdate:
    """Return the holdings now and the activities of a window, all pages. Raises ProviderFailure."""
    answer = client.call("/investments/holdings/get", {"access_token": access_token})
    update = BrokerageUpdate()
    _take_accounts(answer, update)
    securities = _securities(answer)
    for payload in _list(answer, "holdings"):
        _take_holding(payload, securities, update)
    offset = 0
    while True:
        body: Json = {
            "access_token": access_token,
            "start_date": start.isoformat(),
            "end_date": end.isoformat(),
            "options": {"count": _PAGE_ROWS, "offset": offset},
        }
        page = client.call("/investments/transactions/get", body)
        securities |= _securities(page)
        rows = _list(page, "investment_transactions")
        for payload in rows:
            _take_activity(payload, securities, update)
        offset += len(rows)
        total = page.get("total_investment_transactions")
        if not rows or not isinstance(total, int) or offset >= total:
            return update


def _list(answer: Json, name: str) -> list[Json]:
    found = answer.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _take_accounts(answer: Json, update: BrokerageUpdate) -> None:
    for payload in _list(answer, "accounts"):
        if payload.get("type") not in ("investment", "brokerage"):
            continue
        currency = _currency(payload.get("balances") or {})
        if currency is None:
            update.unreadable.append(f"The account {payload.get('name')} has no currency that is known.")
            continue
        account = FoundBrokerage(
            id=str(payload.get("account_id") or ""),
            name=str(payload.get("name") or "Brokerage")[:100],
            mask=str(payload["mask"])[:10] if payload.get("mask") else None,
            account_type=_ACCOUNT_TYPES.get(str(payload.get("subtype") or ""), "other"),
            currency=currency,
        )
        update.accounts.append(account)
        update.holdings.setdefault(account.id, [])
        update.activities.setdefault(account.id, [])


def _securities(answer: Json) -> dict[str, SecurityName]:
    found = {}
    for payload in _list(answer, "securities"):
        id_ = str(payload.get("security_id") or "")
        ticker, isin = (str(payload.get(name) or "") for name in ("ticker_symbol", "isin"))
        # Plaid writes cash as CUR:USD.
        is_cash = ticker.startswith("CUR:") or payload.get("type") == "cash"
        found[id_] = SecurityName(
            ticker=None if is_cash or not ticker.strip() else ticker.strip().upper()[:30],
            isin=isin if len(isin) == 12 else None,
            name=str(payload.get("name") or ticker or "Security without a name")[:300],
            currency=_currency(payload),
            security_type="cash" if is_cash else _SECURITY_TYPES.get(str(payload.get("type") or ""), "other"),
        )
    return found


def _take_holding(payload: Json, securities: Mapping[str, SecurityName], update: BrokerageUpdate) -> None:
    account_id, security_id = str(payload.get("account_id") or ""), str(payload.get("security_id") or "")
    security, currency = securities.get(security_id), _currency(payload)
    quantity = _number(payload.get("quantity"))
    label = security.label if security else "A holding"
    if account_id not in update.holdings:
        return
    if security is None or quantity is None or currency is None:
        missing = "security" if security is None else "quantity" if quantity is None else "currency that is known"
        update.unreadable.append(f"{label} has no {missing}, so it is not counted.")
        return
    if quantity < 0:
        update.unreadable.append(f"{label} is a short position, which is not kept as a holding.")
        return
    price = _number(payload.get("institution_price"))
    holding = FileHolding(
        line_no=0,
        raw="",
        security=security,
        quantity=quantity,
        cost=_number(payload.get("cost_basis")),
        # A value that the broker does not state follows from no price: it stays unknown.
        value=_number(payload.get("institution_value")) if price is not None else None,
    )
    found = FoundHolding(security_id, holding, price or None, _day(payload.get("institution_price_as_of")))
    update.holdings[account_id].append(found)


def _take_activity(payload: Json, securities: Mapping[str, SecurityName], update: BrokerageUpdate) -> None:
    account_id = str(payload.get("account_id") or "")
    security_id = str(payload["security_id"]) if payload.get("security_id") else None
    if account_id not in update.activities:
        return
    name = str(payload.get("name") or "An activity")[:200]
    account = next(each for each in update.accounts if each.id == account_id)
    try:
        on = _day(payload.get("date"))
        if on is None:
            raise UnreadableRow("it has no date")
        if _currency(payload) != account.currency:
            raise UnreadableRow("its amount is not in the currency of the account")
        activity = activity_from(
            RowValues(
                line_no=0,
                raw="",
                on=on,
                meaning=_meaning(payload),
                security=securities.get(security_id or ""),
                quantity=_number(payload.get("quantity")),
                price=_number(payload.get("price")),
                amount=_number(payload.get("amount")),
                fees=_number(payload.get("fees")) or ZERO,
                sign="paid_positive",
                notes=name,
            )
        )
    except (UnreadableRow, LeftOutRow) as reason:
        update.unreadable.append(f"{name} of {payload.get('date')}: {reason}")
        return
    id_ = str(payload.get("investment_transaction_id") or "")[:200]
    update.activities[account_id].append(FoundActivity(id_, security_id, activity))


def _meaning(payload: Json) -> Meaning:
    type_, subtype = str(payload.get("type") or ""), str(payload.get("subtype") or "")
    if subtype in _BY_HAND:
        return "by_hand"
    match type_:
        case "buy":
            return "buy"
        case "sell":
            return "sell"
        case "fee":
            return _CASH.get(subtype, "fee")
        case "transfer":
            return "transfer"
        case "cash":
            return _CASH.get(subtype, "cash")
        case "cancel":
            return "nothing"
        case _:
            return "cash"


def _currency(payload: Json) -> str | None:
    code = payload.get("iso_currency_code")
    return code if isinstance(code, str) and is_currency(code) else None


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _day(value: object) -> date | None:
    try:
        return read_day(str(value or ""), "YMD")
    except UnreadableDate:
        return None
