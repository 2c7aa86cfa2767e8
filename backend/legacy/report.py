"""The report of a legacy migration: what was there, what is there now, what could not be kept."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class TableCounts:
    """The rows of one table of the older file: how many there were, became rows here, and were set aside."""

    before: int = 0
    after: int = 0
    set_aside: int = 0


@dataclass(slots=True)
class MigrationReport:
    """The report about one older file. `could_not_keep` has whole rows, `changed` each value that is another now."""

    file: str
    backup: str
    adopted_at: str
    currency: str | None = None
    tables: dict[str, TableCounts] = field(default_factory=dict)
    months: list[Json] = field(default_factory=list)
    could_not_keep: list[Json] = field(default_factory=list)
    changed: list[Json] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
