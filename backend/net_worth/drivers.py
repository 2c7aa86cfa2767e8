"""Why net worth changed: each item's change split into causes, so that rows and columns add up exactly. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Group = Literal["cash", "investments", "owned", "cards", "loans"]
GROUPS: tuple[Group, ...] = ("cash", "investments", "owned", "cards", "loans")
DEBTS: tuple[Group, ...] = ("cards", "loans")
Cause = Literal["saved", "market", "debt_paid", "revalued", "added", "currency", "unexplained"]
CAUSES: tuple[Cause, ...] = ("saved", "market", "debt_paid", "revalued", "added", "currency", "unexplained")

# What money that moved in or out of an item means, and what a change without a movement means.
_MOVED: dict[Group, Cause] = {
    "cash": "saved",
    "investments": "saved",
    "owned": "saved",
    "cards": "debt_paid",
    "loans": "debt_paid",
}
_VALUED: dict[Group, Cause] = {
    "cash": "unexplained",
    "investments": "market",
    "owned": "revalued",
    "cards": "unexplained",
    "loans": "unexplained",
}


class End(NamedTuple):
    """An item at one end of a period, in its own and in the home currency.

    If it is not there, this is what it would count: the opening balance of one that came later, the last one of one
    that was closed.
    """

    is_there: bool
    own_minor: int
    home_minor: int


@dataclass(frozen=True, slots=True)
class Course:
    """An item over a period: both ends, and what moved into it in its own currency (a payment out is negative).

    `is_without_rows`: it has stated values but no transactions, so that a debt's change is what was paid.
    `to_home` turns an own amount into the home currency by the rate of the last day.
    """

    group: Group
    before: End
    after: End
    moved_minor: int
    to_home: Callable[[int], int]
    is_foreign: bool = False
    is_without_rows: bool = False


@dataclass(slots=True)
class Row:
    """One line of the matrix: before + the sum of causes = after, in minor units of the home currency."""

    before_minor: int = 0
    after_minor: int = 0
    causes: dict[Cause, int] = field(default_factory=lambda: dict.fromkeys(CAUSES, 0))

    def add(self, other: "Row") -> None:
        """Add another line, cell by cell."""
        self.before_minor += other.before_minor
        self.after_minor += other.after_minor
        for cause, minor in other.causes.items():
            self.causes[cause] += minor


def row_of(course: Course) -> Row:
    """Return the change of one item by cause.

    What came in by opening, and went by closing, is “added”. The rest of a conversion is the effect of the exchange
    rate; in the home currency it is rounding, and goes to the largest cause.
    """
    before, after, group = course.before, course.after, course.group
    own: dict[Cause, int] = dict.fromkeys(CAUSES, 0)
    own["added"] = (0 if before.is_there else before.own_minor) - (0 if after.is_there else after.own_minor)
    own[_MOVED[group]] += course.moved_minor
    valued: Cause = "debt_paid" if group in DEBTS and course.is_without_rows else _VALUED[group]
    own[valued] += after.own_minor - before.own_minor - course.moved_minor
    row = Row(
        before.home_minor if before.is_there else 0,
        after.home_minor if after.is_there else 0,
        {cause: course.to_home(minor) if minor else 0 for cause, minor in own.items()},
    )
    rest = row.after_minor - row.before_minor - sum(row.causes.values())
    row.causes["currency" if course.is_foreign else max(CAUSES, key=lambda cause: abs(row.causes[cause]))] += rest
    return row


def matrix(courses: Iterable[Course]) -> dict[Group, Row]:
    """Return the lines of all groups that have an item, in their order."""
    rows: dict[Group, Row] = {}
    for course in courses:
        rows.setdefault(course.group, Row()).add(row_of(course))
    return {group: rows[group] for group in GROUPS if group in rows}


def total_row(rows: Sequence[Row]) -> Row:
    """Return the sum of lines."""
    whole = Row()
    for row in rows:
        whole.add(row)
    return whole
