"""What the scheduler does for the forecast."""

from backend.forecasting import service
from backend.infra import clock
from backend.infra.scheduler import JobContext


def keep_daily_forecast(work: JobContext) -> None:
    """Keep the forecast of today, unless it is kept already."""
    service.keep_forecast(work.budget, work.user_id, today=clock.today())
