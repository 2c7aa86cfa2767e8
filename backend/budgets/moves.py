"""Moves of money between lines: what they add to each line, and whether a new one would go in a circle."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from backend.budgets.periods import Days


class Move(Protocol):
    """An amount from one category's line to another's on a day; None is what is still to be assigned."""

    on: date
    from_category_id: int | None
    to_category_id: int | None
    amount_minor: int


def moved_to(moves: Iterable[Move], category_ids: Collection[int], days: Days) -> int:
    """Return what was moved to these categories in these days, less what was moved away from them.

    For a main category these are it and all below it, whose lines it holds.
    """
    inside = [move for move in moves if days.holds(move.on)]
    came = sum(move.amount_minor for move in inside if move.to_category_id in category_ids)
    return came - sum(move.amount_minor for move in inside if move.from_category_id in category_ids)


def circle(moves: Iterable[Move], *, from_id: int, to_id: int) -> Sequence[int]:
    """Return the categories through which money of `to_id` already came to `from_id`, both included; empty if none.

    With a move from `from_id` to `to_id` that money would go in a circle.
    """
    following: dict[int, set[int]] = {}
    for move in moves:
        if move.from_category_id is not None and move.to_category_id is not None:
            following.setdefault(move.from_category_id, set()).add(move.to_category_id)
    paths = [[to_id]]
    seen = {to_id}
    while paths:
        path = paths.pop(0)
        if path[-1] == from_id:
            return path
        for next_id in sorted(following.get(path[-1], set()) - seen):
            seen.add(next_id)
            paths.append([*path, next_id])
    return []
