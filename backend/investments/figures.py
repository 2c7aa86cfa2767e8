"""The totals of investments as figures that open to the holdings, and the parts of a change of value."""

from collections.abc import Callable, Iterable
from datetime import date

from backend.investments.performance import Performance
from backend.investments.valuation import Line, Valuation
from backend.kit.figure import Excluded, Figure, Period, Term, total, unknown


def total_value(valuation: Valuation, today: date) -> Figure:
    """Return the value of all lines; null if one has none, with the reason."""
    return _sum(
        "investments.value", "Value", valuation, today, lambda line: line.value_minor,
        why=lambda line: line.no_value_because or "",
    )  # fmt: skip


def total_cost(valuation: Valuation, today: date) -> Figure:
    """Return what the holdings cost; cash has no cost of its own and counts as itself."""
    return _sum(
        "investments.cost", "Cost", valuation, today,
        lambda line: line.cost_minor if line.security else line.value_minor,
        why=lambda line: "its cost is not known",
    )  # fmt: skip


def total_gain(valuation: Valuation, today: date) -> Figure:
    """Return the gain that is not realised."""
    held = [line for line in valuation.lines if line.security is not None and line.security_type != "cash"]
    return _sum(
        "investments.gain", "Gain, not realised", Valuation(valuation.currency, valuation.as_of, held), today,
        lambda line: line.gain_minor, why=lambda line: line.no_value_because or "its cost is not known",
    )  # fmt: skip


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
        terms=(Term(label, value) for label, value in _by_name(known, lambda line: line.day_change_minor or 0)),
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


def _sum(
    id_: str,
    label: str,
    valuation: Valuation,
    today: date,
    value: Callable[[Line], int | None],
    *,
    why: Callable[[Line], str],
) -> Figure:
    known = [line for line in valuation.lines if value(line) is not None]
    terms = [Term(name, minor) for name, minor in _by_name(known, lambda line: value(line) or 0)]
    terms += [Term(line.name, None, why=why(line)) for line in valuation.lines if value(line) is None]
    return total(id=id_, label=label, unit=valuation.currency, as_of=valuation.as_of or today, terms=terms)


def _by_name(lines: Iterable[Line], value: Callable[[Line], int]) -> list[tuple[str, int]]:
    """Return the sums of the lines by their names, the largest first."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.name] = sums.get(line.name, 0) + value(line)
    return sorted(sums.items(), key=lambda each: -abs(each[1]))
