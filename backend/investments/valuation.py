"""What is held now, what it is worth in the currency of the totals, and since when that is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backend.exchange_rates.queries import rate_table_of_days
from backend.exchange_rates.rate_table import NoRate, RateTable
from backend.infra.database import ReadSession
from backend.investments.models import InvestmentAccount, Security
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries.prices import Quote
from backend.investments.scope import Scope
from backend.investments.timeline import MAX_PRICE_AGE, is_too_old, value_minor
from backend.investments.vocabulary import SecurityType
from backend.settings.service import base_currency


@dataclass(frozen=True, slots=True)
class Line:
    """One holding, or the cash of an account (`security` is None).

    `native_minor` is in the currency of the price, the other amounts in the currency of the totals. What is None is not
    known; `no_value_because` says why there is no value.
    """

    account: InvestmentAccount
    security: Security | None
    quantity: Decimal | None
    quote: Quote | None
    native_minor: int | None
    value_minor: int | None
    cost_minor: int | None
    gain_minor: int | None
    day_change_minor: int | None
    no_value_because: str | None = None

    @property
    def name(self) -> str:
        return self.security.name if self.security else f"Cash in {self.account.account_name}"

    @property
    def currency(self) -> str:
        return self.security.currency if self.security else self.account.currency

    @property
    def security_type(self) -> SecurityType:
        return self.security.security_type if self.security else "cash"


@dataclass(frozen=True, slots=True)
class Valuation:
    """All holdings of a scope. `as_of` is the day of the newest price, None where there is none."""

    currency: str
    as_of: date | None
    lines: Sequence[Line]


def value_holdings(db: ReadSession, investments: ReadSession, user_id: int, *, scope: Scope, today: date) -> Valuation:
    """Return what is held in `scope`, with the last known prices and the exchange rates of today.

    `db` reads budget.db, `investments` the other file.
    """
    currency = base_currency(db, user_id)
    held = [
        each
        for each in position_queries.held_positions(investments, user_id)
        if each.quantity and scope.contains(each.account.id, each.security.id)
    ]
    accounts = [each for each in account_queries.accounts(investments, user_id) if scope.contains_account(each.id)]
    rates = rate_table_of_days(db, user_id, _currencies(currency, held, accounts), [today])
    security_ids = {each.security.id for each in held}
    newest = price_queries.quotes(investments, user_id, [(id_, today) for id_ in security_ids])
    quotes = {id_: quote for (id_, _), quote in newest.items()}
    before = price_queries.quotes(
        investments, user_id, [(id_, quote.on - timedelta(days=1)) for id_, quote in quotes.items()]
    )
    previous = {id_: quote for (id_, _), quote in before.items()}
    as_of = max((quote.on for quote in quotes.values()), default=None)
    valuer = _Valuer(currency, rates, today, as_of)
    lines = [valuer.line(each, quotes.get(each.security.id), previous.get(each.security.id)) for each in held]
    cash = account_queries.cash_by_account(investments, user_id)
    lines += [valuer.cash(account, cash[account.id]) for account in accounts if cash.get(account.id)]
    return Valuation(currency, as_of, lines)


@dataclass(frozen=True, slots=True)
class _Valuer:
    currency: str
    rates: RateTable
    today: date
    as_of: date | None

    def line(self, held: position_queries.HeldPosition, quote: Quote | None, previous: Quote | None) -> Line:
        account, security = held.account, held.security
        if security.security_type == "cash":
            quote = Quote(security.id, Decimal(1), self.today, "manual")
        because = _no_price(security, quote, today=self.today)
        native = None
        if because is None and quote is not None:
            native = value_minor(held.quantity, quote.close, security.currency)
        value = self._convert(native, security.currency)
        if native is not None and value is None:
            because = f"There is no exchange rate from {security.currency} to {self.currency}."
        return Line(
            account=account,
            security=security,
            quantity=held.quantity,
            quote=quote,
            native_minor=native,
            value_minor=value,
            cost_minor=self._convert(held.cost_minor, account.currency),
            gain_minor=self._gain(native, held),
            day_change_minor=self._day_change(held, quote, previous) if native is not None else None,
            no_value_because=because,
        )

    def cash(self, account: InvestmentAccount, minor: int) -> Line:
        value = self._convert(minor, account.currency)
        because = f"There is no exchange rate from {account.currency} to {self.currency}." if value is None else None
        return Line(account, None, None, None, minor, value, None, None, None, because)

    def _gain(self, native: int | None, held: position_queries.HeldPosition) -> int | None:
        """The gain in the account's currency, which has the cost at the rates of the purchases; then converted."""
        worth = self._convert(native, held.security.currency, to=held.account.currency)
        if worth is None or held.cost_minor is None:
            return None
        return self._convert(worth - held.cost_minor, held.account.currency)

    def _day_change(
        self, held: position_queries.HeldPosition, quote: Quote | None, previous: Quote | None
    ) -> int | None:
        """The change by the price alone on the newest day of all; None if this holding has no price of that day."""
        security = held.security
        if quote is None or previous is None or quote.on != self.as_of or security.security_type == "cash":
            return None
        now = value_minor(held.quantity, quote.close, security.currency)
        then = value_minor(held.quantity, previous.close, security.currency)
        return self._convert(now - then, security.currency)

    def _convert(self, minor: int | None, currency: str, *, to: str | None = None) -> int | None:
        if minor is None or currency == (to or self.currency):
            return minor
        converted = self.rates.convert(minor, currency, to or self.currency, on=self.today)
        return None if isinstance(converted, NoRate) else converted.minor


def _no_price(security: Security, quote: Quote | None, *, today: date) -> str | None:
    if quote is None:
        return "No price is known."
    if not security.accepts_old_price and is_too_old(quote.on, quote.source, today=today):
        age = (today - quote.on).days
        return f"The last price is of {quote.on}, {age} days old; prices count for {MAX_PRICE_AGE.days} days."
    return None


def _currencies(
    base: str, held: Iterable[position_queries.HeldPosition], accounts: Iterable[InvestmentAccount]
) -> set[str]:
    return (
        {base}
        | {each.security.currency for each in held}
        | {each.account.currency for each in held}
        | {account.currency for account in accounts}
    )
