"""What the scheduler does for net worth."""

from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.infra.web import LOCAL_USER_ID
from backend.net_worth import service


def take_daily_snapshot(work: JobContext) -> None:
    """Keep the net worth of today as it is known now, unless it is kept already; the last one of a day stays."""
    with work.budget.read() as db:
        snapshot = service.snapshot_to_keep(db, LOCAL_USER_ID, today=clock.today())
    if snapshot is not None:
        with work.budget.write() as writing:
            service.keep_snapshot(writing, LOCAL_USER_ID, snapshot)
