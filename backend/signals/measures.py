"""Measure the signals of a window: each one is a figure that explains itself. Pure.

A month is 30 days here, so that both windows hold whole months.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import fmean, median, pstdev
from typing import NamedTuple

from backend.kit.figure import Completeness, Figure, Missing, Period, Term, Value, term_of, total, unknown
from backend.kit.period import written_day
from backend.signals.kinds import (
    DAYS,
    DEFINITIONS,
    LOOK_BACK_DAYS,
    MONEY,
    MONTHS,
    WINDOW_DAYS,
    Signal,
    SignalKey,
    Window,
    signal,
)
from backend.signals.observations import Charge, HeldAccount, Observations, SavingsAccount, Subscription, period_of

_MONTH_DAYS = 30
# Paying up to a tenth more than the minimum is still paying only the minimum.
_MINIMUM_TOLERANCE = Decimal("1.1")
# Pay is the largest payments that make up this share of what came in; interest and cashback are left out by it.
_PAY_SHARE = Decimal("0.9")
_FEWEST_PAY_DAYS = 2
_NO_BALANCE = "no balance is known"


def measure(seen: Observations, window: Window) -> list[Signal]:
    """Return all signals of a window, in the order of the page."""
    scope = _Scope(seen, window, period_of(window, seen.today))
    return [*_subscriptions(scope), *_savings(scope), *_credit(scope), *_income(scope)]


class _Scope(NamedTuple):
    seen: Observations
    window: Window
    period: Period

    @property
    def months(self) -> int:
        return WINDOW_DAYS[self.window] // _MONTH_DAYS

    def unit(self, key: SignalKey) -> str:
        unit = DEFINITIONS[key].unit
        return self.seen.currency if unit == MONEY else unit

    def holds(self, day: date) -> bool:
        return self.period.start <= day <= self.period.end

    def figure(self, key: SignalKey, value: Value, terms: Sequence[Term], missing: Sequence[Missing] = ()) -> Figure:
        return Figure(
            f"signals.{key}",
            DEFINITIONS[key].label,
            value,
            self.unit(key),
            self.seen.today,
            period=self.period,
            terms=tuple(terms),
            completeness=Completeness(missing=tuple(missing)),
        )

    def sum(self, key: SignalKey, terms: Sequence[Term], missing: Sequence[Missing] = ()) -> Figure:
        return total(
            id=f"signals.{key}",
            label=DEFINITIONS[key].label,
            unit=self.unit(key),
            as_of=self.seen.today,
            period=self.period,
            terms=terms,
            missing=missing,
        )

    def unknown(self, key: SignalKey, why: str, terms: Sequence[Term] = ()) -> Figure:
        return unknown(
            id=f"signals.{key}",
            label=DEFINITIONS[key].label,
            unit=self.unit(key),
            as_of=self.seen.today,
            why=why,
            terms=terms,
        )


def _subscriptions(scope: _Scope) -> Iterator[Signal]:
    """Subscriptions that run, and those that ended after a charge in the window."""
    mine = [
        each
        for each in scope.seen.subscriptions
        if each.is_running or any(scope.holds(charge.on) for charge in each.charges)
    ]
    none = Term("Subscriptions found", 0)
    yield signal(
        "subscriptions.count",
        scope.sum("subscriptions.count", [_counted_term(each) for each in mine] or [none]),
    )
    monthly = [_monthly_term(each) for each in mine] or [none]
    yield signal("subscriptions.monthly", scope.sum("subscriptions.monthly", monthly))
    yield signal("subscriptions.share", _share(scope, mine))


def _counted_term(each: Subscription) -> Term:
    return Term(each.name, 1, transaction_ids=_last_ids(each))


def _last_ids(each: Subscription) -> tuple[int, ...]:
    return tuple(charge.transaction_id for charge in each.charges[-3:])


def _monthly_term(each: Subscription) -> Term:
    if each.per_year_minor is None:
        return Term(each.name, None, why="no amount is known yet")
    return Term(each.name, round(Decimal(each.per_year_minor) / 12), transaction_ids=_last_ids(each))


def _share(scope: _Scope, mine: Sequence[Subscription]) -> Figure:
    """What subscriptions were charged in the window, as a share of all that was spent in it."""
    spent = scope.seen.spent[scope.window]
    charged = [charge for each in mine for charge in each.charges if scope.holds(charge.on)]
    terms = [
        Term("Charged by subscriptions", sum(charge.minor for charge in charged), scope.seen.currency,
             transaction_ids=tuple(charge.transaction_id for charge in charged)),
        _divided_by(term_of(spent)),
    ]  # fmt: skip
    if not isinstance(spent.value, int) or spent.value <= 0:
        return scope.unknown("subscriptions.share", "nothing was spent in these days", terms)
    value = (Decimal(terms[0].value or 0) * 100 / spent.value).quantize(Decimal("0.1"))
    return scope.figure("subscriptions.share", value, terms)


def _savings(scope: _Scope) -> Iterator[Signal]:
    accounts, window = scope.seen.savings, scope.window
    if not accounts:
        for key in ("savings.monthly", "savings.growth", "savings.emergency_months"):
            yield signal(key, scope.unknown(key, "there is no savings account"))
        return
    net_in = sum(each.net_in[window] for each in accounts)
    dates = f"start_date={scope.period.start}&end_date={scope.period.end}"
    moved = [
        Term(each.name, each.net_in[window], scope.seen.currency, query=f"account_id={each.account_id}&{dates}")
        for each in accounts
    ]
    months = Term("Months", Decimal(scope.months), MONTHS, "divide")
    by_month = scope.figure("savings.monthly", round(Decimal(net_in) / scope.months), [*moved, months])
    yield signal("savings.monthly", by_month)
    yield signal("savings.growth", _growth(scope, accounts, net_in))
    yield signal("savings.emergency_months", _months_of_spending(scope, "savings.emergency_months", accounts))


def _growth(scope: _Scope, accounts: Sequence[SavingsAccount], net_in: int) -> Figure:
    """What was put aside in the window, as a share of what there was when it began."""
    openings = [each.opening[scope.window] for each in accounts]
    known = [each for each in openings if each is not None]
    if len(known) < len(openings):
        return scope.unknown("savings.growth", f"{_NO_BALANCE} for the first day")
    opening = sum(known)
    terms = [
        Term("Put aside", net_in, scope.seen.currency),
        Term(f"Savings on {written_day(scope.period.start)}", opening, scope.seen.currency, "divide"),
    ]
    if opening <= 0:
        return scope.unknown("savings.growth", "there were no savings on the first day", terms)
    return scope.figure("savings.growth", (Decimal(net_in) * 100 / opening).quantize(Decimal("0.1")), terms)


def _months_of_spending(
    scope: _Scope, key: SignalKey, accounts: Sequence[SavingsAccount] | Sequence[HeldAccount]
) -> Figure:
    """How many months the balance of these accounts would last at the spending of the window."""
    terms = [
        Term(each.name, each.balance_minor, scope.seen.currency, query=f"account_id={each.account_id}",
             why=None if each.balance_minor is not None else _NO_BALANCE)
        for each in accounts
    ]  # fmt: skip
    if lacking := [each.name for each in accounts if each.balance_minor is None]:
        return scope.unknown(key, f"{_NO_BALANCE} of {', '.join(lacking)}", terms)
    spent = scope.seen.spent[scope.window]
    if not isinstance(spent.value, int) or spent.value <= 0:
        return scope.unknown(key, "nothing was spent in these days", terms)
    monthly = Decimal(spent.value) / scope.months
    terms.append(Term("Spent a month", round(monthly), scope.seen.currency, "divide", figure_id=spent.id))
    held = max(sum(each.balance_minor or 0 for each in accounts), 0)
    missing = [Missing(code, "amounts in it are not counted") for code in scope.seen.other_currencies]
    return scope.figure(key, (held / monthly).quantize(Decimal("0.1")), terms, missing)


def _credit(scope: _Scope) -> Iterator[Signal]:
    cards = scope.seen.cards
    if not cards or scope.seen.used is None:
        for key, definition in DEFINITIONS.items():
            if definition.group == "credit":
                yield signal(key, scope.unknown(key, "there is no credit card"))
        return
    parts = tuple(each.used for each in cards)
    used = scope.seen.used
    # The figure of the page Debts; only its name says that it is a signal here.
    yield signal("credit.used", _renamed(scope, "credit.used", used), parts=parts)
    known = [each.used for each in cards if each.used.value is not None]
    if known:
        highest = max(known, key=lambda figure: figure.value or 0)
        yield signal("credit.highest", _renamed(scope, "credit.highest", highest), parts=parts)
    else:
        yield signal("credit.highest", scope.unknown("credit.highest", used.completeness.missing[0].why))
    interest = [
        Term(f"{each.name}, {written_day(charge.on)}", charge.minor, transaction_ids=(charge.transaction_id,))
        for each in cards
        for charge in each.interest
        if scope.holds(charge.on)
    ]
    free = [
        Term(each.name, 0, query=f"account_id={each.account_id}")
        for each in cards
        if not any(scope.holds(charge.on) for charge in each.interest)
    ]
    yield signal("credit.interest", scope.sum("credit.interest", [*interest, *free]))
    yield signal("credit.minimum_only", _minimum_only(scope))
    yield signal("credit.overdue", _overdue(scope))


def _renamed(scope: _Scope, key: SignalKey, figure: Figure) -> Figure:
    why = figure.completeness.missing[0].why if figure.value is None else ""
    if figure.value is None:
        return scope.unknown(key, why, figure.terms)
    return Figure(
        f"signals.{key}",
        figure.label if key == "credit.highest" else DEFINITIONS[key].label,
        figure.value,
        figure.unit,
        figure.as_of,
        terms=figure.terms,
        excluded=figure.excluded,
        completeness=figure.completeness,
    )


def _minimum_only(scope: _Scope) -> Figure:
    """How many statements were answered with (about) their minimum although more was owed."""
    judged = [each for each in scope.seen.cards if each.minimum_minor]
    if not judged:
        return scope.unknown("credit.minimum_only", "no minimum payment is entered")
    terms = []
    for each in judged:
        most = Decimal(each.minimum_minor or 0) * _MINIMUM_TOLERANCE
        low = [
            cycle
            for cycle in each.cycles
            if scope.holds(cycle.ended_on) and cycle.statement_minor > most and 0 < cycle.paid_minor <= most
        ]
        terms.append(Term(each.name, len(low), query=f"account_id={each.account_id}"))
    without = [each.name for each in scope.seen.cards if not each.minimum_minor]
    missing = [Missing(name, "its minimum payment is not entered") for name in without]
    return scope.sum("credit.minimum_only", terms, missing)


def _overdue(scope: _Scope) -> Figure:
    known = [each for each in scope.seen.cards if each.is_overdue is not None]
    if not known:
        return scope.unknown("credit.overdue", "no due day is entered")
    terms = [Term(each.name, int(bool(each.is_overdue))) for each in known]
    missing = [Missing(each.name, "its due day is not entered") for each in scope.seen.cards if each.is_overdue is None]
    return scope.sum("credit.overdue", terms, missing)


def _income(scope: _Scope) -> Iterator[Signal]:
    since = scope.seen.today - timedelta(days=LOOK_BACK_DAYS[scope.window] - 1)
    pays = pay_days([each for each in scope.seen.income if since <= each.on <= scope.seen.today])
    yield signal("income.rhythm", _rhythm(scope, pays))
    yield signal("income.variation", _variation(scope, pays))
    everyday = scope.seen.everyday
    if everyday:
        yield signal("income.buffer_months", _months_of_spending(scope, "income.buffer_months", everyday))
    else:
        why = "there is no everyday account"
        yield signal("income.buffer_months", scope.unknown("income.buffer_months", why))


class PayDay(NamedTuple):
    """A day on which pay came, what it was (positive), and its transactions."""

    on: date
    minor: int
    transaction_ids: tuple[int, ...]


def pay_days(income: Sequence[Charge]) -> list[PayDay]:
    """Return the days of pay among money that came in (negative), oldest first; small side income is left out."""
    needed = _PAY_SHARE * sum(-each.minor for each in income)
    covered = 0
    kept: list[Charge] = []
    for each in sorted(income, key=lambda charge: charge.minor):
        # Payments as large as the last one kept belong to it: equal pays are never divided.
        if covered >= needed and kept and each.minor > kept[-1].minor:
            break
        covered -= each.minor
        kept.append(each)
    by_day: dict[date, list[Charge]] = {}
    for each in sorted(kept):
        by_day.setdefault(each.on, []).append(each)
    return [
        PayDay(day, -sum(each.minor for each in some), tuple(each.transaction_id for each in some))
        for day, some in by_day.items()
    ]


def rhythm_name(gap_days: Value | None) -> str:
    """Return the rhythm that a median gap means: weekly, biweekly, monthly, or variable."""
    if gap_days is None:
        return "unknown"
    bands = ((6, 8, "weekly"), (13, 16, "biweekly"), (28, 32, "monthly"))
    return next((name for low, high, name in bands if low <= gap_days <= high), "variable")


def _rhythm(scope: _Scope, pays: Sequence[PayDay]) -> Figure:
    if len(pays) < _FEWEST_PAY_DAYS:
        return scope.unknown("income.rhythm", "fewer than two pay days were found")
    gaps = [(later.on - earlier.on).days for earlier, later in pairwise(pays)]
    # Of an even number of gaps the middle may be a half, else it is written as a whole number.
    middle = Decimal(str(median(gaps)))
    value = middle.quantize(Decimal(1)) if middle % 1 == 0 else middle
    terms = [Term("Middle of the days between pays", value, DAYS, transaction_ids=_ids(pays))]
    return scope.figure("income.rhythm", value, terms)


def _variation(scope: _Scope, pays: Sequence[PayDay]) -> Figure:
    """The coefficient of variation: standard deviation over mean."""
    if len(pays) < _FEWEST_PAY_DAYS:
        return scope.unknown("income.variation", "fewer than two pay days were found")
    amounts = [each.minor for each in pays]
    spread, mean = pstdev(amounts), fmean(amounts)
    terms = [
        Term("Usual distance from the mean", round(spread), scope.seen.currency, transaction_ids=_ids(pays)),
        Term("Mean of a pay day", round(mean), scope.seen.currency, "divide"),
    ]
    return scope.figure("income.variation", Decimal(str(spread / mean)).quantize(Decimal("0.01")), terms)


def _ids(pays: Sequence[PayDay]) -> tuple[int, ...]:
    return tuple(id_ for each in pays for id_ in each.transaction_ids)


def _divided_by(term: Term) -> Term:
    return Term(term.label, term.value, term.unit, "divide", figure_id=term.figure_id, why=term.why)
