"""What was spent in each month under each category, a main category with all that is below it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from backend.budgets.envelope import mean

K = TypeVar("K")


class Sum(NamedTuple):
    """Sums of one month, category and currency; `category_id` is 0 for rows without a category."""

    month: str
    category_id: int
    currency: str
    out_minor: int
    in_minor: int


class Known(NamedTuple):
    """A category as spending sees it."""

    id: int
    parent_id: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Spending:
    """Spending by (category, month) in one currency, and by month in all; refunds lower it.

    `first_month` is when the person's history begins (None: it has not).
    """

    by_category: Mapping[tuple[int, str], int] = field(default_factory=dict)
    spent: Mapping[str, int] = field(default_factory=dict)
    income: Mapping[str, int] = field(default_factory=dict)
    other_currencies: Mapping[tuple[str, str], int] = field(default_factory=dict)
    first_month: str | None = None

    def of(self, category_id: int, month: str) -> int:
        return self.by_category.get((category_id, month), 0)

    def usual(self, category_id: int, before: Sequence[str]) -> int | None:
        """Return the mean over those months of `before` that the person's history covers; None if it covers none."""
        covered = [month for month in before if self.first_month is not None and month >= self.first_month]
        return mean(sum(self.of(category_id, month) for month in covered), len(covered))

    def months_seen(self, category_id: int, among: Iterable[str]) -> int:
        return sum((category_id, month) in self.by_category for month in among)


def add_up(sums: Iterable[Sum], categories: Iterable[Known], *, currency: str, first_month: str | None) -> Spending:
    """Add the sums up. Transfers count nowhere; income counts as income only.

    A row without a category is spending when money went out and income when it came in.
    """
    known = {category.id: category for category in categories}
    by_category: dict[tuple[int, str], int] = {}
    spent: dict[str, int] = {}
    income: dict[str, int] = {}
    others: dict[tuple[str, str], int] = {}
    for row in sums:
        out, into = _sides(row, known.get(row.category_id))
        if row.currency != currency:
            if out:
                _add(others, (row.month, row.currency), out)
            continue
        _add(spent, row.month, out)
        _add(income, row.month, into)
        category = known.get(row.category_id)
        if category is not None and category.kind == "expense":
            _add(by_category, (category.id, row.month), out)
            if category.parent_id is not None:
                _add(by_category, (category.parent_id, row.month), out)
    return Spending(by_category, spent, income, others, first_month)


def _sides(row: Sum, category: Known | None) -> tuple[int, int]:
    """Return what a sum adds to spending and to income."""
    if category is None:
        return row.out_minor, row.in_minor
    net = row.out_minor - row.in_minor
    match category.kind:
        case "expense":
            return net, 0
        case "income":
            return 0, -net
    return 0, 0


def _add(sums: dict[K, int], key: K, amount: int) -> None:
    sums[key] = sums.get(key, 0) + amount
