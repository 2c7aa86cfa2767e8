"""Templates: how income is spread over monthly budgets, in the order of their priority.

No template gets more than what is left of the income, so the amounts never add up to more than it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, get_args

from backend.kit.money import allocate as split

TemplateKind = Literal["fixed", "up_to", "refill_to", "percent", "by_date", "remainder"]
TEMPLATE_KINDS: tuple[TemplateKind, ...] = get_args(TemplateKind)
ALL_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Template:
    """How one category is filled. Which fields it needs goes by the kind:

    fixed: `amount_minor` each month. up_to: so much that `amount_minor` is there, debt is not made up. refill_to: the
    same, and debt is made up. percent: `basis_points` of income. by_date: equal monthly parts until `amount_minor` is
    there on `due_on`. remainder: what is left of income, by `weight`.
    """

    id: int
    category_id: int
    priority: int
    kind: TemplateKind
    amount_minor: int | None = None
    basis_points: int | None = None
    due_on: date | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """What one template wanted and got. A remainder wants nothing in particular (None)."""

    template: Template
    wanted_minor: int | None
    amount_minor: int


def allocate(
    templates: Sequence[Template], *, income_minor: int, month: date, carried_minor: Mapping[int, int]
) -> list[Allocation]:
    """Return what each template gets of the income, the highest priority (1) first.

    Within a priority the templates are served in the order of their ids, remainders after all others. `month` is the
    first day of the month that is filled; `carried_minor` what each category carries into it.
    """
    left = max(income_minor, 0)
    held = dict(carried_minor)
    allocations: list[Allocation] = []
    in_order = sorted(templates, key=lambda each: (each.priority, each.kind == "remainder", each.id))
    for is_remainder, group in groupby(in_order, key=lambda each: (each.priority, each.kind == "remainder")):
        members = list(group)
        if is_remainder[1]:
            parts = split(left, [each.weight or 1 for each in members])
            given = [Allocation(each, None, part) for each, part in zip(members, parts, strict=True)]
            left -= sum(parts)
        else:
            given = []
            for each in members:
                wanted = _wanted(each, max(income_minor, 0), month, held.get(each.category_id, 0))
                amount = min(wanted, left)
                left -= amount
                held[each.category_id] = held.get(each.category_id, 0) + amount
                given.append(Allocation(each, wanted, amount))
        allocations += given
    return allocations


def _wanted(template: Template, income_minor: int, month: date, held_minor: int) -> int:
    amount = template.amount_minor or 0
    match template.kind:
        case "fixed":
            return amount
        case "up_to":
            return max(amount - max(held_minor, 0), 0)
        case "refill_to":
            return max(amount - held_minor, 0)
        case "percent":
            return income_minor * (template.basis_points or 0) // ALL_BASIS_POINTS
    assert template.due_on is not None, "a template by date has a date"
    fillings = _fillings_until(template.due_on, month)
    return -(-max(amount - max(held_minor, 0), 0) // fillings) if fillings else 0


def _fillings_until(due_on: date, month: date) -> int:
    """Return how many months are still filled before the day, this one included; 0 once it has passed."""
    months = (due_on.year - month.year) * 12 + due_on.month - month.month
    return max(months + 1, 0)
