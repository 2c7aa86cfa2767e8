"""Check that the data is whole: the file itself, the ledger, the sums."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from backend.app_info.health_checks import health_checks
from backend.backup.inspection import problems_of
from backend.documents import files
from backend.documents import queries as documents
from backend.infra import clock, data_key
from backend.infra.config import Config
from backend.infra.database import Database, ReadSession, connect_readonly
from backend.infra.errors import DatabaseDamaged
from backend.infra.stored_values import invalid_values
from backend.infra.vault import system_keychain
from backend.infra.web import LOCAL_USER_ID
from backend.ingest.models import SourceRow
from backend.kit.errors import AppError
from backend.legacy.legacy_file import is_legacy_file
from backend.migrations.models import METADATA
from backend.migrations.reference import SCHEMAS
from backend.migrations.runner import HEADS, DatabaseMissing, version_of
from backend.transactions import totals
from backend.transactions.models import DeletedTransaction, Transaction


class NoData(AppError):
    code = "no_data"
    title = "Nothing to check"

    def __init__(self, folder: str) -> None:
        super().__init__(f"There is no budget.db in {folder}. Start the app once, or set BUDGET_APP_HOME.")


class DataUnreadable(AppError):
    code = "database_damaged"
    status = 503
    title = "The data file is damaged"

    def __init__(self, damaged: Mapping[str, list[str]]) -> None:
        named = " ".join(f"{name}: {' '.join(problems[:3])}" for name, problems in damaged.items())
        super().__init__(
            f"Your data is damaged and was left as it is. {named} “budget-app backups” names the newest good backup, "
            "and “budget-app restore-backup” puts it in the place of the damaged file."
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    is_ok: bool
    found: str


def doctor(*, as_json: bool) -> int:
    """Print what is whole and what is not; return 0 if all is. Changes nothing.

    Raises NoData, DatabaseMissing, and what a file of a newer app or of another program raises.
    """
    with existing_budget() as (budget, busy_seconds):
        checks = _legacy_data(budget.path, busy_seconds) or _every_check(budget)
    is_ok = all(check.is_ok for check in checks)
    if as_json:
        print(json.dumps({"ok": is_ok, "checks": [asdict(check) for check in checks]}, indent=2))
    else:
        for check in checks:
            print(f"{'ok  ' if check.is_ok else 'BAD '} {check.name}: {check.found}")
    return 0 if is_ok else 1


def _every_check(budget: Database) -> list[Check]:
    files = list(_data_files(budget.path.parent)) if budget.is_file else []
    try:
        return [*checks_of(budget), *files]
    except (ValueError, TypeError, LookupError):
        # A value that cannot be read ends the other checks.
        if all(check.is_ok for check in files):
            raise
        return files


@contextmanager
def existing_budget() -> Iterator[tuple[Database, float]]:
    """Yield budget.db of the data folder and how long to wait for its lock. Raises NoData."""
    config = Config.from_environment()
    path = config.home / "budget.db"
    if not path.exists():
        raise NoData(str(config.home))
    data_key.open_from_keychain(config.home, system_keychain)
    budget = Database(path)
    try:
        yield budget, config.busy_seconds
    finally:
        budget.read_engine.dispose()
        budget.write_engine.dispose()


def _legacy_data(path: Path, busy_seconds: float) -> list[Check]:
    """Say so if the file is still that of the older app; nothing if it is another."""
    try:
        if not is_legacy_file(path, busy_seconds=busy_seconds):
            return []
    except DatabaseDamaged as error:
        return [Check("integrity", False, error.message)]
    found = "data of the older app; start this one once: it takes the data over and keeps the older file in backups"
    return [Check("version", False, found)]


def checks_of(budget: Database) -> list[Check]:
    """Return what was looked at. Raises what a file of a newer app or of another program raises."""
    if not budget.is_file:
        # A server keeps its own files and references whole.
        with budget.read() as db:
            return [*_figures(db), _attached_files(db, budget.path.parent)]
    try:
        found = version_of(budget, "budget")
        if found is None:
            raise DatabaseMissing(budget.path)
        with budget.read() as db:
            if found != HEADS["budget"]:
                old = f"{found}, made by an older app; start this one once to bring it up to date"
                return [Check("version", False, old), _integrity(db), _references(db)]
            checks = [_integrity(db), _references(db), *_figures(db)]
            return [*checks, _attached_files(db, budget.path.parent), *_advice(db, budget.path.parent)]
    except DatabaseDamaged as error:
        return [Check("integrity", False, error.message)]


def file_problems(home: Path) -> dict[str, list[str]]:
    """Return, by data file, what is wrong with it: damage, foreign schema, values that cannot be read."""
    found = {}
    for name, metadata in METADATA.items():
        path = home / f"{name}.db"
        if not path.exists():
            continue
        problems = problems_of(path, name, SCHEMAS)
        if not problems:
            with closing(connect_readonly(path)) as connection:
                problems = [
                    f"{count} values of {table}.{column} cannot be read."
                    for table, column, count in invalid_values(connection, metadata)
                ]
        found[path.name] = problems
    return found


def damage_behind(home: Path) -> AppError | None:
    """Return what is wrong with the data after an unexpected failure, None if it was a mistake of ours."""
    damaged = {name: problems for name, problems in file_problems(home).items() if problems}
    return DataUnreadable(damaged) if damaged else None


def _advice(db: ReadSession, home: Path) -> Iterator[Check]:
    """What the page's Health section says; only a problem makes the doctor's answer a bad one."""
    found = health_checks(db, LOCAL_USER_ID, home=home, is_file=True, failing_jobs={}, today=clock.today())
    for each in found:
        fix = f" ({each.fix})" if each.fix else ""
        yield Check(each.title.lower(), each.state != "problem", f"{each.finding}{fix}")


def _data_files(home: Path) -> Iterator[Check]:
    for name, problems in file_problems(home).items():
        yield Check(name, not problems, " ".join(problems) or "schema, references and values are as they should be")


def _figures(db: Session) -> list[Check]:
    """Compare what is computed with the rows that it is computed from."""
    return [_totals(db), _ledger(db), _deleted(db)]


def _integrity(db: Session) -> Check:
    found = [row[0] for row in db.execute(text("PRAGMA integrity_check(10)"))]
    return Check("integrity", found == ["ok"], "; ".join(found))


def _references(db: Session) -> Check:
    broken = len(db.execute(text("PRAGMA foreign_key_check")).all())
    return Check("references", broken == 0, f"{broken} records refer to records that do not exist")


def _totals(db: Session) -> Check:
    wrong = totals.differences(db, LOCAL_USER_ID)
    return Check("monthly totals", wrong == 0, f"{wrong} sums differ from their transactions")


def _ledger(db: Session) -> Check:
    """Every row that a file brought is in the ledger; the ledger names no row that is neither here nor deleted."""
    imported = Transaction.import_id.is_not(None)
    known = select(SourceRow.transaction_id).where(SourceRow.transaction_id == Transaction.id)
    missing = db.scalar(select(func.count()).select_from(Transaction).where(imported, ~known.exists())) or 0
    return Check("ledger", missing == 0, f"{missing} imported transactions have no origin")


def _attached_files(db: Session, home: Path) -> Check:
    names = documents.hashes(db, LOCAL_USER_ID)
    missing = sum(files.read_whole(home, name) is None for name in names)
    return Check("attached files", missing == 0, f"{missing} of {len(names)} attached files are missing or damaged")


def _deleted(db: Session) -> Check:
    both = (
        select(func.count())
        .select_from(DeletedTransaction)
        .join(Transaction, Transaction.id == DeletedTransaction.original_id)
    )
    twice = db.scalar(both) or 0
    return Check("deleted transactions", twice == 0, f"{twice} transactions are both live and deleted")
