"""Migrate a legacy investments.db: its rows are kept as JSON until the investment tables exist."""

from collections.abc import Iterator
from dataclasses import asdict

import orjson

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows
from backend.infra.web import LOCAL_USER_ID
from backend.legacy.errors import VerificationFailed
from backend.legacy.investment_sums import compare_sums
from backend.legacy.legacy_data import LegacyData, as_json
from backend.legacy.models import LegacyInvestmentRow, LegacyInvestmentsReport
from backend.legacy.progress import RowProgress
from backend.legacy.report import MigrationReport, TableCounts

_COLUMNS = ("table_name", "row_id", "row", "reason")


def migrate(db: WriteSession, legacy_data: LegacyData, *, report: MigrationReport, progress: RowProgress) -> None:
    """Put everything of the older file in. Raises VerificationFailed if something is missing afterwards."""
    now = clock.now()
    same = {"user_id": LOCAL_USER_ID, "created_at": now, "updated_at": now}
    for table in legacy_data.columns:
        count = insert_rows(db, LegacyInvestmentRow, _COLUMNS, _rows(progress, legacy_data, table), constants=same)
        report.tables[table] = TableCounts(before=legacy_data.count(table), after=count)
        if count != report.tables[table].before:
            raise VerificationFailed(f"the rows of {table} are not all there")
    report.months, is_right = compare_sums(db, LOCAL_USER_ID, legacy_data)
    if not is_right:
        raise VerificationFailed("the sums of its movements are other ones")
    db.add(LegacyInvestmentsReport(user_id=LOCAL_USER_ID, report=orjson.dumps(asdict(report)).decode()))
    db.flush()


def _rows(progress: RowProgress, legacy_data: LegacyData, table: str) -> Iterator[tuple[str, int | None, str, str]]:
    for row in progress.over(legacy_data.rows(table)):
        yield table, row.get("id"), as_json(row), "For a feature to come"
