"""The ratio of a split that its file states only by the shares that came or left, from what the account held. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from backend.investments.activities import ActivityDraft
from backend.investments.lots import Activity, Event, match_lots

# New and old units of the splits that companies make: 2 for 1, 1 for 10 and so on, and the others that occur.
RATIOS = (
    *((count, 1) for count in range(2, 51)),
    *((1, count) for count in range(2, 101)),
    *((3, 2), (4, 3), (5, 2), (5, 3), (5, 4), (6, 5), (7, 2), (11, 10), (21, 20)),
)
_ROUNDING = Decimal("0.001")


def ratio_of(held: Decimal, change: Decimal) -> tuple[Decimal, Decimal] | None:
    """Return new and old units of the one usual split that changes `held` units by `change`; None if none or several
    do. A part of a share may be missing after it, since brokers pay for it in cash."""
    after = held + change
    found = []
    for new, old in RATIOS:
        expected = held * new / old
        lost = expected - after
        if abs(lost) <= _ROUNDING or (after == after.to_integral_value() and 0 < lost < 1):
            found.append((Decimal(new), Decimal(old)))
    return found[0] if held > 0 and after > 0 and len(found) == 1 else None


def held_before(on: date, security_id: int, *, events: Iterable[Event], drafts: Iterable[ActivityDraft]) -> Decimal:
    """Return how many units an account holds in the evening before a day, by what it has and what a file adds."""
    added = [
        Activity(
            id=-1 - position,
            on=draft.on,
            type=draft.type,
            security_id=security_id,
            quantity=draft.quantity or Decimal(0),
            amount_minor=draft.amount_minor or 0,
        )
        for position, draft in enumerate(drafts)
        if draft.security_id == security_id
    ]
    before = [each for each in (*events, *added) if each.on < on and each.security_id == security_id]
    return match_lots(before, "fifo").book(security_id).quantity
