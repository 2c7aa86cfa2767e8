"""What became of a file: one number for each fate, one sum for each direction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from backend.ingest.arrival import Fate
from backend.kit.period import month_of
from backend.transactions.arrivals import Judged


@dataclass(frozen=True, slots=True)
class Report:
    """Sums are of the added rows, in minor units, both positive."""

    added: int
    repeated: int
    doubtful: int
    auto_confirmed: int
    predicted: int
    unmatched: int
    out_minor: int
    in_minor: int
    first_on: date | None
    last_on: date | None


@dataclass(slots=True)
class Counting:
    """Counts the rows of a file as they are saved, some at a time. `months` are those that have new rows."""

    _fates: Counter[Fate]
    months: set[str] = field(default_factory=set)
    _days: set[date] = field(default_factory=set)
    _added: int = 0
    _auto_confirmed: int = 0
    _predicted: int = 0
    _out_minor: int = 0
    _in_minor: int = 0

    def add(self, judged: Sequence[Judged]) -> None:
        """Count these added rows as they were judged."""
        amounts = [row.draft.amount_minor for row in judged]
        days = {row.draft.on for row in judged} - self._days
        self._days |= days
        self.months |= {month_of(day) for day in days}
        self._added += len(judged)
        self._auto_confirmed += sum(row.status == "auto_confirmed" for row in judged)
        self._predicted += sum(row.predicted_category_id is not None for row in judged)
        self._out_minor += sum(amount for amount in amounts if amount > 0)
        self._in_minor -= sum(amount for amount in amounts if amount < 0)

    def report(self) -> Report:
        """Return what became of all rows so far."""
        return Report(
            added=self._added,
            repeated=self._fates["repeated"],
            doubtful=self._fates["doubtful"],
            auto_confirmed=self._auto_confirmed,
            predicted=self._predicted,
            unmatched=self._added - self._auto_confirmed - self._predicted,
            out_minor=self._out_minor,
            in_minor=self._in_minor,
            first_on=min(self._days, default=None),
            last_on=max(self._days, default=None),
        )
