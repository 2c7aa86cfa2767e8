"""What the scheduler does for exchange rates. It only starts what is due; fetching runs beside it."""

from backend.exchange_rates.fetching import RateFetcher
from backend.infra.scheduler import Job, JobContext


def fetch_due_rates(fetcher: RateFetcher) -> Job:
    """Return the job that fetches rates when they are due. Sample data never connects to anything."""

    def job(work: JobContext) -> None:
        if not work.config.is_demo:
            fetcher.start_if_due(work.user_id)

    return job
