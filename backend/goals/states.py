"""The kinds of goals, the states that one can be in, and which may follow which."""

from typing import Literal, get_args

GoalKind = Literal["emergency", "savings", "debt", "purchase", "custom"]
GoalStatus = Literal["active", "paused", "reached", "archived"]
KINDS: tuple[GoalKind, ...] = get_args(GoalKind)
STATUSES: tuple[GoalStatus, ...] = get_args(GoalStatus)
# These take their share of an account.
HOLDING: tuple[GoalStatus, ...] = ("active", "paused", "reached")
_NEXT: dict[str, tuple[GoalStatus, ...]] = {
    "active": ("paused", "reached", "archived"),
    "paused": ("active", "reached", "archived"),
    "reached": ("active", "archived"),
    "archived": ("active",),
}
VERBS: dict[str, str] = {"active": "Resumed", "paused": "Paused", "reached": "Finished", "archived": "Archived"}


def can_become(status: str, wanted: str) -> bool:
    """Say whether a goal in one state may be put into another."""
    return wanted in _NEXT[status]
