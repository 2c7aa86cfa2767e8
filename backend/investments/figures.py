"""The totals of investments as figures that open to the holdings, and the parts of a change of value."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from backend.investments.performance import Performance
from backend.investments.valuation import Line, Valuation
from backend.kit.figure import Excluded, Figure, Period, Term, total, unknown


class Measure(NamedTuple):
    """What is summed up over the holdings: its label, its value of one, and why that is not known."""

    label: str
    value: Callable[[Line], int | None]
    why: Callable[[Line], str]


MEASURES = {
    "value": Measure("Value", lambda line: line.value_minor, lambda line: line.no_value_because or ""),
    # Cash has no cost of its own and counts as itself.
    "cost": Measure(
        "Cost",
        lambda line: line.cost_minor if line.security else line.value_minor,
        lambda _line: "its cost is not known",
    ),
    "gain": Measure(
        "Gain, not realised",
        lambda line: line.gain_minor,
        lambda line: line.no_value_because or "its cost is not known",
    ),
    "day_change": Measure(
        "Day change", lambda line: line.day_change_minor, lambda _line: "it has no price of that day"
    ),
}


def measured(measure: str, lines: Iterable[Line]) -> list[Line]:
    """Return the lines that count in a measure: all in value and cost, without cash in gain and change."""
    if measure in ("value", "cost"):
        return list(lines)
    held = [line for line in lines if line.security is not None and line.security_type != "cash"]
    return [line for line in held if line.day_change_minor is not None] if measure == "day_change" else held


def total_of(measure: str, valuation: Valuation, today: date) -> Figure:
    """Return a measure of all lines by account; without a value if one of them is not known, with the reason."""
    if measure == "day_change":
        return day_change(valuation, today)
    return total(
        id=f"investments.{measure}",
        label=MEASURES[measure].label,
        unit=valuation.currency,
        as_of=valuation.as_of or today,
        terms=_by_account(measure, measured(measure, valuation.lines)),
    )


def holdings_value(valuation: Valuation, today: date) -> Figure:
    """Return the value of one security by the accounts that hold it."""
    terms = [
        Term(
            line.account.account_name,
            line.value_minor,
            figure_id=f"investments.value.holding:{line.account.id}-{line.security.id}" if line.security else None,
            why=None if line.value_minor is not None else line.no_value_because or "",
        )
        for line in valuation.lines
    ]
    return total(
        id="investments.value", label="Value", unit=valuation.currency, as_of=valuation.as_of or today, terms=terms
    )


def _by_account(measure: str, lines: Sequence[Line]) -> list[Term]:
    """Return a term for each account, the largest first; those of which a part is not known last."""
    by_account: dict[int, list[Line]] = {}
    for line in lines:
        by_account.setdefault(line.account.id, []).append(line)
    terms = []
    for account_id, own in by_account.items():
        values = [MEASURES[measure].value(line) for line in own]
        known = sum(value or 0 for value in values)
        missing = [line for line, value in zip(own, values, strict=True) if value is None]
        why = "; ".join(f"{line.name}: {MEASURES[measure].why(line)}" for line in missing)
        name, id_ = own[0].account.account_name, f"investments.{measure}.account:{account_id}"
        if missing:
            terms.append(Term(name, None, figure_id=id_, why=why, known_value=known))
        else:
            terms.append(Term(name, known, figure_id=id_))
    return sorted(terms, key=lambda term: (term.value is None, -abs(int(term.value or 0))))


def day_change(valuation: Valuation, today: date) -> Figure:
    """Return the change by prices on the newest day; holdings without a price of that day are left out and named."""
    lines = [line for line in valuation.lines if line.security is not None and line.security_type != "cash"]
    known = [line for line in lines if line.day_change_minor is not None]
    left_out = [line for line in lines if line.day_change_minor is None and line.value_minor is not None]
    as_of = valuation.as_of or today
    if not known:
        why = "no holding has a price of two days"
        return unknown(id="investments.day_change", label="Day change", unit=valuation.currency, as_of=as_of, why=why)
    return total(
        id="investments.day_change",
        label="Day change",
        unit=valuation.currency,
        as_of=as_of,
        terms=_by_account("day_change", known),
        excluded=(Excluded(f"{line.name} has no price of that day", 1, line.value_minor) for line in left_out),
    )


def change_figure(found: Performance) -> Figure:
    """Return why the value changed over the period as a figure that ends with the value now."""
    period = Period(found.start, found.end)
    if found.change is None:
        return unknown(
            id="investments.change", label="Value now", unit=found.currency, as_of=found.end, why=found.because or ""
        )
    change = found.change
    terms = [
        Term(f"Value on {found.start}", change.start_minor),
        Term("Paid in", change.in_minor),
        Term("Paid out", -change.out_minor),
        Term("Price changes", change.price_minor),
        Term("Dividends and interest", change.income_minor),
        Term("Fees", -change.fees_minor),
    ]
    return total(
        id="investments.change", label="Value now", unit=found.currency, as_of=found.end, period=period, terms=terms
    )


def gain_figure(found: Performance) -> Figure:
    """Return what was gained in the period: prices, dividends, fees."""
    if found.change is None:
        return unknown(
            id="investments.period_gain", label="Gain", unit=found.currency, as_of=found.end, why=found.because or ""
        )
    change = found.change
    terms = [
        Term("Price changes", change.price_minor),
        Term("Dividends and interest", change.income_minor),
        Term("Fees", -change.fees_minor),
    ]
    period = Period(found.start, found.end)
    return total(
        id="investments.period_gain", label="Gain", unit=found.currency, as_of=found.end, period=period, terms=terms
    )


def known_minor(figure: Figure) -> int | None:
    """Return the value of a figure, or the sum of its known terms."""
    found = figure.value if figure.value is not None else figure.known_value
    return found if isinstance(found, int) else None
