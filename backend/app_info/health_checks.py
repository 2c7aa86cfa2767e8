"""What to look after: backups, balances, banks, rules, documents, encryption, disk and jobs, each with its fix."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from backend.backup.backups import backup_sets
from backend.backup.create import RESERVED_BYTES
from backend.backup.proof import INTERVAL, last_proof
from backend.backup.second_place import last_copy
from backend.documents import files
from backend.documents import queries as documents
from backend.infra import clock, data_key
from backend.infra.database import ReadSession
from backend.kit.period import written_day
from backend.reconciliation.completeness import incomplete_months
from backend.rules import queries as rules
from backend.sync import queries as banks

State = Literal["ok", "advice", "problem"]
_MONTHS_LOOKED_AT = timedelta(days=365)
_UNUSED_AFTER = timedelta(days=365)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at. `fix` says what to do and `link` is the page for it, unless all is well."""

    key: str
    title: str
    state: State
    finding: str
    fix: str | None = None
    link: str | None = None


def health_checks(
    db: ReadSession, user_id: int, *, home: Path, is_file: bool, failing_jobs: Mapping[str, str], today: date
) -> list[HealthCheck]:
    """Return everything that was looked at, what needs attention first. `failing_jobs` is why, by the job's name."""
    found = [
        *((*_backups(home), *_second_place(home)) if is_file else ()),
        _balances(db, user_id, today),
        _banks(db, user_id),
        _rules(db, user_id),
        _documents(db, user_id, home),
        *((_encryption(home), _disk(home)) if is_file else ()),
        _jobs(failing_jobs),
    ]
    return sorted(found, key=lambda check: ("problem", "advice", "ok").index(check.state))


def _backups(home: Path) -> Iterator[HealthCheck]:
    proof, link = last_proof(home), "/settings#backups"
    if not backup_sets(home):
        yield HealthCheck("backup", "Backups", "advice", "There is no backup yet.", "Back up now", link)
    elif proof is None:
        yield HealthCheck("backup", "Backups", "advice", "No backup has been proved yet.", "Prove the newest", link)
    elif proof.problems:
        finding = f"The last backup could not be proved: {' '.join(proof.problems)}"
        yield HealthCheck("backup", "Backups", "problem", finding, "Make a new backup and prove it", link)
    elif not timedelta(0) <= clock.now() - proof.at < 2 * INTERVAL:
        finding = f"The last proof is of {written_day(clock.day_of(proof.at))}."
        yield HealthCheck("backup", "Backups", "advice", finding, "Prove the newest", link)
    else:
        yield HealthCheck("backup", "Backups", "ok", f"Proved on {written_day(clock.day_of(proof.at))}.")


def _second_place(home: Path) -> Iterator[HealthCheck]:
    last = last_copy(home)
    if last is not None and last.error:
        link = "/settings#second-place"
        yield HealthCheck("second_place", "Second place", "problem", last.error, "Check its settings", link)
    elif last is not None:
        finding = f"The backup was copied on {written_day(clock.day_of(last.at))} and read back."
        yield HealthCheck("second_place", "Second place", "ok", finding)


def _balances(db: ReadSession, user_id: int, today: date) -> HealthCheck:
    months = incomplete_months(db, user_id, first=today - _MONTHS_LOOKED_AT, last=today)
    if not months:
        return HealthCheck("balances", "Balances", "ok", "All stated balances agree with the transactions.")
    named = _listed([f"{each.account_name} in {each.month}" for each in months])
    finding = f"The transactions do not explain the stated balances: {named}."
    return HealthCheck(
        "balances", "Balances", "advice", finding, "See what is missing", f"/accounts/{months[0].account_id}"
    )


def _banks(db: ReadSession, user_id: int) -> HealthCheck:
    failing = [each for each in banks.listed_connections(db, user_id, {}) if each["health"] != "ok"]
    if not failing:
        return HealthCheck("banks", "Banks", "ok", "No connected bank needs you.")
    named = _listed([f"{each['name']} ({each['health'].replace('_', ' ')})" for each in failing])
    return HealthCheck("banks", "Banks", "problem", f"Not up to date: {named}.", "See the connections", "/accounts")


def _rules(db: ReadSession, user_id: int) -> HealthCheck:
    unused = rules.unused(db, user_id, since=clock.now() - _UNUSED_AFTER)
    if not unused:
        return HealthCheck("rules", "Rules", "ok", "Every rule that is on was used within a year or is new.")
    finding = f"Not used for a year: {_listed(unused)}."
    return HealthCheck("rules", "Rules", "advice", finding, "Look through your rules", "/categories")


def _documents(db: ReadSession, user_id: int, home: Path) -> HealthCheck:
    wanted, kept = set(documents.hashes(db, user_id)), files.kept(home)
    if missing := len(wanted - kept):
        finding = f"{missing} of {len(wanted)} documents have no file on the disk."
        return HealthCheck("documents", "Documents", "problem", finding, "Restore a backup", "/settings#backups")
    if orphans := len(kept - wanted):
        finding = f"{orphans} files in the folder “documents” belong to no document."
        return HealthCheck("documents", "Documents", "advice", finding, "See your documents", "/documents")
    return HealthCheck("documents", "Documents", "ok", "Every document has its file.")


def _encryption(home: Path) -> HealthCheck:
    if data_key.has_open_key(home):
        return HealthCheck("encryption", "Encryption", "ok", "Your data files are encrypted.")
    finding = "Your data files are not encrypted: whoever can read this disk can read them."
    return HealthCheck("encryption", "Encryption", "advice", finding, "Encrypt your data", "/settings#privacy")


def _disk(home: Path) -> HealthCheck:
    needed = RESERVED_BYTES + sum(path.stat().st_size for path in home.glob("*.db"))
    free = shutil.disk_usage(home).free
    finding = f"{free // 1_000_000:,} MB are free."
    if free < needed:
        finding += f" A backup needs {needed // 1_000_000:,} MB."
        return HealthCheck("disk", "Disk", "problem", finding, "Delete old backups", "/settings#backups")
    return HealthCheck("disk", "Disk", "ok", finding)


def _jobs(failing: Mapping[str, str]) -> HealthCheck:
    if not failing:
        return HealthCheck("jobs", "Background work", "ok", "No job failed.")
    named = _listed([f"{name.replace('_', ' ')}: {reason}" for name, reason in failing.items()])
    return HealthCheck("jobs", "Background work", "problem", f"Failed last time: {named}.", "See the logs", "/settings")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
