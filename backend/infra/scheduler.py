"""Runs jobs beside the requests; a job missed while the computer slept runs once, not for each time missed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from backend.infra.config import Config
from backend.infra.database import Database

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

# The first page is there by then.
SOON = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Work:
    """What a job works on. `is_ending` is set when the app ends; a job that takes long looks at it."""

    config: Config
    budget: Database
    is_ending: threading.Event


Job = Callable[[Work], None]


@contextmanager
def running(
    jobs: "Sequence[tuple[Job, BaseTrigger]]", *, soon: Sequence[Job], config: Config, budget: Database
) -> Iterator[None]:
    """Run these jobs at their times, and those of `soon` also once, shortly after now. Afterwards none runs."""
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.date import DateTrigger

    scheduler = BackgroundScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    work = Work(config, budget, threading.Event())
    for job, trigger in (*jobs, *((job, DateTrigger(datetime.now(UTC) + SOON)) for job in soon)):
        scheduler.add_job(job, trigger, args=(work,))
    scheduler.start()
    try:
        yield
    finally:
        work.is_ending.set()
        scheduler.shutdown()
