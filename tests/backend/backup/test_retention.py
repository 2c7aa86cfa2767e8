"""Which daily backups are kept, by the days on which they were made."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.backup.backups import Backup
from backend.backup.retention import RETENTION_POLICIES, RetentionPolicy, expired_backups

FIRST = datetime(2025, 1, 1, 4, 40, tzinfo=UTC)


def made(*days: int) -> list[Backup]:
    """Backups of these days, counted from the first of January."""
    return [Backup(Path(f"{day}"), "budget", FIRST + timedelta(days=day), "daily") for day in days]


def kept(backups: list[Backup], rule: RetentionPolicy) -> list[str]:
    gone = expired_backups(backups, rule)
    return [backup.path.name for backup in backups if backup not in gone]


def test_after_two_years_of_days_a_year_of_them_is_left() -> None:
    backups = made(*range(730))
    left = [
        datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=int(day)) for day in kept(backups, RETENTION_POLICIES["year"])
    ]
    days = [day.strftime("%Y-%m-%d") for day in left]
    # Of a month and of a week the last day, then each of the last seven.
    assert days == [
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31",
        "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-13", "2026-12-20", "2026-12-25", "2026-12-26", "2026-12-27",
        "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31",
    ]  # fmt: skip


def test_a_week_is_seven_days_that_have_a_backup() -> None:
    assert kept(made(*range(0, 100, 10)), RETENTION_POLICIES["week"]) == ["30", "40", "50", "60", "70", "80", "90"]


def test_few_backups_are_all_kept_however_old_they_are() -> None:
    assert expired_backups(made(0, 1, 400), RETENTION_POLICIES["week"]) == []
    assert expired_backups([], RETENTION_POLICIES["year"]) == []


def test_of_one_day_the_newest_is_kept() -> None:
    morning, evening = made(0)[0], Backup(Path("evening"), "budget", FIRST + timedelta(hours=15), "daily")
    assert expired_backups([morning, evening], RETENTION_POLICIES["year"]) == [morning]


def test_a_clock_that_ran_ahead_costs_one_backup_only() -> None:
    days = made(*range(7))
    far = made(3650)
    assert expired_backups([*days, *far], RETENTION_POLICIES["week"]) == [days[0]]
