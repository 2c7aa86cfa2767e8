"""What the scheduler does for bank connections. Each call only starts what is due; the syncs run beside it."""

from collections.abc import Callable
from functools import partial

from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.sync import queries
from backend.sync.linking import Linker
from backend.sync.runner import SyncRunner, due


def sync_due(runner: SyncRunner, work: JobContext) -> None:
    """Sync the connections that were not asked for some hours, and those that failed and should be tried again."""
    for connection_id, trigger in due(work.budget, work.user_id, runner.vault, clock.now()):
        runner.start(work.user_id, [connection_id], trigger)


def finish_links(linker: Linker, work: JobContext) -> None:
    """Ask once how links that were open when the app ended went on, and tell providers of disconnected banks."""
    with work.budget.read() as db:
        waiting = [session.id for session in queries.open_links(db, work.user_id)]
    for link_id in waiting:
        linker.follow(work.user_id, link_id)
    linker.remove_at_provider(work.user_id)


def bound(runner: SyncRunner, linker: Linker) -> tuple[Callable[[JobContext], None], Callable[[JobContext], None]]:
    """Return both jobs with what they need."""
    return partial(sync_due, runner), partial(finish_links, linker)
