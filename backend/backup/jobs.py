"""What the scheduler does for backups."""

from backend.backup.daily import back_up_what_is_due
from backend.backup.keeping import KEPT
from backend.infra.scheduler import Work
from backend.infra.web import LOCAL_USER_ID
from backend.settings.service import daily_backups


def back_up_daily(work: Work) -> None:
    """Make the backups of the day, unless the person wants none. Sample data needs none."""
    with work.budget.read() as db:
        kept = KEPT.get(daily_backups(db, LOCAL_USER_ID))
    # In the place of a replaced file lies another one, which is not what the app shows.
    work.budget.check_file()
    if kept and not work.config.is_demo:
        back_up_what_is_due(work.config.home, kept, tick=work.is_ending.is_set)
