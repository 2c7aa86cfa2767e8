"""The totals opened step by step: to accounts, to holdings, to the lots and the price that a holding is made of.

A figure is named `investments.<measure>`, `….account:<id>`, `….account:<id>:<currency of the prices>` or
`….holding:<account>-<security>`; the terms of each carry the names of those below.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from backend.exchange_rates.queries import rate_table_of_days
from backend.investments.errors import NoSuchFigure
from backend.investments.figures import MEASURES, measured, total_of
from backend.investments.lots import Lot
from backend.investments.overview import Reader
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.scope import Scope
from backend.investments.valuation import Line, Valuation
from backend.kit.currency import minor_digits
from backend.kit.figure import Figure, Term, term_of, total, unknown
from backend.kit.period import written_day

_ID = re.compile(r"investments\.(value|cost|gain|day_change)(?:\.(account|holding):(\d+)(?:([-:])(\w+))?)?", re.ASCII)
_SOURCES = {
    "plaid": "from your bank",
    "market": "from the price source",
    "manual": "entered by you",
    "file": "from a file",
    "trade": "of your last trade",
}
_RATE_DIGITS = Decimal("0.000001")


def figure(reader: Reader, scope: Scope, figure_id: str) -> Figure:
    """Return a figure with its terms. Raises NoSuchFigure."""
    match = _ID.fullmatch(figure_id)
    if match is None:
        raise NoSuchFigure
    measure, kind, number, separator, rest = match.groups()
    valuation = reader.value(scope)
    if kind is None:
        return total_of(measure, valuation, reader.today)
    lines = [line for line in valuation.lines if line.account.id == int(number)]
    if kind == "account" and separator != "-":
        return _account(measure, Valuation(valuation.currency, valuation.as_of, lines), figure_id, rest, reader.today)
    found = next((line for line in lines if line.security and str(line.security.id) == rest), None)
    if kind != "holding" or separator != "-" or found is None:
        raise NoSuchFigure
    return _Holding(reader, found, valuation, figure_id).figure(measure)


def _account(measure: str, valuation: Valuation, figure_id: str, currency: str | None, today: date) -> Figure:
    """Return one account by its holdings; of a currency, those whose prices are in it, and the cash in it."""
    lines = [line for line in measured(measure, valuation.lines) if currency in (None, line.currency)]
    if not lines:
        raise NoSuchFigure
    name = lines[0].account.account_name
    return total(
        id=figure_id,
        label=f"{MEASURES[measure].label}, {name}" + (f", {currency}" if currency else ""),
        unit=valuation.currency,
        as_of=valuation.as_of or today,
        terms=[_line_term(measure, line) for line in sorted(lines, key=lambda line: -abs(line.value_minor or 0))],
    )


def _line_term(measure: str, line: Line) -> Term:
    value = MEASURES[measure].value(line)
    below = f"investments.{measure}.holding:{line.account.id}-{line.security.id}" if line.security else None
    return Term(line.name, value, figure_id=below, why=None if value is not None else MEASURES[measure].why(line))


@dataclass(frozen=True, slots=True)
class _Holding:
    """One holding, from which its figures are made. Amounts are multiplied by the rate of today in the end."""

    reader: Reader
    line: Line
    valuation: Valuation
    figure_id: str

    def figure(self, measure: str) -> Figure:
        """Return value, cost, gain or change of a day of the holding, down to its lots and prices."""
        value = MEASURES[measure].value(self.line)
        terms = {"value": self._value, "cost": self._cost, "gain": self._gain, "day_change": self._day_change}[
            measure
        ]()
        label = f"{MEASURES[measure].label}, {self.line.name}"
        as_of = self.line.quote.on if self.line.quote else self.reader.today
        if value is None:
            why = MEASURES[measure].why(self.line)
            return unknown(
                id=self.figure_id, label=label, unit=self.valuation.currency, as_of=as_of, why=why, terms=terms
            )
        return Figure(
            id=self.figure_id, label=label, value=value, unit=self.valuation.currency, as_of=as_of, terms=tuple(terms)
        )

    def _value(self) -> list[Term]:
        """Lots × price × rate."""
        code = self.line.account.currency
        terms = [Term(f"{_lot_name(lot)}, {_cost_words(lot, code)}", lot.quantity, "shares") for lot in self._lots()]
        quote = self.line.quote
        if quote is not None:
            label = f"Price of {written_day(quote.on)}, {_SOURCES[quote.source]}"
            terms.append(Term(label, quote.close, self.line.currency, operator="multiply"))
        return [*terms, *self._rate(self.line.currency)]

    def _cost(self) -> list[Term]:
        code = self.line.account.currency
        terms = [
            Term(
                f"{lot.quantity.normalize():f}, {_lot_name(lot)}",
                lot.cost.minor,
                code,
                why=None if lot.cost.minor is not None else "its cost is not known",
            )
            for lot in self._lots()
        ]
        return [*terms, *self._rate(code)]

    def _gain(self) -> list[Term]:
        value, cost = (_Holding(self.reader, self.line, self.valuation, self._id(name)) for name in ("value", "cost"))
        return [term_of(value.figure("value")), term_of(cost.figure("cost"), is_subtracted=True)]

    def _day_change(self) -> list[Term]:
        """The quantity at the price of the day, less the same at the price before."""
        now, quantity, security = self.line.quote, self.line.quantity, self.line.security
        if now is None or quantity is None or security is None:
            return []
        before = price_queries.quotes(
            self.reader.investments, self.reader.user_id, [(security.id, _day_before(now.on))]
        )
        then = next(iter(before.values()), None)
        shares = [Term(_lot_name(lot), lot.quantity, "shares") for lot in self._lots()]
        if then is None:
            return shares
        rise = now.close - then.close
        label = (
            f"Price of {written_day(now.on)}, {now.close.normalize():f}, less that of {written_day(then.on)},"
            f" {then.close.normalize():f}"
        )
        return [*shares, Term(label, rise, self.line.currency, operator="multiply"), *self._rate(self.line.currency)]

    def _id(self, measure: str) -> str:
        security = self.line.security
        return f"investments.{measure}.holding:{self.line.account.id}-{security.id if security else 0}"

    def _lots(self) -> Sequence[Lot]:
        assert self.line.security is not None
        lots = position_queries.lots_of(
            self.reader.investments,
            self.reader.user_id,
            self.line.account.id,
            security_ids=[
                self.line.security.id,
                *security_queries.spun_off_from(self.reader.investments, self.reader.user_id, self.line.security.id),
            ],
        )
        return lots.book(self.line.security.id).lots

    def _rate(self, code: str) -> Iterable[Term]:
        home = self.valuation.currency
        if code == home:
            return
        table = rate_table_of_days(self.reader.db, self.reader.user_id, {code, home}, [self.reader.today])
        rate = table.rate(code, home, self.reader.today)
        if rate is not None:
            value = (Decimal(rate.value.numerator) / Decimal(rate.value.denominator)).quantize(
                _RATE_DIGITS, ROUND_HALF_EVEN
            )
            yield Term(f"Rate of {written_day(rate.on)}", value, f"{home} per {code}", operator="multiply")


def _lot_name(lot: Lot) -> str:
    return (
        f"Lot of {written_day(lot.acquired_on)}" if lot.acquired_on else f"Lot stated on {written_day(lot.opened_on)}"
    )


def _cost_words(lot: Lot, currency: str) -> str:
    if lot.cost.minor is None:
        return "its cost is not known"
    return f"cost {Decimal(lot.cost.minor).scaleb(-minor_digits(currency)):,} {currency}"


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
