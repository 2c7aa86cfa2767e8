"""What became of a file: one number for each fate, one sum for each direction."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from backend.ingest.arrival import Fate
from backend.kit.period import month_of
from backend.transactions.bulk_insert import CategorizedDraft


@dataclass(slots=True)
class Sums:
    """What went out and what came in, in minor units of one currency, both positive."""

    out_minor: int = 0
    in_minor: int = 0

    def add(self, out_minor: int) -> None:
        """Add one movement; money in is negative."""
        self.out_minor += max(out_minor, 0)
        self.in_minor += max(-out_minor, 0)

    def as_json(self, currency: str) -> dict[str, str | int]:
        """Return the sums with their currency."""
        return {"currency": currency, "out_minor": self.out_minor, "in_minor": self.in_minor}


@dataclass(frozen=True, slots=True)
class IngestReport:
    """`sums` are of the added rows, by currency."""

    added: int
    repeated: int
    doubtful: int
    auto_confirmed: int
    predicted: int
    unmatched: int
    sums: dict[str, Sums]
    first_on: date | None
    last_on: date | None


@dataclass(slots=True)
class IngestCounter:
    """Counts the rows of a file as they are saved, some at a time. `months` are those that have new rows."""

    _fates: Counter[Fate]
    months: set[str] = field(default_factory=set)
    _days: set[date] = field(default_factory=set)
    _added: int = 0
    _auto_confirmed: int = 0
    _predicted: int = 0
    _sums: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))

    def add(self, categorized: Sequence[CategorizedDraft]) -> None:
        """Count these added rows as they were judged."""
        for row in categorized:
            self._sums[row.draft.currency].add(row.draft.amount_minor)
        days = {row.draft.on for row in categorized} - self._days
        self._days |= days
        self.months |= {month_of(day) for day in days}
        self._added += len(categorized)
        self._auto_confirmed += sum(row.status == "auto_confirmed" for row in categorized)
        self._predicted += sum(row.predicted_category_id is not None for row in categorized)

    def report(self) -> IngestReport:
        """Return what became of all rows so far."""
        return IngestReport(
            added=self._added,
            repeated=self._fates["repeated"],
            doubtful=self._fates["doubtful"],
            auto_confirmed=self._auto_confirmed,
            predicted=self._predicted,
            unmatched=self._added - self._auto_confirmed - self._predicted,
            sums=dict(self._sums),
            first_on=min(self._days, default=None),
            last_on=max(self._days, default=None),
        )
