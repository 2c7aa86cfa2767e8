"""What spending is compared with: the usual month, the usual by this day, and the same months of last year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from backend.kit.period import last_day, month_of, shift
from backend.transactions.reports import Flow, add_flows, flow_of, mean, months_before, usual

Ids = Collection[int] | None
# So many months before those shown are read.
_KNOWN_MONTHS = 12


class Kinded(Protocol):
    """A category, of which reports need the kind alone."""

    kind: str


class Summed(Protocol):
    """Money out and in of some rows, both positive."""

    @property
    def out_minor(self) -> int: ...
    @property
    def in_minor(self) -> int: ...


class Sums(NamedTuple):
    """Money out and in, both positive."""

    out_minor: int
    in_minor: int


def kind_of(categories: Mapping[int, Kinded], category_id: int) -> str | None:
    """Return the kind of a category, None for rows without one."""
    return categories[category_id].kind if category_id in categories else None


def total_of(sums: Mapping[int, Summed], categories: Mapping[int, Kinded]) -> Flow:
    """Return what the sums of all categories add to spending and to income."""
    return add_flows(
        flow_of(kind_of(categories, id_), out_minor=each.out_minor, in_minor=each.in_minor)
        for id_, each in sums.items()
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came before the months that are shown.

    `months` are earlier sums by month and category; `days` those of the three months before by day, while the shown
    month runs. Each figure is for some categories, or for all spending if `ids` is None. A figure of categories that
    have no rows in the months they are compared with is None, as there is nothing to compare.
    """

    categories: Mapping[int, Kinded]
    shown: Sequence[str]
    today: date
    first_month: str | None = None
    months: Mapping[str, Mapping[int, Summed]] = field(default_factory=dict)
    days: Mapping[date, Mapping[int, Summed]] = field(default_factory=dict)

    def usual(self, ids: Ids = None) -> int | None:
        """Return the mean of the three months before; only a single month has one."""
        if not self._is_usual_known(ids):
            return None
        spent = {month: self._spent(sums, ids) for month, sums in self.months.items()}
        return usual(spent, self.shown[0], self.first_month)

    def usual_to_date(self, ids: Ids = None) -> int | None:
        """Return the mean of what the three months before had spent up to this day, for the month that runs."""
        return self.usual_by(self.today.day, ids)

    def usual_by(self, day: int, ids: Ids = None) -> int | None:
        """Return the mean of what the three months before had spent by the end of `day` of the month.

        By the last day of a month all of the earlier ones count, also when they are longer.
        """
        if self.shown != [month_of(self.today)] or not self._is_usual_known(ids):
            return None
        is_end = day == last_day(self.shown[0]).day
        spent = dict.fromkeys(months_before(self.shown[0]), 0)
        for on, sums in self.days.items():
            if is_end or on.day <= day:
                spent[month_of(on)] += self._spent(sums, ids)
        return mean(list(spent.values()))

    def last_year(self, ids: Ids = None) -> int | None:
        """Return the sum of the same months a year ago, None if the history does not reach back that far."""
        earlier = [shift(month, -12) for month in self.shown]
        if not earlier or self.first_month is None or self.first_month > earlier[0]:
            return None
        if ids is not None and not self._has_rows(earlier, ids):
            return None
        return sum(self._spent(self.months.get(month, {}), ids) for month in earlier)

    def before(self) -> tuple[date, dict[int, Sums]] | None:
        """Return the sums by category of as many months before, and their last day; of a month that runs, up to the
        same day of the month before. None where the history does not reach back that far."""
        if not self.shown or self.first_month is None:
            return None
        earlier = [shift(self.shown[0], -back) for back in range(len(self.shown), 0, -1)]
        if earlier[0] < self.first_month or len(earlier) > _KNOWN_MONTHS:
            return None
        if self.shown == [month_of(self.today)]:
            until = last_day(earlier[0])
            if self.today < last_day(self.shown[0]):
                until = until.replace(day=min(until.day, self.today.day))
            parts = [sums for on, sums in self.days.items() if month_of(on) == earlier[0] and on <= until]
        else:
            until = last_day(earlier[-1])
            parts = [self.months[month] for month in earlier if month in self.months]
        added: dict[int, Sums] = {}
        for sums in parts:
            for id_, each in sums.items():
                known = added.get(id_, Sums(0, 0))
                added[id_] = Sums(known.out_minor + each.out_minor, known.in_minor + each.in_minor)
        return until, added

    def _is_usual_known(self, ids: Ids) -> bool:
        if len(self.shown) != 1:
            return False
        earlier = months_before(self.shown[0])
        if self.first_month is None or self.first_month > earlier[0]:
            return False
        return ids is None or self._has_rows(earlier, ids)

    def _has_rows(self, months: Sequence[str], ids: Collection[int]) -> bool:
        return any(id_ in self.months.get(month, {}) for month in months for id_ in ids)

    def _spent(self, sums: Mapping[int, Summed], ids: Ids) -> int:
        own = sums if ids is None else {id_: each for id_, each in sums.items() if id_ in ids}
        return total_of(own, self.categories).spent_minor
