"""What the scheduler does for the forecast."""

from backend.forecasting import service
from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.infra.web import LOCAL_USER_ID


def keep_daily_forecast(work: JobContext) -> None:
    """Keep the forecast of today, unless it is kept already."""
    service.keep_forecast(work.budget, LOCAL_USER_ID, today=clock.today())
