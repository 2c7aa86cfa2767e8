"""Series with the payments that belong to them: how they run, month by month, and what comes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.infra import clock
from backend.kit.period import first_day, last_day, month_of, months_between, shift
from backend.payees import queries as payee_queries
from backend.recurring import queries
from backend.recurring.bank_holidays import bank_holidays
from backend.recurring.detection import Charge
from backend.recurring.matching import Course, Payee, Plan, course_of, upcoming
from backend.recurring.models import Series, SeriesPayee
from backend.recurring.queries import Payment
from backend.recurring.schedule import Schedule

Json = dict[str, Any]
_MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Running:
    """A series with the payments that belong to it, oldest first."""

    series: Series
    payees: tuple[Payee, ...]
    payments: tuple[Payment, ...]
    plan: Plan
    course: Course


def running(db: Session, user_id: int, statuses: Sequence[str]) -> list[Running]:
    """Return the series in these states with their payments."""
    return [_run(series, payees, payments) for series, payees, payments in _with_payments(db, user_id, statuses)]


def one(db: Session, user_id: int, series_id: int) -> Running:
    """Return one series with its payments. Raises NoSuchSeries."""
    series = queries.one(db, user_id, series_id)
    return next(each for each in running(db, user_id, [series.status]) if each.series.id == series_id)


def months(series: Sequence[Running]) -> Json:
    """Return what each series was paid in the last twelve months; None where nothing was, 0 where a charge was 0."""
    last = month_of(clock.today())
    shown = list(months_between(shift(last, 1 - _MONTHS_SHOWN), last))
    rows = []
    for each in series:
        paid: dict[str, int] = {}
        for payment in each.payments:
            month = month_of(payment.on)
            paid[month] = paid.get(month, 0) + payment.amount_minor
        expected = _expected_in(each, last)
        rises = [month_of(step.on) for step in each.course.steps if step.change is not None and step.change > 0]
        rows.append(
            {
                "series_id": each.series.id,
                "paid": [paid.get(month) for month in shown],
                "expected_minor": expected if last not in paid else None,
                "is_late": last not in paid and each.course.days_late > 0,
                "rises": [month for month in rises if month in shown],
            }
        )
    return {"months": shown, "rows": rows}


def coming(series: Sequence[Running], first: date, last: date) -> list[Json]:
    """Return what falls due from `first` to `last`, and the days until which something must be cancelled."""
    entries: list[Json] = []
    for each in series:
        own = each.series
        same = {"series_id": own.id, "document_id": None, "name": own.name, "currency": own.currency}
        days = upcoming(each.plan, each.course, first, last)
        due = {**same, "what": "payment", "amount_minor": each.course.amount_minor}
        entries += [{**due, "on": day} for day in days]
        cancel_by = cancel_by_on(each)
        if cancel_by is not None and first <= cancel_by <= last:
            entries.append({**same, "on": cancel_by, "what": "cancel_by", "amount_minor": None})
    return sorted(entries, key=lambda entry: (entry["on"], entry["name"], entry["what"]))


def cancel_by_on(each: Running) -> date | None:
    """Return the last day to cancel before the next payment (or before the trial ends), None if nothing says so."""
    series = each.series
    end = series.trial_ends_on if series.trial_ends_on and series.trial_ends_on >= clock.today() else None
    end = end or (each.course.next_due_on if series.notice_days else None)
    return end - timedelta(days=series.notice_days or 1) if end else None


def payee_of(row: SeriesPayee) -> Payee:
    return Payee(row.merchant_key, row.lowest_minor, row.highest_minor)


def _with_payments(
    db: Session, user_id: int, statuses: Sequence[str]
) -> Iterator[tuple[Series, tuple[Payee, ...], tuple[Payment, ...]]]:
    series = queries.list_series(db, user_id, statuses)
    payees: dict[int, list[Payee]] = defaultdict(list)
    payee_keys = payee_queries.payee_keys(db, user_id)
    for row in queries.payees(db, user_id, [each.id for each in series]):
        payee = payee_of(row)
        payees[row.series_id].append(
            payee._replace(merchant_key=payee_keys.get(payee.merchant_key, payee.merchant_key))
        )
    keys = sorted({payee.merchant_key for each in payees.values() for payee in each})
    by_key: dict[str, list[Payment]] = defaultdict(list)
    for payment in queries.payments(db, user_id, merchant_keys=keys) if keys else ():
        by_key[payment.merchant_key].append(payment)
    for each in series:
        # A set: payees of one series whose bounds overlap count a payment once.
        mine = {
            payment
            for payee in payees[each.id]
            for payment in by_key[payee.merchant_key]
            if payment.currency == each.currency
            and (payment.amount_minor < 0) == each.is_money_in
            and payee.fits(payment.amount_minor)
        }
        yield each, tuple(payees[each.id]), tuple(sorted(mine))


def _run(series: Series, payees: tuple[Payee, ...], payments: tuple[Payment, ...]) -> Running:
    schedule = Schedule(
        series.anchor_on,
        series.unit,
        series.interval,
        series.ends_on,
        series.shift,
        bank_holidays(series.currency),
    )
    plan = Plan(schedule, series.expected_minor, series.is_variable)
    charges = [Charge(each.on, each.amount_minor, each.id) for each in payments]
    return Running(series, payees, payments, plan, course_of(plan, charges, clock.today()))


def _expected_in(each: Running, month: str) -> int | None:
    first, last = first_day(month), last_day(month)
    days = list(upcoming(each.plan, each.course, first, last))
    return each.course.amount_minor * len(days) if days and each.course.amount_minor is not None else None
