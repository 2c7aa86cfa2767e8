"""Credit cards as the page shows them: what is owed and due, how much of the limit is used, what interest costs."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.balances.past import past_balances
from backend.balances.queries import Balance
from backend.debts import queries
from backend.debts.interest import monthly_interest
from backend.debts.models import CardTerms
from backend.debts.statement_cycle import Cycle, band, cycle, is_overdue
from backend.kit.figure import PERCENT, Excluded, Figure, Term, total, unknown

Json = dict[str, Any]
_NO_BALANCE = "no balance is known"


class Card(NamedTuple):
    """A card on a day; amounts owed are positive. `statement_minor` is what the last statement asked for."""

    account: Account
    terms: CardTerms | None
    owed_minor: int | None
    limit_minor: int | None
    cycle: Cycle | None
    statement_minor: int | None
    paid_minor: int
    bought_minor: int


def cards(
    db: Session, user_id: int, accounts: Sequence[Account], held: Mapping[int, Balance], *, today: date
) -> list[Card]:
    """Return the credit cards among `accounts`."""
    terms = queries.card_terms(db, user_id)
    found = []
    for account in accounts:
        if account.account_type == "credit":
            balance = held.get(account.id)
            owed = None if balance is None or balance.minor is None else -balance.minor
            found.append(_card(db, user_id, account, terms.get(account.id), owed, today))
    return found


def card_json(card: Card, *, today: date) -> Json:
    """Return a card as JSON, with its figures."""
    terms, running = card.terms, card.cycle
    due = None if card.statement_minor is None else max(card.statement_minor - card.paid_minor, 0)
    said = terms.is_overdue if terms else None
    overdue = is_overdue(
        today,
        due_on=running.due_on if running else None,
        minimum_minor=terms.minimum_payment_minor if terms else None,
        statement_minor=card.statement_minor,
        paid_minor=card.paid_minor,
    )
    used = used_figure(card, today)
    return {
        "account_id": card.account.id,
        "name": card.account.name,
        "currency": card.account.currency,
        "owed_minor": card.owed_minor,
        "limit_minor": card.limit_minor,
        "apr_percent": terms and terms.apr_percent,
        "minimum_payment_minor": terms and terms.minimum_payment_minor,
        "statement_day": terms and terms.statement_day,
        "due_day": terms and terms.due_day,
        "own_limit_minor": terms and terms.limit_minor,
        "bank_fields": (terms.bank_fields if terms else None) or [],
        "statement_on": running and running.closed_on,
        "next_statement_on": running and running.closes_on,
        "due_on": running and running.due_on,
        "statement_minor": card.statement_minor,
        "due_minor": due,
        "is_overdue": overdue if said is None else said,
        "band": band(used.value) if isinstance(used.value, Decimal) else None,
        "owed": owed_figure(card, today),
        "used": used,
        "interest": interest_figure(card, today),
    }


def owed_figure(card: Card, today: date) -> Figure:
    """Return what is owed on a card: the last statement, less what was paid, and what was bought since."""
    id_, currency = f"debts.card.{card.account.id}.owed", card.account.currency
    if card.owed_minor is None:
        return unknown(id=id_, label="Owed", unit=currency, as_of=today, why=_NO_BALANCE)
    query = f"account_id={card.account.id}"
    if card.cycle is None or card.statement_minor is None:
        return total(id=id_, label="Owed", unit=currency, as_of=today, terms=[Term("Balance", card.owed_minor)])
    terms = [
        Term(f"Statement of {card.cycle.closed_on}", card.statement_minor),
        Term("Paid and refunded since", -card.paid_minor, query=query),
        Term("Bought and charged since", card.bought_minor, query=query),
    ]
    if rest := card.owed_minor - (card.statement_minor - card.paid_minor + card.bought_minor):
        terms.append(Term("Unexplained", rest))
    return total(id=id_, label="Owed", unit=currency, as_of=today, terms=terms)


def used_figure(card: Card, today: date) -> Figure:
    """Return the share of the limit that is used, in percent; a credit balance uses nothing."""
    name = card.account.name
    return _utilisation(f"debts.card.{card.account.id}.used", f"{name}: used of the limit", [card], today)


def interest_figure(card: Card, today: date) -> Figure:
    """Return the interest of one month on what is owed now."""
    id_, label, currency = f"debts.card.{card.account.id}.interest", "Interest a month, estimate", card.account.currency
    apr = card.terms.apr_percent if card.terms else None
    if card.owed_minor is None or apr is None:
        why = _NO_BALANCE if card.owed_minor is None else "its APR is not entered"
        return unknown(id=id_, label=label, unit=currency, as_of=today, why=why)
    owed = max(card.owed_minor, 0)
    return Figure(
        id=id_,
        label=label,
        value=monthly_interest(owed, apr),
        unit=currency,
        as_of=today,
        terms=(
            Term("Owed", owed),
            Term("APR", apr, PERCENT, "multiply"),
            Term("Months of a year", Decimal(12), "months", "divide"),
        ),
    )


def total_figures(cards: Sequence[Card], *, today: date) -> list[Figure]:
    """Return for each currency what is owed on all cards, how much of their limits is used, and what interest costs."""
    found = []
    for currency in dict.fromkeys(card.account.currency for card in cards):
        own = [card for card in cards if card.account.currency == currency]
        found.append(
            total(
                id=f"debts.cards.{currency}",
                label="Owed on cards",
                unit=currency,
                as_of=today,
                terms=[
                    Term(each.account.name, each.owed_minor, figure_id=f"debts.card.{each.account.id}.owed",
                         why=_NO_BALANCE if each.owed_minor is None else None)
                    for each in own
                ],
            )
        )  # fmt: skip
        found.append(_utilisation(f"debts.used.{currency}", "Used of all limits", own, today))
        found.append(
            total(
                id=f"debts.interest.{currency}",
                label="Card interest a month, estimate",
                unit=currency,
                as_of=today,
                terms=[_interest_term(interest_figure(each, today), each.account.name) for each in own],
            )
        )
    return found


def _card(
    db: Session, user_id: int, account: Account, terms: CardTerms | None, owed_minor: int | None, today: date
) -> Card:
    limit = account.balance_limit_minor if terms is None or terms.limit_minor is None else terms.limit_minor
    day = (terms.statement_day or (terms.statement_on.day if terms.statement_on else None)) if terms else None
    if terms is None or day is None:
        return Card(account, terms, owed_minor, limit, None, None, 0, 0)
    running = cycle(today, statement_day=day, due_day=terms.due_day)
    if terms.statement_on == running.closed_on and terms.statement_minor is not None:
        statement: int | None = terms.statement_minor
    else:
        past = past_balances(db, user_id, [account], [running.closed_on])[account.id]
        statement = -past.held[0].minor if past.held else None
    moved = queries.moved_since(db, user_id, account, running.closed_on)
    return Card(account, terms, owed_minor, limit, running, statement, moved.in_minor, moved.out_minor)


def _interest_term(figure: Figure, name: str) -> Term:
    why = None if figure.value is not None else figure.completeness.missing[0].why
    return Term(name, figure.value, figure_id=figure.id, why=why)


def _utilisation(id_: str, label: str, cards: Sequence[Card], today: date) -> Figure:
    """Return owed over limit of the cards that have a limit."""
    limited = [card for card in cards if card.limit_minor]
    without = len(cards) - len(limited)
    excluded = (Excluded("Cards without a limit", without),) if without and limited else ()
    if not limited:
        return unknown(id=id_, label=label, unit=PERCENT, as_of=today, why="no limit is known")
    if lacking := [card for card in limited if card.owed_minor is None]:
        names = ", ".join(card.account.name for card in lacking)
        return unknown(id=id_, label=label, unit=PERCENT, as_of=today, why=f"no balance is known of {names}")
    owed = sum(max(card.owed_minor or 0, 0) for card in limited)
    limit = sum(card.limit_minor or 0 for card in limited)
    currency = limited[0].account.currency
    return Figure(
        id=id_,
        label=label,
        value=(Decimal(owed) * 100 / limit).quantize(Decimal("0.01")),
        unit=PERCENT,
        as_of=today,
        terms=(Term("Owed", owed, currency), Term("Limit", limit, currency, "divide")),
        excluded=excluded,
    )
