"""Rows of an older investments.db that were kept whole become accounts, securities, holdings and activities.

What cannot be read stays in `legacy_rows` with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import select, update

from backend.infra.database import WriteSession
from backend.investments import prices, service, stated_holdings, transactions
from backend.investments.activities import AccountFacts, ActivityDraft, complete, number_problem, problem
from backend.investments.prices import NewPrice
from backend.investments.recompute import recompute_all
from backend.investments.stated_holdings import HoldingRow
from backend.investments.vocabulary import ACCOUNT_TYPES, CONNECTION_STATUSES, SECURITY_TYPES, PriceSource
from backend.kit.currency import minor_digits
from backend.legacy.models import WAITING, LegacyInvestmentRow
from backend.legacy.values import UnreadableLegacyValue, parse_amount, parse_day, parse_decimal, parse_moment, to_text

Json = dict[str, Any]
DONE = "Taken over"
_PRICE_SOURCES: dict[str, PriceSource] = {"plaid": "plaid", "yfinance": "market", "manual": "manual"}
_TYPES = {
    "dividend_reinvestment": "buy",
    "reinvestment": "buy",
    "contribution": "deposit",
}


@dataclass(slots=True)
class _Takeover:
    """What is on its way: the new ids by the old ones, and what became of each kept row."""

    db: WriteSession
    user_id: int
    currency: str
    today: date
    accounts: dict[int, int] = field(default_factory=dict)
    connected: set[int] = field(default_factory=set)
    securities: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def rows(self, table: str) -> Iterator[tuple[int, Json]]:
        """Yield the kept rows of a table that wait, with their own ids."""
        query = select(LegacyInvestmentRow.id, LegacyInvestmentRow.row).where(
            LegacyInvestmentRow.user_id == self.user_id,
            LegacyInvestmentRow.table_name == table,
            LegacyInvestmentRow.reason == WAITING,
        )
        for id_, row in self.db.execute(query.order_by(LegacyInvestmentRow.id)).all():
            yield id_, orjson.loads(row)

    def amount(self, value: object) -> int | None:
        return None if value is None else parse_amount(value, self.currency).minor


def take_out(db: WriteSession, user_id: int, *, currency: str, today: date) -> None:
    """Afterwards no row of the older file waits any more. The older app kept no currencies: all is in `currency`."""
    takeover = _Takeover(db, user_id, currency, today)
    _take_accounts(takeover)
    quotes = _take_securities(takeover)
    quotes += _take_holdings(takeover)
    for source in sorted({source for source, _ in quotes}):
        # Of several values of one day, any is as good as another.
        newest = {quote[:2]: quote for kind, quote in quotes if kind == source}
        prices.store_prices(db, user_id, list(newest.values()), source=source)
    _take_transactions(takeover)
    recompute_all(db, user_id)
    by_reason: dict[str, list[int]] = defaultdict(list)
    for id_, reason in takeover.reasons.items():
        by_reason[reason].append(id_)
    for reason, ids in by_reason.items():
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            db.execute(update(LegacyInvestmentRow).where(LegacyInvestmentRow.id.in_(chunk)).values(reason=reason[:300]))


def _take_accounts(takeover: _Takeover) -> None:
    for kept_id, row in takeover.rows("investment_accounts"):
        kind, status = to_text(row.get("account_type")), to_text(row.get("connection_status"))
        # A token does not come along, so the account waits to be linked again.
        was_connected = status == "connected"
        account_id = service.insert_account(
            takeover.db,
            takeover.user_id,
            {
                "account_name": to_text(row.get("account_name")).strip()[:100] or f"Account {row.get('id')}",
                "account_type": kind if kind in ACCOUNT_TYPES else "other",
                "institution_name": to_text(row.get("institution_name")).strip()[:100],
                "currency": takeover.currency,
                "plaid_item_id": row.get("plaid_item_id"),
                "plaid_account_id": row.get("plaid_account_id"),
                "connection_status": "disconnected"
                if was_connected
                else status
                if status in CONNECTION_STATUSES
                else "manual",
                "last_synced_at": parse_moment(row.get("last_synced_at")),
            },
        )
        takeover.accounts[row["id"]] = account_id
        if row.get("plaid_account_id"):
            takeover.connected.add(account_id)
        takeover.reasons[kept_id] = DONE


def _take_securities(takeover: _Takeover) -> list[tuple[PriceSource, NewPrice]]:
    quotes = []
    for kept_id, row in takeover.rows("securities"):
        kind = to_text(row.get("security_type")).strip().lower().replace(" ", "_")
        ticker = to_text(row.get("ticker")).strip()[:30] or None
        security = service.add_security(
            takeover.db,
            takeover.user_id,
            {
                "ticker": ticker,
                "name": to_text(row.get("name")).strip()[:300] or ticker or f"Security {row.get('id')}",
                "security_type": kind if kind in SECURITY_TYPES else "other",
                "sector": to_text(row.get("sector")).strip()[:100] or None,
                "isin": to_text(row.get("isin")).strip()[:12] or None,
                "plaid_security_id": row.get("plaid_security_id"),
                "currency": takeover.currency,
            },
        )
        takeover.securities[row["id"]] = security.id
        takeover.reasons[kept_id] = DONE
        with suppress(UnreadableLegacyValue):
            close, on = parse_decimal(row.get("close_price")), parse_day(row.get("close_price_as_of"))
            if number_problem("price", close) is None:
                source = _PRICE_SOURCES.get(to_text(row.get("price_source")), "file")
                quotes.append((source, NewPrice(security.id, on, close)))
    return quotes


def _take_holdings(takeover: _Takeover) -> list[tuple[PriceSource, NewPrice]]:
    """Take the daily snapshots over, and return the prices that their values imply."""
    found: dict[tuple[int, int, date], HoldingRow] = {}
    quotes: list[tuple[PriceSource, NewPrice]] = []
    for kept_id, row in takeover.rows("holdings"):
        try:
            holding = _holding(takeover, row)
        except UnreadableLegacyValue as why:
            takeover.reasons[kept_id] = str(why)
            continue
        found[holding[:3]] = holding
        takeover.reasons[kept_id] = DONE
        if holding.quantity and holding.current_value_minor is not None:
            worth = Decimal(holding.current_value_minor).scaleb(-minor_digits(takeover.currency))
            close = (worth / holding.quantity).quantize(Decimal("1e-10"))
            quotes.append(("file", NewPrice(holding.security_id, holding.as_of_date, close)))
    stated_holdings.insert_holdings(
        takeover.db, takeover.user_id, [*found.values(), *_gone(takeover, found.values())], source="legacy"
    )
    return quotes


def _holding(takeover: _Takeover, row: Json) -> HoldingRow:
    account_id = takeover.accounts.get(row.get("investment_account_id") or row.get("account_id") or 0)
    security_id = takeover.securities.get(row.get("security_id") or 0)
    if account_id is None or security_id is None:
        raise UnreadableLegacyValue("It belongs to an account or a security that is not there.")
    quantity = parse_decimal(row.get("quantity"))
    if trouble := number_problem("quantity", quantity):
        raise UnreadableLegacyValue(trouble)
    return HoldingRow(
        account_id,
        security_id,
        parse_day(row.get("as_of_date")),
        quantity,
        takeover.amount(row.get("cost_basis")),
        takeover.amount(row.get("current_value")),
    )


def _gone(takeover: _Takeover, holdings: Iterable[HoldingRow]) -> Iterator[HoldingRow]:
    """Yield a quantity of 0 for what a later snapshot of a connected account does not name any more."""
    days: dict[int, dict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    for holding in holdings:
        if holding.account_id in takeover.connected:
            days[holding.account_id][holding.as_of_date].add(holding.security_id)
    for account_id, by_day in days.items():
        held: set[int] = set()
        for on in sorted(by_day):
            for security_id in sorted(held - by_day[on]):
                yield HoldingRow(account_id, security_id, on, Decimal(0), 0, 0)
            held = by_day[on]


def _take_transactions(takeover: _Takeover) -> None:
    facts = AccountFacts(takeover.currency, None)
    drafts = []
    for kept_id, row in takeover.rows("investment_transactions"):
        try:
            draft = complete(_draft(takeover, row), account=facts, security_currency=takeover.currency)
        except UnreadableLegacyValue as why:
            takeover.reasons[kept_id] = str(why)
            continue
        trouble = problem(draft, account=facts, today=takeover.today)
        takeover.reasons[kept_id] = trouble or DONE
        if trouble is None:
            drafts.append(draft)
    transactions.insert_transactions(takeover.db, takeover.user_id, drafts)


def _draft(takeover: _Takeover, row: Json) -> ActivityDraft:
    account_id = takeover.accounts.get(row.get("investment_account_id") or row.get("account_id") or 0)
    if account_id is None:
        raise UnreadableLegacyValue("It belongs to an account that is not there.")
    quantity = None if row.get("quantity") is None else parse_decimal(row["quantity"])
    amount = takeover.amount(row.get("amount"))
    kind = to_text(row.get("type")).strip().lower().replace(" ", "_")
    plaid_id = row.get("plaid_investment_transaction_id") or row.get("plaid_transaction_id")
    price = None
    with suppress(UnreadableLegacyValue):
        price = parse_decimal(row.get("price"))
    return ActivityDraft(
        account_id,
        parse_day(row.get("date")),
        _type(kind, quantity, amount),
        takeover.securities.get(row.get("security_id") or 0),
        abs(quantity) if quantity else None,
        price,
        amount,
        takeover.amount(row.get("fees") or 0) or 0,
        source="plaid" if plaid_id else "legacy",
        source_key=str(plaid_id) if plaid_id else f"legacy-{row.get('id')}",
        notes=to_text(row.get("notes")).strip()[:500] or None,
    )


def _type(kind: str, quantity: Decimal | None, amount: int | None) -> str:
    if kind == "transfer" and quantity:
        return "transfer_in" if quantity > 0 else "transfer_out"
    if kind in ("transfer", "cash"):
        return "deposit" if (amount or 0) < 0 else "withdrawal"
    return _TYPES.get(kind, kind)
