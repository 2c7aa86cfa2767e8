"""Runs jobs beside the requests; a job missed while the computer slept runs once, not for each time missed."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.web import LOCAL_USER_ID
from backend.kit.errors import AppError

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.base import BaseTrigger

# The first page is there by then.
SOON = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job works on, and for whom. `is_ending` is set when the app ends; a job that takes long looks at it."""

    config: Config
    budget: Database
    is_ending: threading.Event
    user_id: int = LOCAL_USER_ID


Job = Callable[[JobContext], None]


class Scheduler:
    """Runs jobs from `start` until `close`. A `start` that comes after `close` runs none."""

    def __init__(self, config: Config, budget: Database) -> None:
        self._work = JobContext(config, budget, threading.Event())
        self._running: BackgroundScheduler | None = None
        self._lock = threading.Lock()
        # Why each job failed that failed when it last ran, by its name.
        self.failures: dict[str, str] = {}

    def start(self, jobs: "Sequence[tuple[Job, BaseTrigger]]", *, soon: Sequence[Job]) -> None:
        """Run these jobs at their times from now on, and those of `soon` also once, shortly after now."""
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.date import DateTrigger

        with self._lock:
            if self._work.is_ending.is_set():
                return
            defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
            self._running = BackgroundScheduler(job_defaults=defaults)
            for job, trigger in (*jobs, *((job, DateTrigger(datetime.now(UTC) + SOON)) for job in soon)):
                self._running.add_job(self._run, trigger, args=(job,), name=_name_of(job))
            self._running.start()

    def _run(self, job: Job) -> None:
        """Run a job and remember whether it failed."""
        name = _name_of(job)
        try:
            job(self._work)
        except Exception as error:
            self.failures[name] = error.message if isinstance(error, AppError) else type(error).__name__
            raise
        self.failures.pop(name, None)

    def close(self) -> None:
        """Afterwards no job runs; a running one was asked to stop."""
        with self._lock:
            self._work.is_ending.set()
            if self._running:
                self._running.shutdown()


def _name_of(job: Job) -> str:
    """Return a name for people: that of the function, without its wrapper."""
    name = getattr(job, "__qualname__", type(job).__name__).split(".")[0]
    return name.strip("_")
