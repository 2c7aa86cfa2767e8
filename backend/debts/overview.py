"""All debts with terms together: cards, loans, and the plan to pay them off."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.debts import queries
from backend.debts.amortization import schedule
from backend.debts.cards import Card, card_json, cards, total_figures
from backend.debts.kinds import STRATEGIES, Strategy
from backend.debts.loans import loan_json, propose_splits
from backend.debts.payoff import Debt, Payoff, minimum_only, never_paid_off, pay_off
from backend.kit.money import in_units

Json = dict[str, Any]


def overview(db: Session, user_id: int, *, today: date) -> Json:
    """Return every open card and loan, with the totals of cards and the loan payments that can be split."""
    open_accounts = _open(db, user_id)
    held = balances.current(db, user_id, open_accounts)
    agreed = queries.loans(db, user_id)
    found = cards(db, user_id, open_accounts, held, today=today)
    borrowed = [account for account in open_accounts if account.account_type == "loan"]
    return {
        "as_of": today,
        "cards": [card_json(card, today=today) for card in found],
        "loans": [loan_json(each, agreed.get(each.id), held.get(each.id), today=today) for each in borrowed],
        "figures": total_figures(found, today=today),
        "splits": [
            {
                "account_id": each.account_id,
                "transaction_id": each.payment.id,
                "on": each.payment.on,
                "text": each.payment.text,
                "amount_minor": each.payment.amount_minor,
                "principal_minor": each.principal_minor,
                "interest_minor": each.installment.interest_minor,
            }
            for each in propose_splits(db, user_id, borrowed, agreed, today=today)
        ],
    }


def installments(db: Session, user_id: int, account_id: int) -> list[Json] | None:
    """Return the schedule of a loan, None without terms. Raises NoSuchAccount."""
    account = accounts.one(db, user_id, account_id)
    agreed = queries.loans(db, user_id).get(account.id)
    if agreed is None:
        return None
    return [each._asdict() for each in schedule(agreed.loan, rates=agreed.rates, extras=agreed.extras)]


def payoff(
    db: Session,
    user_id: int,
    *,
    currency: str,
    today: date,
    strategy: Strategy | None = None,
    extra_minor: int | None = None,
    own_order: Sequence[int] | None = None,
) -> Json:
    """Return how the debts of a currency are paid off by the stored plan; what is given here replaces a part of it."""
    plan = queries.plan(db, user_id, currency)
    chosen: Strategy = strategy or (plan.strategy if plan else "avalanche")  # type: ignore[assignment]
    extra = (plan.extra_minor if plan else 0) if extra_minor is None else extra_minor
    order = (plan.account_order if plan else []) if own_order is None else own_order
    debts, left_out = _debts(db, user_id, currency, today)
    least = minimum_only(debts, start=today)
    by_strategy = {
        each: pay_off(debts, strategy=each, extra_minor=extra, start=today, own_order=order) for each in STRATEGIES
    }
    done = by_strategy[chosen]
    is_known = least.months is not None and done.months is not None
    return {
        "currency": currency,
        "strategy": chosen,
        "extra_minor": extra,
        "account_order": list(order),
        "debts": [
            {**debt._asdict(), **paid._asdict(), "minimum_only": alone._asdict()}
            for debt, paid, alone in zip(debts, done.debts, least.debts, strict=True)
        ],
        "left_out": left_out,
        "warnings": _warnings(debts, done, currency, today),
        "monthly_minor": sum(debt.minimum_minor for debt in debts) + extra,
        "months": done.months,
        "interest_minor": done.interest_minor,
        "minimum_months": least.months,
        "minimum_interest_minor": least.interest_minor,
        "months_saved": (least.months or 0) - (done.months or 0) if is_known else None,
        "interest_saved_minor": (least.interest_minor or 0) - (done.interest_minor or 0) if is_known else None,
        "strategies": [
            {"strategy": name, "months": each.months, "interest_minor": each.interest_minor}
            for name, each in by_strategy.items()
        ],
        "course": [{"on": today, "owed_minor": sum(debt.owed_minor for debt in debts)}]
        + [{"on": month.on, "owed_minor": sum(month.owed_minor)} for month in done.course],
        "minimum_course": [sum(month.owed_minor) for month in least.course[: len(done.course) * 3]],
    }


def _open(db: Session, user_id: int) -> list[Account]:
    return [
        each
        for each in accounts.list_accounts(db, user_id)
        if each.closed_on is None and each.account_type in ("credit", "loan")
    ]


def _debts(db: Session, user_id: int, currency: str, today: date) -> tuple[list[Debt], list[Json]]:
    """Return the debts of a currency that can be planned, and the others with the reason."""
    own = [account for account in _open(db, user_id) if account.currency == currency]
    held = balances.current(db, user_id, own)
    agreed = queries.loans(db, user_id)
    by_account: dict[int, Card] = {each.account.id: each for each in cards(db, user_id, own, held, today=today)}
    found, left_out = [], []
    for account in own:
        balance = held.get(account.id)
        owed = None if balance is None or balance.minor is None else -balance.minor
        rate, minimum, is_daily = None, None, True
        if account.id in by_account:
            terms = by_account[account.id].terms
            rate, minimum = (terms.apr_percent, terms.minimum_payment_minor) if terms else (None, None)
        elif account.id in agreed:
            loan = agreed[account.id]
            payments = schedule(loan.loan, rates=loan.rates, extras=loan.extras)
            coming = next((each for each in payments if each.on > today), payments[-1])
            rate, minimum, is_daily = coming.rate_percent, coming.payment_minor, loan.loan.is_daily
        if owed is not None and owed <= 0:
            continue
        lacking = [
            words
            for words, value in (("its balance", owed), ("its rate", rate), ("its minimum payment", minimum))
            if value is None
        ]
        if owed is None or rate is None or minimum is None:
            why = f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not known"
            left_out.append({"account_id": account.id, "name": account.name, "why": why})
        else:
            found.append(Debt(account.id, account.name, owed, rate, minimum, is_daily))
    return found, left_out


def _warnings(debts: Sequence[Debt], done: Payoff, currency: str, today: date) -> list[str]:
    """Name each debt that its payment alone never pays off, and say if the plan does not either."""
    found = []
    for debt in debts:
        if never_paid_off(debt, start=today):
            paid = f"{in_units(debt.minimum_minor, currency)} {currency}"
            found.append(f"{debt.name}: {paid} a month does not cover its interest, so alone it is never paid off.")
    if debts and done.months is None:
        found.append("With this amount the debts are never paid off. Add to the monthly amount.")
    return found
