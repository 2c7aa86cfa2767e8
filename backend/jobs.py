"""Every scheduled job: what it does and when."""

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from backend.backup import jobs as backup
from backend.imports import jobs as imports
from backend.infra.scheduler import Job

# Trigger objects, never their names: names resolve through package metadata, which a frozen app does not have.
JOBS: tuple[tuple[Job, BaseTrigger], ...] = (
    (imports.put_old_previews_away, CronTrigger(hour=4, minute=20)),
    (backup.back_up_daily, CronTrigger(hour=4, minute=40)),
)
# A computer that is off at night does these soon after a start.
SOON: tuple[Job, ...] = (backup.back_up_daily,)
