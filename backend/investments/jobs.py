"""What the scheduler does for investments. It only starts what is due; fetching runs beside it."""

from backend.infra.scheduler import Job, JobContext
from backend.investments.price_refresh import PriceFetcher


def fetch_due_prices(fetcher: PriceFetcher) -> Job:
    """Return the job that fetches prices when they are due. Sample data never connects to anything."""

    def job(work: JobContext) -> None:
        if not work.config.is_demo:
            fetcher.start_if_due(work.user_id)

    return job
