"""What the scheduler does for the profile: compute it once a day, erase what is kept too long after turning off."""

from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.profiles import service


def keep_profile_current(work: JobContext) -> None:
    """Compute today's profile if the person agreed, or erase a profile that was turned off long ago."""
    today = clock.today()
    with work.budget.read() as db:
        is_due = service.is_due(db, work.user_id, today=today)
        erase_on = service.erase_on(db, work.user_id)
    if is_due:
        with work.budget.write() as writing:
            service.compute(writing, work.user_id, today=today)
    elif erase_on is not None and erase_on <= today:
        with work.budget.write() as writing:
            service.erase(writing, work.user_id)
