"""Goals with what they have, their pace and their outlook, and the figures over all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.balances.past import AccountPast, past_balances
from backend.goals import queries
from backend.goals.models import Goal, GoalContribution
from backend.goals.progress import Progress, Saved, progress_of
from backend.kit.figure import Figure, Term, total
from backend.kit.money import allocate
from backend.kit.period import last_day, month_of, shift

Json = dict[str, Any]
HISTORY_MONTHS = 12
_ARRIVAL_DAYS = 190
_FIELDS = ("id", "name", "kind", "status", "priority", "currency", "target_minor", "start_minor", "started_on",
           "due_on", "account_id", "share_percent", "status_on", "planned_monthly_minor", "notes")  # fmt: skip


def goals_overview(db: Session, user_id: int, *, today: date, currency: str) -> Json:
    """Return all goals with their progress, where the money lies, and figures in the home currency."""
    goals = queries.list_goals(db, user_id)
    days = [last_day(shift(month_of(today), -back)) for back in range(HISTORY_MONTHS, 0, -1)] + [today]
    kept = {account.id: account for account in accounts.list_accounts(db, user_id)}
    used = [kept[id_] for id_ in dict.fromkeys(goal.account_id for goal in goals) if id_ in kept]
    past = past_balances(db, user_id, used, days) if used else {}
    by_hand: dict[int, list[GoalContribution]] = defaultdict(list)
    for row in queries.contributions(db, user_id):
        by_hand[row.goal_id].append(row)
    arrivals = queries.arrivals(db, user_id, [each.id for each in used], since=today - timedelta(days=_ARRIVAL_DAYS))
    items = []
    for goal in goals:
        history, why = _history(goal, goals, kept, past, by_hand[goal.id], days)
        progress = _progress(goal, history, today) if history else None
        mine = [each for each in arrivals if each.account_id == goal.account_id and each.on >= goal.started_on]
        items.append(
            {
                **{name: getattr(goal, name) for name in _FIELDS},
                "account_name": kept[goal.account_id].name if goal.account_id in kept else None,
                "why": why,
                "progress": progress,
                "history": history,
                "contributions": [
                    {
                        "id": None,
                        "on": each.on,
                        "text": each.description,
                        "moved_minor": each.amount_minor,
                        "amount_minor": allocate(each.amount_minor, [goal.share_percent, 100 - goal.share_percent])[0],
                        "transaction_id": each.transaction_id,
                        "is_linked": each.is_linked,
                    }
                    for each in mine
                ]
                + [
                    {
                        "id": row.id,
                        "on": row.on,
                        "text": row.note or "Put aside",
                        "moved_minor": row.amount_minor,
                        "amount_minor": row.amount_minor,
                        "transaction_id": None,
                        "is_linked": False,
                    }
                    for row in reversed(by_hand[goal.id])
                ],
            }
        )
    return {"as_of": today, "currency": currency, "items": items, "figures": _figures(items, currency, today)}


def _progress(goal: Goal, history: Sequence[Saved], today: date) -> Progress:
    return progress_of(
        target_minor=goal.target_minor,
        status=goal.status,
        started_on=goal.started_on,
        due_on=goal.due_on,
        history=history,
        today=today,
    )


def _history(
    goal: Goal,
    goals: Sequence[Goal],
    kept: Mapping[int, Account],
    past: Mapping[int, AccountPast],
    by_hand: Sequence[GoalContribution],
    days: Sequence[date],
) -> tuple[list[Saved], str | None]:
    """Return what a goal had on each day; empty with the reason if that is unknown."""
    if goal.account_id is None:
        return [Saved(day, goal.start_minor + sum(row.amount_minor for row in by_hand if row.on <= day)) for day in days
                if day >= min([goal.started_on, *(row.on for row in by_hand)]) or day == days[-1]], None  # fmt: skip
    if goal.account_id not in kept:
        return [], "Its account was deleted. Choose where the money lies now."
    account, known = kept[goal.account_id], past[goal.account_id]
    if known.why is not None:
        return [], f"{account.name} has no balance: {known.why}."
    sharing = [each for each in goals if each.account_id == account.id and each.status != "archived"]
    history = []
    for day, held, is_there in zip(days, known.held, known.is_there, strict=True):
        if not is_there and day != days[-1]:
            continue
        minor = held.minor
        if goal.kind == "debt":
            paid = goal.start_minor - max(0, -minor)
            history.append(Saved(day, paid * goal.share_percent // 100))
        else:
            history.append(Saved(day, _part(goal, sharing, max(0, minor))))
    return history, None


def _part(goal: Goal, sharing: Sequence[Goal], held_minor: int) -> int:
    """Return the share of a goal, so that the shares of all goals of the account and the rest sum to it exactly."""
    others = [each for each in sharing if each.id != goal.id]
    if goal not in sharing:
        others = []
    weights = [goal.share_percent, *(each.share_percent for each in others)]
    ids = [goal.id, *(each.id for each in others)]
    ordered = sorted(zip(ids, weights, strict=True))
    parts = allocate(held_minor, [*(weight for _, weight in ordered), 100 - sum(weights)])
    return parts[[id_ for id_, _ in ordered].index(goal.id)]


def _figures(items: Sequence[Json], currency: str, today: date) -> list[Figure]:
    active = [each for each in items if each["status"] == "active" and each["currency"] == currency]
    held = [each for each in items if each["status"] != "archived" and each["currency"] == currency]
    return [
        total(
            id="goals.month",
            label="Goals need a month",
            unit=currency,
            as_of=today,
            terms=[
                Term(each["name"], each["progress"].needs_monthly_minor)
                for each in active
                if each["progress"] is not None and each["progress"].needs_monthly_minor
            ],
        ),
        total(
            id="goals.saved",
            label="Saved for goals",
            unit=currency,
            as_of=today,
            terms=[
                Term(each["name"], each["progress"].saved_minor)
                if each["progress"] is not None
                else Term(each["name"], None, why=each["why"])
                for each in held
                if each["kind"] != "debt"
            ],
        ),
        total(
            id="goals.owed",
            label="Still to pay off",
            unit=currency,
            as_of=today,
            terms=[
                Term(each["name"], each["progress"].remaining_minor)
                if each["progress"] is not None
                else Term(each["name"], None, why=each["why"])
                for each in held
                if each["kind"] == "debt"
            ],
        ),
    ]
