"""The lines of a plan with their periods: what each may spend, spent and has left, in its own period and in others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy.orm import Session

from backend.budgets import queries
from backend.budgets.envelope import Carry, Envelope, PeriodSums, carry_of, roll_over_each
from backend.budgets.models import Budget, BudgetMove, BudgetPlan, StandingLine
from backend.budgets.moves import moved_to
from backend.budgets.pay_days import PayDays, pay_days
from backend.budgets.periods import Days, PeriodKind, period_of, periods_in, share_of
from backend.budgets.spending import DaySum, SpendingByDay, SpendingIndex
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.kit.period import first_day, last_day, month_of, shift

# The periods whose spending stands beside each other on the page, for every line.
SIDE_BY_SIDE: tuple[PeriodKind, ...] = ("week", "payday", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan: a standing line, or the monthly budgets of a category."""

    category: Category
    period: PeriodKind
    currency: str
    carry: Carry
    # Each period with what it may spend, oldest first; there may be gaps between those of monthly budgets.
    periods: tuple[tuple[Days, int, Carry], ...]
    line_id: int | None = None
    # Monthly budgets by month.
    budget_ids: Mapping[str, int] | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineSums:
    """What a line holds in the days shown: left = carried + budgeted + moved - spent."""

    budgeted_minor: int
    moved_minor: int
    carried_minor: int
    spent_minor: int

    @property
    def left_minor(self) -> int:
        return self.carried_minor + self.budgeted_minor + self.moved_minor - self.spent_minor


@dataclass(frozen=True, slots=True)
class LineState:
    """A line with its sums in the days shown, and its own period at the day shown."""

    line: Line
    shown: LineSums
    own_days: Days
    own: Envelope
    envelopes: tuple[tuple[Days, Envelope], ...]
    # A cost that comes back each month whatever one does.
    is_fixed: bool
    # Whether the line of its main category, in the same currency, holds it already.
    is_inside: bool
    side_by_side: Mapping[PeriodKind, int]


@dataclass(frozen=True, slots=True)
class PlanState:
    """All lines of a plan in the days shown. `day` is today if it is one of them, else the nearest of them."""

    days: Days
    day: date
    lines: list[LineState]
    moves: Sequence[BudgetMove]
    pay_days: PayDays
    spending: Mapping[str, SpendingIndex]

    def index(self, currency: str) -> SpendingIndex:
        return self.spending.get(currency) or SpendingIndex(SpendingByDay((), {}), SpendingByDay((), {}))

    @property
    def currencies(self) -> list[str]:
        """The currencies of the lines, in the order of their codes."""
        return sorted({each.line.currency for each in self.lines})

    def top_lines(self, currency: str) -> list[LineState]:
        """Return the lines of a currency that are not inside another one, so that their sums add up."""
        return [each for each in self.lines if each.line.currency == currency and not each.is_inside]


def days_shown(
    db: Session, user_id: int, kind: PeriodKind, day: date, plan: BudgetPlan | None = None
) -> tuple[Days, PayDays]:
    """Return the period of a day that a page shows, and the pay days around it."""
    known = pay_days(db, user_id, day, day)
    if kind == "once":
        if plan is None or plan.ends_on is None:
            return period_of("month", day), known
        return Days(plan.starts_on, plan.ends_on), known
    return period_of(kind, day, pay_days=known.days), known


def plan_state(
    db: Session, user_id: int, plan: BudgetPlan | None, days: Days, *, today: date, with_side_by_side: bool = True
) -> PlanState:
    """Return the lines of a plan (None: the main plan) with their sums in `days`."""
    day = min(max(today, days.start), days.end)
    plan_id = plan.id if plan else None
    standing = queries.lines(db, user_id, plan_id, days)
    first = min([days.start, *(each.starts_on for each in standing)])
    known = pay_days(db, user_id, first, max(days.end, day))
    named = {category.id: category for category in categories.every(db, user_id)}
    lines = [_standing(each, named, plan, days, day, known.days) for each in standing]
    if plan is None:
        lines += _monthly(queries.up_to(db, user_id, month_of(days.end)), named, days)
    around = _around(day, known.days) if with_side_by_side else {}
    moves = queries.moves(db, user_id, plan_id, until=days.end)
    spending = _spending(db, user_id, lines, [days, *around.values()])
    held = {(each.category.id, each.currency) for each in lines}
    families = categories.families(named.values())
    states = []
    for line in lines:
        index = spending.get(line.currency) or SpendingIndex(SpendingByDay((), {}), SpendingByDay((), {}))
        family = families[line.category.id]
        envelopes = _envelopes(line, family, moves, index)
        own_days, own = next((each for each in envelopes if each[0].holds(day)), envelopes[-1])
        states.append(
            LineState(
                line=line,
                shown=_shown(line, family, days, envelopes, moves, index),
                own_days=own_days,
                own=own,
                envelopes=envelopes,
                is_fixed=categories.is_fixed(line.category, named.values()),
                is_inside=(line.category.parent_id, line.currency) in held,
                side_by_side={kind: index.spent(line.category.id, each) for kind, each in around.items()},
            )
        )
    places = {id_: at for at, id_ in enumerate(named)}
    states.sort(key=lambda state: places[state.line.category.id])
    return PlanState(days, day, states, moves, known, spending)


def _standing(
    row: StandingLine, named: Mapping[int, Category], plan: BudgetPlan | None, shown: Days, day: date,
    known: Sequence[date],
) -> Line:  # fmt: skip
    kind, carry = cast(PeriodKind, row.period), cast(Carry, row.carry)
    ends_on = min((each for each in (row.ends_on, plan and plan.ends_on) if each), default=None)
    once = Days(row.starts_on, ends_on) if ends_on else None
    first = row.starts_on if carry != "nothing" else max(row.starts_on, min(shown.start, day))
    last = max(first, min(shown.end, ends_on or shown.end))
    return Line(
        category=named[row.category_id],
        period=kind,
        currency=row.currency,
        carry=carry,
        periods=tuple(
            (each, row.amount_minor, carry) for each in periods_in(kind, Days(first, last), pay_days=known, once=once)
        ),
        line_id=row.id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def _monthly(budgets: Sequence[Budget], named: Mapping[int, Category], shown: Days) -> list[Line]:
    """Return one line for each category and currency with a budget in a month that `shown` touches."""
    months = (month_of(shown.start), month_of(shown.end))
    by_line: dict[tuple[int, str], list[Budget]] = {}
    for budget in budgets:
        by_line.setdefault((budget.category_id, budget.currency), []).append(budget)
    lines = []
    for (category_id, currency), rows in by_line.items():
        inside = [row for row in rows if months[0] <= row.month <= months[1]]
        if not inside:
            continue
        # The run of months before those shown that something can come along from.
        first = len(rows) - len(inside)
        while first and rows[first].rollover and rows[first - 1].month == shift(rows[first].month, -1):
            first -= 1
        lines.append(
            Line(
                category=named[category_id],
                period="month",
                currency=currency,
                carry=carry_of(inside[-1].rollover, inside[-1].carries_debt),
                periods=tuple(
                    (
                        Days(first_day(row.month), last_day(row.month)),
                        row.amount_minor,
                        carry_of(row.rollover, row.carries_debt),
                    )
                    for row in rows[first:]
                ),
                budget_ids={row.month: row.id for row in inside},
            )
        )
    return lines


def _around(day: date, known: Sequence[date]) -> dict[PeriodKind, Days]:
    return {kind: period_of(kind, day, pay_days=known) for kind in SIDE_BY_SIDE}


def _spending(db: Session, user_id: int, lines: Sequence[Line], shown: Sequence[Days]) -> dict[str, SpendingIndex]:
    """Return the sums of all days that a line or the page needs: whole months from the monthly totals."""
    periods = [days for line in lines for days, _amount, _carry in line.periods]
    needed = [*shown, *periods, *(part for days in periods if (part := _part_before(days, shown[0])))]
    kinds = queries.spending_categories(db, user_id)
    found: dict[str, dict[str, list[DaySum]]] = {}
    for name, spans, read in (
        ("month", [each for each in needed if each.whole_months], queries.sums_by_month),
        ("day", [each for each in needed if not each.whole_months], queries.sums_by_day),
    ):
        if spans:
            for row in read(db, user_id, Days(min(d.start for d in spans), max(d.end for d in spans))):
                found.setdefault(row.currency, {}).setdefault(name, []).append(row)
    return {
        currency: SpendingIndex(SpendingByDay(sums.get("month", ()), kinds), SpendingByDay(sums.get("day", ()), kinds))
        for currency, sums in found.items()
    }


def _envelopes(
    line: Line, family: Collection[int], moves: Sequence[BudgetMove], index: SpendingIndex
) -> tuple[tuple[Days, Envelope], ...]:
    periods = [days for days, _amount, _carry in line.periods]
    sums = []
    for at, (days, amount, carry) in enumerate(line.periods):
        follows = at > 0 and periods[at - 1].end + timedelta(days=1) == days.start
        spent, moved = index.spent(line.category.id, days), moved_to(moves, family, days)
        sums.append(PeriodSums(amount, carry if follows else "nothing", spent, moved))
    return tuple(zip(periods, roll_over_each(sums), strict=True))


def _shown(
    line: Line,
    family: Collection[int],
    shown: Days,
    envelopes: Sequence[tuple[Days, Envelope]],
    moves: Sequence[BudgetMove],
    index: SpendingIndex,
) -> LineSums:
    """Return the sums in the days shown: of the periods that begin in them, or the share of a longer period."""
    spent, moved = index.spent(line.category.id, shown), moved_to(moves, family, shown)
    touched = [each for each in envelopes if each[0].overlaps(shown)]
    if all(days.length <= shown.length for days, _envelope in touched):
        inside = [envelope for days, envelope in touched if shown.holds(days.start)]
        carried = inside[0].rolled_minor if inside else 0
        return LineSums(sum(each.budgeted_minor for each in inside), moved, carried, spent)
    budgeted = sum(share_of(envelope.budgeted_minor, days, shown) for days, envelope in touched)
    if line.carry == "nothing":
        return LineSums(budgeted, moved, 0, spent)
    longer, envelope = touched[0]
    carried = envelope.rolled_minor
    if passed := _part_before(longer, shown):
        carried += share_of(envelope.budgeted_minor, longer, passed) + moved_to(moves, family, passed)
        carried -= index.spent(line.category.id, passed)
    return LineSums(budgeted, moved, max(carried, 0) if line.carry == "surplus" else carried, spent)


def _part_before(days: Days, shown: Days) -> Days | None:
    """Return the part of a longer period that is over when the days shown begin."""
    return Days(days.start, shown.start - timedelta(days=1)) if days.start < shown.start <= days.end else None
