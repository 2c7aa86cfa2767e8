"""Make, change, pause, finish and archive goals, and put money aside for them; the only module that writes them."""

from datetime import date
from typing import Any, NamedTuple

from backend.accounts import queries as accounts
from backend.accounts.kinds import LIABILITY_TYPES
from backend.goals import queries
from backend.goals.errors import InvalidGoal
from backend.goals.models import Goal, GoalContribution
from backend.goals.states import HOLDING, VERBS, can_become
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.period import written_day

Json = dict[str, Any]
_FULL = 100


class Saved(NamedTuple):
    """The goal that was changed, and the change that can be undone."""

    goal_id: int
    change_id: int | None


def create(db: WriteSession, user_id: int, fields: Json, *, today: date) -> Saved:
    """Add an active goal behind the others. Raises InvalidGoal and NoSuchAccount."""
    values = {"priority": queries.last_priority(db, user_id) + 1, "started_on": today, **fields}
    goal = Goal(user_id=user_id, status="active", status_on=today, **values)
    goal.share_percent = goal.share_percent or _FULL
    goal.start_minor = goal.start_minor or (goal.target_minor if goal.kind == "debt" else 0)
    _check(db, user_id, goal, today=today, is_due_changed=True)
    with record_changes(db, user_id, f"Added the goal {goal.name}") as recorder:
        db.add(goal)
        db.flush()
        recorder.record_created(Goal, goal.id)
    return Saved(goal.id, recorder.change_id)


def change(db: WriteSession, user_id: int, goal_id: int, fields: Json, *, today: date) -> Saved:
    """Change a goal. Raises NoSuchGoal, InvalidGoal and NoSuchAccount."""
    goal = queries.one(db, user_id, goal_id)
    with record_changes(db, user_id, f"Changed the goal {goal.name}") as recorder:
        recorder.capture(Goal, [goal_id])
        # Checked before it is written: the database would refuse an account that does not exist without a sentence.
        with db.no_autoflush:
            for name, value in fields.items():
                setattr(goal, name, value)
            _check(db, user_id, goal, today=today, is_due_changed="due_on" in fields)
    return Saved(goal_id, recorder.change_id)


def set_status(db: WriteSession, user_id: int, goal_id: int, status: str, *, today: date) -> Saved:
    """Pause, resume, finish or archive a goal. Raises NoSuchGoal and InvalidGoal."""
    goal = queries.one(db, user_id, goal_id)
    if not can_become(goal.status, status):
        raise InvalidGoal(f"{goal.name} is {goal.status}, so it cannot become {status}.")
    with record_changes(db, user_id, f"{VERBS[status]} the goal {goal.name}") as recorder:
        recorder.capture(Goal, [goal_id])
        goal.status, goal.status_on = status, today
        _check(db, user_id, goal, today=today, is_due_changed=False)
    return Saved(goal_id, recorder.change_id)


def move(db: WriteSession, user_id: int, goal_id: int, by: int) -> Saved:
    """Move a goal up (-1) or down (1) among those of its status."""
    goal = queries.one(db, user_id, goal_id)
    same = [each for each in queries.list_goals(db, user_id) if each.status == goal.status]
    at = same.index(goal)
    to = max(0, min(len(same) - 1, at + by))
    with record_changes(db, user_id, f"Moved the goal {goal.name}") as recorder:
        recorder.capture(Goal, [each.id for each in same])
        same.insert(to, same.pop(at))
        for priority, each in enumerate(same, 1):
            each.priority = priority
    return Saved(goal_id, recorder.change_id)


def delete(db: WriteSession, user_id: int, goal_id: int) -> int | None:
    """Remove a goal with what was put aside for it by hand. Returns the change."""
    goal = queries.one(db, user_id, goal_id)
    with record_changes(db, user_id, f"Removed the goal {goal.name}") as recorder:
        rows = queries.contributions(db, user_id, goal_id)
        recorder.capture(Goal, [goal_id])
        recorder.capture(GoalContribution, [row.id for row in rows])
        for row in rows:
            db.delete(row)
        db.flush()
        db.delete(goal)
    return recorder.change_id


def contribute(db: WriteSession, user_id: int, goal_id: int, fields: Json, *, today: date) -> Saved:
    """Note money that was put aside for a goal without an account. Raises NoSuchGoal and InvalidGoal."""
    goal = queries.one(db, user_id, goal_id)
    if goal.account_id is not None:
        raise InvalidGoal(
            f"{goal.name} lies in an account, so what is moved into the account counts. Move money there instead."
        )
    if fields["on"] > today:
        raise InvalidGoal(f"{written_day(fields['on'])} is still to come. Enter a day up to today.")
    if fields["amount_minor"] == 0:
        raise InvalidGoal("The amount is 0. Enter what was put aside.")
    with record_changes(db, user_id, f"Put money aside for {goal.name}") as recorder:
        row = GoalContribution(user_id=user_id, goal_id=goal_id, **fields)
        db.add(row)
        db.flush()
        recorder.record_created(GoalContribution, row.id)
    return Saved(goal_id, recorder.change_id)


def delete_contribution(db: WriteSession, user_id: int, contribution_id: int) -> Saved:
    """Remove money that was put aside by hand."""
    row = queries.contribution(db, user_id, contribution_id)
    goal_id = row.goal_id
    with record_changes(db, user_id, "Removed money from a goal") as recorder:
        recorder.capture(GoalContribution, [contribution_id])
        db.delete(row)
    return Saved(goal_id, recorder.change_id)


def _check(db: WriteSession, user_id: int, goal: Goal, *, today: date, is_due_changed: bool) -> None:
    if goal.target_minor <= 0:
        raise InvalidGoal("The target is 0. Enter an amount above it.")
    if is_due_changed and goal.due_on is not None and goal.due_on <= today:
        raise InvalidGoal(f"{written_day(goal.due_on)} is past. Choose a day after today, {written_day(today)}.")
    if goal.started_on > today:
        raise InvalidGoal("It begins after today. Choose an earlier day.")
    if goal.account_id is None:
        return
    account = accounts.one(db, user_id, goal.account_id)
    if account.currency != goal.currency:
        raise InvalidGoal(f"{account.name} is in {account.currency} and the goal in {goal.currency}. Use one currency.")
    if (goal.kind == "debt") != (account.account_type in LIABILITY_TYPES):
        raise InvalidGoal(
            f"{account.name} is a debt, so only a goal to pay it off fits."
            if goal.kind != "debt"
            else f"{account.name} is no debt. Choose the card or loan to pay off."
        )
    if goal.status in HOLDING:
        taken = queries.taken_percent(db, user_id, account.id, HOLDING, without=goal.id)
        if taken + goal.share_percent > _FULL:
            raise InvalidGoal(
                f"Other goals take {taken} % of {account.name} already, so {goal.share_percent} % more do not fit. "
                f"Choose {_FULL - taken} % or less, or lower another share first."
                if taken < _FULL
                else f"Other goals take all of {account.name} already. Lower one of their shares first."
            )
