"""What a sale would realise by each method of choosing lots. Pure; amounts in the account's currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.investments.lots import Lot, LotBook, LotPick, Term, relieve, term
from backend.investments.vocabulary import LotMethod

METHODS: tuple[LotMethod, ...] = ("fifo", "lifo", "hifo", "average")


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """What one lot would give to the sale."""

    opening_id: int | None
    acquired_on: date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Preview:
    """One method: the lots that it takes, their cost and the gain; None if a cost is not known. `term` is None if lots
    of both terms, or of unknown age, are taken."""

    method: LotMethod
    parts: Sequence[PreviewPart]
    cost_minor: int | None
    gain_minor: int | None
    long_gain_minor: int | None
    term: Term | None


def preview_sale(
    lots: Sequence[Lot], *, quantity: Decimal, proceeds_minor: int, on: date, picks: Sequence[LotPick] = ()
) -> list[Preview]:
    """Return what each method would do with a sale of `quantity`, at most what the lots hold; also the `picks`."""
    found = [_preview(lots, quantity, proceeds_minor, on, method, ()) for method in METHODS]
    if picks:
        found.append(_preview(lots, quantity, proceeds_minor, on, "chosen", picks))
    return found


def _preview(
    lots: Sequence[Lot], quantity: Decimal, proceeds_minor: int, on: date, method: LotMethod, picks: Sequence[LotPick]
) -> Preview:
    taken = list(relieve(LotBook.of(lots), quantity, method, picks))
    costs = [lot.cost.minor for lot in taken]
    cost = None if None in costs else sum(minor for minor in costs if minor is not None)
    terms = {None if lot.acquired_on is None else term(lot.acquired_on, on) for lot in taken}
    long_taken = [lot for lot in taken if lot.acquired_on is not None and term(lot.acquired_on, on) == "long"]
    long_quantity = sum((lot.quantity for lot in long_taken), Decimal(0))
    long_gain = None
    if cost is not None and None not in terms:
        share = int((proceeds_minor * long_quantity / quantity).quantize(Decimal(1)))
        long_gain = share - sum(lot.cost.minor or 0 for lot in long_taken)
    return Preview(
        method=method,
        parts=[PreviewPart(lot.opening_id, lot.acquired_on, lot.quantity) for lot in taken],
        cost_minor=cost,
        gain_minor=None if cost is None else proceeds_minor - cost,
        long_gain_minor=long_gain,
        term=terms.pop() if len(terms) == 1 else None,
    )
