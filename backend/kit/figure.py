"""A figure with everything needed to explain it: its terms, what was left out, and how complete it is.

Every number that a page, an export or the assistant shows comes from a function that returns a `Figure`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

# An int with a currency is in minor units; a Decimal with a currency is a price in whole units.
Value = int | Decimal
Operator = Literal["add", "multiply", "divide"]
PERCENT = "percent"  # Decimal("6.67") is 6.67 %


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a figure. A part that is subtracted has a negative value.

    `value` is None if it is unknown; `why` says the reason, and `known_value` what is known of it. `unit` is None for
    the unit of the figure. The transactions behind it are named by `transaction_ids` or by `query`, the search
    parameters of the page Transactions; `figure_id` names the figure that explains the part.
    """

    label: str
    value: Value | None
    unit: str | None = None
    operator: Operator = "add"
    transaction_ids: tuple[int, ...] = ()
    query: str | None = None
    figure_id: str | None = None
    why: str | None = None
    known_value: Value | None = None

    def __post_init__(self) -> None:
        assert (self.value is None) == (self.why is not None), "an unknown term, and only that, has a reason"


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a figure leaves out on purpose; `value_minor` is None where it has no single value."""

    reason: str
    count: int
    value_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What a figure lacks, and why: "Krona Savings", "no exchange rate for SEK on 2026-11-21"."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """Up to which day everything is there (None if nobody can say), and what is missing."""

    complete_through: date | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a figure covers, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Before:
    """What a figure was on the last day of an earlier period, and which terms changed it, the largest change first."""

    as_of: date
    value: Value
    changes: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `unit` is an ISO currency, "percent", or a plain word such as "shares".

    `value` is None if a part is unknown; `completeness.missing` says why, and `known_value` is the sum of the known
    terms. `id` names the figure wherever it is shown, for example "net_worth.total".
    """

    id: str
    label: str
    value: Value | None
    unit: str
    as_of: date
    period: Period | None = None
    terms: tuple[Term, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    completeness: Completeness = Completeness()
    known_value: Value | None = None
    before: Before | None = None

    def __post_init__(self) -> None:
        assert self.value is not None or self.completeness.missing, "a figure without a value says why"


def total(
    *,
    id: str,
    label: str,
    unit: str,
    as_of: date,
    terms: Iterable[Term],
    period: Period | None = None,
    excluded: Iterable[Excluded] = (),
    complete_through: date | None = None,
    missing: Iterable[Missing] = (),
) -> Figure:
    """Return the sum of `terms`, all in `unit`; without a value if one of them is unknown.

    `missing` names what the sum lacks beyond its unknown terms, such as days that were not imported: the value stays.
    """
    parts = tuple(terms)
    assert all(part.unit in (None, unit) and part.operator == "add" for part in parts), "only terms of one unit add"
    known = sum_of(part.known_value or 0 if part.value is None else part.value for part in parts)
    lacking = tuple(Missing(part.label, part.why) for part in parts if part.why is not None)
    return Figure(
        id=id,
        label=label,
        value=None if lacking else known,
        unit=unit,
        as_of=as_of,
        period=period,
        terms=parts,
        excluded=tuple(excluded),
        completeness=Completeness(complete_through, (*lacking, *missing)),
        known_value=known if lacking else None,
    )


def since(figure: Figure, earlier: Figure, on: date) -> Figure:
    """Return `figure` with what changed since the same figure of an earlier period, which ended `on` a day.

    Terms are compared by label. A figure that is unknown on one of both days has no comparison.
    """
    if figure.value is None or earlier.value is None:
        return figure
    then = {term.label: term.value or 0 for term in earlier.terms}
    now = {term.label: term for term in figure.terms}
    changes = []
    for label in now | then:
        term = now.get(label)
        change = (term.value or 0 if term else 0) - then.get(label, 0)
        if change:
            changes.append(Term(label, change, query=term.query if term else None))
    changes.sort(key=_size, reverse=True)
    return replace(figure, before=Before(on, earlier.value, tuple(changes)))


def _size(term: Term) -> Decimal:
    return abs(Decimal(term.value or 0))


def unknown(*, id: str, label: str, unit: str, as_of: date, why: str, terms: Sequence[Term] = ()) -> Figure:
    """Return a figure that has no value, because `why`."""
    completeness = Completeness(missing=(Missing(label, why),))
    return Figure(id=id, label=label, value=None, unit=unit, as_of=as_of, terms=tuple(terms), completeness=completeness)


def term_of(figure: Figure, *, label: str | None = None, is_subtracted: bool = False) -> Term:
    """Return `figure` as a term of another one; an unknown figure gives an unknown term with its reasons."""
    name = label or figure.label
    if figure.value is None:
        reasons = "; ".join(f"{each.what}: {each.why}" for each in figure.completeness.missing)
        known = figure.known_value
        if known is not None and is_subtracted:
            known = -known
        return Term(name, None, figure.unit, figure_id=figure.id, why=reasons, known_value=known)
    return Term(name, -figure.value if is_subtracted else figure.value, figure.unit, figure_id=figure.id)


def sum_of(values: Iterable[Value]) -> Value:
    """Return the sum: an int of ints, exact for decimals; 0 of nothing."""
    result: Value = 0
    for value in values:
        result = result + value
    return result
