"""Daily balances ahead: from what accounts hold, what is expected to recur, and the usual pace of the rest. Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from backend.forecasting.decisions import BudgetLine, GoalPlan, budget_pace, goal_streams
from backend.forecasting.pace import usual_pace
from backend.forecasting.streams import Item, Movement, Stream, find_streams
from backend.kit.period import last_day, month_of

_LONGEST_LAG = 35
# A card is paid off in full if its payments were within this share of what was owed before.
_PAID_OFF = 0.03
_FEWEST_PAYMENTS = 3


@dataclass(frozen=True, slots=True)
class History:
    """What accounts hold at the end of `as_of`, and their movements up to then, oldest first.

    `fixed` are streams that a person confirmed; their movements are not among `movements`. `budgets` take the place of
    the usual pace of their categories. `goals` are what accepted plans put aside. `first_on` is the first day of each
    account.
    """

    as_of: date
    held: Mapping[int, int]
    movements: Sequence[Movement]
    fixed: Sequence[Stream] = ()
    first_on: Mapping[int, date] = field(default_factory=dict)
    cards: frozenset[int] = frozenset()
    budgets: Sequence[BudgetLine] = ()
    goals: Sequence[GoalPlan] = ()

    def cut(self, as_of: date) -> "History":
        """Return the history as it was at the end of an earlier day, without what was known later."""
        at = bisect_right(self.movements, as_of, key=lambda movement: movement.on)
        held = dict(self.held)
        for movement in self.movements[at:]:
            _move(held, movement, -1)
        return replace(self, as_of=as_of, held=held, movements=self.movements[:at], fixed=(), budgets=(), goals=())

    def recent(self, days: int) -> Sequence[Movement]:
        start = self.as_of - timedelta(days=days)
        return self.movements[bisect_left(self.movements, start, key=lambda movement: movement.on) :]


@dataclass(frozen=True, slots=True)
class Projection:
    """Balances by account at the end of `as_of` and of each day after it. A debt is negative.

    `pace` is what the usual pace takes out on each day after it, `budgeted` what is left of budgets.
    """

    as_of: date
    balances: dict[int, list[int]]
    pace: dict[int, list[int]]
    items: list[Item]
    budgeted: dict[int, list[int]]

    @property
    def days(self) -> int:
        return len(next(iter(self.balances.values()))) - 1

    def total(self) -> list[int]:
        """Return the sum over the accounts."""
        return [sum(day) for day in zip(*self.balances.values(), strict=True)]


class Lowest(NamedTuple):
    on: date
    minor: int


def lowest(as_of: date, balances: Sequence[int]) -> Lowest:
    """Return the lowest balance and the first day that has it."""
    minor = min(balances)
    return Lowest(as_of + timedelta(days=balances.index(minor)), minor)


def first_below_zero(as_of: date, balances: Sequence[int]) -> date | None:
    """Return the first day that ends below zero."""
    return next((as_of + timedelta(days=at) for at, minor in enumerate(balances) if minor < 0), None)


def project(history: History, days: int, *, planned: Sequence[Item] = (), extra: Sequence[Stream] = ()) -> Projection:
    """Return the balances of the next `days` days.

    `planned` and `extra` are items and streams that a person entered, such as a planned bill or a goal; they are in
    addition to what recurs. A payment belongs to one stream or to the pace, so nothing counts twice.
    """
    found = find_streams(history.movements, history.as_of)
    streams = [*history.fixed, *(_as_card_payment(stream, history) for stream in found.streams), *extra]
    streams += goal_streams(history.goals, streams, history.as_of)
    held_by_budget = {id_ for budget in history.budgets for id_ in budget.category_ids}
    pace = _paces(history, [each for each in found.rest if each.category_id not in held_by_budget], days)
    until = history.as_of + timedelta(days=days)
    # Budgets are by month: what falls due in the rest of the last month is paid from its budget too.
    month_end = last_day(month_of(until)) if history.budgets else until
    dated: list[tuple[Stream | None, Item]] = [
        (None, item) for item in planned if history.as_of < item.on <= month_end and item.account_id in history.held
    ]
    for stream in streams:
        if stream.account_id not in history.held:
            continue
        for day in stream.due(history.as_of, month_end):
            is_late = stream.next_due_on <= history.as_of and day == history.as_of + timedelta(days=1)
            item = Item(day, stream.account_id, stream.amount_minor, stream.name, stream.source,
                        stream.to_account_id, stream.source_id, stream.category_id,
                        stream.next_due_on if is_late else None)  # fmt: skip
            dated.append((stream, item))
    expected = [item for _, item in dated if item.to_account_id is None]
    budgeted = {account_id: [0] * days for account_id in history.held}
    budgeted |= budget_pace(history.budgets, history.movements, expected, history.as_of, days)
    by_day: dict[date, list[tuple[Stream | None, Item]]] = defaultdict(list)
    for stream_or_none, item in dated:
        if item.on <= until:
            by_day[item.on].append((stream_or_none, item))
    return _run(history, days, pace, budgeted, by_day)


def _run(
    history: History,
    days: int,
    pace: dict[int, list[int]],
    budgeted: dict[int, list[int]],
    by_day: Mapping[date, list[tuple[Stream | None, Item]]],
) -> Projection:
    held = dict(history.held)
    balances = {account_id: [minor] for account_id, minor in held.items()}
    before = {card: _daily(history, card, _LONGEST_LAG) for card in history.cards if card in history.held}
    items: list[Item] = []
    for number in range(1, days + 1):
        day = history.as_of + timedelta(days=number)
        for account_id, amounts in pace.items():
            held[account_id] -= amounts[number - 1] + budgeted[account_id][number - 1]
        for stream, item in by_day.get(day, ()):
            if stream is not None and stream.statement_lag is not None and item.to_account_id in before:
                item = item._replace(amount_minor=max(0, -before[item.to_account_id][-stream.statement_lag - 1]))
            items.append(item)
            held[item.account_id] -= item.amount_minor
            if item.to_account_id in held:
                held[item.to_account_id] += item.amount_minor
        for account_id, minor in held.items():
            balances[account_id].append(minor)
        for card, past in before.items():
            past.append(held[card])
    return Projection(history.as_of, balances, pace, items, budgeted)


def _paces(history: History, rest: Sequence[Movement], days: int) -> dict[int, list[int]]:
    """Return what the usual pace takes out of each account on each day; transfers have none."""
    groups: dict[tuple[int, bool], list[Movement]] = defaultdict(list)
    for movement in rest:
        if movement.to_account_id is None and movement.account_id in history.held:
            groups[movement.account_id, movement.amount_minor > 0].append(movement)
    pace = {account_id: [0] * days for account_id in history.held}
    earliest = history.as_of - timedelta(days=800)
    for (account_id, _), movements in groups.items():
        begins_on = history.first_on.get(account_id, movements[0].on)
        first_on = min(max(earliest, begins_on), min(each.on for each in movements))
        amounts = usual_pace(movements, first_on, history.as_of).amounts(history.as_of, days)
        pace[account_id] = [sum(pair) for pair in zip(pace[account_id], amounts, strict=True)]
    return pace


def _as_card_payment(stream: Stream, history: History) -> Stream:
    """Return a payment to a card with the lag at which past payments were what was owed, if it was paid off in full."""
    card = stream.to_account_id
    if card is None or card not in history.cards or not stream.is_variable:
        return stream
    payments = [
        movement for movement in history.recent(400)
        if (movement.account_id, movement.to_account_id) == (stream.account_id, card)
    ][-8:]  # fmt: skip
    if len(payments) < _FEWEST_PAYMENTS:
        return stream
    past = _daily(history, card, 420)
    misses = {lag: median(_miss(past, history.as_of, each, lag) for each in payments) for lag in range(1, _LONGEST_LAG)}
    best = min(misses, key=lambda lag: misses[lag])
    return replace(stream, statement_lag=best) if misses[best] <= _PAID_OFF else stream


def _miss(past: Sequence[int], as_of: date, payment: Movement, lag: int) -> float:
    at = len(past) - 1 - (as_of - payment.on).days - lag
    owed = -past[at] if at >= 0 else 0
    return abs(owed - payment.amount_minor) / max(1, payment.amount_minor)


def _daily(history: History, account_id: int, days: int) -> list[int]:
    """Return what an account held at the end of each of the last `days` days, `as_of` the last of them."""
    changes = [0] * (days + 1)
    for movement in history.recent(days):
        back = (history.as_of - movement.on).days
        if movement.account_id == account_id:
            changes[back] -= movement.amount_minor
        elif movement.to_account_id == account_id:
            changes[back] += movement.amount_minor
    held, past = history.held[account_id], []
    for back in range(days):
        past.append(held)
        held -= changes[back]
    return past[::-1]


def _move(held: dict[int, int], movement: Movement, sign: int) -> None:
    if movement.account_id in held:
        held[movement.account_id] -= sign * movement.amount_minor
    if movement.to_account_id in held:
        held[movement.to_account_id] += sign * movement.amount_minor
