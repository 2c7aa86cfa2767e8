"""Everything that deserves a notice today, gathered from the domains; nothing is written here."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from backend.accounts import queries as accounts
from backend.balances import queries as balances
from backend.budgets.periods import period_of
from backend.budgets.plan_lines import plan_state
from backend.inbox import detection
from backend.inbox.detection import Charge
from backend.inbox.kinds import Kind
from backend.infra.database import ReadSession
from backend.kit.figure import Figure, Term, total
from backend.kit.merchant_title import merchant_title
from backend.kit.money import Money
from backend.kit.period import written_day
from backend.payees import queries as payees
from backend.recurring import finding
from backend.recurring.queries import payments
from backend.recurring.running import Running, coming, running

_HISTORY = timedelta(days=400)
_AHEAD = timedelta(days=14)
_TRIAL_DAYS = 10
_RISE_DAYS = 60
_MISSED_DAYS = 3
_NEW_DAYS = 150
_CASH = ("checking", "savings", "cash")


class Notice(NamedTuple):
    """One thing to look at. `key` stays the same while it is about the same thing."""

    key: str
    kind: Kind
    title: str
    because: str
    found_on: date
    figure: Figure
    link: str


def notices(db: ReadSession, user_id: int, *, today: date) -> list[Notice]:
    """Return what deserves a notice today, each once."""
    every = [Charge(each.on, each.amount_minor, each.id, each.merchant_key, each.currency, each.account_id,
                    each.description) for each in payments(db, user_id, since=today - _HISTORY)]  # fmt: skip
    names = {key: payee.name for key, payee in payees.spellings(db, user_id).items()}
    about = _About(today, names)
    active = running(db, user_id, ["active"])
    found = [
        *about.duplicates(every),
        *about.unusual(every),
        *about.refunds(every),
        *(notice for each in active for notice in about.series(each)),
        *about.new_series(db, user_id),
        *about.low_balances(db, user_id, active),
        *about.budgets(db, user_id),
    ]
    return list({each.key: each for each in found}.values())


class _About:
    def __init__(self, today: date, names: dict[str, str]) -> None:
        self.today = today
        self._names = names

    def _name(self, charge: Charge) -> str:
        known = self._names.get(charge.merchant_key)
        return (known or merchant_title(charge.description) or charge.merchant_key)[:100]

    def _figure(self, id_: str, label: str, minor: int, currency: str, terms: Sequence[Term]) -> Figure:
        if terms:
            return total(id=id_, label=label, unit=currency, as_of=self.today, terms=terms)
        return Figure(id_, label, minor, currency, self.today)

    def duplicates(self, every: Sequence[Charge]) -> Iterator[Notice]:
        for first, second in detection.double_charges(every, self.today):
            key, name = f"duplicate_charge:{first.id}:{second.id}", self._name(second)
            terms = [_term(first), _term(second)]
            days = f"on {written_day(second.on)}" if first.on == second.on else f"by {written_day(second.on)}"
            yield Notice(
                key,
                "duplicate_charge",
                f"{name}, twice {days}",
                "same amount, payee and account within a day",
                second.on,
                self._figure(key, "Charged in both", 0, second.currency, terms),
                _transactions(second, start_date=first.on, end_date=second.on),
            )

    def unusual(self, every: Sequence[Charge]) -> Iterator[Notice]:
        for charge, count, low, high in detection.unusual_charges(every, self.today):
            key, currency = f"unusual_charge:{charge.id}", charge.currency
            yield Notice(
                key,
                "unusual_charge",
                f"{self._name(charge)} on {written_day(charge.on)}",
                f"{count} earlier ones were {Money(low, currency)} to {Money(high, currency)}",
                charge.on,
                self._figure(key, "Charge", charge.amount_minor, currency, [_term(charge)]),
                _transactions(charge),
            )

    def refunds(self, every: Sequence[Charge]) -> Iterator[Notice]:
        for charge in detection.large_refunds(every, self.today):
            key = f"large_refund:{charge.id}"
            figure = self._figure(key, "Refund", 0, charge.currency, [_term(charge)])
            because = "money back from a payee that you paid before"
            yield Notice(
                key, "large_refund", f"{self._name(charge)} on {written_day(charge.on)}", because, charge.on, figure,
                _transactions(charge),
            )  # fmt: skip

    def series(self, each: Running) -> Iterator[Notice]:
        series, course, today = each.series, each.course, self.today
        link = f"/recurring?open=s{series.id}"
        rise = course.rise
        if rise and not series.is_money_in and (today - rise.on).days <= _RISE_DAYS and len(course.steps) > 1:
            before = course.steps[-2].amount_minor
            key = f"price_rise:{series.id}:{rise.on}"
            yield Notice(
                key,
                "price_rise",
                f"{series.name}, {Money(before, series.currency)} to {Money(rise.amount_minor, series.currency)}",
                f"since {written_day(rise.on)}",
                rise.on,
                self._figure(key, "New price", rise.amount_minor, series.currency, []),
                link,
            )
        due = course.next_due_on
        if course.state != "lapsed" and course.days_late >= _MISSED_DAYS and due and course.amount_minor is not None:
            key = f"bill_missed:{series.id}:{due}"
            yield Notice(
                key,
                "bill_missed",
                f"{series.name}, {course.days_late} days late",
                f"expected on {written_day(due)}",
                due + timedelta(days=_MISSED_DAYS),
                self._figure(key, "Expected", abs(course.amount_minor), series.currency, []),
                link,
            )
        ends = series.trial_ends_on
        if ends and timedelta(0) <= ends - today <= timedelta(days=_TRIAL_DAYS) and course.amount_minor is not None:
            key = f"trial_ending:{series.id}:{ends}"
            yield Notice(
                key,
                "trial_ending",
                f"{series.name}, free until {written_day(ends)}",
                "then it is charged; cancel before",
                ends - timedelta(days=_TRIAL_DAYS),
                self._figure(key, "Then", abs(course.amount_minor), series.currency, []),
                link,
            )

    def new_series(self, db: ReadSession, user_id: int) -> Iterator[Notice]:
        for payee, currency, rhythm, paid in finding.found(db, user_id):
            if paid[-1].amount_minor <= 0 or (self.today - paid[0].on).days > _NEW_DAYS:
                continue
            last = Charge(paid[-1].on, paid[-1].amount_minor, paid[-1].id, payee.merchant_key, currency,
                          paid[-1].account_id, paid[-1].description)  # fmt: skip
            key = f"new_subscription:{payee.merchant_key}:{payee.lowest_minor or 0}"
            every = f"{rhythm.interval} {rhythm.unit}s" if rhythm.interval > 1 else rhythm.unit
            yield Notice(
                key,
                "new_subscription",
                f"{self._name(last)}, every {every}",
                f"{len(paid)} times since {written_day(paid[0].on)}",
                paid[-1].on,
                self._figure(key, "Each time", rhythm.expected_minor, currency, []),
                "/recurring",
            )

    def low_balances(self, db: ReadSession, user_id: int, active: Sequence[Running]) -> Iterator[Notice]:
        """Yield accounts that the payments known to come would take below zero."""
        account_of = {each.series.id: _account_of(each) for each in active}
        signs = {each.series.id: -1 if each.series.is_money_in else 1 for each in active}
        due = [each for each in coming(active, self.today, self.today + _AHEAD) if each["amount_minor"] is not None]
        open_accounts = [
            account
            for account in accounts.list_accounts(db, user_id)
            if account.account_type in _CASH and account.closed_on is None
        ]
        held = balances.current(db, user_id, open_accounts)
        for account in open_accounts:
            balance = held.get(account.id)
            own = (account.id, account.currency)
            mine = [each for each in due if (account_of[each["series_id"]], each["currency"]) == own]
            if balance is None or balance.minor is None or not mine:
                continue
            steps = [(each["on"], signs[each["series_id"]] * abs(each["amount_minor"])) for each in mine]
            lowest = detection.lowest_balance(balance.minor, steps)
            if lowest is None or lowest.minor >= 0:
                continue
            key = f"low_balance:{account.id}"
            terms = [
                Term("Balance now", balance.minor, query=f"account_id={account.id}"),
                *(
                    Term(f"{each['name']}, {written_day(on)}", -amount)
                    for each, (on, amount) in zip(mine, steps, strict=True)
                    if on <= lowest.on
                ),
            ]
            yield Notice(
                key,
                "low_balance",
                f"{account.name} on {written_day(lowest.on)}",
                "payments that come would take it below zero",
                self.today,
                self._figure(key, "Lowest ahead", lowest.minor, account.currency, terms),
                f"/accounts/{account.id}",
            )

    def budgets(self, db: ReadSession, user_id: int) -> Iterator[Notice]:
        days = period_of("month", self.today)
        for state in plan_state(db, user_id, None, days, today=self.today, with_side_by_side=False).lines:
            own, currency = state.own, state.line.currency
            if own.remaining_minor >= 0 or not state.own_days.holds(self.today):
                continue
            name = state.line.category.display_name
            key = f"budget_over:{state.line.category.id}:{currency}:{state.own_days.start}"
            yield Notice(
                key,
                "budget_over",
                f"{name} is over its budget",
                f"{Money(own.spent_minor, currency)} of {Money(own.available_minor, currency)}"
                f" until {written_day(state.own_days.end)}",
                self.today,
                self._figure(key, "Over by", -own.remaining_minor, currency, []),
                "/budget",
            )


def _account_of(each: Running) -> int | None:
    return each.series.account_id or (each.payments[-1].account_id if each.payments else None)


def _term(charge: Charge) -> Term:
    return Term(written_day(charge.on), charge.amount_minor, transaction_ids=(charge.id,))


def _transactions(charge: Charge, **days: date) -> str:
    days = days or {"start_date": charge.on, "end_date": charge.on}
    return "/data?" + urlencode({"merchant_key": charge.merchant_key, **days})
