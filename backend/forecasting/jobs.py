"""What the scheduler does for the forecast."""

from backend.forecasting import queries, service
from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.infra.web import LOCAL_USER_ID


def keep_daily_forecast(work: JobContext) -> None:
    """Keep the forecast of today, unless it is kept already: it is made before the data file is opened for writing."""
    today = clock.today()
    with work.budget.read() as db:
        if queries.newest_kept_on(db, LOCAL_USER_ID) == today:
            return
        made = service.forecasts_to_keep(db, LOCAL_USER_ID, today=today)
    with work.budget.write() as writing:
        if made and queries.newest_kept_on(writing, LOCAL_USER_ID) != today:
            writing.add_all(made)
