"""What the scheduler does for backups."""

from backend.backup.daily import create_due_backups
from backend.backup.retention import RETENTION_POLICIES
from backend.backup.service import BackupService
from backend.infra.scheduler import Job, JobContext
from backend.settings.service import daily_backups


def create_daily_backups(work: JobContext) -> None:
    """Make the backups of the day, unless the person wants none. Sample data needs none."""
    with work.budget.read() as db:
        policy = RETENTION_POLICIES.get(daily_backups(db, work.user_id))
    # In the place of a replaced file lies another one, which is not what the app shows.
    work.budget.check_file()
    if policy and work.budget.is_file and not work.config.is_demo:
        create_due_backups(work.config.home, policy, tick=work.is_ending.is_set)


def prove_backups(backups: BackupService) -> Job:
    """Return the job that holds the weekly restore drill, and removes what was deleted a day ago,
    and copies the newest backup to the second place."""

    def run(work: JobContext) -> None:
        if not work.config.is_demo and not work.is_ending.is_set():
            backups.empty_trash()
            backups.prove_if_due()
            backups.copy_if_due()

    return run
