"""Which of the daily backups are kept: fewer and fewer the older they are, and never by the clock alone."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from backend.backup.backups import Backup


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How many days, weeks and months keep a backup."""

    days: int
    weeks: int
    months: int


# By the setting of the person, who may also want none. Only days that have a backup count, so nothing goes while the
# app is not used, nor when the clock is wrong.
RETENTION_POLICIES = {
    "week": RetentionPolicy(days=7, weeks=0, months=0),
    "year": RetentionPolicy(days=7, weeks=4, months=12),
}


def expired_backups(backups: Iterable[Backup], policy: RetentionPolicy) -> list[Backup]:
    """Return the backups that are the newest one of none of the last days, weeks and months."""
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    wanted = {
        *_newest_of_each(newest_first, policy.days, lambda backup: backup.made_at.date()),
        *_newest_of_each(newest_first, policy.weeks, lambda backup: backup.made_at.isocalendar()[:2]),
        *_newest_of_each(newest_first, policy.months, lambda backup: (backup.made_at.year, backup.made_at.month)),
    }
    return [backup for backup in newest_first if backup not in wanted]


def _newest_of_each(newest_first: list[Backup], most: int, span: Callable[[Backup], Hashable]) -> list[Backup]:
    newest: dict[Hashable, Backup] = {}
    for backup in newest_first:
        newest.setdefault(span(backup), backup)
    return list(newest.values())[:most]
