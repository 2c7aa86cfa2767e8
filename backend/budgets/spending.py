"""What was spent in each month or on each day under each category, a main category with all that is below it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import NamedTuple, TypeVar

from backend.budgets.periods import Days
from backend.transactions.reports import flow_of, mean, months_before, usual

K = TypeVar("K")
NO_CATEGORY = 0
_ALL, _INCOME = "all", "income"


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


class DaySum(NamedTuple):
    """Sums of one day (or of one month, on its first day), category and currency."""

    on: date
    category_id: int
    currency: str
    out_minor: int
    in_minor: int


class SpendingByDay:
    """Spending and income of one currency by day; `spent` of a main category includes those below it."""

    def __init__(self, sums: Iterable[DaySum], categories: Mapping[int, SpendingCategory]) -> None:
        by_key: dict[int | str, dict[date, int]] = {}
        for row in sums:
            category = categories.get(row.category_id)
            flow = flow_of(category.kind if category else None, out_minor=row.out_minor, in_minor=row.in_minor)
            keys: list[int | str] = [_ALL]
            if category is None:
                keys.append(NO_CATEGORY)
            elif category.kind == "expense":
                keys += [category.id] if category.parent_id is None else [category.id, category.parent_id]
            for key in keys:
                _add(by_key.setdefault(key, {}), row.on, flow.spent_minor)
            _add(by_key.setdefault(_INCOME, {}), row.on, flow.income_minor)
        self._days: dict[int | str, list[date]] = {}
        self._sums: dict[int | str, list[int]] = {}
        for key, amounts in by_key.items():
            self._days[key] = sorted(amounts)
            self._sums[key] = [0, *accumulate(amounts[on] for on in self._days[key])]

    def spent(self, category_id: int, days: Days) -> int:
        return self._between(category_id, days)

    def all_spent(self, days: Days) -> int:
        return self._between(_ALL, days)

    def income(self, days: Days) -> int:
        return self._between(_INCOME, days)

    def _between(self, key: int | str, days: Days) -> int:
        on, sums = self._days.get(key, []), self._sums.get(key, [0])
        return sums[bisect_right(on, days.end)] - sums[bisect_left(on, days.start)]


@dataclass(frozen=True, slots=True)
class SpendingIndex:
    """Spending of one currency: whole months from the monthly sums, other days from those of each day."""

    by_month: SpendingByDay
    by_day: SpendingByDay

    def of(self, days: Days) -> SpendingByDay:
        """Return what knows the sums of `days`."""
        return self.by_month if days.whole_months else self.by_day

    def spent(self, category_id: int, days: Days) -> int:
        return self.of(days).spent(category_id, days)


def _add(sums: dict[K, int], key: K, amount: int) -> None:
    sums[key] = sums.get(key, 0) + amount
