"""Runs jobs beside the requests; a job missed while the computer slept runs once, not for each time missed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from backend.infra.config import Config
from backend.infra.database import Database

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.base import BaseTrigger

Job = Callable[[Config, Database], None]


def start(jobs: "Sequence[tuple[Job, BaseTrigger]]", config: Config, budget: Database) -> "BackgroundScheduler":
    """Return a running scheduler that has these jobs."""
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for job, trigger in jobs:
        scheduler.add_job(job, trigger, args=(config, budget))
    scheduler.start()
    return scheduler
