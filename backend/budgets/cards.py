"""What is set aside for the payment of each card, as the page Budget shows it."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.balances import queries as balances
from backend.budgets import queries
from backend.budgets.card_reserve import CardMonth, CardReserve, funded, set_aside
from backend.budgets.periods import Days
from backend.budgets.plan_lines import plan_state
from backend.kit.figure import Figure, Term, total
from backend.kit.period import first_day, last_day, month_of

Json = dict[str, Any]


def card_reserves(db: Session, user_id: int, *, currency: str, today: date) -> Json:
    """Return what each card owes, has set aside and has as older debt today, and the total set aside.

    Cards in other currencies are listed with their own; the total is in one currency.
    """
    cards = [each for each in accounts.list_accounts(db, user_id) if each.account_type == "credit"]
    held = balances.current(db, user_id, cards)
    months = queries.card_months(db, user_id, until=month_of(today))
    overspent = _overspent(db, user_id, months, today)
    amounts = set_aside(months, funded(months, overspent))
    rows = []
    for card in cards:
        minor = held[card.id].minor if card.id in held else None
        owed = None if minor is None else max(-minor, 0)
        reserved = amounts.get(card.id, 0)
        reserve = CardReserve(card.id, owed, reserved if owed is None else min(reserved, owed))
        rows.append((card, reserve))
    return {
        "cards": [
            {
                "account_id": card.id,
                "name": card.name,
                "mask": card.mask,
                "currency": card.currency,
                "owed_minor": reserve.owed_minor,
                "set_aside_minor": reserve.set_aside_minor,
                "old_debt_minor": reserve.old_debt_minor,
            }
            for card, reserve in rows
            if reserve.owed_minor != 0 or reserve.set_aside_minor
        ],
        "set_aside": _total(rows, currency, today),
    }


def _overspent(db: Session, user_id: int, months: list[CardMonth], today: date) -> dict[tuple[int, str], int]:
    """Return for each category and month with a budget by how much the month's spending went beyond it.

    A category without a line of its own goes by the line of its main category; a period counts in its last month.
    """
    first = queries.first_budgeted_day(db, user_id)
    if first is None:
        return {}
    span = Days(first_day(month_of(first)), last_day(month_of(today)))
    state = plan_state(db, user_id, None, span, today=today, with_side_by_side=False)
    by_line: dict[tuple[int, str], int] = {}
    for each in state.lines:
        for days, envelope in each.envelopes:
            lacking = max(-envelope.remaining_minor, 0) - max(-envelope.rolled_minor, 0)
            key = (each.line.category.id, month_of(days.end))
            by_line[key] = by_line.get(key, 0) + max(lacking, 0)
    parents = {each.id: each.parent_id for each in queries.spending_categories(db, user_id).values()}
    found = {}
    for month in months:
        for category_id in month.bought_minor:
            for id_ in (category_id, parents.get(category_id)):
                if id_ is not None and (id_, month.month) in by_line:
                    found[category_id, month.month] = by_line[id_, month.month]
                    break
    return found


def _total(rows: list[tuple[Any, CardReserve]], currency: str, today: date) -> Figure:
    return total(
        id="budget.set_aside",
        label="Set aside for cards",
        unit=currency,
        as_of=today,
        terms=[Term(card.name, reserve.set_aside_minor) for card, reserve in rows if card.currency == currency],
    )
