"""The value of an account from day to day, and the money that came in and went out.

Pure. A day stands in the timeline if something changed on it: a price, an activity, a split, a statement.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from backend.investments.lots import AccountLots, Activity, Event, SplitFact, Statement, in_order
from backend.investments.vocabulary import LotMethod
from backend.kit.currency import minor_digits

ONE = Decimal(1)
# Their cash effect is not their amount: shares came without cash, or the cash went into shares at once.
_WITHOUT_CASH = frozenset({"transfer_in", "transfer_out", "reinvest", "spin_off"})
_NOTHING = (0, 0, 0)
_EXTERNAL_CASH = frozenset({"deposit", "withdrawal"})


# A price of a market or a bank counts for so many days; then trading has probably ended.
MAX_PRICE_AGE = timedelta(days=30)
EXPIRING_SOURCES = frozenset({"market", "plaid"})


class PricePoint(NamedTuple):
    """The price of one unit on a day, in the security's currency; None once the last one is too old."""

    on: date
    security_id: int
    close: Decimal | None
    source: str = "manual"


@dataclass(frozen=True, slots=True)
class AccountRules:
    """What decides how an account is counted."""

    currency: str
    method: LotMethod
    tracks_cash: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The state of one account and currency at the end of a day; see `AccountValue`."""

    on: date
    currency: str
    value_minor: int
    value_change_minor: int
    cost_change_minor: int
    paid_in_minor: int
    paid_out_minor: int
    unvalued: int


def value_minor(quantity: Decimal, price: Decimal, currency: str) -> int:
    """Return quantity × price in minor units of `currency`, a half rounded to the even one."""
    return int((quantity * price).scaleb(minor_digits(currency)).quantize(ONE, rounding=ROUND_HALF_EVEN))


def is_too_old(price_on: date, source: str, *, today: date) -> bool:
    """Say whether a price gives no value any more, unless a person accepts it."""
    return source in EXPIRING_SOURCES and today - price_on > MAX_PRICE_AGE


def with_expiry(points: Iterable[PricePoint], *, never: Container[int] = ()) -> list[PricePoint]:
    """Return the points, oldest first, with one of None wherever a price is too old before the next one comes.

    `never` are the securities whose old prices count.
    """
    by_security: dict[int, list[PricePoint]] = defaultdict(list)
    for point in points:
        by_security[point.security_id].append(point)
    found: list[PricePoint] = []
    for security_id, own in by_security.items():
        own.sort()
        found += own
        if security_id in never:
            continue
        for point, following in zip(own, [*own[1:], None], strict=True):
            ends = point.on + MAX_PRICE_AGE + timedelta(days=1)
            if point.source in EXPIRING_SOURCES and (following is None or following.on > ends):
                found.append(PricePoint(ends, security_id, None))
    return sorted(found, key=attrgetter("on"))


def account_timeline(
    rules: AccountRules,
    currencies: Mapping[int, str],
    events: Iterable[Event],
    prices: Iterable[PricePoint],
    *,
    first_day: date,
) -> tuple[list[ValueRow], AccountLots]:
    """Return the rows of an account from `first_day` on, and its lots in the end.

    Args:
        currencies: the currency of the price of each security.
        events: all events of the account.
        prices: in the order of their days; of the time before `first_day` the last price of each security is enough.
            A security that is cash has one price of 1, before everything.
    """
    state = _State(rules, currencies, AccountLots(rules.method))
    events_by_day = {on: list(group) for on, group in groupby(in_order(events), key=attrgetter("on"))}
    prices_by_day = {on: list(group) for on, group in groupby(prices, key=attrgetter("on"))}
    rows: list[ValueRow] = []
    for on in sorted(events_by_day.keys() | prices_by_day.keys()):
        todays = events_by_day.get(on, [])
        for event in todays:
            if isinstance(event, SplitFact):
                state.apply(event)
        for point in prices_by_day.get(on, ()):
            state.set_price(point)
        for event in todays:
            if not isinstance(event, SplitFact):
                state.apply(event)
        closed = state.close_day(on)
        if on >= first_day:
            rows += closed
    return rows, state.lots


@dataclass(slots=True)
class _State:
    """An account in the course of time.

    `changed` are the securities whose value must be computed anew today; `sums` are value, cost and number of holdings
    without a price by currency, `counted` what each security adds to them, and `last` the value and cost of each
    currency in its last row.
    """

    rules: AccountRules
    currencies: Mapping[int, str]
    lots: AccountLots
    prices: dict[int, Decimal] = field(default_factory=dict)
    values: dict[int, int | None] = field(default_factory=dict)
    counted: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    sums: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    cash_minor: int = 0
    changed: set[int] = field(default_factory=set)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    paid_in: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    paid_out: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _cash_moved: bool = False

    def set_price(self, point: PricePoint) -> None:
        if point.close is None:
            self.prices.pop(point.security_id, None)
        else:
            self.prices[point.security_id] = point.close
        if point.security_id in self.values:
            self.changed.add(point.security_id)

    def apply(self, event: Event) -> None:
        """Bring the account forward by one event."""
        book = self.lots.book(event.security_id)
        before = book.quantity
        self.lots.apply(event)
        moved = book.quantity - before
        self.changed.add(event.security_id)
        match event:
            case SplitFact():
                if event.security_id in self.prices:
                    price = self.prices[event.security_id]
                    self.prices[event.security_id] = price * event.denominator / event.numerator
            case Statement():
                self._move_in_kind(event.security_id, moved)
            case Activity(type="transfer_in" | "transfer_out"):
                self._move_in_kind(event.security_id, moved)
            case Activity(type="spin_off", related_security_id=int(new_id)):
                self.changed.add(new_id)
            case Activity():
                self._move_cash(event)

    def _move_cash(self, event: Activity) -> None:
        if event.type in _WITHOUT_CASH:
            return
        if self.rules.tracks_cash:
            self.cash_minor -= event.amount_minor
            self._cash_moved = True
        # Without cash of its own, whatever is paid comes from outside, and whatever is received leaves.
        if self.rules.tracks_cash == (event.type in _EXTERNAL_CASH):
            came_in = -event.amount_minor if self.rules.tracks_cash else event.amount_minor
            self._pay(self.rules.currency, came_in)

    def _move_in_kind(self, security_id: int, moved: Decimal) -> None:
        """Count shares that came or went without cash at the price of the day; without a price they have no value."""
        price = self.prices.get(security_id)
        if price is not None:
            currency = self.currencies[security_id]
            self._pay(currency, value_minor(moved, price, currency))

    def _pay(self, currency: str, came_in_minor: int) -> None:
        if came_in_minor > 0:
            self.paid_in[currency] += came_in_minor
        elif came_in_minor < 0:
            self.paid_out[currency] -= came_in_minor

    def close_day(self, on: date) -> list[ValueRow]:
        """Return a row for each currency in which something changed, and begin the next day."""
        # What names no security, such as a fee, moves cash.
        touched = {self.currencies.get(security_id, self.rules.currency) for security_id in self.changed}
        for security_id in self.changed & self.currencies.keys():
            self._revalue(security_id)
        touched |= self.paid_in.keys() | self.paid_out.keys()
        if self._cash_moved:
            touched.add(self.rules.currency)
        rows = [self._row(on, currency) for currency in sorted(touched)]
        self.changed.clear()
        self.paid_in.clear()
        self.paid_out.clear()
        self._cash_moved = False
        return rows

    def _revalue(self, security_id: int) -> None:
        book, price = self.lots.book(security_id), self.prices.get(security_id)
        currency = self.currencies[security_id]
        before = self.values.get(security_id, 0)
        if not book.quantity:
            self.values.pop(security_id, None)
            self._count(security_id, currency, (0, 0, 0))
        else:
            self.values[security_id] = worth = None if price is None else value_minor(book.quantity, price, currency)
            self._count(security_id, currency, (worth or 0, book.cost.minor or 0, int(worth is None)))
            # That a price comes, or is too old, is neither gain nor loss: the value enters and leaves like money.
            if before is None and worth is not None:
                self._pay(currency, worth)
            elif worth is None and before:
                self._pay(currency, -before)

    def _count(self, security_id: int, currency: str, now: tuple[int, int, int]) -> None:
        """Put what a security adds to the sums of its currency in the place of what it added before."""
        before, sums = self.counted.get(security_id, _NOTHING), self.sums.get(currency, _NOTHING)
        self.counted[security_id] = now
        self.sums[currency] = (
            sums[0] + now[0] - before[0],
            sums[1] + now[1] - before[1],
            sums[2] + now[2] - before[2],
        )

    def _row(self, on: date, currency: str) -> ValueRow:
        worth, cost, unvalued = self.sums.get(currency, _NOTHING)
        if currency == self.rules.currency:
            worth += self.cash_minor
        worth_before, cost_before = self.last.get(currency, (0, 0))
        self.last[currency] = worth, cost
        return ValueRow(
            on=on,
            currency=currency,
            value_minor=worth,
            value_change_minor=worth - worth_before,
            cost_change_minor=cost - cost_before,
            paid_in_minor=self.paid_in.get(currency, 0),
            paid_out_minor=self.paid_out.get(currency, 0),
            unvalued=unvalued,
        )
