"""What was spent in each month under each category, a main category with all that is below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from backend.transactions.reports import flow_of, mean, months_before, usual

K = TypeVar("K")


class Sum(NamedTuple):
    """Sums of one month, category and currency; `category_id` is 0 for rows without a category."""

    month: str
    category_id: int
    currency: str
    out_minor: int
    in_minor: int


class SpendingCategory(NamedTuple):
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

    def usual(self, category_id: int, month: str) -> int | None:
        """Return what is usual before `month`; None without enough history, or with no rows of the category in it."""
        before = months_before(month)
        if not self.months_seen(category_id, before):
            return None
        return usual({each: self.of(category_id, each) for each in before}, month, self.first_month)

    def suggested(self, category_id: int, month: str) -> int | None:
        """Return the mean over those of the three months before `month` that the history covers; None if none."""
        covered = [each for each in months_before(month) if self.first_month is not None and each >= self.first_month]
        return mean([self.of(category_id, each) for each in covered]) if covered else None

    def months_seen(self, category_id: int, among: Iterable[str]) -> int:
        return sum((category_id, month) in self.by_category for month in among)


def add_up(
    sums: Iterable[Sum], categories: Iterable[SpendingCategory], *, currency: str, first_month: str | None
) -> Spending:
    """Add the sums up by the rule of all reports (`flow_of`), those of other currencies apart."""
    by_id = {category.id: category for category in categories}
    by_category: dict[tuple[int, str], int] = {}
    spent: dict[str, int] = {}
    income: dict[str, int] = {}
    others: dict[tuple[str, str], int] = {}
    for row in sums:
        category = by_id.get(row.category_id)
        flow = flow_of(category.kind if category else None, out_minor=row.out_minor, in_minor=row.in_minor)
        if row.currency != currency:
            if flow.spent_minor:
                _add(others, (row.month, row.currency), flow.spent_minor)
            continue
        _add(spent, row.month, flow.spent_minor)
        _add(income, row.month, flow.income_minor)
        if category is not None and category.kind == "expense":
            _add(by_category, (category.id, row.month), flow.spent_minor)
            if category.parent_id is not None:
                _add(by_category, (category.parent_id, row.month), flow.spent_minor)
    return Spending(by_category, spent, income, others, first_month)


def _add(sums: dict[K, int], key: K, amount: int) -> None:
    sums[key] = sums.get(key, 0) + amount
