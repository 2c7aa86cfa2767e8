"""The conductor of an older investments.db: its rows are kept whole until there is a place for each."""

from collections.abc import Iterator
from dataclasses import asdict

import orjson

from backend.adoption.errors import NotTheSame
from backend.adoption.investment_sums import compared
from backend.adoption.models import InvestmentsAdoption, LegacyInvestmentRow
from backend.adoption.older_data import OlderData, as_json
from backend.adoption.progress import Progress
from backend.adoption.report import Counted, Report
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows
from backend.infra.web import LOCAL_USER_ID

_COLUMNS = ("table_name", "row_id", "row", "reason")


def fill(db: WriteSession, older: OlderData, *, report: Report, progress: Progress) -> None:
    """Put everything of the older file in. Raises NotTheSame if something is missing afterwards."""
    now = clock.now()
    same = {"user_id": LOCAL_USER_ID, "created_at": now, "updated_at": now}
    for table in older.columns:
        count = insert_rows(db, LegacyInvestmentRow, _COLUMNS, _rows(progress, older, table), same=same)
        report.tables[table] = Counted(before=older.count(table), after=count)
        if count != report.tables[table].before:
            raise NotTheSame(f"the rows of {table} are not all there")
    report.months, is_right = compared(db, LOCAL_USER_ID, older)
    if not is_right:
        raise NotTheSame("the sums of its movements are other ones")
    db.add(InvestmentsAdoption(user_id=LOCAL_USER_ID, report=orjson.dumps(asdict(report)).decode()))
    db.flush()


def _rows(progress: Progress, older: OlderData, table: str) -> Iterator[tuple[str, int | None, str, str]]:
    for row in progress.over(older.rows(table)):
        yield table, row.get("id"), as_json(row), "For a feature to come"
