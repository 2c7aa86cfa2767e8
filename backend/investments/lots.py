"""Tax lots: which shares were bought when and at what cost, and which of them each sale took.

Pure. Costs are kept in the account's currency and, where it is another one, in the security's currency too. In both,
what a sale relieves and what remains add up exactly to the cost before. Commission is part of what was paid (it raises
the cost) and of what was received (it lowers the proceeds).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal, NamedTuple

from backend.investments.vocabulary import LotMethod

ZERO = Decimal(0)
Term = Literal["short", "long"]


class LotPick(NamedTuple):
    """A quantity that a sale takes from the lot that a transaction opened."""

    opening_id: int
    quantity: Decimal


class Activity(NamedTuple):
    """One transaction as the lots see it; amounts as in `InvestmentTransaction`."""

    id: int
    on: date
    type: str
    security_id: int
    quantity: Decimal = ZERO
    amount_minor: int = 0
    security_amount_minor: int | None = None
    cost_basis_minor: int | None = None
    acquired_on: date | None = None
    related_security_id: int | None = None
    cost_fraction: Decimal | None = None
    picks: tuple[LotPick, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says an account held at the end of a day."""

    on: date
    security_id: int
    quantity: Decimal
    cost_basis_minor: int | None = None


@dataclass(frozen=True, slots=True)
class SplitFact:
    """From the morning of this day, `denominator` old units are `numerator` new ones."""

    on: date
    security_id: int
    numerator: Decimal
    denominator: Decimal

    def split(self, quantity: Decimal) -> Decimal:
        # A ratio such as 1/3 has no exact decimal.
        return quantity * self.numerator / self.denominator


Event = Activity | Statement | SplitFact


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of some shares in both currencies; None where it is not known."""

    minor: int | None
    security_minor: int | None

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(_sum(self.minor, other.minor), _sum(self.security_minor, other.security_minor))

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(_difference(self.minor, other.minor), _difference(self.security_minor, other.security_minor))

    def share(self, part: Decimal, whole: Decimal) -> "Cost":
        """Return the cost of `part` of `whole` shares, a half rounded to the even minor unit."""
        if part == whole:
            return self
        return Cost(_share(self.minor, part, whole), _share(self.security_minor, part, whole))


NO_COST = Cost(0, 0)
UNKNOWN_COST = Cost(None, None)


@dataclass(frozen=True, slots=True)
class Lot:
    """Shares that are held since one opening. `opening_id` is None where only a statement says that they are there;
    `acquired_on` is None where nobody knows since when."""

    opening_id: int | None
    opened_on: date
    acquired_on: date | None
    opened_quantity: Decimal
    quantity: Decimal
    cost: Cost

    def holding(self, quantity: Decimal, cost: Cost) -> "Lot":
        """Return the same lot with another quantity and cost."""
        return Lot(self.opening_id, self.opened_on, self.acquired_on, self.opened_quantity, quantity, cost)

    @property
    def unit_cost(self) -> Decimal | None:
        """Cost of one unit in minor units of the account's currency."""
        return None if self.cost.minor is None else Decimal(self.cost.minor) / self.quantity


@dataclass(frozen=True, slots=True)
class Disposal:
    """Shares that left one lot. `proceeds` is None for a transfer, which realises nothing."""

    closing_id: int | None
    on: date
    opening_id: int | None
    acquired_on: date | None
    quantity: Decimal
    cost: Cost
    proceeds: Cost | None

    @property
    def gain_minor(self) -> int | None:
        """Realised gain in the account's currency; None for a transfer and where the cost is not known."""
        return None if self.proceeds is None else _difference(self.proceeds.minor, self.cost.minor)

    @property
    def term(self) -> Term | None:
        return None if self.acquired_on is None else term(self.acquired_on, self.on)


class Oversold(NamedTuple):
    """More left than was held: what was missing has no cost."""

    activity_id: int
    on: date
    security_id: int
    quantity: Decimal
    held: Decimal


@dataclass(slots=True)
class LotBook:
    """The lots of one security in one account, and everything that left them.

    `quantity` and `cost` are the sums of the lots: to add up hundreds of lots after each of thousands of activities
    would be most of an import's time.
    """

    lots: list[Lot] = field(default_factory=list)
    disposals: list[Disposal] = field(default_factory=list)
    opened_cost: Cost = NO_COST
    quantity: Decimal = ZERO
    cost: Cost = NO_COST

    @classmethod
    def of(cls, lots: Iterable[Lot]) -> "LotBook":
        """Return a book with these lots, to try something on."""
        book = cls()
        book.set_lots(lots)
        return book

    def open(self, lot: Lot) -> None:
        """Add a lot."""
        self.lots.append(lot)
        self.quantity += lot.quantity
        self.cost += lot.cost
        self.opened_cost += lot.cost

    def set_lots(self, lots: Iterable[Lot]) -> None:
        """Put these lots in the place of all."""
        self.lots = list(lots)
        self.quantity = sum([lot.quantity for lot in self.lots], ZERO)
        self.cost = _total(lot.cost for lot in self.lots)

    @property
    def realised_minor(self) -> int | None:
        """Sum of the realised gains; None if the cost of a sale is not known."""
        sales = [disposal.gain_minor for disposal in self.disposals if disposal.proceeds is not None]
        return None if None in sales else sum(gain for gain in sales if gain is not None)


class AccountLots:
    """The lots of one account, brought forward event by event."""

    def __init__(self, method: LotMethod) -> None:
        self._method = method
        self.books: dict[int, LotBook] = {}
        self.oversold: list[Oversold] = []

    def book(self, security_id: int) -> LotBook:
        return self.books.setdefault(security_id, LotBook())

    def apply(self, event: Event) -> None:
        """Bring the lots forward by one event. Events come in the order of `in_order`."""
        book = self.book(event.security_id)
        match event:
            case SplitFact():
                book.set_lots(
                    [
                        replace(
                            lot, quantity=event.split(lot.quantity), opened_quantity=event.split(lot.opened_quantity)
                        )
                        for lot in book.lots
                    ]
                )
            case Statement():
                self._adjust(book, event)
            case Activity(type="buy" | "reinvest"):
                _open(book, event, Cost(event.amount_minor, event.security_amount_minor), acquired_on=event.on)
            case Activity(type="transfer_in"):
                cost = Cost(event.cost_basis_minor, event.security_amount_minor)
                _open(book, event, cost, acquired_on=event.acquired_on)
            case Activity(type="sell"):
                proceeds = Cost(-event.amount_minor, _negated(event.security_amount_minor))
                self._close(book, event, event.quantity, proceeds)
            case Activity(type="transfer_out"):
                self._close(book, event, event.quantity, None)
            case Activity(type="return_of_capital"):
                _return_capital(book, event)
            case Activity(type="spin_off", related_security_id=int(new_id), cost_fraction=Decimal() as fraction):
                _spin_off(book, self.book(new_id), event, fraction)

    def _close(self, book: LotBook, event: Activity, quantity: Decimal, proceeds: Cost | None) -> None:
        held = book.quantity
        taken = min(held, quantity)
        if quantity > held:
            self.oversold.append(Oversold(event.id, event.on, event.security_id, quantity, held))
        parts = list(relieve(book, taken, self._method, event.picks if quantity <= held else ()))
        if quantity > held:
            parts.append(Lot(None, event.on, None, quantity - held, quantity - held, UNKNOWN_COST))
        left, received = quantity, proceeds
        for part in parts:
            share = None if received is None else received.share(part.quantity, left)
            book.disposals.append(
                Disposal(event.id, event.on, part.opening_id, part.acquired_on, part.quantity, part.cost, share)
            )
            left -= part.quantity
            received = None if received is None or share is None else received - share

    def _adjust(self, book: LotBook, event: Statement) -> None:
        """Make the lots agree with what is stated: what was not known comes in, what is gone leaves."""
        missing = event.quantity - book.quantity
        if missing > 0:
            before = book.cost.minor
            cost = _difference(event.cost_basis_minor, before)
            known = Cost(cost if cost is not None and cost >= 0 else None, None)
            book.open(Lot(None, event.on, None, missing, missing, known))
        elif missing < 0:
            for part in relieve(book, -missing, self._method, ()):
                book.disposals.append(
                    Disposal(None, event.on, part.opening_id, part.acquired_on, part.quantity, part.cost, None)
                )


def match_lots(events: Iterable[Event], method: LotMethod) -> AccountLots:
    """Return the lots of an account after all `events`, in whatever order they come."""
    lots = AccountLots(method)
    for event in in_order(events):
        lots.apply(event)
    return lots


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return the events in the order in which they happen: on one day the split, what comes in, what goes out, and
    what a source states of the evening."""
    return sorted(events, key=lambda event: (event.on, _rank(event), event.id if isinstance(event, Activity) else 0))


def relieve(book: LotBook, quantity: Decimal, method: LotMethod, picks: Sequence[LotPick]) -> Iterator[Lot]:
    """Take `quantity` out of the lots and yield what was taken from each, with its cost.

    `picks` go before the method; what they leave open is taken first in, first out, which is also what "chosen" does
    without picks. Average cost takes shares first in, first out, each at the mean cost of all.
    """
    if method == "average" and not picks:
        yield from _relieve_average(book, quantity)
        return
    wanted = {pick.opening_id: pick.quantity for pick in picks}
    order = sorted(book.lots, key=lambda lot: (lot.opening_id not in wanted, *_order(lot, method)))
    remaining: dict[int, Lot | None] = {}
    left = quantity
    for lot in order:
        taken = min(lot.quantity, left, wanted.get(lot.opening_id or 0, left))
        if taken <= 0:
            continue
        cost = lot.cost.share(taken, lot.quantity)
        yield lot.holding(taken, cost)
        is_empty = taken == lot.quantity
        remaining[id(lot)] = None if is_empty else lot.holding(lot.quantity - taken, lot.cost - cost)
        left -= taken
    book.set_lots([kept for lot in book.lots if (kept := remaining.get(id(lot), lot)) is not None])


def long_term_from(acquired_on: date) -> date:
    """Return the first day on which a sale is long term: held for more than one year.

    Source: IRS Publication 550, "Long-term or short-term": the day after acquisition is the first of the period.
    """
    try:
        anniversary = acquired_on.replace(year=acquired_on.year + 1)
    except ValueError:
        anniversary = acquired_on.replace(year=acquired_on.year + 1, day=28)
    return anniversary + timedelta(days=1)


def term(acquired_on: date, sold_on: date) -> Term:
    return "long" if sold_on >= long_term_from(acquired_on) else "short"


def _rank(event: Event) -> int:
    match event:
        case SplitFact():
            return 0
        case Statement():
            return 4
        case Activity(type="sell" | "transfer_out"):
            return 3
        case Activity(type="spin_off"):
            return 2
        case _:
            return 1


def _order(lot: Lot, method: LotMethod) -> tuple[object, ...]:
    day = (lot.acquired_on or lot.opened_on).toordinal()
    match method:
        case "lifo":
            return (-day, -(lot.opening_id or 0))
        case "hifo":
            cost = lot.unit_cost
            return (cost is None, -(cost or ZERO), day, lot.opening_id or 0)
        case _:
            return (day, lot.opening_id or 0)


def _relieve_average(book: LotBook, quantity: Decimal) -> Iterator[Lot]:
    cost, held = book.cost, book.quantity
    relieved, left = cost.share(quantity, held) if held else NO_COST, quantity
    to_spread = relieved
    kept = []
    for lot in sorted(book.lots, key=lambda lot: _order(lot, "fifo")):
        taken = min(lot.quantity, left)
        if taken > 0:
            share = to_spread.share(taken, left)
            yield lot.holding(taken, share)
            to_spread -= share
            left -= taken
        if taken < lot.quantity:
            kept.append(lot.holding(lot.quantity - taken, lot.cost))
    remaining, open_quantity = cost - relieved, held - quantity
    lots = []
    for lot in kept:
        share = remaining.share(lot.quantity, open_quantity)
        lots.append(lot.holding(lot.quantity, share))
        remaining -= share
        open_quantity -= lot.quantity
    book.set_lots(lots)


def _open(book: LotBook, event: Activity, cost: Cost, *, acquired_on: date | None) -> None:
    book.open(Lot(event.id, event.on, acquired_on, event.quantity, event.quantity, cost))


def _return_capital(book: LotBook, event: Activity) -> None:
    """Lower the cost of all lots in proportion to their shares; what is more than their cost is a gain."""
    left, quantity = Cost(-event.amount_minor, _negated(event.security_amount_minor)), book.quantity
    excess = 0
    lots = []
    for lot in book.lots:
        share = left.share(lot.quantity, quantity)
        left, quantity = left - share, quantity - lot.quantity
        if lot.cost.minor is None or share.minor is None:
            lots.append(lot)
            continue
        lowered = min(share.minor, lot.cost.minor)
        excess += share.minor - lowered
        in_security = _difference(lot.cost.security_minor, share.security_minor)
        lots.append(
            replace(lot, cost=Cost(lot.cost.minor - lowered, None if in_security is None else max(in_security, 0)))
        )
    before = book.cost
    book.set_lots(lots)
    book.opened_cost -= before - book.cost
    if excess:
        gain = Cost(excess, None)
        book.disposals.append(Disposal(event.id, event.on, None, None, ZERO, NO_COST, gain))


def _spin_off(book: LotBook, new: LotBook, event: Activity, fraction: Decimal) -> None:
    """Give the new security its shares and its fraction of the cost, lot by lot, with the days of the old lots."""
    held, left = book.quantity, event.quantity
    lots = []
    for lot in book.lots:
        moved = lot.cost.share(fraction, Decimal(1))
        quantity = event.quantity * lot.quantity / held
        if lot is book.lots[-1]:
            quantity = left
        left -= quantity
        lots.append(replace(lot, cost=lot.cost - moved))
        new.open(Lot(event.id, event.on, lot.acquired_on, quantity, quantity, moved))
        book.opened_cost -= moved
    book.set_lots(lots)


def _total(costs: Iterable[Cost]) -> Cost:
    # A new Cost for each of very many lots took half of an import's time.
    minor: int | None = 0
    security_minor: int | None = 0
    for cost in costs:
        minor = _sum(minor, cost.minor)
        security_minor = _sum(security_minor, cost.security_minor)
    return Cost(minor, security_minor)


def _share(minor: int | None, part: Decimal, whole: Decimal) -> int | None:
    if minor is None:
        return None
    return int((minor * part / whole).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _difference(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def _negated(minor: int | None) -> int | None:
    return None if minor is None else -minor
