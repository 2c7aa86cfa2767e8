"""The return of the security that holdings are compared with, dividends included where all of them are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.infra.database import ReadSession
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.queries.prices import ExDate
from backend.investments.returns import Return


@dataclass(frozen=True, slots=True)
class BenchmarkReturns:
    """Returns since the first day as fractions, by day, and over the whole period. `has_dividends`: dividends are
    reinvested; otherwise not all of them are known, and the prices alone count."""

    returns: Mapping[date, Decimal]
    whole: Return
    has_dividends: bool = False


def benchmark_returns(db: ReadSession, user_id: int, security_id: int | None, days: Iterable[date]) -> BenchmarkReturns:
    """Return the returns of a security from the first to each other of `days`."""
    if security_id is None:
        return BenchmarkReturns({}, Return(None, "no benchmark is chosen"))
    wanted = sorted(set(days))
    closes = _closes(db, user_id, security_id, wanted)
    start, end = wanted[0], wanted[-1]
    if not closes.get(start):
        return BenchmarkReturns({}, Return(None, f"there is no price of it on or before {start}"))
    ex_dates = price_queries.ex_dates(db, user_id, security_id, after=start, until=end)
    growth = reinvested(wanted, ex_dates or [])
    returns = {on: close / closes[start] * growth[on] - 1 for on, close in closes.items()}
    return BenchmarkReturns(returns, Return(returns[end]), has_dividends=ex_dates is not None)


def reinvested(days: Sequence[date], ex_dates: Sequence[ExDate]) -> dict[date, Decimal]:
    """Return by how much the units have grown on each of `days` (ascending) if each dividend buys more of them at the
    close of its ex-date.

    Source: S&P Dow Jones Indices, Index Mathematics Methodology, "Total Return Calculations".
    """
    units = Decimal(1)
    waiting = list(reversed(ex_dates))
    grown = {}
    for day in days:
        while waiting and waiting[-1].on <= day:
            paid = waiting.pop()
            if paid.close:
                units *= 1 + paid.dividend / paid.close
        grown[day] = units
    return grown


def _closes(db: ReadSession, user_id: int, security_id: int, days: Sequence[date]) -> dict[date, Decimal]:
    """Return the price on or before each day in units of the last day, so that a split is no change."""
    quotes = price_queries.quotes(db, user_id, [(security_id, on) for on in days])
    splits = security_queries.splits_by_security(db, user_id).get(security_id, [])
    closes = {}
    for (_, on), quote in quotes.items():
        close = quote.close
        for split in splits:
            if on < split.on <= days[-1]:
                close = close * split.denominator / split.numerator
        closes[on] = close
    return closes
