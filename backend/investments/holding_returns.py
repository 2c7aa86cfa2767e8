"""The time-weighted return of each holding over a period, from its prices at the ends and around its activities.

Between two activities a holding returns what its price does, so that no other day needs to be looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from backend.infra.database import ReadSession
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries.activities import Move
from backend.investments.returns import DailyValue, time_weighted_return
from backend.investments.timeline import value_minor

_DAY = timedelta(days=1)


def returns_of(
    db: ReadSession, user_id: int, quantities: dict[int, Decimal], currencies: dict[int, str], *, start: date, end: date
) -> dict[int, Decimal | None]:
    """Return the return of each security from the evening of `start` to that of `end`, in its own currency.

    `quantities` are held at `end`. None where a price is missing; where it was bought later, the return since then.
    """
    moves: dict[int, list[Move]] = defaultdict(list)
    unknown = set()
    for security_id, move in activity_queries.moves(db, user_id, first=start + _DAY, last=end):
        if move is None:
            unknown.add(security_id)
        else:
            moves[security_id].append(move)
    wanted = {
        (id_, on)
        for id_ in quantities
        for on in (start, end, *(day for move in moves[id_] for day in (move.on - _DAY, move.on)))
    }
    closes: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for (security_id, on), quote in price_queries.quotes(db, user_id, wanted).items():
        closes[security_id][on] = quote.close
    found: dict[int, Decimal | None] = {}
    for security_id, quantity in quantities.items():
        if security_id in unknown:
            found[security_id] = None
        else:
            found[security_id] = holding_return(
                moves[security_id], closes[security_id], quantity, currencies[security_id], start=start, end=end
            )
    return found


def holding_return(
    moves: Sequence[Move], closes: dict[date, Decimal], quantity: Decimal, currency: str, *, start: date, end: date
) -> Decimal | None:
    """Return the time-weighted return of one holding; `closes` are the prices of the days that matter."""
    by_day: dict[date, list[Move]] = defaultdict(list)
    for move in moves:
        by_day[move.on].append(move)
    held = quantity
    for move in sorted(moves, key=lambda move: move.on, reverse=True):
        held = (held - move.quantity) * move.denominator / move.numerator
    try:
        return time_weighted_return(list(_days(by_day, closes, max(held, Decimal(0)), currency, start, end))).value
    except KeyError:
        return None


def _days(
    by_day: dict[date, list[Move]],
    closes: dict[date, Decimal],
    held: Decimal,
    currency: str,
    start: date,
    end: date,
) -> Iterator[DailyValue]:
    def worth(on: date) -> int:
        return value_minor(held, closes[on], currency) if held else 0

    opening = worth(start)
    yield DailyValue(start, opening, in_minor=opening)
    for on in sorted(by_day):
        if on - _DAY > start:
            yield DailyValue(on - _DAY, worth(on - _DAY))
        paid_in, paid_out = _flows(by_day[on], closes, currency)
        for move in by_day[on]:
            held = held * move.numerator / move.denominator + move.quantity
        yield DailyValue(on, worth(on), paid_in, paid_out)
    if end not in by_day:
        yield DailyValue(end, worth(end))


def _flows(moves: Iterable[Move], closes: dict[date, Decimal], currency: str) -> tuple[int, int]:
    paid_in = sum(move.in_minor for move in moves)
    paid_out = sum(move.out_minor for move in moves)
    for move in moves:
        if move.is_in_kind:
            worth = value_minor(abs(move.quantity), closes[move.on], currency)
            paid_in += worth if move.quantity > 0 else 0
            paid_out += worth if move.quantity < 0 else 0
    return paid_in, paid_out
