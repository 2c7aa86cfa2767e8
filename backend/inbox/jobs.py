"""What the scheduler does for the inbox: look each night, and soon after transactions came or were decided."""

from datetime import date

from backend.inbox import service
from backend.infra import clock
from backend.infra.scheduler import JobContext


class LookForNotices:
    """Looks for notices when something was written since the last look, or a new day began."""

    def __init__(self) -> None:
        self._looked_at: tuple[date, int] | None = None

    def __call__(self, work: JobContext) -> None:
        now = (clock.today(), work.budget.writes)
        if now == self._looked_at:
            return
        service.look(work.budget, work.user_id, today=now[0])
        self._looked_at = (now[0], work.budget.writes)
