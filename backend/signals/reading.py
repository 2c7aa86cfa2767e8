"""Read what the signals are measured from, by the definitions of the other pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.balances.past import past_balances
from backend.debts.cards import Card, cards, total_figures, used_figure
from backend.debts.statement_cycle import cycle, is_overdue
from backend.insights import service as insights
from backend.insights.queries import Range
from backend.kit.figure import Figure
from backend.recurring import finding, presentation
from backend.recurring.running import Running, running
from backend.signals import queries
from backend.signals.kinds import LOOK_BACK_DAYS, WINDOW_DAYS, WINDOWS, Window
from backend.signals.observations import (
    CardFacts,
    Charge,
    ClosedCycle,
    HeldAccount,
    Observations,
    SavingsAccount,
    Subscription,
    period_of,
)

_EVERYDAY = ("checking", "cash")
_LONGEST = timedelta(days=max(LOOK_BACK_DAYS.values()))


def observe(db: Session, user_id: int, *, today: date, currency: str) -> Observations:
    """Return everything that the signals of `today` are measured from, in the base currency."""
    every = [each for each in accounts.list_accounts(db, user_id) if each.closed_on is None]
    own = [each for each in every if each.currency == currency]
    count, first_on = queries.counted(db, user_id)
    held = balances.current(db, user_id, own)
    used, facts = _cards(db, user_id, own, held, today)
    return Observations(
        today=today,
        currency=currency,
        first_on=first_on,
        transaction_count=count,
        spent={
            window: insights.spent_figure(db, user_id, _days(window, today), currency=currency, today=today)
            for window in WINDOWS
        },
        subscriptions=tuple(_subscriptions(db, user_id, currency)),
        savings=_savings(db, user_id, own, held, today),
        everyday=tuple(
            HeldAccount(each.id, each.name, _balance(held, each.id)) for each in own if each.account_type in _EVERYDAY
        ),
        cards=facts,
        used=used,
        income=tuple(queries.income(db, user_id, currency=currency, since=today - _LONGEST)),
        other_currencies=tuple(sorted({each.currency for each in every} - {currency})),
    )


def _days(window: Window, today: date) -> Range:
    period = period_of(window, today)
    return Range(period.start, period.end)


def _balance(held: dict[int, balances.Balance], account_id: int) -> int | None:
    balance = held.get(account_id)
    return None if balance is None else balance.minor


def _subscriptions(db: Session, user_id: int, currency: str) -> list[Subscription]:
    """Return the series of the page Recurring that are subscriptions, and found rhythms that look like one."""
    confirmed = [
        _of_series(each)
        for each in running(db, user_id, ["active", "ended"])
        if each.series.kind == "subscription" and each.series.currency == currency
    ]
    rhythms = finding.found(db, user_id)
    new = [
        Subscription(
            shown["name"],
            None,
            shown["per_year_minor"],
            True,
            tuple(Charge(each.on, each.amount_minor, each.id) for each in rhythm.payments if each.is_counted),
        )
        for rhythm, shown in zip(rhythms, presentation.found_json(db, user_id, rhythms), strict=True)
        if shown["kind"] == "subscription" and shown["currency"] == currency
    ]
    return [*confirmed, *new]


def _of_series(each: Running) -> Subscription:
    yearly = each.course.per_year_minor
    return Subscription(
        each.series.name,
        each.series.id,
        None if yearly is None else abs(yearly),
        each.series.status == "active",
        tuple(Charge(paid.on, paid.amount_minor, paid.id) for paid in each.payments if paid.is_counted),
    )


def _savings(
    db: Session, user_id: int, own: Sequence[Account], held: dict[int, balances.Balance], today: date
) -> tuple[SavingsAccount, ...]:
    mine = [each for each in own if each.account_type == "savings"]
    if not mine:
        return ()
    # The day before a window begins, so that the first day moves; the longest window first.
    before = [today - timedelta(days=WINDOW_DAYS[window]) for window in reversed(WINDOWS)]
    past = past_balances(db, user_id, mine, [*before, today])
    found = []
    for account in mine:
        each = past[account.id]
        openings: list[int | None] = [on.minor for on in each.held[:2]] if each.held else [None, None]
        # Before its first day an account held nothing.
        openings = [minor if is_there else 0 for minor, is_there in zip(openings, each.is_there, strict=False)]
        found.append(
            SavingsAccount(
                account.id,
                account.name,
                _balance(held, account.id),
                {"180d": openings[0], "30d": openings[1]},
                {"180d": -sum(each.out_minor), "30d": -each.out_minor[1]},
            )
        )
    return tuple(found)


def _cards(
    db: Session, user_id: int, own: Sequence[Account], held: dict[int, balances.Balance], today: date
) -> tuple[Figure | None, tuple[CardFacts, ...]]:
    """Return the utilisation of all cards, and each card."""
    found = cards(db, user_id, own, held, today=today)
    if not found:
        return None, ()
    ids = [each.account.id for each in found]
    interest = queries.card_interest(db, user_id, ids, since=today - _LONGEST)
    paid = queries.card_payments(db, user_id, ids, since=today - _LONGEST)
    used = next(figure for figure in total_figures(found, today=today) if figure.id.startswith("debts.used."))
    return used, tuple(
        CardFacts(
            each.account.id,
            each.account.name,
            each.owed_minor,
            used_figure(each, today),
            _is_overdue(each, today),
            each.terms.minimum_payment_minor if each.terms else None,
            _cycles(db, user_id, each, paid.get(each.account.id, []), today),
            tuple(interest.get(each.account.id, [])),
        )
        for each in found
    )


def _is_overdue(card: Card, today: date) -> bool | None:
    """Say what the page Debts says: the bank's word, else by the due date and what was paid."""
    if card.terms and card.terms.is_overdue is not None:
        return card.terms.is_overdue
    return is_overdue(
        today,
        due_on=card.cycle.due_on if card.cycle else None,
        minimum_minor=card.terms.minimum_payment_minor if card.terms else None,
        statement_minor=card.statement_minor,
        paid_minor=card.paid_minor,
    )


def _cycles(db: Session, user_id: int, card: Card, payments: Sequence[Charge], today: date) -> tuple[ClosedCycle, ...]:
    """Return the statements whose payment time ended in the longest window, oldest first."""
    if card.terms is None or card.terms.statement_day is None or not card.terms.minimum_payment_minor:
        return ()
    closes: list[date] = []
    day = today
    while len(closes) < 2 or closes[-1] > today - timedelta(days=max(WINDOW_DAYS.values())):
        closes.append(cycle(day, statement_day=card.terms.statement_day, due_day=None).closed_on)
        day = closes[-1]
    closes.reverse()
    past = past_balances(db, user_id, [card.account], closes)[card.account.id]
    if not past.held:
        return ()
    return tuple(
        ClosedCycle(
            end,
            -past.held[at].minor,
            -sum(each.minor for each in payments if start < each.on <= end),
        )
        for at, (start, end) in enumerate(pairwise(closes))
    )
