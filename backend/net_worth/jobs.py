"""What the scheduler does for net worth."""

from functools import partial

from backend.infra import clock
from backend.infra.database import Database
from backend.infra.scheduler import Job, JobContext
from backend.net_worth import service
from backend.net_worth.series import DataFiles


def daily_snapshot(investments: Database) -> Job:
    """Return the job that keeps the net worth of each day."""
    return partial(_keep_today, investments)


def _keep_today(investments: Database, work: JobContext) -> None:
    """Keep the net worth of today as it is known now, unless it is kept already; the last one of a day stays."""
    with work.budget.read() as db, investments.read() as other:
        snapshot = service.snapshot_to_keep(DataFiles(db, other), work.user_id, today=clock.today())
    if snapshot is not None:
        with work.budget.write() as writing:
            service.keep_snapshot(writing, work.user_id, snapshot)
